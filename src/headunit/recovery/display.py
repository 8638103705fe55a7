"""What the text on the display means on this radio: its state, and the count or minutes that it shows.  Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import InputError
from headunit.facts.claims import Confidence
from headunit.recovery.ladder import ladder_of
from headunit.recovery.mask import mask_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.facts.claims import Claim
    from headunit.facts.family import Display, Family

__all__ = ["READY", "Shown", "mask_digits", "meanings", "own_meaning", "read_display", "sounds_of_waiting"]

READY = frozenset({"asks", "entry"})
"""States in which a radio takes a code."""

_LONGEST = 80
_CAUTION = ("permanent", "locked", "wait", "linked", "wrong")
"""States that count first where one text could mean several."""
_ANY_DIGITS = "[-0-9#]{3,8}"
_COUNT_BEFORE = re.compile(r"\{(?:used|left|one)\} +[A-Z]")
"""What a layout begins with where a count of tries stands before a word."""
_GROUPS = {
    "used": "(?P<used>[0-9]{1,2})",
    "one": "(?P<used>1)?",
    "left": "(?P<left>[0-9]{1,2})",
    "minutes": "(?P<minutes>[0-9]{1,3})",
    "digits": _ANY_DIGITS,
}


class Shown(NamedTuple):
    """Hold what a display text means; None is *not said*, an empty state *not known*.

    *claim* is the family's own word for it, None where only other radios' meaning, or none, is known.
    """

    state: str = ""
    used: int | None = None
    left: int | None = None
    minutes: int | None = None
    claim: Claim[Display] | None = None


def read_display(family: Family | None, text: str, others: Iterable[Family] = ()) -> Shown:
    """Return what *text* means on a radio of *family*.

    A count is read by the family's own layout alone: one maker shows tries used, another, in the same place, tries
    left. Where the family has no word for it, the state is the one that all of *others* mean by it. Raises InputError
    (``display-empty``, ``display-long``, ``display-count`` for a count that this radio can't show, or that runs into
    the digits behind it).
    """
    plain = _plain(text)
    if family is not None:
        if meanings(family, plain):
            return Shown()
        shown = _shown(family, plain)
        if (shown.claim and not _can_be(family, shown)) or (shown.claim is None and _runs_together(family, plain)):
            raise _count_unread()
        if shown.claim is not None:
            return shown
    return Shown(_agreed(others, plain))


def own_meaning(family: Family, text: str) -> Shown:
    """Return what *text* means by the words of *family* alone, and nothing where it has none or its count can't be."""
    plain = " ".join(text.split())
    shown = Shown() if meanings(family, plain) else _shown(family, plain)
    return shown if shown.claim and _can_be(family, shown) else Shown()


def _shown(family: Family, plain: str) -> Shown:
    claim, counts = _own(family, plain)
    return Shown(_plain_state(claim), claim=claim, **counts) if claim else Shown()


def _can_be(family: Family, shown: Shown) -> bool:
    """Return whether the radio can show the count: none above its limit, nor a prompt with more than a round's."""
    ladder = ladder_of(family)
    if ladder is None:
        return True
    counts = [count for count in (shown.used, shown.left) if count is not None]
    if ladder.limit is not None:
        return all(count <= ladder.limit for count in counts)
    return shown.state not in READY or all(count <= ladder.longest_round for count in counts)


def _runs_together(family: Family, plain: str) -> bool:
    """Return whether a count could stand before the digits without its blank: ``41---`` may be 4 or 41 left."""
    layouts = (claim.value.template for claim in family.display if "{digits}" in claim.value.template)
    return any(_fits(_of_template(layout, loose=True), plain) for layout in layouts)


def _count_unread() -> InputError:
    """Return the error for a count that can't be read; without the text, which can hold a code."""
    return InputError(
        "display-count",
        "the number in front can't be a count of this radio",
        expected="the count, a blank, and then the digits or dashes",
        next_step="look once more and copy it with its blanks, as it stands before a digit is typed",
    )


def sounds_of_waiting(family: Family | None, text: str) -> bool:
    """Return whether *text* has the word WAIT, or one that *family* shows while it waits and never when it asks."""
    claims = family.display if family else ()
    waiting = {word for claim in claims if _plain_state(claim) == "wait" for word in _letters(claim.value.text)}
    asking = {word for claim in claims if claim.value.state in READY for word in _letters(claim.value.text)}
    return any(word.startswith(tuple({"WAIT"} | (waiting - asking))) for word in _letters(text))


def _letters(text: str) -> list[str]:
    return re.findall("[A-Z]+", text.upper())


def meanings(family: Family, text: str) -> tuple[Display, ...]:
    """Return what *text* can mean where *family* shows one text for several states, as GM shows LOC; else nothing."""
    plain = " ".join(text.split())
    exact = [claim for claim in family.display if _fits(_of_text(claim.value.text), plain)]
    states = {_plain_state(claim) for claim in exact}
    several = len(states) > 1 and bool(states & READY) and len({claim.value.text for claim in exact}) == 1
    return tuple(claim.value for claim in exact) if several else ()


def _plain_state(claim: Claim[Display]) -> str:
    """Return the state; a radio that is busy refusing codes is one that waits."""
    return "wait" if claim.value.state == "busy" else claim.value.state


def _plain(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        raise InputError(
            "display-empty",
            "nothing was said of the display",
            expected="the text as it stands there",
            next_step="copy it letter by letter; 'nothing' when it is dark",
        )
    if len(plain) > _LONGEST:
        raise InputError(
            "display-long",
            f"a display shows less than {len(plain)} characters",
            value=plain[:_LONGEST],
            expected=f"at most {_LONGEST} characters",
            next_step="copy only what the display shows",
        )
    return plain


def _own(family: Family, plain: str) -> tuple[Claim[Display] | None, dict[str, int]]:
    """Return the family's claim for the text, and what it counts; an exact text goes before a layout."""
    exact = [claim for claim in family.display if _fits(_of_text(claim.value.text), plain)]
    layouts = [claim for claim in family.display if claim.value.template]
    counted = [claim for claim in layouts if _fits(_of_template(claim.value.template), plain)]
    chosen = min(exact or counted, key=_rank, default=None)
    if chosen is None:
        return _by_the_words(family, plain)
    found = (
        _of_template((chosen if chosen in counted else counted[0]).value.template).fullmatch(plain) if counted else None
    )
    return chosen, {name: int(number) for name, number in found.groupdict().items() if number} if found else {}


def _by_the_words(family: Family, plain: str) -> tuple[Claim[Display] | None, dict[str, int]]:
    """Return the claim for a text whose count stands behind the word, is left out, or stands before another word."""
    behind = re.fullmatch(r"([A-Za-z]+) ?([0-9]{1,2})", plain)
    before = re.fullmatch(r"([0-9]{1,2}) ?([A-Za-z]+)", plain)
    layouts = [claim for claim in family.display if _COUNT_BEFORE.match(claim.value.template)]
    if behind and layouts:
        return _own(family, f"{behind[2]} {behind[1]}")
    named = {"left" if "{left}" in claim.value.template else "used" for claim in layouts}
    if before and len(named) == 1:
        plain_ones = [claim for claim in family.display if claim not in layouts]
        worded = [claim for claim in plain_ones if _fits(_of_text(claim.value.text), before[2])]
        return min(worded, key=_rank, default=None), {named.pop(): int(before[1])} if worded else {}
    bare = [claim for claim in family.display if plain.casefold() == _without_count(claim.value.template)]
    return (bare[0], {}) if len({_plain_state(claim) for claim in bare}) == 1 else (None, {})


def _without_count(template: str) -> str:
    """Return the words of a layout that has nothing else but a count; empty for others."""
    words = re.sub(r"\{(used|left|minutes)\}", " ", template)
    return "" if "{" in words or words == template else " ".join(words.split()).casefold()


def _rank(claim: Claim[Display]) -> int:
    state = _plain_state(claim)
    return _CAUTION.index(state) if state in _CAUTION else len(_CAUTION)


def _agreed(families: Iterable[Family], plain: str) -> str:
    """Return the state that all of *families* mean by the text; what only the article says counts last."""
    claims = list(_claims(families, plain))
    sourced = [claim for claim in claims if claim.confidence is not Confidence.ARTICLE] or claims
    states = {_plain_state(claim) for claim in sourced}
    if "wait" in states and sounds_of_waiting(None, plain):
        # a few show it for something else, but leaving a radio on that may wait costs nothing
        return "wait"
    return states.pop() if len(states) == 1 else ""


def _claims(families: Iterable[Family], plain: str) -> Iterator[Claim[Display]]:
    for family in families:
        claim, counts = _own(family, plain)
        # a prompt's count says something on its own radio alone
        if claim is not None and not (counts and claim.value.state == "asks"):
            yield claim


def _fits(pattern: re.Pattern[str], plain: str) -> bool:
    return pattern.fullmatch(plain) is not None


@lru_cache(maxsize=1024)
def _of_text(text: str) -> re.Pattern[str]:
    """Return the pattern of a display text, masked or not; the zeros and dashes of an empty entry may be left out."""
    words = [re.sub("[0-9]", r"[\g<0>#]", re.escape(word)).replace(r"\#", "[0-9#]") for word in text.split()]
    blank = len(words) > 1 and set(text.rsplit(maxsplit=1)[-1]) <= set("-0")
    counted = re.search(r"[0-9#] [-0-9#]", " ".join(text.split())) is not None
    if counted:
        pattern = " ".join(words)
    else:
        pattern = " ?".join(words[:-1]) + f"(?: ?{words[-1]})?" if blank else " ?".join(words)
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=1024)
def _of_template(template: str, *, loose: bool = False) -> re.Pattern[str]:
    """Return the pattern of a layout; between a count and digits the blank must stand, unless *loose*."""
    words = []
    for word in template.split():
        parts = re.split(r"\{([a-z]+)\}", word)
        words.append("".join(_GROUPS[part] if at % 2 else re.escape(part) for at, part in enumerate(parts)))
    pattern = " ?".join(words)
    apart, together = (_ANY_DIGITS, "[-0-9#]{1,8}") if loose else (f" ?{_ANY_DIGITS}", f" {_ANY_DIGITS}")
    return re.compile(pattern.replace(apart, together), re.IGNORECASE)
