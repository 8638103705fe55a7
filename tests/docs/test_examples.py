"""A reader who does what the pages say gets what the pages show."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOWTO = ROOT / "docs" / "howto"
FENCES = re.compile(r"^```(?P<kind>[a-z]+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED_PAGES = [ROOT / "README.md", HOWTO / "use-from-python.md", HOWTO / "use-the-twin.md"]


def fences(page: Path, kind: str) -> list[str]:
    return [match["content"] for match in FENCES.finditer(page.read_text(encoding="utf-8")) if match["kind"] == kind]


def start(words: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    environment.pop("HEADUNIT_FACTS", None)
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**environment, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def test_adding_a_radio_works_exactly_as_the_page_says(tmp_path: Path) -> None:
    page = HOWTO / "add-a-radio.md"
    for content in fences(page, "toml"):
        name = re.search(r'^id = "(.+)"$', content, re.MULTILINE)
        assert name is not None
        folder = tmp_path / ("wrong-radios" if "shout" in content else "my-radios")
        folder.mkdir(exist_ok=True)
        (folder / f"{name[1]}.toml").write_text(content, encoding="utf-8")

    tried = 0
    for session in fences(page, "console"):
        command, _, shown = session.removeprefix("$ ").partition("\n")
        facts, *words = shlex.split(command)
        if facts == "mkdir":
            continue
        done = start(["-m", *words], tmp_path, HEADUNIT_FACTS=facts.removeprefix("HEADUNIT_FACTS="))
        assert plain(done.stdout + done.stderr) == plain(shown)
        tried += 1

    assert tried == 4


def test_the_radio_of_the_page_is_unknown_without_its_folder(tmp_path: Path) -> None:
    assert start(["-m", "headunit", "family", "example-radio-9000"], tmp_path).returncode == 65


@pytest.mark.parametrize("page", TYPED_PAGES, ids=lambda page: page.name)
def test_the_python_examples_run_without_a_warning(page: Path, tmp_path: Path) -> None:
    examples = fences(page, "python")

    assert examples
    for content in examples:
        (tmp_path / "example.py").write_text(content, encoding="utf-8")
        done = start(["-W", "error", "example.py"], tmp_path)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", TYPED_PAGES, ids=lambda page: page.name)
def test_the_python_examples_are_typed(page: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    names = []
    for number, content in enumerate(fences(page, "python")):
        names.append(f"example_{number}.py")
        (tmp_path / names[-1]).write_text(content, encoding="utf-8")

    done = start(
        ["-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *names], tmp_path, MYPYPATH=str(ROOT / "src")
    )

    assert done.returncode == 0, done.stdout


def test_the_example_with_the_fixtures_passes(tmp_path: Path) -> None:
    (example,) = (content for content in fences(HOWTO / "use-the-twin.md", "python") if "def test_" in content)
    (tmp_path / "test_my_tool.py").write_text(example, encoding="utf-8")
    installed = any(point.name == "headunit" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "headunit.pytest_plugin"]

    done = start(["-W", "error", "-m", "pytest", "-q", *plugin, "-p", "no:cacheprovider", "test_my_tool.py"], tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_the_sample_serial_is_the_only_one_shown_with_a_ford_code() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {found for page in pages for found in re.findall(r"\bM[0-9]{6}\b", page.read_text(encoding="utf-8"))}

    assert shown <= {"M123456", "M123450", "M000000", "M999999"}
