"""Read what ``headunit diag identify --json`` printed, as evidence for a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headunit.errors import FileMissingError, InputError, ReadFailedError
from headunit.recovery.plug import plug_events

if TYPE_CHECKING:
    from headunit.recovery.records import Event

__all__ = ["read_identity"]

_FORMAT = "headunit/diag-identity/1"
_LARGEST = 1_000_000


def read_identity(file: str) -> tuple[Event, ...]:
    """Return what the unit told of itself; raises FileMissingError, ReadFailedError, InputError (``identity-file``)."""
    try:
        with Path(file).open(encoding="utf-8") as opened:
            document: Any = json.loads(opened.read(_LARGEST))
    except FileNotFoundError as fault:
        raise FileMissingError("file-missing", f"there is no file {file!r}", value=file) from fault
    except (ValueError, RecursionError) as fault:  # text that isn't UTF-8 too
        raise _wrong(file, "it is not JSON") from fault
    except OSError as fault:
        raise ReadFailedError("file-unreadable", f"{file!r} can't be read", value=file) from fault
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise _wrong(file, "it is not of that format")
    values = document.get("values")
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise _wrong(file, "it has no list of values")
    # What is shown in digits is no text of the unit's.
    texts = {
        str(value.get("name")): str(value.get("text", "")) for value in values if value.get("text") != value.get("raw")
    }
    events = plug_events(texts, simulated=document.get("twin") is not None)
    if not events:
        raise _wrong(file, "the unit told nothing of itself")
    return events


def _wrong(file: str, why: str) -> InputError:
    return InputError(
        "identity-file",
        f"{file!r} holds no identity: {why}",
        value=file,
        expected=f'"format": "{_FORMAT}"',
        next_step="write it by 'headunit diag identify --json', and run that again where the unit said nothing",
    )
