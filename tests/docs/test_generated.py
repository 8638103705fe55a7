"""What is generated is up to date, and the check says what is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, str(root / "tools" / "build_docs.py"), *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of all that the builder reads, so that a test may spoil it."""
    for name in ("demo", "docs", "tools", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


@pytest.mark.verify  # make check does the same
def test_every_generated_page_and_every_shown_output_is_up_to_date() -> None:
    done = build(ROOT, "--check")

    assert (done.stdout, done.stderr) == ("docs are up to date\n", "")
    assert done.returncode == 0


def test_the_check_names_what_is_stale_and_writes_nothing(copy: Path) -> None:
    readme = copy / "README.md"
    families = copy / "docs" / "reference" / "families"
    spoilt = readme.read_text(encoding="utf-8").replace("2 4 8 7", "1 2 3 4")
    readme.write_text(spoilt, encoding="utf-8")
    (families / "ford-keycode.md").unlink()
    (families / "left-over.md").write_text("# A family that is gone\n", encoding="utf-8")

    done = build(copy, "--check")

    assert done.returncode == 1
    assert set(done.stdout.splitlines()) == {
        f"{name} is stale: run 'make docs'"
        for name in (
            "README.md",
            str(Path("docs/reference/families/ford-keycode.md")),
            str(Path("docs/reference/families/left-over.md")),
        )
    }
    assert readme.read_text(encoding="utf-8") == spoilt
    assert not (families / "ford-keycode.md").exists()


@pytest.mark.verify  # the check above runs the same builder
def test_building_mends_what_is_stale(copy: Path) -> None:
    readme = copy / "README.md"
    good = readme.read_text(encoding="utf-8")
    readme.write_text(good.replace("2 4 8 7", "1 2 3 4"), encoding="utf-8")
    left_over = copy / "docs" / "reference" / "families" / "left-over.md"
    left_over.write_text("# A family that is gone\n", encoding="utf-8")

    assert build(copy).returncode == 0

    assert readme.read_text(encoding="utf-8") == good
    assert not left_over.exists()


def test_a_command_that_ends_otherwise_than_its_page_says_stops_the_build(copy: Path) -> None:
    page = copy / "docs" / "tutorial" / "first-code.md"
    page.write_text(page.read_text(encoding="utf-8").replace("<!-- run 65:", "<!-- run:"), encoding="utf-8")

    done = build(copy)

    assert done.returncode == 1
    assert "ended with status 65, not 0" in done.stderr
