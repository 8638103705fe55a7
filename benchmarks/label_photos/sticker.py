"""Make a sticker from one random generator: its picture, what stands on it, and where each serial character is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp
from PIL import Image

from label_photos.lettering import FONTS, Box, Pen
from label_photos.numbers_on_it import MAKES, UNSEEN, filled, pick, serial_of, vin_of

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

_MARGIN = 30
_TWO_ROWS_FROM, _GROUPS_FROM = 11, 10
_PLACES = ("MADE IN PORTUGAL", "MADE IN MALAYSIA", "Made in Germany", "MADE IN HUNGARY", "Made in Brasil")


@dataclass
class Truth:
    """Hold what stands on a sticker."""

    serial: str
    part: str
    model: str
    caption: str
    rows: tuple[str, ...]
    vin: str = ""
    barcodes: list[str] = field(default_factory=list)


@dataclass
class Sticker:
    """Hold a sticker: *picture* (RGB), *truth*, the *boxes* of the serial's characters, and the *damage* (0 to 1)."""

    picture: NDArray[np.uint8]
    truth: Truth
    boxes: list[Box]
    damage: NDArray[np.float32]


@dataclass
class _Sheet:
    """Hold a sticker while it is printed."""

    rng: Generator
    image: Image.Image
    pen: Pen
    paper: int
    ink: int
    sans: str
    lettering: str
    two_d: str
    y: int = _MARGIN


def make_sticker(rng: Generator, fonts: str, *, unseen: bool = False) -> Sticker:
    """Return a new sticker; *unseen* gives it a serial of a form that no maker here has."""
    make = pick(rng, MAKES)
    serial = serial_of(rng, pick(rng, UNSEEN if unseen else make.serials))
    truth = Truth(serial, filled(rng, make.part), filled(rng, make.model), pick(rng, make.serial_captions), (serial,))
    sheet, tint = _blank(rng, fonts)
    sheet.pen.write(_MARGIN, sheet.y, pick(rng, make.names), sheet.sans, 40, sheet.ink)
    sheet.pen.write(sheet.image.width * 0.58, sheet.y + 8, truth.model, sheet.sans, 28, sheet.ink)
    sheet.y += 70
    line = f"{pick(rng, make.part_captions)} {truth.part}".strip()
    font = sheet.sans if rng.random() < 0.7 else sheet.lettering  # noqa: PLR2004 - most in the label's own
    sheet.pen.write(_MARGIN, sheet.y, line, font, int(rng.integers(24, 34)), sheet.ink)
    sheet.y += 58
    boxes = _print_serial(sheet, truth)
    _print_codes(sheet, truth)
    _print_marks(sheet)
    picture = np.repeat(np.asarray(sheet.image)[..., None], 3, 2).astype(np.float32) * np.array(tint, np.float32)
    if rng.random() < 0.22:  # noqa: PLR2004 - a dealer's own sticker with the VIN
        picture = np.vstack([picture, _vin_strip(sheet, truth)])
    done = np.clip(picture, 0, 255).astype(np.uint8)
    return Sticker(done, truth, boxes, np.zeros(done.shape[:2], np.float32))


def _blank(rng: Generator, fonts: str) -> tuple[_Sheet, tuple[float, float, float]]:
    size = (int(rng.integers(1050, 1300)), int(rng.integers(480, 720)))
    dark = rng.random() < 0.08  # noqa: PLR2004 - a few are light on dark
    paper, ink = (25, 235) if dark else (pick(rng, (250, 245, 235, 225, 205)), int(rng.integers(5, 60)))
    image = Image.new("L", size, paper)
    pen = Pen(image)
    if rng.random() < 0.5:  # noqa: PLR2004 - half have a frame
        pen.frame((6, 6, size[0] - 7, size[1] - 7), ink)
    chosen = FONTS[fonts]
    sans = pick(rng, chosen["sans"])
    lettering = pick(rng, chosen["fixed" if rng.random() < 0.6 else "sans"])  # noqa: PLR2004 - numbers are often typed
    two_d = pick(rng, ("DataMatrix", "DataMatrix", "QRCode")) if rng.random() < 0.3 else ""  # noqa: PLR2004
    tints = ((1.0, 1.0, 1.0), (1.0, 0.98, 0.9), (0.95, 0.98, 1.0), (1.0, 0.93, 0.55), (0.92, 0.92, 0.92))
    return _Sheet(rng, image, pen, paper, ink, sans, lettering, two_d), (1.0, 1.0, 1.0) if dark else pick(rng, tints)


def _rows(rng: Generator, serial: str) -> tuple[str, ...]:
    if len(serial) >= _TWO_ROWS_FROM and rng.random() < 0.25:  # noqa: PLR2004
        cut = int(rng.integers(4, len(serial) - 3))
        return serial[:cut], serial[cut:]
    if len(serial) >= _GROUPS_FROM and rng.random() < 0.25:  # noqa: PLR2004
        cut = 2 if serial[:2].isalpha() else 4
        groups = (
            (serial[:cut], serial[cut:-7], serial[-7:]) if len(serial) > _GROUPS_FROM else (serial[:cut], serial[cut:])
        )
        return (" ".join(filter(None, groups)),)
    return (serial,)


def _print_serial(sheet: _Sheet, truth: Truth) -> list[Box]:
    rng = sheet.rng
    truth.rows = _rows(rng, truth.serial)
    height, x = int(rng.integers(26, 42)), float(_MARGIN)
    if truth.caption:
        own_line = rng.random() < 0.25  # noqa: PLR2004
        colon = ":" if rng.random() < 0.3 and not truth.caption.endswith(".") else ""  # noqa: PLR2004
        _, x = sheet.pen.write(x, sheet.y, truth.caption + colon, sheet.sans, min(28, height), sheet.ink)
        x += 22
        if own_line:
            sheet.y, x = sheet.y + 46, float(_MARGIN)
    room = sheet.image.width - (260 if sheet.two_d else 30) - x
    while height > 18 and max(map(len, truth.rows)) * height * 0.95 > room:  # noqa: PLR2004 - still to be read
        height -= 1
    spacing = float(pick(rng, (0, 0, 2, 5)))
    boxes: list[Box] = []
    for row in truth.rows:
        placed, _ = sheet.pen.write(x, sheet.y, row, sheet.lettering, height, sheet.ink, spacing=spacing)
        boxes += [box for box, character in zip(placed, row, strict=True) if character != " "]
        sheet.y += int(height * 1.45) + 4
    sheet.y += 12
    return boxes


def _print_codes(sheet: _Sheet, truth: Truth) -> None:
    rng, size = sheet.rng, sheet.image.size
    bare = "".join(character for character in truth.part if character.isalnum())
    if rng.random() < 0.6 and sheet.y < size[1] - 120:  # noqa: PLR2004
        contents = (*[truth.serial] * 5, *[truth.part.replace(" ", "")] * 2, "S" + truth.serial, bare + truth.serial)
        content = pick(rng, contents)
        kind = pick(rng, ("Code128", "Code128", "Code39", "Code39", "ITF"))
        if kind == "ITF":
            kind = "ITF" if content.isdigit() else "Code128"
            content = "0" + content if kind == "ITF" and len(content) % 2 else content
        height = min(110, size[1] - sheet.y - 60)
        wide = size[0] - (270 if sheet.two_d else 60)
        if height > 35 and _barcode(sheet, (_MARGIN + 10, sheet.y), content, kind, (wide, height)):  # noqa: PLR2004
            truth.barcodes.append(content)
            sheet.y += height + 6
            if rng.random() < 0.5:  # noqa: PLR2004
                shown = f"*{content}*" if kind == "Code39" and rng.random() < 0.5 else content  # noqa: PLR2004
                sheet.pen.write(_MARGIN + 30, sheet.y, shown, sheet.sans, 18, sheet.ink, spacing=2)
                sheet.y += 30
    if sheet.two_d:
        content = pick(rng, (truth.serial, truth.part.replace(" ", ""), "S" + truth.serial, f"P{bare};S{truth.serial}"))
        side = int(rng.integers(130, 200))
        if _barcode(sheet, (size[0] - side - 25, 110), content, sheet.two_d, (side, side)):
            truth.barcodes.append(content)


def _barcode(sheet: _Sheet, place: tuple[int, int], content: str, kind: str, room: tuple[int, int]) -> bool:
    """Print a bar code with its quiet zone; return whether it fits."""
    code = zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, kind))
    modules = np.array(code.to_image(scale=1, add_quiet_zones=False))
    modules = modules if modules.ndim == 2 else modules[..., 0]  # noqa: PLR2004 - grey or colour
    if kind in {"DataMatrix", "QRCode"}:
        scale, quiet = max(2, room[1] // modules.shape[0]), 4
        pattern = np.kron(modules, np.ones((scale, scale), np.uint8))
    else:
        scale, quiet = min(3, room[0] // modules.shape[1]), 16
        if scale < 2:  # noqa: PLR2004 - bars thinner than a printer's
            return False
        pattern = np.kron(modules[:1], np.ones((room[1], scale), np.uint8))
    height, width = pattern.shape
    if place[0] + width > sheet.image.width or place[1] + height > sheet.image.height:
        return False
    light, dark = (max(sheet.paper, 200), min(sheet.ink, 40)) if sheet.paper > 100 else (230, 10)  # noqa: PLR2004
    ground = (max(0, place[0] - quiet), max(0, place[1] - 4), place[0] + width + quiet, place[1] + height + 4)
    sheet.image.paste(255 if sheet.paper < 100 else sheet.paper, ground)  # noqa: PLR2004
    sheet.image.paste(Image.fromarray(np.where(pattern > 127, light, dark).astype(np.uint8)), place)  # noqa: PLR2004
    return True


def _print_marks(sheet: _Sheet) -> None:
    """Print the bottom line: marks that must never be taken for the serial."""
    rng = sheet.rng
    marks = (
        (0.7, f"e{rng.integers(1, 25)} {filled(rng, 'DDDDDD')}"),
        (0.5, pick(rng, _PLACES)),
        (0.5, pick(rng, ("12V", "DC 12V 10A", "13.8V", "U: 12V"))),
        (0.4, f"{rng.integers(1, 53):02d}/{rng.integers(0, 14):02d}"),
        (0.3, filled(rng, "HW:DD SW:DDDD")),
        (0.2, "IC: " + filled(rng, "DDDDL-LLLLL")),
    )
    chosen = [text for chance, text in marks if rng.random() < chance]
    height = sheet.image.height
    if chosen and sheet.y < height - 45:
        sheet.pen.write(_MARGIN, max(sheet.y, height - 48), "   ".join(chosen), sheet.sans, 18, sheet.ink)


def _vin_strip(sheet: _Sheet, truth: Truth) -> NDArray[np.float32]:
    rng = sheet.rng
    truth.vin = vin_of(rng)
    strip = Image.new("L", (sheet.image.width, 78), 240)
    text = ("VIN " if rng.random() < 0.6 else "") + truth.vin  # noqa: PLR2004
    Pen(strip).write(20, 22, text, sheet.sans, 30, 20, spacing=2)
    grey = np.vstack([np.full((14, strip.width), 60, np.uint8), np.asarray(strip)])
    return np.repeat(grey[..., None], 3, 2).astype(np.float32)
