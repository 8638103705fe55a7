"""Have photos read by a process of its own, and end it when it takes too long or says what it must not."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from headunit.errors import ConfigurationError, HeadunitError, InputError
from headunit.web.reading_json import reading_from

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from headunit.label.reading import LabelReading

__all__ = ["PhotoReader", "ProcessReader", "Shot"]

_COMMAND = (sys.executable, "-P", "-c", "from headunit.web.photo_worker import main; main()")
"""Without -P, Python would take modules from the folder that it was started in, and there may lie anything."""
_LONGEST_S = 60.0
_LONGEST_LINE = 4_000_000


class Shot(NamedTuple):
    """Hold one photo to read: where it is, and where it is to be written anew, if at all."""

    path: Path
    keep: Path | None


class PhotoReader(Protocol):
    """Read one label from one to five shots of it."""

    def __call__(self, shots: Sequence[Shot], opened: Callable[[int], None]) -> LabelReading:
        """Return the reading, and tell each shot that is *opened*; raises what the photos are refused with."""


class ProcessReader:
    """Read in a new process each time, so that a picture that breaks it breaks nothing else.

    Raises InputError (``photo-time``, ``photo-too-much``, and what opening a photo raises), ConfigurationError
    (``extra-missing``).
    """

    def __init__(self, facts: str = "", *, command: Sequence[str] = _COMMAND, longest_s: float = _LONGEST_S) -> None:
        """Take the folder of private *facts*, if there is one."""
        self._facts = facts
        self._command = tuple(command)
        self._longest_s = longest_s

    def __call__(self, shots: Sequence[Shot], opened: Callable[[int], None]) -> LabelReading:
        """Return the reading."""
        photos = [{"path": str(shot.path), "keep": str(shot.keep) if shot.keep else ""} for shot in shots]
        job = json.dumps({"photos": photos, "facts": self._facts})
        late = threading.Event()
        with subprocess.Popen(  # noqa: S603 - our own program, with no word from outside
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            timer = threading.Timer(self._longest_s, _end, (process, late))
            timer.daemon = True
            timer.start()
            try:
                found = _listen(process, job, opened)
            finally:
                timer.cancel()
                process.kill()
        if found is None:
            raise _late() if late.is_set() else _broken()
        return found


def _end(process: subprocess.Popen[str], late: threading.Event) -> None:
    late.set()
    process.kill()


def _listen(process: subprocess.Popen[str], job: str, opened: Callable[[int], None]) -> LabelReading | None:
    """Return what the process read, None where it ended without a word."""
    if process.stdin is None or process.stdout is None:  # pragma: no cover - both are pipes
        return None
    with suppress(OSError):  # it is gone already, and may have said why
        process.stdin.write(job)
        process.stdin.close()
    while line := process.stdout.readline(_LONGEST_LINE):
        told = _told(line)
        if isinstance(told, HeadunitError):
            raise told
        if not isinstance(told, int):
            return told
        opened(told)
    return None


def _told(line: str) -> int | HeadunitError | LabelReading | None:
    """Return what *line* tells, None where it makes no sense: a picture may have got hold of who wrote it."""
    try:
        told = json.loads(line)
        if "opened" in told:
            return int(told["opened"])
        return _fault(told["fault"]) if "fault" in told else reading_from(told["reading"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _fault(told: dict[str, Any]) -> HeadunitError:
    kind = ConfigurationError if told["code"] == "extra-missing" else InputError
    return kind(
        told["code"], told["message"], value=told["value"], expected=told["expected"], next_step=told["next_step"]
    )


def _late() -> InputError:
    return InputError(
        "photo-time",
        "the photos took too long to read",
        expected="one to five photos of one label",
        next_step="give fewer or smaller ones, or type what stands on the label",
    )


def _broken() -> InputError:
    return InputError(
        "photo-too-much",
        "the photos need more memory or time than there is for them",
        expected="photos of at most 12 megapixels",
        next_step="give fewer or smaller ones, or type what stands on the label",
    )
