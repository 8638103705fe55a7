"""Fill a sentence of the tree with the facts of the radio at hand: how long, what must stay on, how many tries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headunit.facts.advice_records import Basis, Said
from headunit.recovery.durations import span_in_words, time_in_words
from headunit.recovery.told_facts import best_sourced

if TYPE_CHECKING:
    from headunit.facts.advice_records import Node
    from headunit.facts.claims import Claim
    from headunit.facts.family import Family, LockSchedule
    from headunit.recovery.advice.situation import Situation

__all__ = ["Count", "count_of", "fill"]

_ORDER = tuple(Basis)
_NEEDS = {"radio-on": "the radio on", "power": "the battery connected"}
_SAFE_NEEDS = "radio and ignition on"
_OPEN_WAIT = "until the display asks for the code again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Hold what a number on the display says of the tries: *left* or *used*, None when it does not say."""

    left: int | None = None
    used: int | None = None


def count_of(node: Node, now: Situation) -> Count:
    """Return the count that the display shows; the other half of it only from sourced limits."""
    number = re.search("[0-9]+", now.shown)
    if not node.counts or number is None:
        return Count()
    given = int(number[0])
    claims = [best_sourced(family.lock_schedule) for family in _radios(now)]
    whole = {_whole(claim.value, node.counts) if claim else None for claim in claims}
    most = whole.pop() if len(whole) == 1 else None
    other = max(most - given, 0) if most else None
    return Count(left=given, used=other) if node.counts == "left" else Count(left=other, used=given)


def _whole(schedule: LockSchedule, counts: str) -> int | None:
    """Return what *left* and *used* add up to: what is used is counted by the round, what is left to the very end."""
    whole, by_round = schedule.permanent_after_wrong, schedule.wrong_per_round
    return (whole or by_round) if counts == "left" else (by_round or whole)


def fill(said: Said, now: Situation, count: Count) -> Said:
    """Return *said* with its gaps filled; its basis is then the weaker one of sentence and facts."""
    number = re.search("[0-9]+", now.shown)
    values: dict[str, tuple[str, tuple[Claim[Any], ...]]] = {
        "{wait}": _wait(now, count),
        "{needs}": _needs(now),
        "{count}": (number[0] if number else "", ()),
    }
    used: list[Claim[Any]] = []
    text = said.text
    for gap, (value, claims) in values.items():
        if gap in text:
            text = text.replace(gap, value)
            used += claims
    if text == said.text:
        return said
    bases = [Basis(claim.confidence) for claim in used]
    if said.basis is not Basis.PRACTICE:
        bases.append(said.basis)
    sources = dict.fromkeys((*said.sources, *(source for claim in used for source in claim.sources)))
    return Said(
        text=text, basis=max(bases, key=_ORDER.index, default=said.basis), sources=tuple(sources), note=said.note
    )


def _radios(now: Situation) -> tuple[Family, ...]:
    """Return the radio, or the radios of the brand that show this: what they agree on holds for all of them."""
    if now.family is not None:
        return (now.family,)
    return now.showing if now.brands else ()


def _needs(now: Situation) -> tuple[str, tuple[Claim[Any], ...]]:
    rules = [best_sourced(family.wait_rule) for family in _radios(now)]
    known = tuple(rule for rule in rules if rule is not None)
    needs = {_NEEDS.get(rule.value.needs, _SAFE_NEEDS) for rule in known}
    return (needs.pop(), known) if len(needs) == 1 and len(known) == len(rules) else (_SAFE_NEEDS, ())


def _wait(now: Situation, count: Count) -> tuple[str, tuple[Claim[Any], ...]]:
    claims = [best_sourced(family.lock_schedule) for family in _radios(now)]
    known = tuple(claim for claim in claims if claim is not None)
    waits = {_length(claim.value, count) for claim in known}
    return (
        (f"for {waits.pop()}", known)
        if known == tuple(claims) and len(waits) == 1 and "" not in waits
        else (_OPEN_WAIT, ())
    )


def _length(schedule: LockSchedule, count: Count) -> str:
    """Return how long a wait of *schedule* is in words; empty when that is not said."""
    if schedule.round_wait_s:
        return span_in_words(*schedule.round_wait_s)
    if schedule.wait_between_s:
        return time_in_words(schedule.wait_between_s)
    if count.used and count.used <= len(schedule.waits_s):
        return time_in_words(schedule.waits_s[count.used - 1])
    return ""
