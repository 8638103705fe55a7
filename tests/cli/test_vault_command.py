"""The vault at the command line: secrets come unseen, codes stay masked, and nothing is lost by a slip."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pypdfium2
import pytest

from headunit.cli import state
from headunit.cli.main import main
from headunit.cli.recover_vault import with_vault
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.recovery.asks import Knowledge
from headunit.recovery.case import Case
from headunit.recovery.records import Record, Told
from headunit.vault import key, store
from headunit.vault.key import Cost

ROOT = Path(__file__).parents[2]
PASSPHRASE = "correct horse battery"  # noqa: S105 - of the test


class Outcome:
    """Hold what a run printed and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def document(self) -> Any:  # noqa: ANN401 - any JSON value
        return json.loads(self.out)

    @property
    def error(self) -> str:
        return str(self.document["error"]["code"])


class Runner:
    """Run the command line in this process, in a folder of its own, at a cheap cost."""

    def __init__(self, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._capture, self._monkeypatch, self.folder = capture, monkeypatch, folder
        self.home = folder / "home"

    def __call__(self, *arguments: str, typed: str | None = f"{PASSPHRASE}\n") -> Outcome:
        """Run with *typed* on standard input, which is a terminal for None."""
        stdin = io.TextIOWrapper(io.BytesIO((typed or "").encode()), encoding="utf-8")
        self._monkeypatch.setattr(sys, "stdin", stdin)
        self._monkeypatch.setattr(stdin, "isatty", lambda: typed is None, raising=False)
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = self._capture.readouterr()
        assert "Traceback" not in captured.err
        assert PASSPHRASE not in captured.out + captured.err
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    def vault(self, *arguments: str, typed: str | None = f"{PASSPHRASE}\n") -> Outcome:
        return self("vault", *arguments, "--passphrase-file", "-", typed=typed)

    def with_radio(self, name: str = "Fiesta, blue", code: str = "8053", serial: str = "M123456") -> str:
        """Put a radio into the vault and return its reference."""
        told = self.vault(
            "add", name, "--serial", serial, "--code-file", "-", "--json", typed=f"{PASSPHRASE}\n{code}\n"
        )
        assert told.status == 0, told.err
        return str(told.document["entry"]["reference"])


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("HEADUNIT_FACTS", raising=False)
    monkeypatch.setenv("HEADUNIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    cheap = Cost(32, 1, 1)
    monkeypatch.setattr(store, "derive_key", lambda passphrase, _, salt: key.derive_key(passphrase, cheap, salt))
    return Runner(capsys, monkeypatch, tmp_path)


@pytest.fixture
def made(run: Runner) -> Runner:
    """Return a runner whose folder has an empty vault."""
    assert run.vault("init").status == 0
    return run


def test_a_vault_is_made_once(run: Runner) -> None:
    first = run.vault("init", "--json")
    again = run.vault("init", "--json")

    path = str(run.home / "vault.huv")
    assert first.document == {
        "format": "headunit/vault-action/1",
        "action": "init",
        "path": path,
        "warnings": [],
        "entries": 0,
    }
    assert (again.status, again.error, again.document["error"]["value"]) == (65, "vault-exists", path)
    assert stat.S_IMODE(run.home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in run.home.iterdir()} == {0o600}


def test_the_folder_is_the_named_one_or_the_usual_one(
    run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert state.state_folder("") == tmp_path / "home"
    assert run.vault("init", "--home", "elsewhere").status == 0
    assert (tmp_path / "elsewhere" / "vault.huv").exists()
    monkeypatch.delenv("HEADUNIT_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if sys.platform == "linux":
        assert state.state_folder("") == tmp_path / "data" / "headunit"
    assert state.state_folder("~") == Path.home()


def test_a_code_is_kept_masked_and_revealed_on_request(made: Runner) -> None:
    reference = made.with_radio()

    for words in (
        ["list"],
        ["show", "m 123456"],
        ["show", reference],
        ["list", "--json"],
        ["show", "fiesta, blue", "--json"],
    ):
        assert "8053" not in made.vault(*words).out.replace(" ", "")
        assert "••••" in made.vault(*words).out.replace(" ", "")
        assert "8053" in made.vault(*words, "--reveal").out.replace(" ", "")
    assert made.vault("show", reference, "--json").document["entry"]["revealed"] is False


def test_every_field_is_kept(made: Runner) -> None:
    words = ["--serial", " M123456 ", "--part-number", "6S61", "--family", "ford-keycode", "--car", "Ford Fiesta"]
    words += ["--vin", "wf0axxgaja4a12345", "--source", "rule", "--evidence", "confirmed", "--note", "first\nsecond"]
    added = made.vault("add", " Fiesta ", *words, "--code-file", "-", typed=f"{PASSPHRASE}\n 8053 \n")
    entry = made.vault("show", "Fiesta", "--json").document["entry"]

    assert added.status == 0
    assert "In the vault: Fiesta" in added.out
    assert f"headunit card {entry['reference']}" in added.out
    moment = entry.pop("added")
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", moment)
    assert entry.pop("changed") == moment
    assert re.fullmatch("[0-9A-Z]{4}-[0-9A-Z]{4}", entry.pop("reference"))
    assert entry == {
        "name": "Fiesta",
        "family": "ford-keycode",
        "serial": "M123456",
        "part_number": "6S61",
        "code": "••••",
        "source": "rule",
        "evidence": "confirmed",
        "car": "Ford Fiesta",
        "vin": "WF0AXXGAJA4A12345",
        "note": "first\nsecond",
        "revealed": False,
    }
    shown = made.vault("show", "Fiesta").out
    for text in ("rule, confirmed", "ford-keycode", "6S61", "Ford Fiesta", "WF0AXXGAJA4A12345", "first", "second"):
        assert text in shown


def test_a_code_on_the_command_line_is_warned_of(made: Runner) -> None:
    told = made.vault("add", "Polo", "--code", "8053", "--json")

    assert "history of your shell" in told.err
    assert told.document["warnings"] == [
        "the code now stands in the history of your shell; leave out --code to be asked for it"
    ]
    assert "8053" not in told.out + told.err


def test_another_code_for_the_same_serial_is_warned_of(made: Runner) -> None:
    first = made.with_radio()
    rival = made.vault("add", "b", "--serial", "m-123456", "--code-file", "-", typed=f"{PASSPHRASE}\n1111\n")
    same = made.vault("add", "c", "--serial", "M123456", "--code-file", "-", typed=f"{PASSPHRASE}\n8053\n")

    assert f"{first} has another code for the same serial" in rival.err
    assert f"{first} has the same code for the same serial" in same.err
    assert len(made.vault("list", "--json").document["entries"]) == 3


def test_the_list_is_searched_by_serial(made: Runner) -> None:
    assert "the vault is empty" in made.vault("list").out
    made.with_radio()
    made.with_radio("Polo", "1234", "VWZ1Z2Y1234567")

    assert "Fiesta" not in made.vault("list", "--serial", "vwz 1z2").out
    assert "Polo" in made.vault("list", "--serial", "vwz 1z2").out
    assert "no entry fits" in made.vault("list", "--serial", "999").out


def test_markup_in_a_name_is_only_text(made: Runner) -> None:
    made.with_radio("[bold]x[/bold] [/]")

    assert "[bold]x[/bold] [/]" in made.vault("list").out


def test_an_entry_is_removed_only_when_agreed(made: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    made.with_radio()
    refused = made.vault("remove", "M123456", "--json")
    assert (refused.status, refused.error) == (77, "not-agreed")
    (made.folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    words = ("vault", "remove", "M123456", "--passphrase-file", "pass")
    monkeypatch.setattr(click, "confirm", lambda *_, **__: False)
    assert made(*words, typed=None).status == 77
    assert len(made.vault("list", "--json").document["entries"]) == 1
    monkeypatch.setattr(click, "confirm", lambda *_, **__: True)
    assert made(*words, typed=None).status == 0
    assert made.vault("list", "--json").document["entries"] == []
    made.with_radio()
    assert made.vault("remove", "M123456", "--yes").status == 0


def test_the_passphrase_is_changed_and_the_old_does_not_open(made: Runner) -> None:
    made.with_radio()
    changed = made.vault("passwd", "--new-passphrase-file", "-", typed=f"{PASSPHRASE}\nanother passphrase\n")

    assert changed.status == 0
    assert "backups still open with the old passphrase" in changed.err
    refused = made.vault("list", "--json")
    assert (refused.status, refused.error) == (65, "vault-closed")
    assert "M123456" in made.vault("list", typed="another passphrase\n").out


def test_secrets_are_asked_for_unseen(made: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def prompt(text: str, **options: object) -> str:
        asked.append((text, options["hide_input"], bool(options["confirmation_prompt"]), options["err"]))
        return "8053" if "Code" in text else PASSPHRASE

    monkeypatch.setattr(click, "prompt", prompt)
    assert made("vault", "add", "Polo", typed=None).status == 0
    assert made("vault", "passwd", typed=None).status == 0
    assert made("vault", "init", "--home", "other", typed=None).status == 0
    assert asked == [
        ("Passphrase of the vault", True, False, True),
        ("Code of the radio", True, True, True),
        ("Passphrase of the vault", True, False, True),
        ("New passphrase", True, True, True),
        ("Passphrase for the new vault", True, True, True),
    ]


def test_without_a_terminal_the_options_are_named(made: Runner) -> None:
    refused = made("vault", "list", "--json", typed="")

    assert (refused.status, refused.error) == (65, "secret-missing")
    assert refused.document["error"]["next"] == (
        "give it with --passphrase-file FILE, or --passphrase-file - for standard input"
    )


def test_a_prompt_on_a_real_terminal_echoes_nothing(tmp_path: Path) -> None:
    program = (
        "import os, pty, sys\n"
        "child, terminal = pty.fork()\n"
        "if child == 0:\n"
        "    os.execv(sys.executable, [sys.executable, '-m', 'headunit', 'vault', 'init', '--home', sys.argv[1]])\n"
        "seen, answers = b'', [b'correct horse battery\\n', b'correct horse battery\\n']\n"
        "while True:\n"
        "    try:\n"
        "        seen += os.read(terminal, 1024)\n"
        "    except OSError:\n"
        "        break\n"
        "    if answers and seen.endswith(b': ') and seen.count(b'\\n') > 4 - len(answers):\n"
        "        os.write(terminal, answers.pop())\n"
        "sys.stdout.buffer.write(seen)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "home")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "made an empty vault" in done.stdout
    assert "horse" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "typed", "status", "code"),
    [
        (["list"], "wrong passphrase\n", 65, "vault-closed"),
        (["list"], "", 65, "passphrase-length"),
        (["list"], "\n", 65, "passphrase-length"),
        (["show", "nothing"], f"{PASSPHRASE}\n", 65, "unknown-entry"),
        (["add", "x", "--code", "12x4"], f"{PASSPHRASE}\n", 65, "code-digits"),
        (["add", "x", "--code-file", "-"], f"{PASSPHRASE}\n", 65, "code-digits"),
        (["add", "x", "--code", "1", "--code-file", "y"], f"{PASSPHRASE}\n", 64, "usage"),
        (["add", "x", "--code-file", "nowhere"], f"{PASSPHRASE}\n", 66, "file-missing"),
        (["add", "x", "--code-file", "/"], f"{PASSPHRASE}\n", 74, "read-failed"),
        (["add", "x", "--code-file", "binary"], f"{PASSPHRASE}\n", 65, "text-encoding"),
        (["add", "", "--code", "1234"], f"{PASSPHRASE}\n", 65, "entry-empty"),
        (["add", "x\x1b[2J", "--code", "1234"], f"{PASSPHRASE}\n", 65, "entry-text"),
        (["add", "x", "--code", "1234", "--family", "nope"], f"{PASSPHRASE}\n", 65, "unknown-family"),
        (["add", "x", "--code", "1234", "--vin", "nope"], f"{PASSPHRASE}\n", 65, "vin-length"),
        (["add", "x", "--code", "1234", "--source", "nope"], f"{PASSPHRASE}\n", 64, "usage"),
        (["import", "nowhere"], f"{PASSPHRASE}\n", 66, "file-missing"),
        (["import", "/"], f"{PASSPHRASE}\n", 74, "read-failed"),
        (["import", "binary"], f"{PASSPHRASE}\n", 65, "import-damaged"),
        (["export", "/nowhere/at/all", "--format", "csv"], f"{PASSPHRASE}\n", 73, "cannot-write"),
        (["backup", "/nowhere/at/all"], f"{PASSPHRASE}\n", 73, "vault-unwritten"),
        (["nope"], "", 64, "usage"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    made: Runner, arguments: list[str], typed: str, status: int, code: str
) -> None:
    (made.folder / "binary").write_bytes(b"\xff\xfe")
    told = made.vault(*arguments, "--json", typed=typed)

    assert (told.status, told.error) == (status, code)


@pytest.mark.parametrize(
    "command", [["list"], ["show", "x"], ["passwd"], ["export", "x", "--format", "csv"], ["backup", "x"]]
)
def test_a_missing_vault_is_told_before_anything_is_asked(run: Runner, command: list[str]) -> None:
    told = run("vault", *command, "--json", typed="")

    assert (told.status, told.error) == (66, "vault-missing")
    assert told.document["error"]["next"] == "'headunit vault init' makes one"


def test_a_newer_vault_is_told_before_anything_is_asked(made: Runner) -> None:
    file = made.home / "vault.huv"
    file.write_bytes(file.read_bytes()[:8] + b"\x00\x63" + file.read_bytes()[10:])

    told = made("vault", "list", "--json", typed="")
    assert (told.status, told.error) == (78, "vault-newer")


def test_a_busy_vault_is_left_alone(made: Runner) -> None:
    from headunit.vault.disk import RealDisk  # noqa: PLC0415 - one test needs it

    with RealDisk().lock(made.home / "vault.huv.lock"):
        told = made.vault("add", "x", "--code", "1234", "--json")
    assert (told.status, told.error) == (75, "vault-busy")


@pytest.mark.parametrize("form", ["keepass-xml", "bitwarden-json", "csv"])
def test_an_export_warns_and_comes_back(made: Runner, form: str) -> None:
    made.with_radio()
    exported = made.vault("export", "out", "--format", form, "--json")

    assert exported.document["warnings"] == ["out holds 1 codes in clear: import it where you need it, then delete it"]
    assert "in clear" in exported.err
    assert "8053" in (made.folder / "out").read_text(encoding="utf-8")
    assert stat.S_IMODE((made.folder / "out").stat().st_mode) == 0o600
    assert made.vault("import", "out").out == "0 added, 1 there already, 0 left out\n"
    made.vault("remove", "M123456", "--yes")
    imported = made.vault("import", "out", "--format", form, "--json")
    assert "in clear" in imported.err
    assert [entry["serial"] for entry in imported.document["added"]] == ["M123456"]
    assert "8053" not in imported.out


def test_a_file_is_not_written_over_unasked(made: Runner) -> None:
    (made.folder / "out").write_text("precious", encoding="utf-8")
    made.with_radio()

    for words in (["vault", "export", "out", "--format", "csv"], ["card", "M123456", "--output", "out"]):
        refused = made(*words, "--passphrase-file", "-", "--json")
        assert (refused.status, refused.error) == (77, "not-agreed")
    assert made.vault("backup", "out", "--json").error == "backup-exists"
    assert (made.folder / "out").read_text(encoding="utf-8") == "precious"
    (made.folder / "out").chmod(0o644)
    assert made.vault("export", "out", "--format", "csv", "--yes").status == 0
    assert stat.S_IMODE((made.folder / "out").stat().st_mode) == 0o600, "what was for all to read is no place for codes"
    (made.folder / "out").chmod(0o644)
    assert made("card", "M123456", "--output", "out", "--yes", "--passphrase-file", "-").status == 0
    assert stat.S_IMODE((made.folder / "out").stat().st_mode) == 0o644


def test_a_vault_is_never_written_over(made: Runner) -> None:
    made.with_radio()
    made.vault("backup", "copy.huv")
    (made.folder / "link").symlink_to(made.home / "vault.huv")

    for target in ("home/vault.huv", "link", "copy.huv"):
        for words in (["vault", "export", target, "--format", "csv"], ["card", "M123456", "--output", target]):
            told = made(*words, "--yes", "--passphrase-file", "-", "--json")
            assert (told.status, told.error) == (65, "output-is-vault")
    assert "M123456" in made.vault("list").out


def test_a_file_of_somebody_else_gets_no_codes(made: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (made.folder / "out").write_text("theirs", encoding="utf-8")

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", path, mode)

    monkeypatch.setattr(Path, "chmod", refuse)
    told = made.vault("export", "out", "--format", "csv", "--yes", "--json")
    assert (told.status, told.error) == (73, "cannot-write")
    assert (made.folder / "out").read_text(encoding="utf-8") == "theirs"


def test_an_import_names_what_it_left_out_and_what_it_renamed(made: Runner) -> None:
    reference = made.with_radio()
    rows = f"id,name,code\n{reference},Other,1111\n,Bank,hunter2\n,,\n"
    (made.folder / "in.csv").write_text(rows, encoding="utf-8")
    told = made.vault("import", "in.csv")

    assert told.status == 0
    assert "1 added, 0 there already, 2 left out" in told.out
    assert "Other: its reference was taken by another radio" in told.out
    assert "left out Bank: a radio code has 3 to 8 digits" in told.out
    assert "left out an entry without a name" in told.out
    assert "hunter2" not in told.out + told.err
    (made.folder / "in.csv").write_text("name,code\nBank,hunter2\n", encoding="utf-8")
    assert made.vault("import", "in.csv").status == 65
    (made.folder / "in.csv").write_text("name,code\n", encoding="utf-8")
    assert made.vault("import", "in.csv").status == 0


def test_a_file_of_100_megabytes_is_refused(made: Runner) -> None:
    with (made.folder / "large").open("wb") as file:
        file.truncate(100_000_000)

    assert made.vault("import", "large", "--json").error == "import-too-large"


def test_a_backup_opens_in_the_place_of_the_vault(made: Runner) -> None:
    made.with_radio()
    told = made.vault("backup", "copy.huv")

    assert told.out == "copied 1 entry to copy.huv\n"
    (made.home / "vault.huv").write_bytes(b"damaged")
    assert made.vault("list", "--json").error == "vault-foreign"
    (made.home / "vault.huv").write_bytes((made.folder / "copy.huv").read_bytes())
    assert "M123456" in made.vault("list").out


def card_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_card_is_printed_with_its_code_only_on_request(made: Runner) -> None:
    reference = made.with_radio()
    hidden = made("card", "m123456", "--passphrase-file", "-", "--json")

    assert hidden.document["references"] == [reference]
    assert hidden.document["path"] == str(made.folder / f"code-card-{reference}.pdf")
    assert "8053" not in "".join(card_text(made.folder / f"code-card-{reference}.pdf").split())
    shown = made("card", "m123456", "--passphrase-file", "-", "--reveal", "--output", "shown.pdf")
    assert "holds the code in clear" in shown.err
    assert "8053" in "".join(card_text(made.folder / "shown.pdf").split())
    assert stat.S_IMODE((made.folder / "shown.pdf").stat().st_mode) == 0o600


def test_several_cards_go_on_one_sheet_with_the_names_of_their_radios(made: Runner) -> None:
    made.vault("add", "a", "--family", "ford-keycode", "--code", "1234")
    made.vault("add", "b", "--car", "Some car", "--code", "1234")
    (made.folder / "in.csv").write_text("name,code,family\nc,1234,gone-family\n", encoding="utf-8")
    made.vault("import", "in.csv")
    told = made("card", "a", "b", "c", "--paper", "a4", "--passphrase-file", "-")

    assert told.out == "written to code-cards.pdf\n"
    text = card_text(made.folder / "code-cards.pdf")
    assert "Ford" in text
    assert "Some car" in text
    assert "gone-family" in text


@pytest.mark.parametrize("library", ["cryptography", "reportlab", "segno"])
def test_a_missing_extra_is_named(made: Runner, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    made.with_radio()
    for name in [name for name in sys.modules if name.startswith(("headunit.vault", library))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    told = made("card", "M123456", "--passphrase-file", "-", "--json")
    assert (told.status, told.error) == (78, "extra-missing")
    hint = "run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[vault]'"
    assert told.document["error"]["next"] == hint


def test_another_missing_module_is_a_fault_of_ours(made: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("headunit.vault")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "headunit.vault.disk", None)

    assert made.vault("list").status == 70


@pytest.mark.parametrize("arguments", [["vault", "--help"], ["vault", "add", "--help"], ["card", "--help"], ["--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom headunit.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "heavy = {'rich', 'cryptography', 'reportlab', 'segno', 'platformdirs', 'PIL'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


BANK = {"items": [{"type": 1, "name": "Bank PIN", "login": {"username": "me", "password": "4711"}}]}


def test_a_number_that_nothing_calls_a_radio_is_taken_only_when_it_is_said(made: Runner) -> None:
    (made.folder / "in.json").write_text(json.dumps(BANK), encoding="utf-8")

    left = made.vault("import", "in.json", "--json")
    assert (left.status, left.document["added"]) == (65, [])
    assert left.document["skipped"][0]["name"] == "Bank PIN"
    assert "--all" in left.document["skipped"][0]["reason"]
    assert "4711" not in left.out + left.err
    taken = made.vault("import", "in.json", "--all", "--json")
    assert [entry["name"] for entry in taken.document["added"]] == ["Bank PIN"]


@pytest.mark.parametrize(("said", "added"), [(True, "1 added"), (False, "0 added")])
def test_a_person_is_asked_which_numbers_are_radio_codes(
    made: Runner,
    monkeypatch: pytest.MonkeyPatch,
    said: bool,  # noqa: FBT001 - a column
    added: str,
) -> None:
    (made.folder / "in.json").write_text(json.dumps(BANK), encoding="utf-8")
    (made.folder / "secret").write_text(PASSPHRASE, encoding="utf-8")
    asked: list[str] = []

    def answer(question: str, **_: object) -> bool:
        asked.append(question)
        return said

    monkeypatch.setattr(click, "confirm", answer)

    told = made("vault", "import", "in.json", "--passphrase-file", "secret", typed=None)

    assert added in told.out
    assert len(asked) == 1
    assert "Bank PIN" in told.err


def test_a_vin_is_no_serial_of_an_entry(made: Runner) -> None:
    told = made.vault("add", "X", "--serial", "SJNFAAJ10U1234567", "--code-file", "-", typed=f"{PASSPHRASE}\n8053\n")

    assert told.status == 65
    assert "is the car's VIN" in told.err
    assert "--vin" in told.err
    assert made.with_radio(serial="815BP5365Z1234567")
    assert made.with_radio(serial="")


def test_the_way_offers_the_vault_only_where_there_is_one(run: Runner) -> None:
    home, known = str(run.home), Knowledge(load_catalogue(), load_assumptions)
    assert with_vault(known, home, "-").from_vault is None

    run.vault("init")
    assert with_vault(known, home, "-").from_vault is not None
    (run.home / "vault.huv").write_bytes(b"no vault at all")
    assert with_vault(known, home, "-").from_vault is not None


def test_a_code_that_was_kept_before_a_break_is_not_kept_twice(made: Runner) -> None:
    file = made.folder / "passphrase"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    file.chmod(0o600)
    known = with_vault(Knowledge(load_catalogue(), load_assumptions), str(made.home), str(file))
    case = Case("7K3M9X", (Record(1, datetime(2026, 1, 1, tzinfo=UTC), Told("serial", "M123456")),))
    assert known.into_vault is not None

    first = known.into_vault(case, RadioCode("2487"))
    assert known.into_vault(case, RadioCode("2487")) == first
    assert known.into_vault(case, RadioCode("2488")) != first
    assert len(made.vault("list", "--json").document["entries"]) == 2


@pytest.mark.parametrize(("name", "begins"), [("a.xml", "<?xml"), ("a.JSON", "{"), ("a.csv", "id,name,")])
def test_the_end_of_a_files_name_tells_the_form(made: Runner, name: str, begins: str) -> None:
    made.with_radio()

    assert made.vault("export", str(made.folder / name)).status == 0
    assert (made.folder / name).read_text(encoding="utf-8").startswith(begins)
    told = made.vault("export", str(made.folder / "a.txt"))
    assert told.status == 64
    assert "--format: keepass-xml, bitwarden-json, csv" in told.err


def test_a_new_passphrase_is_asked_for_with_advice(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.prompt", lambda *_words, **_named: PASSPHRASE)

    told = run("vault", "init", typed=None)
    assert told.status == 0
    assert "four or five words that don't belong together" in told.err
    assert all(len(line) <= 80 for line in told.err.splitlines())
    assert "four or five words" not in run("vault", "list", typed=None).err


def test_a_part_of_the_name_shows_an_entry_and_takes_none_away(made: Runner) -> None:
    made.with_radio()

    assert made.vault("show", "fiesta").status == 0
    assert made.vault("remove", "fiesta", "--yes").status == 65
