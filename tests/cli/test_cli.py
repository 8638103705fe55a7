"""The command line as people and programs meet it: text, JSON, exit statuses, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.cli import main as main_module
from headunit.cli.main import EXIT_STATUS, cli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.runner import Runner


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["code", "M123456"], 0),
        (["code", "1234"], 65),
        (["code", "VWZ1Z1C1419999"], 69),
        (["code", "XYZ"], 65),
        (["code", "M123456", "--rule", "nope"], 65),
        (["code"], 64),
        (["code", "1", "2"], 65),
        (["code", "M", "123456"], 0),
        (["code", "M123456", "--output-nowhere"], 64),
        (["code", "1234", "--presets", "x"], 64),
        (["nope"], 64),
        (["--nope"], 64),
        (["family", "ford-keycode"], 0),
        (["family", "ford-keycod"], 65),
        (["families"], 0),
        (["rules"], 0),
        (["identify"], 65),
        (["identify", "Nissan", "Qashqai", "2011"], 0),
        (["identify", "..."], 65),
        (["identify", "--text-file", "/nowhere/at/all"], 66),
        (["identify", "--text-file", "/"], 74),
        (["request", "ford-keycode"], 0),
        (["request", "nope"], 65),
        (["request", "ford-keycode", "--output", "/nowhere/at/all"], 73),
        (["bulk", "/nowhere/at/all.csv", "/nowhere/out.csv"], 66),
        (["completion", "bash"], 0),
        (["completion", "tcsh"], 64),
        (["--version"], 0),
        (["--help"], 0),
        ([], 0),
    ],
)
def test_every_ending_has_its_documented_status(run: Runner, arguments: list[str], status: int) -> None:
    outcome = run(*arguments)
    assert outcome.status == status
    assert status in EXIT_STATUS
    assert outcome.out or outcome.err


@pytest.mark.parametrize("command", sorted(main_module._COMMANDS))  # noqa: SLF001 - the list is what is tested
def test_every_command_has_a_help_within_80_columns(run: Runner, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.status == 0
    assert max(map(len, outcome.out.splitlines())) <= 80
    loaded = cli.get_command(click.Context(cli), command)
    assert loaded is not None
    assert loaded.get_short_help_str(limit=200).rstrip(".")


def test_the_code_document_has_the_documented_keys(run: Runner) -> None:
    document = run("code", "M123456", "--json").document
    assert document["format"] == "headunit/code/1"
    assert document["serial"] == {"given": "M123456", "value": "M123456", "kind": "serial"}
    first = document["candidates"][0]
    assert first["code"] == "2487"
    assert first["rules"] == ["ford-m", "fiat-visteon"]
    assert first["evidence"] == "confirmed"
    assert first["counts"] == {"real_pairs": 9, "independent_sources": 2, "compared": 1_000_000}
    assert first["sources"]
    assert first["warnings"] == []
    assert document["refused"] == []
    assert document["question"] is None


def test_refusals_and_questions_are_documents_too(run: Runner) -> None:
    refused = run("code", "VWZ1Z1C1419999", "--json")
    assert refused.status == 69
    assert set(refused.document["refused"][0]) == {"family", "reason", "route", "route_id"}
    assert refused.document["refused"][0]["route"].startswith("Volkswagen")
    by_rule = run("code", "BP277512345678", "--json").document["refused"][0]
    assert by_rule["rule"] == "blaupunkt-bp"
    asked = run("code", "1234", "--json")
    assert asked.document["candidates"] == []
    assert asked.document["question"]["options"][0]["arguments"] == ["--rule", "fiat-vp1-vp2"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["code", "XYZ", "--json"], "serial-unknown"),
        (["code", "--json"], "usage"),
        (["family", "x", "--json"], "unknown-family"),
    ],
)
def test_errors_are_documents_on_request(run: Runner, arguments: list[str], code: str) -> None:
    outcome = run(*arguments)
    assert outcome.document["format"] == "headunit/error/1"
    assert outcome.document["error"]["code"] == code
    assert set(outcome.document["error"]) == {"code", "message", "value", "expected", "next"}
    assert outcome.err == ""


def test_lists_are_lists_of_objects_with_ids(run: Runner) -> None:
    families = run("families", "--json").document["families"]
    assert len(families) >= 47
    assert all({"id", "name", "brands", "rules", "route", "reason"} == set(entry) for entry in families)
    rules = run("rules", "--json").document["rules"]
    assert [rule["id"] for rule in rules][:2] == ["renault-precode", "ford-m"]
    assert all(rule["families"] and rule["proof"] for rule in rules)


def test_a_family_shows_claims_disputes_and_what_is_not_known(run: Runner) -> None:
    text = run("family", "nissan-qashqai-j10-audio-2012").out
    assert "not known" in text
    assert "[documented: S01]" in text
    assert "[article: S00]" in text
    document = run("family", "nissan-qashqai-j10-audio-2012", "--json").document
    assert document["facts"]["confirm"]["best"]["key"] == "6"
    assert document["facts"]["power_cut"] == {"best": None, "disputed": False, "claims": []}
    assert document["route"]["id"] == "nissan"


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_text_keeps_to_the_terminal(run: Runner, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for arguments in (
        ["code", "M123456"],
        ["code", "A123"],
        ["identify", "BP2346 5 1234567"],
        ["family", "honda-5key"],
    ):
        lines = run(*arguments).out.splitlines()
        allowed = max(int(width), 60)
        assert all(len(line) <= min(allowed, 100) for line in lines if "headunit " not in line)


def test_every_family_can_be_shown_and_requested(run: Runner) -> None:
    for entry in run("families", "--json").document["families"]:
        assert run("family", entry["id"]).status == 0
        assert run("request", entry["id"]).status == 0


def test_a_label_is_read_from_a_file_and_from_standard_input(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = tmp_path / "label.txt"
    label.write_text("S/N BP2346 5\n1234567", encoding="utf-8")
    assert run("identify", "--text-file", str(label), "--json").document["numbers"][0]["value"] == "BP234651234567"

    class Input:
        class buffer:  # noqa: N801 - the name that sys.stdin has
            @staticmethod
            def read() -> bytes:
                return b"M123456"

    monkeypatch.setattr("sys.stdin", Input)
    assert run("identify", "--text-file", "-", "--json").document["numbers"][0]["value"] == "M123456"
    label.write_bytes(b"\xff\xfe")
    wrong = run("identify", "--text-file", str(label), "--json")
    assert (wrong.status, wrong.document["error"]["code"]) == (65, "text-encoding")


def test_the_letter_goes_to_a_file_whole(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "letter.md"
    outcome = run("request", "nissan", "--vin", "SJNFAAJ10U1234567", "--markdown", "--output", str(target))
    assert outcome.status == 0
    assert outcome.out == ""
    assert "SJNFAAJ10U1234567" in target.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [target]
    assert run("request", "Škoda", "--json").document["route"]["id"] == "volkswagen"
    assert run("request", "vag-serial", "--json").document["route"]["id"] == "volkswagen"


def test_a_private_folder_adds_families(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my-radio.toml").write_text(
        'id = "my-radio"\nname = "Mine"\nsummary = "Mine."\nbrands = ["Ford"]\nrules = []\nroute = "ford"\n'
        'reason = "Nobody knows."\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("HEADUNIT_FACTS", str(tmp_path))
    assert run("family", "my-radio").status == 0
    wrong = (tmp_path / "my-radio.toml").read_text(encoding="utf-8").replace('route = "ford"', 'route = "nowhere"')
    (tmp_path / "my-radio.toml").write_text(wrong, encoding="utf-8")
    assert run("family", "my-radio").status == 78
    wrong = wrong.replace('route = "nowhere"', 'route = "ford"').replace("rules = []", 'rules = ["nonsense"]')
    (tmp_path / "my-radio.toml").write_text(wrong, encoding="utf-8")
    assert "nonsense" in run("families").err
    monkeypatch.setenv("HEADUNIT_FACTS", str(tmp_path / "gone"))
    assert run("families").status == 78


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(run: Runner, shell: str) -> None:
    assert "_HEADUNIT_COMPLETE" in run("completion", shell).out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("headunit code --rule ford", "ford-m"),
        ("headunit family ford", "ford-keycode"),
        ("headunit code --brand nis", "Nissan"),
    ],
)
def test_ids_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch, words: str, expected: str) -> None:
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    monkeypatch.setenv("_HEADUNIT_COMPLETE", "bash_complete")
    assert f"plain,{expected}" in run().out.splitlines()


def test_a_fault_of_the_program_is_one_sentence(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("headunit.cli.code.open_catalogue", broken)
    outcome = run("code", "M123456", "--json")
    assert (outcome.status, outcome.document["error"]["code"]) == (70, "internal")


@pytest.mark.parametrize("fault", [KeyboardInterrupt, click.Abort])
def test_stopping_is_no_fault(run: Runner, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]) -> None:
    def stop() -> None:
        raise fault

    monkeypatch.setattr("headunit.cli.code.open_catalogue", stop)
    assert run("code", "M123456").status == 130


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), max_size=4), st.sampled_from(["identify", "code", "family", "request"]))
def test_any_arguments_end_with_a_documented_status(run: Runner, words: list[str], command: str) -> None:
    safe = [word for word in words if "\0" not in word and not word.startswith("-")]
    assert run(command, *safe).status in EXIT_STATUS


def test_a_full_output_is_one_sentence() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        for arguments in (["code", "M123456"], ["families", "--json"]):
            done = subprocess.run(
                [sys.executable, "-m", "headunit", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                encoding="utf-8",
            )
            assert done.returncode == 73
            assert done.stderr.startswith("headunit: can't write the output (No space left on device)") or (
                "--json" in arguments
            )
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        ("bulk - out.csv <&-", 74, "headunit: '-' can't be read (it is closed)"),
        ("identify --text-file - <&-", 74, "headunit: '-' can't be read (it is closed)"),
        ("bulk in.csv - >&-", 73, "headunit: can't write the output (it is closed)"),
        ("bulk in.csv - >/dev/full", 73, "headunit: can't write the output (No space left on device)"),
        ("bulk in.csv out.csv --json >&-", 73, ""),
        ("bulk in.csv out.csv <&- >&- --quiet", 0, ""),
        ("bulk in.csv out.csv 2>&-", 0, ""),
        ("code M123456 >&-", 73, "headunit: can't write the output (it is closed)"),
        ("families >&-", 73, "headunit: can't write the output (it is closed)"),
    ],
)
def test_a_closed_stream_is_one_sentence_where_it_is_needed(
    tmp_path: Path, command: str, status: int, told: str
) -> None:
    (tmp_path / "in.csv").write_text("serial\nM123456\n", encoding="utf-8")
    shell = ["sh", "-c", f"exec {sys.executable} -m headunit {command}"]
    done = subprocess.run(shell, cwd=tmp_path, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert done.returncode == status
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == bool(told)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [(OSError(28, "full"), 73, "cannot-write"), (PermissionError(13, "no", "facts"), 74, "file-unreadable")],
)
def test_what_the_system_says_is_told_of_the_file_that_it_names(
    run: Runner, monkeypatch: pytest.MonkeyPatch, fault: OSError, status: int, code: str
) -> None:
    def fail() -> None:
        raise fault

    monkeypatch.setattr("headunit.cli.code.open_catalogue", fail)
    outcome = run("code", "M123456", "--json")
    assert (outcome.status, outcome.document["error"]["code"]) == (status, code)


def test_a_terminal_without_our_letters_gets_others() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    for arguments in (["families"], ["family", "nissan-qashqai-j10-audio-2012"], ["code", "VWZ1Z1C1419999"]):
        done = subprocess.run(
            [sys.executable, "-m", "headunit", *arguments], capture_output=True, check=False, env=environment
        )
        assert done.returncode in {0, 69}, done.stderr


@pytest.mark.parametrize(("command", "collects"), [("code", False), ("bulk", True), ("rehearse", True), ("twin", True)])
def test_only_a_long_run_looks_for_reference_cycles(command: str, collects: bool) -> None:  # noqa: FBT001 - pytest fills it in
    program = (
        "import atexit, gc, sys; from headunit.cli.start import main;"
        "atexit.register(lambda: print(gc.isenabled(), file=sys.stderr)); main()"
    )
    child = subprocess.run(
        [sys.executable, "-c", program, command, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    assert child.stderr.split() == [str(collects)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["code", "M123456"], "How the radio wants it, key by key:\n              headunit plan ford-keycode\n"),
        (["family", "ford-keycode"], "headunit plan ford-keycode\n              headunit rehearse ford-keycode\n"),
        (["identify", "GM0203A1234567"], "the keys to press:\n              headunit plan opel-car2003\n"),
    ],
)
def test_who_has_the_code_or_the_radio_is_shown_the_way_to_its_plan(
    run: Runner, arguments: list[str], told: str
) -> None:
    assert told in run(*arguments).out


def test_no_plan_is_promised_where_there_is_none(run: Runner) -> None:
    assert "headunit plan" not in run("family", "fiat-daiichi").out
    assert "headunit plan" not in run("family", "nissan-nats-audio-link").out
