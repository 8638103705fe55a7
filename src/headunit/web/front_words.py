"""What a drawn front and its guide say in the language of the page; the names printed on keys stay as they are."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from headunit.web.language import gettext as _
from headunit.web.rehearsal import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["bench_words", "guide_words", "with_spoken_keys"]

_NAME = re.compile(r'(?<=data-name=")[^"]*')


def guide_words() -> Mapping[str, str]:
    """Return the sentences of the guide."""
    return {name: text and _(text) for name, text in ENGLISH.items()}


def with_spoken_keys(drawn: str) -> str:
    """Return the SVG of a front with the names of its keys as a screen reader says them."""
    return _NAME.sub(lambda name: escape(_spoken(unescape(name[0]))), drawn)


def _spoken(name: str) -> str:
    key, comma, act = name.rpartition(", ")
    acts = {
        "back": _("back"),
        "on": _("on"),
        "up": _("up"),
        "down": _("down"),
        "press": _("press"),
        "turn left": _("turn left"),
        "turn right": _("turn right"),
    }
    if comma and act in acts:
        return f"{_key(key)}, {acts[act]}"
    return _key(name)


def _key(name: str) -> str:
    first, _blank, last = name.rpartition(" ")
    if last.isdecimal() and first in {"Key", "Digit"}:
        return _("Key %(key)s") % {"key": last} if first == "Key" else _("Digit %(key)s") % {"key": last}
    ways = {"back": _("back"), "forward": _("forward"), "up": _("up"), "down": _("down")}
    return f"{first} {ways[last]}" if first and last in ways else name


def bench_words() -> Mapping[str, str]:
    """Return what the live bench says by itself: the heads of the guide's box, chords, and a lost rehearsal."""
    return {
        "done": _("Done"),
        "wrong": _("Wrong code"),
        "wait": _("Wait"),
        "locked": _("Locked"),
        "slip": _("Not this one"),
        "power": _("No power"),
        "off": _("The radio is off"),
        "free": _("Without the guide"),
        "busy": _("One moment"),
        "step": _("Step {at} of {of}"),
        "display": _("Display: {text}."),
        "dark": _("The display is dark."),
        "dash": _("dash"),
        "hold": _("Hold {keys} with one finger"),
        "hold-on": _("Hold {keys} and switch on with {tap}"),
        "gone": _("This rehearsal is over. Choose a radio to begin a new one."),
        "taken": _("This rehearsal went on in another window. Reload to take it back."),
    }
