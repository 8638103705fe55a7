"""Look at photos in a process of its own: what a hostile picture does to it, it does to nothing else.

Standard input holds one job, standard output gets a line of JSON for each photo that is open, and one for the end.
Memory, time and the size of files are bounded by the system. Each photo is written anew for keeping, from its pixels
alone: no place, no camera, no words of its maker are in it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headunit.errors import HeadunitError, InputError
from headunit.facts import load_catalogue
from headunit.label import decode_photo, read_label
from headunit.web.reading_json import reading_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from headunit.label import LabelReading, Photo

__all__ = ["MOST_MEMORY", "main", "work"]

MOST_MEMORY = 3_000_000_000
"""Bytes of addresses, of which the libraries alone take a third without touching them."""
_MOST_CPU_S = 90
_MOST_FILE = 60_000_000
_POLITE = 5
_QUALITY = 90


def work(job: Mapping[str, Any], tell: Callable[[dict[str, Any]], None]) -> None:
    """Do *job*: ``photos``, each with its ``path`` and a path to ``keep`` it at, and the folder of private ``facts``.

    *tell* gets ``{"opened": n}`` for each photo, then ``{"reading": …}`` or ``{"fault": …}``.
    """
    try:
        tell({"reading": reading_document(_read(job, tell))})
    except HeadunitError as fault:
        tell({"fault": _fault(fault)})
    except MemoryError:
        tell({"fault": _fault(_too_much())})


def _read(job: Mapping[str, Any], tell: Callable[[dict[str, Any]], None]) -> LabelReading:
    photos = []
    for number, one in enumerate(job["photos"], 1):
        photo = decode_photo(Path(one["path"]).read_bytes(), str(number))
        if one["keep"]:
            _write_anew(photo, Path(one["keep"]))
        photos.append(photo)
        tell({"opened": number})
    return read_label(photos, load_catalogue(Path(job["facts"]) if job["facts"] else None))


def _write_anew(photo: Photo, path: Path) -> None:
    """Write the pixels, and nothing else that came with them."""
    plain = photo.image.copy()
    plain.info.clear()
    plain.save(path, "JPEG", quality=_QUALITY)


def _fault(fault: HeadunitError) -> dict[str, str]:
    return {
        "code": fault.code,
        "message": fault.message,
        "value": fault.value,
        "expected": fault.expected,
        "next_step": fault.next_step,
    }


def _too_much() -> InputError:
    return InputError(
        "photo-too-much",
        "the photos need more memory than there is for them",
        expected="photos of at most 12 megapixels",
        next_step="give fewer or smaller ones, or type what stands on the label",
    )


def _limit() -> None:
    """Ask the system for bounds, where it has any."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_S, _MOST_CPU_S))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE, _MOST_FILE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_POLITE)


def main() -> None:
    """Do the job that standard input holds."""
    _limit()
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints must not come between

    def tell(line: dict[str, Any]) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    work(json.load(sys.stdin), tell)
