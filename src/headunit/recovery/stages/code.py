"""Where the code comes from: the serial, the card, the dealer, the vault; the best source that there is.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.cards import CARD_NOTE
from headunit.errors import InputError
from headunit.numbers import RadioCode, canonical
from headunit.recovery.asks import STOP, Answered, Ask, Choice, Line, choose, family_of
from headunit.recovery.guard import permission, standing_of
from headunit.recovery.next_step import next_step, route_for
from headunit.recovery.records import Closed, Held, Intent, SourceState, Told
from headunit.recovery.stages.compare import has_rival, read_code
from headunit.recovery.stages.display import GIVE_UP, LOOK_AGAIN
from headunit.recovery.stages.odd import ODD, odd_is_asked
from headunit.recovery.stages.radio import WHICH_RADIO, radio_is_asked
from headunit.recovery.stages.serial import ask_rule, choose_rule, code_of, held_now, may_have_rule, no_rule, worked_out
from headunit.recovery.told_facts import best_sourced

if TYPE_CHECKING:
    from headunit.facts.family import Family
    from headunit.recovery.asks import Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event

__all__ = [
    "answer_code",
    "answer_dealer",
    "answer_source",
    "answer_vault",
    "ask_code",
    "ask_code_again",
    "ask_dealer",
    "ask_source",
    "chosen_source",
    "state_of",
]

_CARD = Choice("card", "from a code card, a sticker or the service book")
_RULE = Choice("rule", "worked out from the serial on the label")
_VAULT = Choice("vault", "from the vault, or another note of my own")
_NOTE = Choice("vault", "from another note of my own")
_OPEN_VAULT = Choice("open", "open the vault of this computer and look for this radio")
_DEALER = Choice("dealer", "from the dealer")
_SAME = Choice("same", "the same code again: it may have been mistyped")
_KEEP = Choice("keep", "keep the code that I have")
_NO_MORE = Choice("none", "none of these")
_WHO_KNOWS = {
    **dict.fromkeys(("", "vehicle", "none"), "Ask what the dealer can do; bring the papers."),
    "serial": "The maker gives the code for the serial: bring the radio's number, and the papers.",
    "owner": "An owner chose this radio's code, so the maker may not know it; ask what can be done, and bring papers.",
}
"""Where a radio's code comes from → who may know it."""
_OPEN = frozenset({"chosen", "answered"})
_PASSING = frozenset({"wait", "look", "not-asking"})
"""Refusals of the guard that pass by themselves."""


def chosen_source(case: Case) -> str:
    """Return the source that was chosen and not followed up yet."""
    for record in reversed(case.records):
        event = record.event
        if isinstance(event, Held | Intent):
            return ""
        if isinstance(event, SourceState):
            return event.source if event.state in _OPEN else ""
    return ""


def state_of(case: Case, source: str) -> str:
    """Return how far *source* is asked."""
    events = [record.event for record in case.records if isinstance(record.event, SourceState)]
    return next((event.state for event in reversed(events) if event.source == source), "")


def ask_code(case: Case, known: Knowledge) -> Ask | None:
    """Ask on until a code is held."""
    chosen = chosen_source(case)
    if chosen == "rule" or (not chosen and _serial_untried(case) and not no_rule(case, known)):
        return ask_rule(case, known)
    if chosen in {"any", "dealer"} and state_of(case, chosen) == "chosen":
        return ask_source(case, known) if chosen == "any" else ask_dealer(case, known)
    if chosen == "vault" and known.from_vault and state_of(case, "vault") == "chosen":
        return _vault_question()
    if chosen:
        return _code_question(chosen, again=False)
    if held_now(case, known) is not None:
        return None
    return ask_dealer(case, known) if _dealer_is_next(case) else ask_source(case, known)


def _dealer_is_next(case: Case) -> bool:
    """Return whether the dealer was asked, or is what is left when there is no card."""
    dealer = state_of(case, "dealer")
    return dealer == "asked" or (state_of(case, "card") == "none" and not dealer and not case.tried)


def _serial_untried(case: Case) -> bool:
    """Return whether a serial was told and no source asked for yet, since the radio was told last."""
    again = [record.number for record in case.records if record.event == Told("radio", "asked")]
    asked = any(isinstance(record.event, SourceState | Held) for record in case.records[max(again, default=0) :])
    return bool(case.told("serial")) and not asked


def ask_source(case: Case, known: Knowledge) -> Ask:
    """Ask where the code could come from."""
    failed = no_rule(case, known)
    last = case.records[-1].event
    told = isinstance(last, SourceState) and last.why == failed
    says = (
        *((Line("no rule", failed),) if failed and not told else ()),
        *(next_step(case, known) if case.tried else ()),
    )
    choices = [_CARD, _VAULT if known.from_vault else _NOTE, _DEALER, *(() if case.family else (WHICH_RADIO,))]
    if may_have_rule(case, known) and (not failed or case.tried):
        choices.insert(1, _RULE)
    if held_now(case, known) is not None:
        choices.append(_KEEP)
    elif _same_again(case, known):
        choices.append(_SAME)
    stuck = state_of(case, "card") == "none"
    return Ask(
        key="source",
        text="Where does the next code come from?" if case.tried else "Where could the code be?",
        kind="choice",
        choices=(*choices, *(() if stuck else (_NO_MORE,)), LOOK_AGAIN, ODD, STOP),
        why="A code from the card or the dealer is surer than any other.",
        says=says,
        stage=4,
        status=69 if stuck else 65,
        route=route_for(case, known) if stuck else None,
    )


def _same_again(case: Case, known: Knowledge) -> bool:
    """Return whether the code that was tried last is at hand, and the guard may let it be tried once more."""
    try:
        again = _held_again(case, known) if case.tried else None
    except InputError:
        return False
    if again is None:
        return False
    verdict = permission(standing_of(case, known), again)
    return verdict.allowed or verdict.because in _PASSING


def _held_again(case: Case, known: Knowledge) -> Held | None:
    """Return the code that was held last, judged for what is told now; raises InputError (``code-unfit``)."""
    held, code = case.last(Held), code_of(case, known)
    if held is None or code is None:
        return None
    if held.source == "rule":
        return next(event for event in worked_out(case, known) if isinstance(event, Held))
    now, _ = _judged(held.source, code.reveal(), case, known)
    # as in answer_vault: the vault makes no code surer than it was
    return now._replace(grade=held.grade, doubtful=now.doubtful or (held.source == "vault" and held.doubtful))


def answer_source(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Follow up the source that was chosen."""
    chosen = choose(ask, value)
    if chosen == "stop":
        return Answered(stop=True)
    if chosen == WHICH_RADIO.key:
        return Answered(radio_is_asked(case))
    if chosen == "rule":
        return Answered(choose_rule(case, known))
    if chosen == "same":
        held = _held_again(case, known)
        return Answered((held,) if held else ())
    moved: dict[str, Event] = {
        "odd": odd_is_asked().events[0],
        "display": Told("look", "again"),
        "none": SourceState("card", "none"),
        "keep": SourceState("any", "none"),
    }
    return Answered((moved.get(chosen, SourceState(chosen, "chosen")),))


def ask_dealer(case: Case, known: Knowledge) -> Ask:
    """Say how the official way goes, and ask how far it is."""
    asked = state_of(case, "dealer") == "asked"
    family = family_of(case, known)
    letter = f"headunit request {family.id if family else route_for(case, known).id}"
    serial = f" --serial {case.told('serial')}" if case.told("serial") else ""
    return Ask(
        key="dealer",
        text="Has the dealer answered?" if asked else "The official way: ask the dealer. How far are you?",
        kind="choice",
        choices=(
            Choice("answered", "I have the code from the dealer"),
            Choice("asked", "I have asked, or shall ask"),
            Choice("refused", "the dealer can't or won't help"),
            Choice("other", "I have found another source"),
            GIVE_UP,
            STOP,
        ),
        why=_WHO_KNOWS[_origin(family)],
        says=(Line("letter", letter + serial),),
        stage=4,
        status=69,
        route=route_for(case, known),
    )


def _origin(family: Family | None) -> str:
    """Return where sources say that the code comes from, empty where none does."""
    claim = best_sourced(family.code_origin) if family else None
    return claim.value if claim else ""


def answer_dealer(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Write down how far the dealer is."""
    chosen = choose(ask, value)
    if chosen == "stop":
        return Answered(stop=True)
    if chosen == "other":
        return Answered((SourceState("any", "chosen"),))
    if chosen == "give-up":
        return Answered((Closed("given-up"),))
    held = held_now(case, known)
    if chosen == "refused" and held is not None and held.source == "card":
        # What the card in hand says is then all that there is: nobody is left who could give a better code.
        no_other = SourceState("card", "none", "no card but the one at hand")
        return Answered((SourceState("dealer", "refused"), no_other, held))
    return Answered((SourceState("dealer", chosen),), stop=chosen == "asked")


def ask_code_again(case: Case, known: Knowledge) -> Ask | None:
    """Ask for the code again after a restart: it is never kept."""
    held = held_now(case, known)
    if held is None or code_of(case, known) is not None:
        return None
    if held.source == "vault" and known.from_vault and case.told("vault") != "by hand":
        return _vault_question()
    return _code_question(held.source, again=True)


def _vault_question() -> Ask:
    return Ask(
        key="vault",
        text="Open the vault now?",
        kind="choice",
        choices=(_OPEN_VAULT, Choice("type", "no, I type the code by hand"), Choice("back", "I don't have it"), STOP),
        why="It is asked for its passphrase, and gives the code of this radio alone.",
        stage=4,
    )


def answer_vault(case: Case, ask: Ask, value: str, known: Knowledge) -> Answered:
    """Hold the code that the vault gives; raises InputError (``code-unfit``) and what the vault raises."""
    chosen = choose(ask, value)
    if chosen == "stop":
        return Answered(stop=True)
    if chosen == "back":
        return Answered((SourceState("vault", "none"),))
    if chosen == "type" or known.from_vault is None:
        return Answered((Told("vault", "by hand"), SourceState("vault", "answered")))
    given = known.from_vault(case)
    answered = answer_code(case, ask, given.code.reveal(), known)
    # The vault makes no code surer than it was when it went in.
    held = [event for event in answered.events if isinstance(event, Held)]
    weighed = (each._replace(grade=given.grade, doubtful=each.doubtful or given.doubtful) for each in held)
    return answered._replace(events=tuple(weighed))


def _code_question(source: str, *, again: bool) -> Ask:
    why = "Codes are never kept in a case, so it is asked for again." if again else "It stays unseen, and is not kept."
    return Ask(
        key="code",
        text="The code, please" if source != "card" else "The code from the card, please",
        kind="secret",
        choices=(Choice("back", "I don't have it"),),
        why=why,
        says=(Line("mind", CARD_NOTE),) if source in {"card", "vault"} else (),
        stage=4,
    )


def answer_code(case: Case, _ask: Ask, value: str, known: Knowledge) -> Answered:
    """Hold the code if it can be this radio's; raises InputError (``code-unfit``) with the reason."""
    held = held_now(case, known)
    source = chosen_source(case) or (held.source if held else "card")
    if value.strip().casefold() == "back":
        return Answered((SourceState(source, "none"),))
    if not value.strip():
        raise InputError("answer-empty", "nothing was typed", next_step="type the code, or 'back' if you don't have it")
    # Also where the code is told again after a break: it may be another one, so it is judged and rehearsed anew.
    told, code = _judged(source, value, case, known)
    return Answered((told,), code)


def _judged(source: str, value: str, case: Case, known: Knowledge) -> tuple[Held, RadioCode]:
    """Return how the code *value* is held, and the code; raises InputError (``code-unfit``) where it can't be one."""
    family = family_of(case, known)
    code, doubtful = read_code(family, value, known.catalogue) if family else (RadioCode(canonical(value)), True)
    return Held(source, doubtful=doubtful, rivals=has_rival(case, code, known)), code
