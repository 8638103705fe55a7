"""Photos inside the guided way: where the label, the serial or a code on paper is asked for, a photo may answer.

What was read is shown, doubtful places are asked for, and the person says that it is what the label says. Without a
person only a reading that is in no doubt is taken.
"""

from __future__ import annotations

import shlex
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from headunit.errors import InputError

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.label import LabelReading
    from headunit.recovery.asks import Ask

__all__ = ["WORD", "answer_from_photos", "photos_offered", "photos_typed"]

WORD = "photo"
"""Typed in front of the names of files, it makes them the answer."""
_KEYS = ("label", "serial", "code")


def photos_offered(ask: Ask) -> bool:
    """Return whether *ask* can be answered with a photo on this installation."""
    return ask.key in _KEYS and find_spec("zxingcpp") is not None and find_spec("PIL") is not None


def photos_typed(ask: Ask, value: str) -> tuple[str, ...]:
    """Return the files that *value* names as the answer of *ask*; none where it is an answer as any other."""
    if ask.key not in _KEYS or value.split(maxsplit=1)[:1] != [WORD]:
        return ()
    try:
        return tuple(shlex.split(value))[1:]
    except ValueError:  # a quotation mark that none closes
        return tuple(value.split())[1:]


def answer_from_photos(ask: Ask, photos: tuple[str, ...], catalogue: Catalogue, *, person: bool) -> str:
    """Return the answer of *ask* as the *photos* of one label give it, confirmed where there is a *person*.

    Raises InputError (``label-unread``, ``label-doubtful``, ``label-no-code``, ``label-not-so``) and what
    :func:`headunit.label.read_label` raises.
    """
    from headunit.label import read_label  # noqa: PLC0415 - only with a photo
    from headunit.label.told import answer_of  # noqa: PLC0415 - as above

    reading = read_label(photos, catalogue)
    if person:
        reading = _confirmed(reading, code=ask.key == "code")
    return answer_of(reading, ask.key)


def _confirmed(reading: LabelReading, *, code: bool) -> LabelReading:
    """Show what was read, ask for what is in doubt, and have the person compare the whole."""
    from headunit.cli.label_screen import ask_doubts, print_reading  # noqa: PLC0415 - only with a photo

    print_reading(reading, reveal=code)
    if reading.questions and not code:
        reading = ask_doubts(reading)
    shown = reading.code.reveal() if code and reading.code else reading.serial.value
    if shown and not click.confirm(f"\n  Is {' '.join(shown)} what you see there, each character?", default=False):
        raise InputError("label-not-so", "it was read wrong, so nothing was taken", next_step="type what stands there")
    return reading
