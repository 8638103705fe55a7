"""The wheel alone is enough: package data is in it, and nothing of the development tools is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("click", "platformdirs", "rich", "markdown_it", "mdurl", "pygments")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel without its dependencies into an empty folder, and link those it declares beside it."""
    wheels, site = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(wheels.glob("*.whl"))
    install = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    for package in NEEDED:
        folder = Path(str(import_module(package).__file__)).parent
        (site / package).symlink_to(folder)
    return site


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["families"], "ford-keycode"),
        (["code", "M123456"], "2 4 8 7"),
        (["family", "nissan-connect-lcn1"], "Bosch"),
        (["plan", "ford-keycode", "--code", "2487"], "It opened"),
        (["advise", "volvo-sc8xx", "--display", "OFF"], "for two hours"),
    ],
)
def test_the_installed_program_works_without_anything_else(installed: Path, arguments: list[str], told: str) -> None:
    environment = {"PYTHONPATH": str(installed), "PATH": os.environ["PATH"], "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "headunit", *arguments],
        cwd=installed,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_the_installed_program_names_the_extra_that_it_lacks(installed: Path) -> None:
    environment = {"PYTHONPATH": str(installed), "PATH": os.environ["PATH"], "HEADUNIT_HOME": str(installed / "home")}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "headunit", "vault", "list"],
        cwd=installed,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 78
    assert "python3 -m pip install '.[vault]'" in done.stderr
    assert len(list((installed / "headunit" / "vault" / "paper" / "fonts").glob("*.ttf"))) == 4


def test_pytest_finds_the_fixtures_by_itself(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "test_tool.py").write_text(
        "import headunit\n\n"
        "def test_it(head_unit, rehearse_plan):\n"
        f"    assert headunit.__file__.startswith({str(installed)!r})\n"
        "    assert head_unit().display.strip() == 'CODE ----'\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_tool.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": os.environ["PATH"]},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_the_pure_rooms_need_only_the_standard_library() -> None:
    program = (
        "import sys; before = set(sys.modules)\n"
        "import headunit.errors, headunit.numbers, headunit.facts, headunit.identity, headunit.codes, headunit.panel\n"
        "import headunit.lock, headunit.twin\n"
        "assert 'click' not in sys.modules and 'rich' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["code", "M123456"], ["plan", "ford-keycode", "--code", "2487", "--json"]]
)
def test_starting_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom headunit.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "heavy = {'rich', 'numpy', 'tomllib', 'asyncio', 'sqlite3'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
