"""Remarks, the end of a case, the job sheet, and the vault inside the guided way."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from headunit.cli.main import main
from tests.docs.test_json_schemas import closed, schema

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.recovery.asks import Ask


pypdfium2 = pytest.importorskip("pypdfium2")
jsonschema = pytest.importorskip("jsonschema")

VOLVO = {"display": "CODE", "label": "volvo-sc8xx", "whose": "own", "used": "0"}
READY = {"checklist": "ready", "press": "press"}


class Shell:
    """Run commands in a folder of their own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture
        self.out = self.err = ""
        (folder / "secret").write_text("a few words that nobody guesses", encoding="utf-8")

    def run(self, *words: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        self.out, self.err = self._capture.readouterr()
        return int(ended.value.code or 0)

    def recover(self, answers: dict[str, Any], *words: str) -> int:
        file = self.folder / "answers.json"
        file.write_text(json.dumps({"format": "headunit/answers/1", "answers": answers}), encoding="utf-8")
        secret = ("--passphrase-file", str(self.folder / "secret"))
        return self.run("recover", *words, "--answers", str(file), "--json", *secret)

    @property
    def document(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        name = str(told["format"]).split("/")[1]
        assert not list(jsonschema.Draft202012Validator(closed(schema(name))).iter_errors(told))
        return told


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("HEADUNIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capsys)


def case_of(shell: Shell, answers: dict[str, Any]) -> str:
    shell.recover(answers)
    return str(shell.document["case"])


def test_a_remark_is_kept_without_a_number_that_may_be_a_code(shell: Shell) -> None:
    case = case_of(shell, VOLVO)

    assert shell.run("case", "note", case, "code", "on the card is", "1245") == 0
    assert "masked" in shell.out
    assert shell.run("case", "note", case, "new battery", "--json") == 0
    assert shell.document["action"] == "note"
    shell.run("case", "export", case)
    texts = [record["text"] for record in json.loads(shell.out)["journal"] if record["kind"] == "note"]
    assert texts == ["code on the card is ####", "new battery"]


def test_a_case_is_closed_once(shell: Shell) -> None:
    case = case_of(shell, VOLVO)

    assert shell.run("case", "close", case, "--as", "no-code", "--json") == 0
    assert shell.document["action"] == "close"
    assert shell.run("case", "close", case) == 65
    assert "closed already" in shell.err
    shell.run("case", "list")
    assert "it takes no code by its keys" in shell.out
    assert shell.recover({}, case) == 69


def test_the_job_sheet_is_printed_from_the_case(shell: Shell) -> None:
    case = case_of(shell, {**VOLVO, "whose": "customer", "customer": "A. Customer", "ownership": "registration"})

    assert shell.run("case", "sheet", case, "--workshop", "Garage Sound", "--output", "sheet.pdf") == 0
    text = pypdfium2.PdfDocument("sheet.pdf")[0].get_textpage().get_text_range()
    for words in (case, "Garage Sound", "A. Customer", "registration", "Volvo"):
        assert words in text
    assert shell.run("case", "sheet", case, "--output", "sheet.pdf") == 77
    assert shell.run("case", "sheet", case, "--yes", "--json") == 0
    assert shell.document["path"].endswith(f"job-sheet-{case}.pdf")


def test_the_vault_gives_a_code_on_the_way_and_keeps_one(shell: Shell) -> None:
    music = {"outcome": "music", "written": "written", "keep": "vault"}
    first = case_of(shell, {**VOLVO, "source": "card", "code": "1245", **READY, **music})
    reference = shell.document["records"][-2]["value"]
    assert shell.run("vault", "show", reference, "--reveal", "--json", "--passphrase-file", "secret") == 0
    entry = json.loads(shell.out)["entry"]
    assert (entry["code"], entry["family"], entry["source"]) == ("1245", "volvo-sc8xx", "card")
    assert first in entry["note"]

    shell.recover({**VOLVO, "source": "vault", "vault": "open", **READY})
    assert shell.document["ask"]["key"] == "card", "without a serial it may be another radio's: ask for a surer one"
    shell.recover({**VOLVO, "source": "vault", "vault": "open", "card": "no", "dealer": "refused", **READY})
    assert shell.document["ask"]["key"] == "outcome"
    assert any("5" in step["key"] for step in shell.document["ask"]["plan"]["steps"])
    held = next(record for record in shell.document["records"] if record["kind"] == "held")
    assert held["source"] == "vault"


def test_a_radio_that_the_vault_does_not_hold(shell: Shell) -> None:
    assert shell.recover({**VOLVO, "source": "vault", "vault": "open"}) == 65
    assert all(choice["key"] != "vault" for choice in shell.document["ask"]["choices"]), "there is none to offer"
    shell.run("vault", "init", "--passphrase-file", "secret")
    assert shell.recover({**VOLVO, "source": "vault", "vault": "open"}) == 65
    assert json.loads(shell.out)["error"]["code"] == "vault-no-radio"


@pytest.mark.parametrize(
    ("stored", "label", "found"),
    [
        (["--serial", "M123456"], "Ford Fiesta 2003 M123456", True),
        (["--serial", "M654321"], "Ford Fiesta 2003 M123456", False),
        (["--family", "ford-keycode"], "Ford Fiesta 2003 M123456", False),
    ],
)
def test_the_serial_decides_which_entry_it_is(shell: Shell, stored: list[str], label: str, found: bool) -> None:  # noqa: FBT001 - a column
    shell.run("vault", "init", "--passphrase-file", "secret")
    shell.run("vault", "add", "Fiesta", *stored, "--code", "2487", "--passphrase-file", "secret")
    answers = {**VOLVO, "label": label, "legible": "no", "doubt": "several", "card": "no", "dealer": "other"}
    answers["source"] = "vault"

    status = shell.recover({**answers, "vault": "open", **READY})

    document = json.loads(shell.out)
    assert ("error" not in document) is found
    assert status == (65 if not found else status)


def test_what_the_vault_refuses_does_not_end_the_way(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["CODE", "volvo-sc8xx", "own", "0", "vault", "open", "stop"])

    def read(_ask: Ask) -> str:
        return next(typed)

    monkeypatch.setattr("headunit.cli.recover_screen.read", read)

    (shell.folder / "home").mkdir()
    (shell.folder / "home" / "vault.huv").write_bytes(b"no vault at all")
    assert shell.run("recover") == 65
    assert "no vault of Headunit" in shell.out
    assert shell.out.count("Open the vault now?") == 2


FORD = {"label": "Ford Fiesta 2003 M123456", "legible": "no", "doubt": "several", "card": "no", "dealer": "other"}


@pytest.mark.parametrize(
    ("stored", "radio", "code", "grade", "doubtful"),
    [
        (["--family", "volvo-sc8xx", "--source", "rule", "--evidence", "plausible"], {}, "1245", "plausible", True),
        (["--family", "volvo-sc8xx", "--source", "card"], {}, "1245", "", True),
        (["--serial", "M123456", "--source", "card"], FORD, "2487", "", False),
        (["--serial", "M123456", "--source", "rule"], FORD, "2487", "", True),
        (["--serial", "M123456", "--source", "rule", "--evidence", "plausible"], FORD, "2487", "plausible", True),
        (["--serial", "M123456", "--source", "image", "--evidence", "plausible"], FORD, "2487", "plausible", True),
        (["--serial", "M123456", "--source", "rule", "--evidence", "agreed"], FORD, "2487", "agreed", False),
    ],
)
def test_the_vault_makes_no_code_surer_than_it_was(
    shell: Shell,
    stored: list[str],
    radio: dict[str, Any],
    code: str,
    grade: str,
    doubtful: bool,  # noqa: FBT001 - a column
) -> None:
    shell.run("vault", "init", "--passphrase-file", "secret")
    assert shell.run("vault", "add", "Old car", *stored, "--code", code, "--passphrase-file", "secret") == 0

    shell.recover({**VOLVO, **radio, "source": "vault", "vault": "open"})

    held = [record for record in shell.document["records"] if record["kind"] == "held"][-1]
    assert (held["source"], held["grade"], held["doubtful"]) == ("vault", grade, doubtful)


def test_no_report_takes_the_place_of_the_vault_or_of_the_cases(shell: Shell) -> None:
    case = case_of(shell, VOLVO)
    shell.run("vault", "init", "--passphrase-file", "secret")
    for name, code in (("vault.huv", "output-is-vault"), ("cases.sqlite3", "output-is-cases")):
        target = shell.folder / "home" / name
        before = target.read_bytes()
        for words in (
            ["case", "sheet", case, "--yes"],
            ["request", "ford-keycode"],
        ):
            assert shell.run(*words, "--json", "--output", str(target)) == 65
            assert json.loads(shell.out)["error"]["code"] == code
        assert shell.run("case", "export", case, "--yes", "--output", str(target)) == 65
        assert target.read_bytes() == before


def test_an_export_asks_before_it_writes_over_a_file(shell: Shell) -> None:
    case = case_of(shell, VOLVO)
    (shell.folder / "out.json").write_text("precious", encoding="utf-8")

    assert shell.run("case", "export", case, "--output", "out.json") == 77
    assert (shell.folder / "out.json").read_text(encoding="utf-8") == "precious"
    assert shell.run("case", "export", case, "--output", "out.json", "--yes") == 0
    assert json.loads((shell.folder / "out.json").read_text(encoding="utf-8"))["case"] == case


def test_one_damaged_case_does_not_hide_the_others(shell: Shell) -> None:
    whole, broken = case_of(shell, VOLVO), case_of(shell, VOLVO)
    with closing(sqlite3.connect(shell.folder / "home" / "cases.sqlite3")) as database, database:
        database.execute("DELETE FROM records WHERE case_id = ? AND number = 2", (broken,))

    assert shell.run("case", "list") == 0
    assert whole in shell.out
    assert "damaged; the others are whole" in next(line for line in shell.out.splitlines() if broken in line)
    assert shell.run("case", "list", "--json") == 0
    assert {one["case"]: one["state"] for one in shell.document["cases"]} == {whole: "open", broken: "damaged"}
    assert shell.run("case", "show", broken) == 74


def test_what_a_display_is_said_to_show_moves_no_terminal(shell: Shell) -> None:
    case = case_of(shell, {**VOLVO, "display": "\x1b[2J\x1b]0;x\x07HI\u202e"})

    shell.run("case", "show", case)

    assert "HI" in shell.out
    assert all(sign.isprintable() or sign == "\n" for sign in shell.out)


def test_a_deleted_case_that_another_program_still_reads_is_said_to_linger(shell: Shell) -> None:
    case = case_of(shell, VOLVO)
    file = shell.folder / "home" / "cases.sqlite3"
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cases").fetchone()
        assert shell.run("case", "delete", case, "--yes") == 75
        assert "still" in shell.err
    assert shell.run("case", "show", case) == 65


def test_what_a_deleted_case_counted_counts_in_the_others_of_its_radio(shell: Shell) -> None:
    ford = {"display": "CODE", "label": "Ford Fiesta 2003 M123456", "whose": "own", "legible": "yes", "source": "rule"}
    case = case_of(shell, {**ford, "used": "0"})
    gone = case_of(shell, {**ford, "used": "2"})

    assert shell.run("case", "delete", gone, "--yes") == 0
    assert shell.out.splitlines() == [
        f"case {gone} is deleted",
        f"its tries are counted in case {case} now, which is of the same radio",
    ]
    shell.run("case", "show", case)
    assert "Wrong codes typed before: 2." in shell.out
    assert shell.run("case", "delete", case, "--yes", "--json") == 0
    assert shell.document["counted_in"] == []
