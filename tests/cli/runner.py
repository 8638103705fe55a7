"""Run the command line in the tests' own process, and keep what it printed and how it ended."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from headunit.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILLER", "Outcome", "Runner"]

FILLER = bytes(0xA1 + index * 7 % 89 for index in range(4096))
"""What an image is made of where nothing stands in it: no layout knows it."""


class Outcome(NamedTuple):
    """Hold what a run printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Return the JSON document that was printed."""
        loaded: dict[str, Any] = json.loads(self.out)
        assert isinstance(loaded, dict)
        return loaded

    @property
    def words(self) -> str:
        """Return what was printed in one line."""
        return " ".join(self.out.split())


class Runner:
    """Run the command line in this process, with text or bytes on standard input and a folder for files."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._capture, self._patch, self.made = capture, patch, folder / "made.bin"

    def __call__(self, *arguments: str, given: str | bytes | None = None) -> Outcome:
        """Run the command with *arguments*; *given* is what stands on standard input, None: left as it is."""
        if given is not None:
            content = given if isinstance(given, bytes) else given.encode()
            self._patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = self._capture.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    def image(self, size: int, parts: dict[int, bytes], *arguments: str) -> Outcome:
        """Run ``image`` on *size* bytes with *parts* at their offsets."""
        content = bytearray(FILLER[:size])
        for offset, part in parts.items():
            content[offset : offset + len(part)] = part
        self.made.write_bytes(content)
        return self("image", str(self.made), *arguments)
