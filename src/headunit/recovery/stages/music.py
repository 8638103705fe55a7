"""It plays: write the code down, keep it, and end the case.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.recovery.asks import Answered, Ask, Choice, Line, choose
from headunit.recovery.case import Case, last_of, results_of
from headunit.recovery.next_step import after_success
from headunit.recovery.records import Closed, Held, Intent, Told
from headunit.recovery.stages.serial import code_of

if TYPE_CHECKING:
    from headunit.recovery.asks import Knowledge

__all__ = ["answer_keep", "answer_written", "ask_closed", "ask_keep", "ask_written"]

_ENDINGS = {
    "music": "It plays. The case is closed.",
    "no-lock": "The radio needs no code. The case is closed.",
    "no-code": "This radio takes no code by its keys. The case is closed.",
    "given-up": "The case is closed without music; what was learnt is kept.",
}
_KEEP = Choice("vault", "yes, keep it in the vault")
_DONE = Choice("done", "no, that is all")


def _plays(case: Case) -> bool:
    intent = case.last(Intent)
    return intent is not None and results_of(case.records).get(intent.n) == "music"


def _written(case: Case) -> bool:
    """Return whether the code was written down since the last try."""
    last = last_of(case.records, Intent)
    later = case.records[last.number :] if last else ()
    return Told("written", "yes") in [record.event for record in later]


def ask_written(case: Case, _known: Knowledge) -> Ask | None:
    """Ask for the one thing that matters now."""
    if not _plays(case) or _written(case):
        return None
    return Ask(
        key="written",
        text="Write the code down NOW, on paper. Done?",
        kind="choice",
        choices=(Choice("written", "yes, it is on paper"), Choice("correct", "no, it doesn't play after all")),
        why="The next flat battery asks for it again. At home, not in the car, is its best place.",
        stage=6,
        status=0,
    )


def answer_written(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Go on to the vault where there is one and it lacks the code; else close the case."""
    if choose(ask, value) == "correct":
        return Answered((Told("correct", "asked"),))
    written = Told("written", "yes")
    return Answered((written,) if _can_keep(case, known) else (written, Closed("music")))


def _can_keep(case: Case, known: Knowledge) -> bool:
    """Return whether the code that brought music is at hand, and not in the vault yet."""
    pressed = _pressed(case)
    held = pressed.last(Held) if pressed else None
    if pressed is None or held is None or known.into_vault is None:
        return False
    return held.source != "vault" and code_of(pressed, known) is not None


def _pressed(case: Case) -> Case | None:
    """Return the case as it was when the last code was pressed; None where another was told or worked out since."""
    tried, held = last_of(case.records, Intent), last_of(case.records, Held)
    if tried is None or (held is not None and held.number > tried.number):
        return None
    return Case(case.id, case.records[: tried.number])


def ask_keep(case: Case, known: Knowledge) -> Ask | None:
    """Offer the vault, once the code stands on paper."""
    if not _plays(case):
        return None
    able = _can_keep(case, known)
    return Ask(
        key="keep",
        text="Keep the code in the vault too?" if able else "That is all. Close the case?",
        kind="choice",
        choices=(_KEEP, _DONE) if able else (Choice("done", "yes"),),
        why="One encrypted file on this computer; from it a card for your wallet can be printed." if able else "",
        stage=6,
        status=0,
    )


def answer_keep(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Keep the code if that is wanted, and close the case; raises what the vault raises."""
    chosen, pressed = choose(ask, value), _pressed(case)
    code = code_of(pressed, known) if pressed else None
    if chosen == "done" or known.into_vault is None or pressed is None or code is None:
        return Answered((Closed("music"),))
    return Answered((Told("vault-reference", known.into_vault(pressed, code)), Closed("music")))


def ask_closed(case: Case, known: Knowledge) -> Ask | None:
    """Say how it ended, and what keeps the owner from coming back."""
    closed = case.last(Closed)
    if closed is None:
        return None
    music = closed.result == "music"
    again = Line("again", "If the radio asks once more, begin a new case: headunit recover")
    says = (*after_success(case, known), again) if music else (again,)
    text = _ENDINGS.get(closed.result, "The case is closed.")
    status = 69 if closed.result in {"no-code", "given-up"} else 0
    return Ask("closed", text, "end", says=says, stage=6, status=status)
