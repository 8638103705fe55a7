"""Give programs of other people an environment of their own, and a simulated unit to look at."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.verify_rows import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FAMILY", "environment", "newer_python", "serving", "started"]

FAMILY = "nissan-qashqai-j10-article"
_NAMES = ("python3.14", "python3.13", "python3.12", "python3")
_FITS = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))"
_URI = re.compile(r"--link '([^']+)'")


def newer_python() -> str | None:
    """Return the first Python of 3.12 or newer: on the path, or among those of pyenv."""
    on_path = [found for name in _NAMES if (found := shutil.which(name))]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for python in (*on_path, *sorted(map(str, versions.glob("3.*/bin/python3")), reverse=True)):
        try:
            if subprocess.run([python, "-c", _FITS], capture_output=True, check=False).returncode == 0:
                return python
        except OSError:
            continue
    return None


def environment(name: str, python: str) -> Path:
    """Return the folder of programs of an environment with what ``requirements/NAME.lock`` pins; make it at need."""
    lock = ROOT / "requirements" / f"{name}.lock"
    folder = Path(sys.prefix) / name
    stamp, wanted = folder / ".made", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        sys.stderr.write(f"setting up {folder} …\n")
        subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        subprocess.run([*pip, "install", "--require-hashes", "--requirement", str(lock)], check=True)
        stamp.write_text(wanted, encoding="ascii")
    return folder / "bin"


@contextmanager
def started(command: list[str], ready: str) -> Iterator[str]:
    """Run a program that serves, and give what it has printed once *ready* stands in it; end it afterwards."""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as child:
        try:
            said = ""
            for line in child.stdout or ():
                said += line
                if ready in line:
                    break
            else:
                raise RuntimeError(said)
            # Nobody reads what it says from here on, and it must not stop for that.
            threading.Thread(target=lambda: [None for _ in child.stdout or ()], daemon=True).start()
            yield said
        finally:
            child.terminate()


@contextmanager
def serving(*ways: str) -> Iterator[list[str]]:
    """Serve a simulated unit in a process of its own and give the addresses of *ways*, such as ``--doip``."""
    options = [text for way in ways for text in (way, "0")]
    command = [sys.executable, "-m", "headunit", "ecu", "serve", FAMILY, *options]
    with started(command, "Ctrl-C") as said:
        yield list(dict.fromkeys(_URI.findall(said)))  # one is named for the reset once more
