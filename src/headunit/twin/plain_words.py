"""What a person types who never read the help of a rehearsal: put into its words where that is clear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.panel import Panel

__all__ = ["find_key", "hint_for", "in_our_words"]

_COUNTS = {"once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_COUNTS |= {"nine": 9, "ten": 10, "one": 1}
_TIMES = "|".join(_COUNTS)

_SAME: tuple[tuple[str, str], ...] = (
    (r"press and hold (.+)", r"hold \1"),
    (r"hold (?:down )?(.+?) for (.+)", r"hold \1 \2"),
    (r"(?:please )?(?:press|push|tap|touch|hit|click) (?:the )?(?:(?:key|button) )?(.+)", r"\1"),
    (r"(.+?) (?:key|button)", r"\1"),
    (rf"(.+?) ([0-9]{{1,3}}|{_TIMES}) times?", r"\1 x\2"),
    (r"(.+?) (once|twice)", r"\1 x\2"),
    (r"hold (.+?) and (.+)", r"hold \1+\2"),
    (r"(?:turn )?(.+?) (?:up|clockwise)(?: (?:by )?\+?([0-9]{1,2}))?", r"turn \1 +\2"),
    (r"(?:turn )?(.+?) (?:down|anticlockwise|counterclockwise)(?: (?:by )?-?([0-9]{1,2}))?", r"turn \1 -\2"),
    (r"(?!turn )(.+?) ([+-][0-9]{1,2})", r"turn \1 \2"),
    (r"(?:disconnect|cut|remove|unplug) (?:the )?battery(.*)", r"battery off\1"),
    (r"(?:re)?connect (?:the )?battery(.*)", r"battery on\1"),
    (r"battery (?:disconnect|disconnected|out|cut|unplugged)\b(.*)", r"battery off\1"),
    (r"battery (?:connect|connected|reconnect|reconnected|in)\b(.*)", r"battery on\1"),
    (r"(?:turn|switch) (?:the )?ignition (on|off)", r"ignition \1"),
    (r"(?:pull|remove) (?:the )?(battery|accessory) fuse(.*)", r"fuse \1 out\2"),
    (r"(battery|accessory) fuse (out|in)(.*)", r"fuse \1 \2\3"),
    (r"(?:wait|wait for) (?:an?|one) (.+)", r"wait 1 \1"),
    (r"wait for (.+)", r"wait \1"),
)
"""Whole sentences, and what they are in the words of a rehearsal; the first that fits counts."""

_SENT = "'plan' shows which key sends the code"
_IGNITION = "'ignition on' turns the car's key, 'ignition off' turns it back"
_HINTS = {
    "ok": _SENT,
    "enter": _SENT,
    "confirm": _SENT,
    "send": _SENT,
    "code": "'plan' shows how its code is entered, and 'next' does it step by step",
    "fuse": "'fuse battery out' or 'fuse accessory out' pulls one, 'in' fits it again",
    "ground": "'ground bad' opens the ground connection, 'ground good' closes it",
    "reset": "'reset factory' is the service menu's, 'reset diagnostic' a tester's",
    "hang": "'hang keys', 'hang input' or 'hang memory' upsets it",
    "ignition": "'ignition on', 'ignition acc' or 'ignition off'",
    "on": _IGNITION,
    "off": _IGNITION,
    "press": "type the key alone; '1 x3' presses it three times",
    "start": _IGNITION,
}
"""First word of what can mean more than one thing → what to type instead."""


def find_key(name: str, panel: Panel) -> str | None:
    """Return the key of *panel* that has this *name*, in small letters."""
    return next((key.id for key in panel.keys if name in {key.id.lower(), key.label.lower()}), None)


def in_our_words(words: str, panel: Panel) -> str:
    """Return *words* as a rehearsal says it, where they say so clearly; else as they are."""
    if find_key(words, panel) is not None:
        return words
    if words.isdigit() and len(words) > 1 and panel.method in {"type", "touch"} and _all_keys(words, panel):
        return " ".join(words)
    for pattern, ours in _SAME:
        match = re.fullmatch(pattern, words)
        if match is not None and _is_clear(ours, match, panel):
            text = match.expand(ours)
            text = re.sub(rf"(?<= x)({_TIMES})$", lambda found: str(_COUNTS[found[1]]), text)
            text = f"{text}1" if re.search(r" [+-]$", text) else text
            return in_our_words(text, panel)
    return words


def _is_clear(ours: str, match: re.Match[str], panel: Panel) -> bool:
    """Return whether this is something new, and what is said to turn is a key."""
    if ours.startswith("turn "):
        return find_key(match[1], panel) is not None
    return match.expand(ours) != match[0]


def _all_keys(digits: str, panel: Panel) -> bool:
    return all(find_key(digit, panel) is not None for digit in digits)


def hint_for(words: str, panel: Panel) -> str:
    """Return what to type instead of *words* that can mean more than one thing; empty where nobody knows."""
    if words.isdigit() and len(words) > 1 and _all_keys(words, panel):
        return f"'{' '.join(words)}' presses each key once; 'plan' shows how the code is entered"
    first, _, rest = words.partition(" ")
    if rest in {"on", "off"} and first in {"turn", "switch", "power", "radio"}:
        power = f", '{panel.power}' is the radio's own key" if panel.power else ""
        return f"{_IGNITION}{power}"
    return _HINTS.get(first, "")
