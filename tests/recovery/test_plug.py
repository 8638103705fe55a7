"""What a unit told over its diagnostic plug, as evidence on the guided way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from headunit.cli.recover_said import meant
from headunit.recovery.plug import plug_events, told_by_plug
from headunit.recovery.records import Told
from headunit.recovery.stages.serial import code_of, held_now
from headunit.recovery.story import story
from tests.cli.conftest import run
from tests.recovery.way import Way

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.runner import Runner

__all__ = ["run"]

READ = {"serial": "M123456", "part_number": "3S61-18K876", "vin": "WF0AXXGAJA3Y12345", "software": "7"}


def with_evidence(values: dict[str, str], *said: str, simulated: bool = False, at: int = 1) -> Way:
    """Walk the way with what the unit told standing in the journal from the answer number *at* on."""
    way = Way(*said[:at])
    way.case = way.case.grown(way.case.following(plug_events(values, simulated=simulated), way.at))
    for value in said[at:]:
        way.say(value)
    return way


@pytest.mark.parametrize(
    ("values", "whats"),
    [
        (READ, ["plug-serial", "plug-part-number", "plug-vin", "plug-software", "plug-unit"]),
        ({"serial": "M123456"}, ["plug-serial", "plug-unit"]),
        ({"hardware": "H1", "colour": "red"}, ["plug-hardware", "plug-unit"]),
        ({"serial": ""}, []),
        ({"serial": "M123\n456"}, []),
        ({"serial": "M12345ß"}, []),
        ({"serial": "M" * 64}, ["plug-serial", "plug-unit"]),
        ({"serial": "M" * 65}, []),
        ({}, []),
    ],
)
def test_only_plain_text_is_written_down(values: dict[str, str], whats: list[str]) -> None:
    assert [event.what for event in plug_events(values, simulated=False)] == whats


@pytest.mark.parametrize(("simulated", "unit"), [(True, "simulated"), (False, "taken for real")])
def test_the_journal_says_whether_the_unit_was_simulated(unit: str, *, simulated: bool) -> None:
    assert plug_events(READ, simulated=simulated)[-1] == Told("plug-unit", unit)


def test_without_evidence_nothing_is_offered() -> None:
    way = Way("CODE")
    assert [choice.key for choice in way.ask.choices] == ["unread"]
    assert "plug" not in way.text


def test_the_label_s_question_takes_what_the_unit_told() -> None:
    way = with_evidence(READ, "CODE")
    assert [choice.key for choice in way.ask.choices] == ["plug", "unread"]
    assert way.ask.choices[0].label == "M123456, 3S61-18K876, WF0AXXGAJA3Y12345, as the unit told over its plug"
    assert "Compare it with the label where you can: whether the two agree is not known." in way.text
    way.say("Plug")
    assert way.case.told("serial") == "M123456"
    assert way.case.told("vin") == "WF0AXXGAJA3Y12345"
    assert way.ask.key != "label"


def test_a_simulated_unit_is_named_as_what_it_is() -> None:
    way = with_evidence(READ, "CODE", simulated=True)
    assert "A simulated unit told it: it says nothing of a real radio; compare it" in way.text


def test_a_software_version_alone_is_no_label_and_no_serial() -> None:
    way = with_evidence({"software": "7"}, "CODE")
    assert [choice.key for choice in way.ask.choices] == ["unread"]


def serial_asked(values: dict[str, str]) -> Way:
    return with_evidence(values, "CODE", "ford-keycode", "own", "0", "rule", at=1)


def test_the_serial_s_question_takes_the_serial_and_asks_to_compare() -> None:
    way = serial_asked(READ)
    assert way.ask.key == "serial"
    assert way.ask.choices[0] == ("plug", "M123456, as the unit told over its plug")
    assert "where you can" in way.text
    way.say("plug")
    assert (way.ask.key, way.ask.text) == ("legible", "Does the label say M 1 2 3 4 5 6 too?")
    assert [choice.key for choice in way.ask.choices] == ["yes", "no", "unseen"]
    assert "where you can" in way.text


@pytest.mark.parametrize(("said", "doubtful"), [("yes", False), ("unseen", True), ("don't know", True)])
def test_a_serial_that_nobody_compared_leaves_the_code_in_doubt(said: str, *, doubtful: bool) -> None:
    way = serial_asked(READ).say("plug")
    way.say(meant(way.ask, said))
    held = held_now(way.case, way.known)
    assert held is not None
    assert (held.source, held.doubtful) == ("rule", doubtful)
    assert ("whether the label says the same serial is not known" in way.text) is doubtful


@pytest.mark.parametrize("again", ["plug", "M123456", "m 123 456"])
def test_the_doubt_stays_when_the_same_serial_is_told_again(again: str) -> None:
    way = serial_asked(READ).say("plug").say("unseen").say("back").say("serial").say(again)
    assert way.ask.key == "legible"
    held = held_now(way.say("yes").case, way.known)
    assert held is not None
    assert held.doubtful


@pytest.mark.parametrize("said", ["unseen", "yes"])
def test_a_code_by_the_plug_is_held_for_its_serial_and_radio_alone(said: str) -> None:
    way = serial_asked(READ).say("plug").say(said)
    assert code_of(way.case, way.known) is not None
    for later in (Told("serial", "M654321"), Told("radio", "asked"), Told("legible", "no")):
        case = way.case.grown(way.case.following((later,), way.at))
        assert (held_now(case, way.known), code_of(case, way.known)) == (None, None)


def test_what_the_plug_tells_later_takes_no_code_back() -> None:
    way = serial_asked(READ).say("plug").say("yes")
    held = held_now(way.case, way.known)
    way.case = way.case.grown(way.case.following(plug_events({"serial": "M654321"}, simulated=False), way.at))
    assert held_now(way.case, way.known) == held is not None


def test_where_the_label_says_another_serial_the_label_s_is_asked_for() -> None:
    way = serial_asked(READ).say("plug").say("no")
    assert (way.ask.key, held_now(way.case, way.known)) == ("serial", None)
    held = held_now(way.say("M654321").say("yes").case, way.known)
    assert held is not None
    assert not held.doubtful


def test_a_serial_that_the_label_contradicts_stays_in_doubt() -> None:
    way = serial_asked(READ).say("plug").say("no").say("plug").say("yes")
    held = held_now(way.case, way.known)
    assert held is not None
    assert held.doubtful


@pytest.mark.parametrize("told", ["m123456", " M 123 456 ", "M-123456"])
def test_it_is_asked_to_compare_however_the_unit_writes_its_serial(told: str) -> None:
    way = serial_asked({"serial": told}).say("plug")
    assert way.ask.text == "Does the label say M 1 2 3 4 5 6 too?"


def test_it_is_asked_to_compare_after_another_unit_was_read_too() -> None:
    way = serial_asked(READ).say("plug")
    way.case = way.case.grown(way.case.following(plug_events({"serial": "M654321"}, simulated=False), way.at))
    assert way.ask.text == "Does the label say M 1 2 3 4 5 6 too?"


def test_another_serial_is_read_twice_as_ever() -> None:
    way = serial_asked(READ).say("M654321")
    assert way.ask.text.startswith("Read it once more")


def test_plug_is_no_answer_about_the_car() -> None:
    way = with_evidence(READ, "CODE", "unread").say("plug")
    assert (way.case.told("label"), way.case.told("serial")) == ("plug", "")


@pytest.mark.parametrize(
    ("text", "by_plug"),
    [("M123456", True), ("M123456 ####", True), ("M123456 M654321", False), ("####", False), ("", False)],
)
def test_what_a_unit_told_is_known_again_behind_a_mask(text: str, *, by_plug: bool) -> None:
    case = with_evidence(READ, "CODE").case
    assert told_by_plug(case, text) is by_plug


def test_the_story_says_what_the_unit_told_and_what_was_typed() -> None:
    way = with_evidence(READ, "CODE", "plug", simulated=True, at=1)
    told = [(one.what, one.basis) for one in story(way.case, way.known)]
    assert ("Over its plug the unit told the serial M123456.", "as told") not in told
    assert ("Over its plug the unit told the serial M123456.", "") in told
    assert ("The unit that told it is simulated: it says nothing of a real radio.", "as told") in told
    assert ("The serial is M123456.", "as the unit told it") in told
    assert any(words.startswith("Taken for what the label says: M123456") for words, _ in told)
    assert not any(basis == "from the label" for _, basis in told)


def test_a_unit_that_told_no_serial_offers_none() -> None:
    way = serial_asked({"vin": "WF0AXXGAJA3Y12345"})
    assert [choice.key for choice in way.ask.choices] == ["back"]


# The command.


def document(**changes: object) -> dict[str, Any]:
    values = [{"name": name, "text": text, "raw": text.encode().hex().upper()} for name, text in READ.items()]
    return {"format": "headunit/diag-identity/1", "twin": None, "values": values} | changes


def recover(run: Runner, folder: Path, content: object, **answers: str) -> tuple[int, dict[str, Any]]:
    file, said = folder / "identity.json", folder / "answers.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    said.write_text(json.dumps({"format": "headunit/answers/1", "answers": answers}), encoding="utf-8")
    told = run("recover", "--identity", str(file), "--answers", str(said), "--json", "--home", str(folder / "home"))
    return told.status, told.document


def journal(run: Runner, folder: Path, case: str) -> dict[str, str]:
    """Return the evidence in the journal of *case*."""
    records = run("case", "export", case, "--home", str(folder / "home")).document["journal"]
    return {record["what"]: record["value"] for record in records if record["kind"] == "told"}


def test_the_command_takes_what_identify_printed(run: Runner, tmp_path: Path) -> None:
    _, told = recover(run, tmp_path, document(), display="CODE", label="plug")
    whats = journal(run, tmp_path, told["case"])
    assert whats["plug-unit"] == "taken for real"
    assert whats["serial"] == "M123456"


def test_what_was_shown_in_digits_is_no_text(run: Runner, tmp_path: Path) -> None:
    raw = {"name": "serial", "text": "0102", "raw": "0102"}
    vin = {"name": "vin", "text": READ["vin"], "raw": ""}
    _, told = recover(run, tmp_path, document(values=[raw, vin], twin="some-radio"), display="CODE")
    whats = journal(run, tmp_path, told["case"])
    assert whats == {"plug-vin": READ["vin"], "plug-unit": "simulated"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[]", "not of that format"),
        (document(format="headunit/identify/1"), "not of that format"),
        (document(values={}), "no list of values"),
        (document(values=["x"]), "no list of values"),
        (document(values=[]), "told nothing"),
        (document(values=[{}]), "told nothing"),
    ],
)
def test_a_file_that_holds_no_identity_is_refused(run: Runner, tmp_path: Path, content: object, words: str) -> None:
    status, told = recover(run, tmp_path, content)
    assert (status, told["error"]["code"]) == (65, "identity-file")
    assert words in told["error"]["message"]


@pytest.mark.parametrize(("name", "status"), [("nowhere.json", 66), (".", 74)])
def test_a_file_that_can_not_be_read_is_named(run: Runner, tmp_path: Path, name: str, status: int) -> None:
    told = run("recover", "--identity", str(tmp_path / name), "--home", str(tmp_path / "home"))
    assert told.status == status
