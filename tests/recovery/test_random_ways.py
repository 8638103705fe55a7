"""Random ways through the questions: what is held is always what the rules give for what was told last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from headunit.codes import find_codes
from headunit.errors import HeadunitError, InputError
from headunit.recovery.journey import next_ask
from headunit.recovery.records import Held, Told
from headunit.recovery.stages.serial import code_of, held_now
from tests.fewer import A_QUARTER
from tests.recovery.radios import CATALOGUE
from tests.recovery.way import Way

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask

SERIALS = ("V123456", "V123457", "1234", "D123", "M123456", "0005", "V 123 456")
SAID = {
    "display": ("CODE",),
    "label": (
        "1234", "Ford V123456", "Fiat Punto 1234", "Volkswagen Golf 2001", "Renault Clio D123", "unread",
        "ford-keycode", "fiat-vp1-vp2", "chrysler-tm9", "mercedes-becker", "volvo-sc8xx",
    ),
    "car": ("none", "Fiat Punto 2003", "Ford Fiesta 2003"),
    "serial": SERIALS,
    "code": ("1234", "12345", "3067", "back"),
    "used": ("0", "1"),
    "outcome": ("wrong", "no-reaction", "music"),
    "customer": ("Order 7",),
    "ownership": ("papers",),
}  # fmt: skip
USUAL = {"whose": "own", "used": "0", "checklist": "ready", "panel": "usual", "press": "press", "source": "rule"}
"""Answers that lead on; each other choice of a question is given now and then."""


def answers_to(ask: Ask, way: Way) -> list[str]:
    """Return what can be said, what leads on first and twice."""
    choices = [choice.key for choice in ask.choices if choice.key not in {"stop", "give-up"}]
    if ask.key == "doubt":
        serial = way.case.told("serial")
        choices = [serial[:-1] + "?", "?" + serial[1:], *choices]
    said = [*SAID.get(ask.key, ()), *(choices if ask.key not in SAID else ())]
    usual = [USUAL[ask.key]] * 2 if USUAL.get(ask.key) in said else []
    return [*usual, *said, *(["back"] if ask.back else [])]


def given_by_the_rules(serial: str, family: str, brand: str, detail: dict[str, str]) -> set[tuple[str, str]]:
    """Return code and rule of each candidate, whatever decides between them, from the engine of codes alone."""
    rules = next((head.rules for head in CATALOGUE.heads if head.id == family), ())
    words = {"brand": brand, "family": family if rules else "", **detail}
    presets = words.pop("presets", "")
    try:
        answer = find_codes(serial, CATALOGUE, **words, presets=int(presets) if presets else None)
    except HeadunitError:
        return set()
    return {(one.code.reveal(), one.rule) for one in answer.candidates if not rules or one.rule in rules}


@A_QUARTER
@given(st.lists(st.integers(0, 10**4), min_size=8, max_size=45))
def test_a_rules_code_is_held_only_for_what_was_told_last(turns: list[int]) -> None:
    way, detail = Way(), dict[str, str]()
    in_doubt: set[str] = set()
    for turn in turns:
        ask = next_ask(way.case, way.known)
        assert ask.text
        if ask.kind == "end":
            break
        said = answers_to(ask, way)
        value = said[turn % len(said)]
        if ask.key == "press":
            check_what_is_held(way, detail)
        try:
            way.say(value)
        except InputError:
            continue
        detail = detail_after(ask, value, way, detail)
        check_the_doubts(way, in_doubt)


def detail_after(ask: Ask, value: str, way: Way, before: dict[str, str]) -> dict[str, str]:
    """Return what was told to decide between rules since the serial and the radio were told last."""
    if ask.key == "detail" and value != "back":
        words = way.case.told("detail").removeprefix("--").replace(" --", " ").split()
        return dict(zip(words[::2], words[1::2], strict=True))
    told = {event.what for event in way.last.events if isinstance(event, Told)}
    return {} if told & {"serial", "radio", "label"} else before


def check_what_is_held(way: Way, detail: dict[str, str]) -> None:
    held, case = held_now(way.case, way.known), way.case
    assert held is not None
    assert held == case.held
    if held.source != "rule":
        return
    code = code_of(case, way.known)
    assert code is not None
    assert (code.reveal(), held.rule) in given_by_the_rules(
        case.told("serial"), case.family, case.told("brand"), detail
    )


def check_the_doubts(way: Way, in_doubt: set[str]) -> None:
    """A serial whose code was held as doubtful never gives a sure one."""
    held = held_now(way.case, way.known)
    if not isinstance(held, Held) or held.source != "rule":
        return
    if held.doubtful:
        in_doubt.add(way.case.told("serial"))
    assert held.doubtful == (way.case.told("serial") in in_doubt)
