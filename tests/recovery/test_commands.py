"""The commands recover and case, as people and programs meet them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from jsonschema import Draft202012Validator

from headunit.cli.main import main
from headunit.cli.recover_said import help_lines
from tests.recovery.way import Way

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
FORD = {"display": "CODE", "label": "Ford Fiesta 2003 M123456", "whose": "own", "used": "0", "legible": "yes"}
READY = {**FORD, "checklist": "ready", "press": "press"}


class Shell:
    """Run commands on cases of their own folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder, self._capture, self._patch = folder, capture, patch
        patch.setenv("HEADUNIT_HOME", str(folder / "home"))
        patch.setenv("COLUMNS", "80")
        self.out = self.err = ""

    def run(self, *words: str, typed: str | None = None) -> int:
        if typed is not None:
            lines = iter(typed.splitlines())
            self._patch.setattr("headunit.cli.recover_screen.read", lambda _ask: next(lines, None) or self._stop())
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        self.out, self.err = self._capture.readouterr()
        assert "Traceback" not in self.err
        return int(ended.value.code or 0)

    @staticmethod
    def _stop() -> str:
        raise KeyboardInterrupt

    def answer(self, answers: dict[str, Any], *words: str) -> int:
        file = self.folder / "answers.json"
        file.write_text(json.dumps({"format": "headunit/answers/1", "answers": answers}), encoding="utf-8")
        return self.run("recover", *words, "--answers", str(file), "--json")

    @property
    def document(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.out)
        name = loaded["format"].split("/")[1]
        schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        assert [fault.message for fault in Draft202012Validator(closed(schema)).iter_errors(loaded)] == []
        return loaded


def closed(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return *part* refusing keys that it does not name."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {key: closed(value) for key, value in part.items()}
    return {"additionalProperties": False, **inner} if isinstance(part.get("properties"), dict) else inner


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


def test_a_machine_is_led_to_music(shell: Shell) -> None:
    assert shell.answer(READY) == 65
    first = shell.document
    assert (first["ask"]["key"], first["guard"]["because"]) == ("outcome", "look")
    assert first["ask"]["plan"]["complete"]

    assert shell.answer({"outcome": "music", "written": "written"}, first["case"]) == 0
    assert shell.document["ask"]["key"] == "closed"
    assert shell.document["records"][-1] == shell.document["records"][-1] | {"kind": "closed", "result": "music"}


@pytest.mark.parametrize(
    ("answers", "key", "status"),
    [
        ({}, "display", 65),
        ({"display": "SECURE"}, "linked", 69),
        ({"display": "music"}, "no-lock", 0),
        ({**FORD, "used": "2"}, "refused", 77),
        ({**FORD, "display": ["WAIT 30", "WAIT 29"]}, "wait", 75),
        ({"display": "CODE", "label": "volvo-sc8xx", "whose": "own", "used": "0", "source": ["none"]}, "dealer", 69),
    ],
)
def test_where_the_answers_end_the_status_says_why(
    shell: Shell, answers: dict[str, Any], key: str, status: int
) -> None:
    assert shell.answer(answers) == status
    assert shell.document["ask"]["key"] == key


def test_answers_that_are_left_over_are_named(shell: Shell) -> None:
    shell.answer({"display": "SECURE", "code": "1234"})

    assert shell.document["unused"] == ["code"]


def test_a_wrong_answer_is_an_error_and_what_came_before_is_kept(shell: Shell) -> None:
    assert shell.answer({**FORD, "whose": "nobody's"}) == 65
    assert shell.document["error"]["code"] == "answer-choice"
    case = shell.document["case"]
    assert shell.answer({"whose": "own"}, case) == 65
    assert shell.document["ask"]["key"] == "used"

    assert shell.run("recover", case, "--answers", str(shell.folder / "answers.json")) == 65
    assert shell.run("case", "list", "--json") == 0
    assert shell.document["cases"][0]["family"] == "ford-keycode"


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"format": "headunit/answers/2"}', '{"format": "headunit/answers/1", "answers": []}',
     '{"format": "headunit/answers/1", "answers": {"display": 1}}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_holds_no_answers_is_refused(shell: Shell, content: str) -> None:
    file = shell.folder / "answers.json"
    file.write_text(content, encoding="utf-8")

    assert shell.run("recover", "--answers", str(file), "--json") == 65
    assert shell.document["error"]["code"] == "answers-file"


def test_a_wrong_answer_in_words_names_the_case(shell: Shell) -> None:
    file = shell.folder / "answers.json"
    answers = {**FORD, "whose": "nobody"}
    file.write_text(json.dumps({"format": "headunit/answers/1", "answers": answers}), encoding="utf-8")

    assert shell.run("recover", "--answers", str(file)) == 65
    assert "what came before is kept: 'headunit recover" in shell.err


def test_files_that_can_not_be_read(shell: Shell) -> None:
    assert shell.run("recover", "--answers", "/nowhere/at/all") == 66
    assert shell.run("recover", "--answers", "/") == 74
    assert shell.run("recover", "--json") == 65
    assert shell.document["error"]["code"] == "answers-missing"


def test_answers_without_json_show_the_question(shell: Shell) -> None:
    file = shell.folder / "answers.json"
    file.write_text(json.dumps({"format": "headunit/answers/1", "answers": READY}), encoding="utf-8")

    assert shell.run("recover", "--answers", str(file)) == 65
    assert "Press 1 until" in shell.out
    assert max(map(len, shell.out.splitlines())) <= 80


def test_answers_come_from_standard_input_too(tmp_path: Path) -> None:
    text = json.dumps({"format": "headunit/answers/1", "answers": {"display": "SECURE"}})
    words = [sys.executable, "-m", "headunit", "recover", "--answers", "-", "--json", "--home", str(tmp_path)]
    done = subprocess.run(words, input=text, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, json.loads(done.stdout)["ask"]["key"]) == (69, "linked")


def test_a_person_is_led_and_can_leave_at_any_time(shell: Shell) -> None:
    assert shell.run("recover", typed="CODE\nFord Fiesta 2003 M123456\nnonsense\nown") == 130
    shown = shell.out
    assert "What does the radio's display show?" in shown
    assert shown.index("display show") < shown.index("label")
    assert "none of the answers" in shown
    assert "        0   none" in shown
    assert "Everything is kept" in shown
    assert max(map(len, shown.splitlines())) <= 80

    case = shown.split("headunit recover ")[1].split()[0]
    assert shell.run("recover", case, typed="0\nyes\nready\npress\nmusic\nwritten\ndone") == 0
    assert "where you left it" in shell.out
    assert "Write the code down NOW" in shell.out


def test_a_person_who_stops_gets_the_status_of_the_place(shell: Shell) -> None:
    assert shell.run("recover", typed="SECURE\nstop") == 69
    assert shell.run("recover", typed="CODE WAIT\nbmw-5key\nown\n3\ncard\n12345\nstop") == 75
    assert "look at" in shell.out


def test_a_case_without_an_answer_is_not_kept(shell: Shell) -> None:
    assert shell.run("recover", typed="") == 130
    assert shell.run("case", "list") == 0
    assert "no case yet" in shell.out


def test_a_code_is_in_no_file_and_no_listing(shell: Shell) -> None:
    answers = {"display": "CODE", "label": "volvo-sc8xx", "whose": "own", "used": "0", "source": "card", "code": "1245"}
    shell.answer({**answers, "checklist": "ready", "press": "press"})
    case = shell.document["case"]
    assert any("1" in step["key"] for step in shell.document["ask"]["plan"]["steps"])

    for words in (["case", "show", case], ["case", "show", case, "--json"], ["case", "export", case]):
        assert shell.run(*words) == 0
        assert "1245" not in shell.out
    assert all(b"1245" not in path.read_bytes() for path in (shell.folder / "home").iterdir())


def test_cases_are_listed_shown_exported_and_deleted(shell: Shell) -> None:
    shell.answer(FORD)
    case = shell.document["case"]

    assert shell.run("case", "list") == 0
    assert case in shell.out
    assert shell.run("case", "show", case.lower()) == 0
    assert "Wrong codes typed before: none." in shell.out
    assert "not ended yet" in shell.out
    assert f"headunit recover {case}" in shell.out
    assert shell.run("case", "show", case, "--json") == 0
    shown = shell.document
    assert shell.run("case", "export", case) == 0
    assert shell.document == shown
    file = shell.folder / "case.json"
    assert shell.run("case", "export", case, "--output", str(file)) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == shown
    assert shell.run("case", "delete", case) == 77
    assert shell.run("case", "delete", case, "--yes", "--json") == 0
    assert shell.document["case"] == case
    assert shell.run("case", "show", case) == 65
    shell.answer(FORD)
    assert shell.run("case", "delete", shell.document["case"], "--yes") == 0
    assert "is deleted" in shell.out


def test_a_case_is_told_at_the_times_of_this_computers_clock(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.answer({"display": "music", "no-lock": "close"})
    case = shell.document["case"]
    monkeypatch.setattr("headunit.cli.case.as_here", lambda at: at.replace(year=2031, month=1, day=2, hour=3, minute=4))

    shell.run("case", "show", case)
    assert "\n  2031-01-02\n  03:04       The radio plays.\n              (seen)\n" in shell.out
    assert shell.out.count("2031-01-02") == 1
    assert "headunit recover" not in shell.out
    shell.run("case", "list")
    assert "2031-01-02" in shell.out


def test_deleting_asks_first(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.answer(FORD)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_words, **_named: True)

    assert shell.run("case", "delete", shell.document["case"]) == 0


@pytest.mark.parametrize("words", [["recover", "ABC123"], ["recover", "no"], ["case", "show", "ABC123"]])
def test_a_case_that_is_not_there(shell: Shell, words: list[str]) -> None:
    assert shell.run(*words) == 65


def test_a_damaged_file_is_told_with_a_way_out(shell: Shell) -> None:
    shell.answer(FORD)
    file = shell.folder / "home" / "cases.sqlite3"
    file.write_bytes(b"damaged" * 1000)

    assert shell.run("recover") == 74
    assert "put a backup in its place" in shell.err
    assert file.read_bytes() == b"damaged" * 1000


def test_an_answer_is_typed_unseen_where_it_is_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    from headunit.cli import recover_screen  # noqa: PLC0415 - only here
    from headunit.recovery.asks import Ask  # noqa: PLC0415 - only here

    hidden: list[bool] = []

    def prompt(*_words: str, **named: bool) -> str:
        hidden.append(named["hide_input"])
        return "1234"

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for kind in ("secret", "text"):
        assert recover_screen.read(Ask("code", "The code?", kind)) == "1234"
    assert hidden == [True, True, False]


def test_a_code_is_typed_twice_and_a_slip_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from headunit.cli import recover_screen  # noqa: PLC0415 - only here
    from headunit.recovery.asks import Ask, Choice  # noqa: PLC0415 - only here

    typed = iter(["1234", "1243", "1234", "1234", "back"])
    monkeypatch.setattr("click.prompt", lambda *_words, **_named: next(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ask = Ask("code", "The code?", "secret", (Choice("back", "I don't have it"),))

    assert recover_screen.read(ask) == "1234"
    assert "not the same" in capsys.readouterr().out
    assert recover_screen.read(ask) == "back"
    assert list(typed) == []


def test_who_does_not_know_or_wants_help_is_understood(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from headunit.cli import recover_screen  # noqa: PLC0415 - only here
    from headunit.recovery.asks import Ask, Choice  # noqa: PLC0415 - only here

    typed = iter(["?", "Help", "dont know", "I don\u2019t know.", "unknown", "?", "1234", "1234"])
    monkeypatch.setattr("click.prompt", lambda *_words, **_named: next(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    used = Ask("used", "How many?", "choice", (Choice("0", "none"), Choice("unknown", "I don't know")))
    label = Ask("label", "What?", "text", (Choice("unread", "I can't read or reach the label"),))
    twice = (Choice("a", "don't know a"), Choice("b", "don't know b"))

    assert recover_screen.read(used) == "unknown"
    assert capsys.readouterr().out.count("help        Type the number in front") == 2
    assert recover_screen.read(label) == "unread"
    assert recover_screen.read(Ask("x", "Which?", "text", twice)) == "unknown"
    assert recover_screen.read(Ask("code", "The code?", "secret")) == "1234"
    assert "nothing is shown while you type" in capsys.readouterr().out
    typed = iter(["?", "x"])
    assert recover_screen.read(label) == "x"
    assert "words after 'or'" in capsys.readouterr().out


def test_after_a_wrong_answer_only_the_question_is_shown_again(shell: Shell) -> None:
    shell.run("recover", typed="CODE\nFord Fiesta 2003 M123456\nown\n7")

    last = shell.out.rpartition("none of the answers")[2]
    assert "How many wrong codes" in last
    assert "three wrong codes or more" in last
    assert "of 6" not in last


def test_a_case_is_named_as_it_was_typed(shell: Shell) -> None:
    shell.answer(FORD)
    for words in (["recover", "lalala"], ["case", "show", "lalala"], ["case", "close", "lalala"]):
        assert shell.run(*words) == 65
        assert "there is no case 'lalala'" in shell.err


def test_one_input_is_not_read_as_answers_and_as_passphrase(shell: Shell) -> None:
    assert shell.run("recover", "--answers", "-", "--passphrase-file", "-", "--json") == 65
    assert shell.document["error"]["code"] == "stdin-twice"


def test_a_due_time_of_another_day_has_its_date(capsys: pytest.CaptureFixture[str]) -> None:
    from headunit.cli import recover_screen  # noqa: PLC0415 - only here
    from headunit.recovery.asks import Ask  # noqa: PLC0415 - only here

    now = datetime.now(UTC)
    recover_screen.show(Ask("wait", "Now?", "text", due=now + timedelta(days=2)))
    assert f"on {(now + timedelta(days=2)).astimezone():%Y-%m-%d}" in capsys.readouterr().out


def test_a_second_case_of_a_serial_goes_on_counting(shell: Shell) -> None:
    tries = {"outcome": "wrong", "display": ["CODE", "CODE", "CODE"], "source": ["same"]}
    assert shell.answer({**READY, **tries}) == 65
    first = shell.document["case"]

    assert shell.answer({key: READY[key] for key in ("display", "label", "whose")}) == 65
    assert first in str(shell.document["ask"]["says"])
    second = shell.document["case"]
    shell.answer({"used": "0"}, second)
    assert shell.document["guard"]["tries_left"] == 2


def test_what_is_installed_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    from headunit.cli import case_store  # noqa: PLC0415 - only here

    offered: Callable[[], tuple[str, ...]] = case_store._offered  # noqa: SLF001 - what knowledge is made with
    monkeypatch.setattr("headunit.cli.main.COMMAND_NAMES", {"vault"})
    monkeypatch.setattr("headunit.cli.case_store.find_spec", lambda name: name == "cryptography")
    assert offered() == ("vault",)


def test_an_old_case_that_is_taken_up_again_counts_what_a_newer_one_did(shell: Shell) -> None:
    assert shell.answer(FORD) == 65
    old = shell.document["case"]
    assert shell.answer({**READY, "outcome": "wrong", "display": ["CODE", "CODE"]}) == 65
    new = shell.document["case"]

    assert shell.answer({}, old) == 65
    assert shell.document["ask"]["key"] == "newer"
    assert new in shell.document["ask"]["text"]
    assert shell.answer({"newer": "here"}, old) == 65
    assert [record for record in shell.document["records"] if record.get("what") == "elsewhere"]
    assert shell.answer({}, new) == 65
    assert shell.document["ask"]["key"] != "newer"


def test_one_can_go_back_from_a_question_on_the_screen(shell: Shell) -> None:
    assert shell.run("recover", typed="CODE\nFord Fiesta 2003 M123456\nback\n") == 130

    assert "What do you want to change?" in shell.out
    assert "changes an earlier answer" in shell.out
    assert all(len(line) <= 80 for line in shell.out.splitlines())


def test_a_case_is_told_from_another_by_its_car_or_the_end_of_its_serial(shell: Shell) -> None:
    for label in ("Ford M123456", "Ford Fiesta 2003 M654321"):
        shell.answer({**FORD, "label": label})
    assert shell.run("case", "list") == 0

    listed = " ".join(shell.out.split())
    assert "serial …456" in listed
    assert "; Ford 2003; serial …321" in listed
    assert "M123456" not in listed
    assert "M654321" not in listed


def test_an_error_is_wrapped_on_a_terminal_and_one_line_elsewhere(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.run("faq", "Opel") == 65
    assert "cars of Opel have more than one kind of radio: name one: opel-car2003, " in shell.err
    plain = shell.err

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    shell.run("faq", "Opel")
    wrapped = click.unstyle(shell.err)
    assert max(map(len, wrapped.splitlines())) <= 80
    assert wrapped.split() == plain.split()


def test_help_promises_no_way_out_that_the_question_lacks() -> None:
    whose, label = Way("CODE", "volvo-sc8xx").ask, Way("CODE").ask

    assert not any("don't know" in line for line in help_lines(whose))
    assert any("don't know" in line for line in help_lines(label))
    assert any("'back'" in line for line in help_lines(whose))
