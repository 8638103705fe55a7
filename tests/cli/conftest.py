"""The command line, ready to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.runner import Runner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """Return a runner of the command line at 80 columns, with the shipped facts alone."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("HEADUNIT_FACTS", raising=False)
    return Runner(capsys, monkeypatch, tmp_path)
