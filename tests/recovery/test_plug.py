"""What a unit told over its diagnostic plug, as evidence on the guided way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from headunit.recovery.plug import plug_events
from headunit.recovery.records import Told
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
    assert [choice.label for choice in way.ask.choices] == ["yes, letter by letter", "no, or I can't see the label"]
    assert "where you can" in way.text


@pytest.mark.parametrize(("said", "doubtful"), [("yes", False), ("no", True)])
def test_a_serial_that_nobody_compared_leaves_the_code_in_doubt(said: str, *, doubtful: bool) -> None:
    way = serial_asked(READ).say("plug").say(said)
    held = way.case.held
    assert held is not None
    assert (held.source, held.doubtful) == ("rule", doubtful)


def test_another_serial_is_read_twice_as_ever() -> None:
    way = serial_asked(READ).say("M654321")
    assert way.ask.text.startswith("Read it once more")


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
