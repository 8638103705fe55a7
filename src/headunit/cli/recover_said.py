"""What people say instead of an answer: that they don't know, or that they want help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask

__all__ = ["help_lines", "meant", "wants_help"]

_HELP = frozenset({"?", "h", "help"})
_UNSURE = frozenset({"dont know", "i dont know", "do not know", "i do not know", "no idea", "not sure", "unknown"})
_DONT_KNOW = re.compile("don't know|can't (read|say)")
"""What the label of the choice for those who don't know says."""


def wants_help(value: str) -> bool:
    """Return whether *value* asks for help."""
    return value.strip().casefold() in _HELP


def meant(ask: Ask, value: str) -> str:
    """Return *value*, or where it says that somebody doesn't know, the key of the choice that says so too."""
    plain = " ".join(value.casefold().replace("'", "").replace("\u2019", "").split()).rstrip(".!?")
    found = [choice.key for choice in ask.choices if _DONT_KNOW.search(choice.label)]
    return found[0] if plain in _UNSURE and len(found) == 1 else value


def help_lines(ask: Ask) -> tuple[str, ...]:
    """Return in sentences how *ask* is answered."""
    if ask.kind == "choice":
        how = "Type the number in front of an answer, or the beginning of its words, and Enter."
    elif ask.kind == "secret":
        how = "Type the code and Enter; nothing is shown while you type, and it is asked for twice."
    else:
        how = "Type the text and Enter; where one of the words after 'or' fits, type that instead."
    unsure = "If you don't know, say 'don't know'. " if meant(ask, "don't know") != "don't know" else ""
    back = "'back' changes an earlier answer. " if ask.back else ""
    return (how, f"{unsure}{back}Ctrl-C leaves; all answers are kept.")
