"""Make the photos of made-up labels that the demo and some tests read; what stands on each is in this file.

``python tools/make_label_photos.py`` writes them anew (Debian's package ``fonts-dejavu-core``); a HEIC file is written
only where ``pillow-heif`` is installed, which nothing else here needs.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from label_photos.camera import photograph, turned  # noqa: E402 - found by the line above
from label_photos.lettering import Pen  # noqa: E402
from label_photos.sticker import Sticker, Truth  # noqa: E402

DEMO, TESTS = ROOT / "demo" / "labels", ROOT / "tests" / "label" / "photos"
_FONTS = "/usr/share/fonts/truetype/dejavu/"
TYPED, BOLD = f"{_FONTS}DejaVuSansMono.ttf", f"{_FONTS}DejaVuSansMono-Bold.ttf"
SIZE = (1100, 520)
WIDTH_PX = 1000


@dataclass(frozen=True)
class Label:
    """Hold one photo to make: its file, the rows (the *serial* stands in one of them), and how it is taken.

    *level* is that of :mod:`label_photos.camera`; *glare_at* puts a reflection on that part of the serial.
    """

    path: Path
    rows: tuple[str, ...]
    serial: str
    level: int = 1
    seed: int = 1
    quarters: int = 0
    glare_at: float | None = None
    font: str = BOLD


RENAULT = ("RENAULT", "28 115 9243R", "T  S123")
NISSAN = ("BLAUPUNKT  MADE IN PORTUGAL", "7 645 387 318   28185 BH10A", "S/N BP5387 5 1234567")
CARD = ("PEUGEOT", "AUTORADIO", "CODE 2471", "KEEP THIS CARD AT HOME")
SHOT = ("CLARION", "PART NO. 28185-AX610", "SERIAL NO. C72F5163G1234567", "MADE IN MALAYSIA")
LABELS = (
    Label(DEMO / "renault.jpg", RENAULT, "S123", level=0, seed=5, font=TYPED),
    Label(DEMO / "nissan-blaupunkt.jpg", NISSAN, "BP5387 5 1234567", font=TYPED),
    Label(TESTS / "code-card.jpg", CARD, "2471"),
    Label(TESTS / "shot-left.jpg", SHOT, "C72F5163G1234567", level=2, seed=11, glare_at=0.1),
    Label(TESTS / "shot-middle.jpg", SHOT, "C72F5163G1234567", level=2, seed=12, glare_at=0.5),
    Label(TESTS / "shot-right.jpg", SHOT, "C72F5163G1234567", level=2, seed=13, glare_at=0.95),
    Label(TESTS / "lying-on-its-side.webp", ("FORD", "5S7T-18C815-AB", "SER NO M123467"), "M123467", quarters=1),
    Label(TESTS / "from-an-iphone.heic", ("FORD", "5S7T-18C815-AB", "SER NO V234567"), "V234567"),
    Label(TESTS / "hopeless.jpg", SHOT, "C72F5163G1234567", level=4, seed=3),
)


def sticker_of(label: Label) -> Sticker:
    """Return the label printed in one plain lettering."""
    image = Image.new("L", SIZE, 244)
    pen = Pen(image)
    boxes: list[tuple[float, float, float, float]] = []
    for number, row in enumerate(label.rows):
        placed, _ = pen.write(40, 40 + 84 * number, row, label.font, 36, 25)
        if label.serial in row:
            boxes = placed[row.index(label.serial) :][: len(label.serial)]
    picture = np.repeat(np.asarray(image)[..., None], 3, 2)
    truth = Truth(label.serial.replace(" ", ""), "", "", "", (label.serial,))
    return Sticker(picture, truth, boxes, np.zeros(picture.shape[:2], np.float32))


def write(label: Label) -> None:
    """Take the photo and write it, made small."""
    photo = photograph(sticker_of(label), np.random.default_rng(label.seed), label.level, glare_at=label.glare_at)
    content = turned(photo, label.quarters) if label.quarters else photo.jpeg
    picture = Image.open(io.BytesIO(content))
    picture.thumbnail((WIDTH_PX, WIDTH_PX))
    if label.path.suffix == ".heic":
        import_module("pillow_heif").register_heif_opener()
    picture.save(label.path, quality=70)


def main() -> None:
    """Write every photo."""
    for label in LABELS:
        if label.path.suffix != ".heic" or find_spec("pillow_heif"):
            write(label)
            print(label.path.relative_to(ROOT), label.path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
