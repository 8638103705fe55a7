"""What other cases of a radio have to count before one of them is deleted: the radio goes on counting.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.other_cases import find_earlier
from headunit.recovery.records import Closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = ["handed_over"]


def handed_over(name: str, kept: Iterable[Case], known: Knowledge) -> Iterator[tuple[Case, tuple[Event, ...]]]:
    """Give each open case among *kept* that lacks wrong codes which the case *name* counts, with what counts them.

    *name* is about to be deleted, and is among *kept* if it can be read. Nothing is given where no serial says that
    both are of one radio.
    """
    cases = tuple(kept)
    gone = [case for case in cases if case.id == name]
    for case in cases:
        if case.id == name or case.last(Closed) is not None or not _lacks(case, gone, known):
            continue
        others = [other for other in cases if other.id != case.id]
        found = find_earlier(case, case.told("serial"), others, known)
        if found is not None and found.counts_more:  # music in a third case may have made up for them
            yield case, found.events


def _lacks(case: Case, gone: list[Case], known: Knowledge) -> bool:
    found = find_earlier(case, case.told("serial"), gone, known)
    return found is not None and found.counts_more
