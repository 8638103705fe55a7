"""Cases as JSON: the head in a list, the whole journal, and what the guard says.  No code is in any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.recovery.guard import permission, standing_of
from headunit.recovery.stages.serial import held_now
from headunit.recovery.store.record_json import record_document, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.store.cases import CaseHead
    from headunit.recovery.store.photos import KeptPhoto

__all__ = ["case_document", "guard_document", "head_document"]


def head_document(head: CaseHead, case: Case | None) -> dict[str, Any]:
    """Return the JSON form of one line of the list; None stands for a damaged case."""
    return {
        "case": head.id,
        "opened": time_text(head.opened),
        "records": head.records,
        "family": case.family if case else "",
        "state": case_state(case),
    }


def case_state(case: Case | None) -> str:
    """Return in a word where the case stands; None stands for a damaged one."""
    from headunit.recovery.records import Closed  # noqa: PLC0415 - one name

    if case is None:
        return "damaged"
    closed = case.last(Closed)
    return closed.result if closed else "open"


def guard_document(case: Case, known: Knowledge) -> dict[str, Any]:
    """Return what the guard says of the case as it stands."""
    verdict = permission(standing_of(case, known), held_now(case, known))
    return {
        "allowed": verdict.allowed,
        "tries_left": verdict.tries_left,
        "because": verdict.because,
        "why": verdict.why,
        "next": verdict.next_step,
    }


def case_document(head: CaseHead, case: Case, known: Knowledge, photos: Sequence[KeptPhoto] = ()) -> dict[str, Any]:
    """Return the content of a ``headunit/case/1`` document (docs/reference/case-format.md)."""
    return {
        **head_document(head, case),
        "guard": guard_document(case, known),
        "photos": [photo._asdict() for photo in photos],
        "journal": [record_document(record) for record in case.records],
    }
