"""Where a process of the command line begins."""

from __future__ import annotations

import gc
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and end the process (``headunit.cli.main``).

    The search for reference cycles is off: a start makes thousands of things and drops none, so looking through them
    again and again takes a tenth of it. The commands that run long switch it on.
    """
    gc.disable()
    from headunit.cli.main import main as run  # noqa: PLC0415 - what it imports is most of what a start makes

    run()
