"""Show the main job on bundled labels: label → identity → code with its evidence → plan → rehearsal; and refusals.

Needs no network and no hardware, writes nothing, and ends by itself.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import fill

COLUMNS = 80
LABELS = Path(__file__).resolve().parent / "labels"

PHOTO_STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (
        "A photo of the label of a Nissan with a Blaupunkt radio: the serial, and where each character is from.",
        ("label", "nissan-blaupunkt.jpg"),
        0,
    ),
)
"""What is shown first where the extra for photos is installed."""

STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (
        "This stands on the label of a Nissan with a Blaupunkt radio; which number counts, and which radio is it?",
        ("identify", "--text-file", "nissan-blaupunkt.txt"),
        0,
    ),
    (
        "The serial gives the code, with the evidence for it.",
        ("code", "BP5387 5 1234567"),
        0,
    ),
    (
        "A Renault: the last four characters of the label are the precode.",
        ("identify", "--text-file", "renault.txt"),
        0,
    ),
    ("Its code:", ("code", "S123"), 0),
    (
        "A Ford. Its code has stood the test of real radios.",
        ("code", "M123456"),
        0,
    ),
    (
        "How the radio wants that code, key by key: from sources alone, and tried on a simulated radio first.",
        ("plan", "ford-keycode", "--code-file", "ford-code.txt"),
        0,
    ),
    (
        "The same keys on the simulated radio, typed line by line; then its battery is changed, and it asks again.",
        ("rehearse", "ford-keycode", "--code", "2487", "<", "ford-keys.txt"),
        0,
    ),
    (
        "A number copied from the car instead of the radio is recognised for what it is.",
        ("code", "SJNFAAJ10U1234567"),
        65,
    ),
    (
        "For a Volkswagen no rule is public. Nothing is invented; the official way is shown instead.",
        ("code", "VWZ1Z1C1419999"),
        69,
    ),
    ("And four bare digits fit seven rules, so the program asks.", ("code", "1234"), 65),
    (
        "A workshop has read another radio's memory chip: the serial in it names the layout, and there is the code.",
        ("image", "../images/rcd310-sample.bin"),
        0,
    ),
    (
        "A card from the glove box of an old Volvo. Its keys are 1 to 6, so this number can't be its code.",
        ("card-check", "volvo-sc8xx", "--code-file", "volvo-card.txt"),
        65,
    ),
)


def main() -> int:
    """Run every step; return 1 when one of them ends otherwise than it should."""
    environment = {**os.environ, "COLUMNS": str(COLUMNS)}
    steps = (*(PHOTO_STEPS if find_spec("rapidocr") else ()), *STEPS)
    for number, (text, arguments, expected) in enumerate(steps, start=1):
        print(f"\n{fill(text, COLUMNS, initial_indent=f'{number}. ', subsequent_indent='   ')}\n")
        label = LABELS / arguments[-1]
        if "--text-file" in arguments:
            print("".join(f"     │ {line}\n" for line in label.read_text(encoding="utf-8").splitlines()))
        words, typed = arguments, ""
        if "<" in arguments:
            words, typed = arguments[:-2], label.read_text(encoding="utf-8")
        print(f"   $ headunit {shlex.join(words)}{f' < {label.name}' if typed else ''}", flush=True)
        program = [sys.executable, "-m", "headunit", *words]
        done = subprocess.run(program, cwd=LABELS, env=environment, input=typed, encoding="utf-8", check=False)
        if done.returncode != expected:
            print(f"\nThis step should have ended with {expected}, not with {done.returncode}.")
            return 1
    print("\nThat was the main job. Now your own radio:")
    print('  its code           .venv/bin/headunit code "THE NUMBER ON ITS LABEL"')
    print("  in the browser     .venv/bin/headunit web")
    print("  on your phone      .venv/bin/headunit web --phone\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
