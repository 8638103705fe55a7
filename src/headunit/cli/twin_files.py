"""What the commands about twins share: building the unit of a family, and reading scripts of events."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from headunit.errors import FileMissingError, InputError, ReadFailedError

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.panel import Panel
    from headunit.twin import TimedEvent, TwinProfile

__all__ = ["imagined_words", "profile_for", "read_lines", "read_script", "silence_words"]

_LARGEST_BYTES = 50_000_000


def profile_for(radio: Family, variant: str) -> TwinProfile:
    """Return the twin of *radio* with the panel that *variant* names, in part or in full.

    Raises UnknownNameError (``unknown-panel``) for a panel that it doesn't have.
    """
    from headunit.facts.assumptions import load_assumptions  # noqa: PLC0415 - '--help' needs no facts
    from headunit.panel.family_plan import find_variant  # noqa: PLC0415 - as above
    from headunit.twin import twin_profile  # noqa: PLC0415 - as above

    return twin_profile(radio, load_assumptions(), find_variant(radio, variant))


def imagined_words(profile: TwinProfile) -> str:
    """Say in one sentence how much of a twin no source gives; the keys and waits that matter most are named."""
    names = {entry.name for entry in profile.assumed}
    telling = [words for name, words in _TELLING.items() if name in names and profile.lock]
    named = f", among them {', '.join(telling)}" if telling else ""
    return f"{len(names)} values of this twin are imagined, for want of a source{named}"


_TELLING = {
    "panel.method": "how digits are entered",
    "panel.confirm_keys": "the key that sends the code",
    "lock.first": "the waits after wrong codes",
    "lock.cut": "what a loss of supply does to a wait",
}


def read_lines(name: str) -> list[str]:
    """Return the lines of the file *name* (``-`` for standard input).

    Raises FileMissingError (``file-missing``), ReadFailedError (``file``), InputError (``file-too-large``,
    ``encoding``).
    """
    try:
        if name == "-":
            content = sys.stdin.buffer.read(_LARGEST_BYTES + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - one open needs no path object
                content = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError as fault:
        raise FileMissingError("file-missing", f"there is no file {name!r}", value=name) from fault
    except OSError as fault:
        raise ReadFailedError("file", f"{name!r} can't be read ({fault.strerror})", value=name) from fault
    if len(content) > _LARGEST_BYTES:
        raise InputError("file-too-large", f"{name!r} is larger than {_LARGEST_BYTES // 1_000_000} MB", value=name)
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise InputError(
            "encoding", f"{name!r} is not UTF-8 text", value=name, expected="JSON lines in UTF-8"
        ) from fault


def silence_words(profile: TwinProfile, script: tuple[TimedEvent, ...]) -> str:
    """Say why *script* plays in silence, for want of what a radio needs to run; empty where it has that."""
    from headunit.twin.events import Battery, Ignition  # noqa: PLC0415 - '--help' needs no twin

    events = [timed.event for timed in script]
    if not any(isinstance(event, Battery) and event.volts > 0 for event in events):
        return 'no event connects the battery, so nothing can happen: {"t_ms": 0, "event": "battery", "volts": 12.6}'
    turned = any(isinstance(event, Ignition) and event.position != "off" for event in events)
    if turned or profile.supply.plays_without_ignition:
        return ""
    return 'no event turns the ignition on, so it stays off: {"t_ms": 0, "event": "ignition", "position": "on"}'


def read_script(name: str, panel: Panel) -> tuple[TimedEvent, ...]:
    """Return the events of the script in the file *name*; raises what :func:`read_lines` and the parser raise."""
    from headunit.twin import parse_script  # noqa: PLC0415 - '--help' needs no twin

    return parse_script(read_lines(name), panel)
