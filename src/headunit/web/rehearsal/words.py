"""The sentences of the guide: a phrase names one and holds what fills it; a table of another language is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.panel.words import times_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENGLISH", "Phrase", "in_words", "spoken_words"]


class Phrase(NamedTuple):
    """Name a sentence, the *keys* in it, and whatever else fills it."""

    name: str
    keys: tuple[str, ...] = ()
    times: int = 0
    shows: str = ""
    place: int = 0
    seconds: int = 0


NOTHING = Phrase("nothing")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")

ENGLISH: Mapping[str, str] = {
    "nothing": "",
    "press": "Press {key} {times}",
    "touch": "Tap {key}",
    "leave": "Leave {key} alone. It shows {shows} already",
    "choose": "Press {key} for the {place} digit",
    "begin": "Press {key} to begin",
    "next": "Press {key} for the next digit",
    "back": "Go back with {key}",
    "turn": "Turn {key} to {shows}",
    "hold": "Hold {key} for {seconds} seconds",
    "together": "Hold {keys} together for {seconds} seconds",
    "start-held": "Hold {key}, and switch the radio on while you hold it",
    "until": "The {place} digit then shows {shows}",
    "until-left": "The left part then shows {shows}",
    "until-right": "The right part then shows {shows}",
    "round": "Once round: press {key} until it shows {shows}",
    "too-far": "A little back: turn {key} to {shows}",
    "erase": "Another digit. Take it back with {key}",
    "slip": "That was another digit. Start again: here it costs nothing",
    "sends": "This sends the code",
    "opens": "Then the radio takes digits",
    "no-power": "Clip the battery on",
    "no-fuse": "Put the fuse back in",
    "no-ignition": "Turn the ignition to ACC",
    "off": "Switch the radio on with {key}",
    "starting": "It starts. Press nothing yet",
    "busy": "It checks the code",
    "wrong": "That code was wrong. Press nothing",
    "wait": "It makes you wait. Leave it on",
    "wait-hint": "Set the clock to ×60 to see the time pass",
    "locked": "It is locked. Keys don't help now",
    "locked-hint": "Start again: here it costs nothing",
    "done": "It plays. That is all there is to it",
    "mute": "The code is right, but it is mute",
    "free": "Press what you like. Nothing here reaches your car",
    "no-code": "This radio has no code to type",
    "no-code-hint": "It asks the car's immobiliser by itself",
    "many": "{times} times",
    **{words: words for words in (*_ORDINALS, *map(times_in_words, range(11)))},
}
"""Name → sentence, and the numbers in it; ``{key}`` and ``{keys}`` become pictures of keys."""

_SLOT = re.compile(r"(\{key\}|\{keys\})")


def in_words(phrase: Phrase, table: Mapping[str, str] = ENGLISH) -> list[dict[str, str]]:
    """Return the parts of a sentence, each ``{"text": …}`` or ``{"key": …}``."""
    parts: list[dict[str, str]] = []
    for piece in _SLOT.split(table[phrase.name]):
        if piece == "{key}":
            parts.append({"key": phrase.keys[0]})
        elif piece == "{keys}":
            for at, key in enumerate(phrase.keys):
                parts += [{"text": " + "}] * (at > 0) + [{"key": key}]
        elif piece:
            parts.append({"text": piece.format(**_values(phrase, table))})
    return parts


def spoken_words(phrase: Phrase, table: Mapping[str, str] = ENGLISH) -> str:
    """Return a sentence as it is read aloud."""
    return "".join(next(iter(part.values())) for part in in_words(phrase, table))


def _values(phrase: Phrase, table: Mapping[str, str]) -> dict[str, Any]:
    return {
        "times": table.get(times_in_words(phrase.times)) or table["many"].format(times=phrase.times),
        "shows": phrase.shows,
        "place": table[_ORDINALS[phrase.place]],
        "seconds": phrase.seconds,
    }
