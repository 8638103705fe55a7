"""Every radio of the catalogue is led through recover, its twin standing in for it, from each of its locked states."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from headunit.cli.clock import now
from headunit.cli.main import main
from headunit.recovery.records import Held, Intent, Record
from headunit.recovery.store.record_json import record_from
from tests.recovery.guard_model import model_allows
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE, STATES, Radio, profile_of, states_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FAMILIES = [head.id for head in CATALOGUE.heads]
LOCKS = [family for family in FAMILIES if profile_of(family).lock]
LINKS = [family for family in FAMILIES if not profile_of(family).lock]
PLACES = [(family, state) for family in LOCKS for state in states_of(family)]
MOST_RUNS = 25
HONEST_STOPS = {
    "refused": 77,
    "source": 69,
    "dealer": 69,
    "linked": 69,
    "locked": 69,
    "permanent": 69,
}


class Person:
    """Answer ``headunit recover`` from what the radio shows, typing a wrong code first if told so."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capture = folder, capture
        self.case = ""
        self.journal: list[Record] = []
        self.waited = timedelta()

    def now(self) -> datetime:
        """Return the time of day after the waits that the twin served."""
        return now() + self.waited

    def run(self, **answers: str | list[str]) -> dict[str, Any]:
        file = self.folder / "answers.json"
        file.write_text(json.dumps({"format": "headunit/answers/1", "answers": answers}), encoding="utf-8")
        words = ["recover", *([self.case] if self.case else []), "--answers", str(file), "--json"]
        with pytest.raises(SystemExit) as ended:
            main([*words, "--home", str(self.folder / "home")])
        document: dict[str, Any] = json.loads(self.capture.readouterr().out)
        assert "error" not in document, document
        self.case = document["case"]
        self.journal += [record_from(record) for record in document["records"]]
        return {**document, "status": int(ended.value.code or 0)}

    def go(self, radio: Radio, used: str, codes: list[str]) -> dict[str, Any]:
        """Answer on until the way ends; *codes* are those on the cards, in the order in which they are found."""
        usual = {"label": radio.family, "whose": "own", "used": used, "panel": "usual", "source": "card"}
        now: dict[str, str] = {"display": radio.look()}
        for _ in range(MOST_RUNS):
            document = self.run(**{**usual, "code": codes[0], "checklist": "ready", "press": "press", **now})
            key = document["ask"]["key"]
            if key in HONEST_STOPS or key in {"closed", "no-lock"}:
                return document
            now = self.answer_to(key, document, radio, codes)
        pytest.fail(f"no end in sight: {document['ask']}")

    def answer_to(self, key: str, document: dict[str, Any], radio: Radio, codes: list[str]) -> dict[str, str]:
        """Do what is asked on the radio, and say what came of it."""
        if key == "outcome":
            plan = document["ask"]["plan"]
            code = codes.pop(0) if len(codes) > 1 else codes[0]
            if plan and plan["complete"]:
                radio.type_by_the_plan(plan["steps"], code)
            else:
                radio.type_by_the_manual(code)
            radio.switch_on_if_open()
            if radio.unit.playing:
                return {"outcome": "music", "written": "written"}
            return {"outcome": "wrong", "display": radio.look()}
        if key == "wait":
            before_ms = radio.unit.now_ms
            radio.serve_wait()
            self.waited += timedelta(milliseconds=radio.unit.now_ms - before_ms)
        if key == "means":
            return {"means": {"waiting": "wait", "barred": "locked"}.get(radio.state, radio.state)}
        return {key: "yes" if key == "kept-on" else radio.look()}


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr("headunit.cli.case_store.open_catalogue", lambda: CATALOGUE)
    monkeypatch.setattr("headunit.cli.case_store.load_assumptions", lambda: ASSUMPTIONS)
    person = Person(tmp_path, capsys)
    monkeypatch.setattr("headunit.cli.clock.now", person.now)
    return person


def check_the_guard(person: Person, family: str) -> None:
    """Every intent was allowed by the independent model, at the moment when it was written."""
    for at, record in enumerate(person.journal):
        if isinstance(record.event, Intent):
            before = tuple(person.journal[:at])
            held = [each.event for each in before if isinstance(each.event, Held)][-1]
            assert model_allows(before, CATALOGUE.family(family), held, CATALOGUE.family)


def test_each_locked_state_is_one_that_some_radio_comes_to() -> None:
    assert {state for _, state in PLACES} == set(STATES)


@pytest.mark.parametrize("codes", ["right", "wrong, then right"])
@pytest.mark.parametrize(("family", "state"), PLACES)
def test_the_way_ends_in_music_or_honestly(family: str, state: str, codes: str, person: Person) -> None:
    radio = Radio(family)
    radio.bring_to(state)
    used_before, began = len(radio.typed), radio.state

    wanted = [radio.right] if codes == "right" else [radio.wrong, radio.right]
    end = person.go(radio, str(min(used_before, 3)), wanted)

    tried = radio.typed[used_before:]
    intents = [record for record in person.journal if isinstance(record.event, Intent)]
    assert len(tried) == len(intents)
    check_the_guard(person, family)
    assert radio.unit.playing == (end["ask"]["key"] == "closed")
    if not radio.unit.playing:
        assert end["status"] == HONEST_STOPS[end["ask"]["key"]]
        assert end["ask"]["route"]
        assert radio.state == began or radio.state not in {"locked", "barred"}
    if state == "fresh" and codes == "right":
        assert radio.unit.playing
    for code in (radio.right, radio.wrong):
        assert all(code not in text for text in map(str, person.journal))


@pytest.mark.parametrize("family", LINKS)
def test_a_radio_without_a_code_is_not_led_to_one(family: str, person: Person) -> None:
    shown = next((claim.value.text for claim in CATALOGUE.family(family).display), "SECURE")
    end = person.run(display=shown, label=family, whose="own", used="0", source="card", means="linked")

    assert (end["ask"]["key"], end["status"]) == ("linked", 69)
    assert not [record for record in person.journal if isinstance(record.event, Intent)]
