"""The attempt guard: whether a code may be entered now, and why.  Pure.

There is no way to press around it: the guided way writes an intent only where :func:`permission` allows it, and shows
the keys with the code only once the intent is on the disk.

    held                                     schedule sourced            not known, or the article's alone
    card, dealer, vault; confirmed, agreed   all but a round's last try  one in the whole case
    plausible, rivals, or anything doubtful  one, if two or more remain  none
                                             and no better source is open

A round can be so short that the right code in hand meets its last try (two, on many Volkswagens). The table stands even
then; the refusal says what the wait at the round's end gives back, where sources say it, and else the official way.

A code that was typed counts on the radio, whatever that is called later: once a try was made, the standing is the
harshest over all families that were concluded at the first try or since. Only a count on the display that the new
family's own layout reads settles it, for those families whose own words don't count in it.

Where each wrong code brings a wait of its own there are no rounds, and the table has to be read for such radios: the
tries up to a permanent limit are the round, and all but the last of them may be used, one after each wait. Where no
source names a limit either, there is no last try to keep, and one try is allowed after each wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.recovery import refusals as say
from headunit.recovery.asks import family_named, family_of
from headunit.recovery.display import READY, Shown
from headunit.recovery.former import former_families
from headunit.recovery.ladder import ladder_of
from headunit.recovery.records import Held, SourceState
from headunit.recovery.tally import MANY, Tally, counts_told, is_weak, tally_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.facts.family import Family
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.ladder import Ladder
    from headunit.recovery.records import Record
    from headunit.recovery.refusals import RoundEnd, Why

__all__ = ["Permission", "Standing", "permission", "standing", "standing_of"]

_CLOSED = frozenset({"locked", "permanent", "linked", "off", "unlocked", "serial"})

_STAYS = frozenset({"last-of-round", "last-for-ever", "used-up"})
"""Refusals that the next prompt doesn't change."""

_SURE = Held("card")
"""A code that is not in doubt: who refuses it refuses every other too."""


class Standing(NamedTuple):
    """Hold where a radio stands: the worst count that the journal allows for, and the ladder it is counted on.

    *tries_left* are those of the round, None when no source tells. *better_open*: a card or the dealer may still give a
    better code. *renamed*: it is counted as the radio that was concluded before, for that one allows less. *most* wrong
    codes, by any reading of the journal, None where somebody didn't know how many there were.
    """

    tally: Tally
    ladder: Ladder | None
    tries_left: int | None
    better_open: bool
    renamed: bool = False
    most: int | None = 0

    @property
    def alone(self) -> bool:
        """Return whether there are no rounds from here on, and the wait for the last wrong code is over."""
        ladder, tally = self.ladder, self.tally
        if ladder is None or (tally.unsure and not ladder.each_alone):
            return False
        return tally.used == tally.began and ladder.one_by_one(tally.used)

    @property
    def for_good(self) -> int | None:
        """Return the tries left until the radio locks for good, None where no source names such a limit."""
        limit = self.ladder.limit if self.ladder else None
        return None if limit is None else max(limit - self.tally.used, 0)

    @property
    def after(self) -> RoundEnd | None:
        """Return what a wrong last try of the round brings, where sources say that it is a wait."""
        ladder = self.ladder
        return ladder.after_round(self.tally.began) if ladder else None

    @property
    def last_for_ever(self) -> bool:
        """Return whether the next wrong code would lock the radio for good."""
        limit = self.ladder.limit if self.ladder else None
        return limit is not None and (self.tally.unsure or self.tally.used + 1 >= limit)


class Permission(NamedTuple):
    """Say whether a try is *allowed*, how many are left, *why*, and what to do next.

    *because* names the reason for programs: ``allowed`` or one of docs/reference/case-format.md.
    """

    allowed: bool
    tries_left: int | None
    because: str
    why: str
    next_step: str


def standing_of(case: Case, known: Knowledge) -> Standing:
    """Return where the radio of *case* stands, with all families in mind that it was taken for since the first try."""
    return standing(case.records, family_of(case, known), lambda name: family_named(name, known))


def standing(
    records: tuple[Record, ...], family: Family | None, named: Callable[[str], Family | None] | None = None
) -> Standing:
    """Return where the radio stands.

    The number of tries told at the opening is hearsay: the standing is the worst of all numbers up to the highest that
    was told, so that more used tries never allow more. So is the end of a wait that only a person saw, or that came too
    early: the standing is the worst of what it is when the wait ended the round, and when it was none. *named* gives
    the family of an id: the standing is the worst over those too that were concluded before, and that a try was made
    as. What the display means is read as the radio's that it is taken for now.
    """
    own = list(_standings(records, family))
    former = former_families(records, named) if named else ()
    others = [one._replace(renamed=True) for before in former for one in _standings(records, before)]
    worst = min([*own, *others], key=_harshness)
    now = own[0].tally
    tally = worst.tally._replace(state=now.state, waiting=now.waiting)
    unsure = any(one.tally.unsure for one in own)
    return worst._replace(tally=tally, most=None if unsure else max(one.tally.used for one in (*own, *others)))


def _standings(records: tuple[Record, ...], family: Family | None) -> Iterator[Standing]:
    """Give each standing that the journal allows for, on the ladder of *family*."""
    ladder = ladder_of(family)
    told = counts_told(records)
    numbers = [used for used in told if used is not None]
    before = max(numbers) if numbers and None not in told else None
    more = before is not None and MANY in numbers
    for count in [before] if before is None or more else range(before + 1):
        for believing in (False, True):
            tally = tally_of(records, family, ladder, count, or_more=more, believing=believing)
            yield _standing(tally, ladder, records)


def _standing(tally: Tally, ladder: Ladder | None, records: tuple[Record, ...]) -> Standing:
    states = {record.event.source: record.event.state for record in records if isinstance(record.event, SourceState)}
    better_open = states.get("card") != "none" or states.get("dealer") != "refused"
    found = Standing(tally, ladder, _tries_left(tally, ladder), better_open)
    return found._replace(tries_left=found.for_good) if found.alone and found.for_good is not None else found


def _tries_left(tally: Tally, ladder: Ladder | None) -> int | None:
    if ladder is None:
        return 1 if tally.unsure else None
    return 1 if tally.unsure else max(ladder.round_end(tally.began) - tally.used, 0)


def _harshness(standing: Standing) -> tuple[bool, int, int]:
    """Return what sorts the standing that allows least to the front; where no schedule is told, none is weaker."""
    return _not_with(standing, _SURE) is None, standing.tries_left or 0, -standing.tally.used


def permission(standing: Standing, held: Held | None) -> Permission:
    """Return whether a try with the code *held* is allowed where the radio stands."""
    refused = _not_now(standing.tally, held) or (held and _not_with(standing, held))
    if refused and refused[0] == "not-asking" and standing.tally.state == "wrong" and held:
        # a fault passes and the prompt comes back; what will be refused then is better said at once
        later = _not_with(standing, held)
        refused = later if later and later[0] in _STAYS else refused
    left = standing.tries_left
    if refused and standing.renamed and refused[0] in _STAYS:
        refused = say.as_before(refused)
    if refused:
        return Permission(False, left, *refused)  # noqa: FBT003 - the field is named in the class
    never = standing.ladder is not None and standing.ladder.never
    words = say.allowed(left, for_good=standing.for_good, alone=standing.alone, never=never)
    return Permission(True, left, *words)  # noqa: FBT003 - as above


def _not_now(tally: Tally, held: Held | None) -> Why | None:
    """Return why nothing can be entered now, whatever the code."""
    if tally.state in _CLOSED:
        return say.closed(tally.state)
    if tally.solved:
        return say.plays()
    if not tally.looked:
        return say.look_first(waiting=tally.waiting)
    if tally.waiting or tally.state == "wait":
        return say.wait_runs()
    if tally.state not in READY:
        return say.not_asking()
    return None if held else say.no_code()


def _not_with(standing: Standing, held: Held) -> Why | None:
    """Return why this code may not be tried, by the table above."""
    weak = is_weak(held)
    if standing.ladder is None:
        return _unknown_schedule(standing.tally, weak=weak)
    if standing.last_for_ever:
        return say.last_for_ever(unsure=standing.tally.unsure)
    left = standing.tries_left or 0
    if weak:
        return _weak_code(standing, left)
    if left > 1 or standing.alone:
        return None
    return say.last_of_round(standing.after, left=left, unsure=standing.tally.unsure)


def _unknown_schedule(tally: Tally, *, weak: bool) -> Why | None:
    if weak:
        return say.weak_and_unknown()
    if tally.pressed or tally.used >= MANY or _counts_otherwise(tally.counter):
        return say.used_up()
    return None


def _counts_otherwise(counter: Shown) -> bool:
    """Return whether the display counts too many tries used, or too few left, for one more."""
    many_used = counter.used is not None and counter.used >= MANY
    return many_used or (counter.left is not None and counter.left <= 1)


def _weak_code(standing: Standing, left: int) -> Why | None:
    if standing.tally.weak:
        return say.weak_tried()
    if left < 2:  # noqa: PLR2004 - the table's own number
        return say.weak_and_few()
    return say.better_source() if standing.better_open else None
