"""Write the sample image of a Delphi RCD 310 for the demo and the docs: made up from its published layout.

No byte of it comes from a radio. The serial is one that no known radio has, and the code is 0246.
"""

from __future__ import annotations

from pathlib import Path

TARGET = Path(__file__).resolve().parent / "images" / "rcd310-sample.bin"

SIZE_BYTES = 4096
CODE, CODE_KEY = "0246", 0x65
TEXTS = {0xA9: "0001", 0xD7: "VWZ0Z0A0000000", 0xE5: "1K0000000AA", 0xF0: "RCD310 EU    H00"}


def sample_image() -> bytes:
    """Return the 4,096 bytes: erased but for a counter at the end, the texts, and the code."""
    image = bytearray(b"\xff" * SIZE_BYTES)
    image[0x300:0x310] = bytes(range(16))
    image[0xA0:0xA4] = bytes(int(digit) ^ CODE_KEY for digit in CODE)
    for offset, text in TEXTS.items():
        image[offset : offset + len(text)] = text.encode("ascii")
    return bytes(image)


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(sample_image())
