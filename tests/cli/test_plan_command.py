"""The command line: ``headunit plan``."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest

from headunit.cli import plan as plan_module
from headunit.cli.main import main
from headunit.cli.plan_html import html_page
from headunit.cli.plan_sheet import Line, Sheet, sheet_of
from headunit.errors import HeadunitError
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import Plan, plan_for

if TYPE_CHECKING:
    from pathlib import Path

QASHQAI = "nissan-qashqai-j10-audio-2012"
CATALOGUE = load_catalogue()
ASSUMPTIONS = load_assumptions()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["plan", *arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(capsys, *arguments, "--json")
    content: dict[str, Any] = json.loads(out)
    return status, content


def plan_of(family: str, code: str, scope: str = "") -> Plan:
    plan = plan_for(CATALOGUE.family(family), RadioCode(code), ASSUMPTIONS, scope)
    assert isinstance(plan, Plan)
    return plan


def sheet(family: str, code: str, scope: str = "") -> Sheet:
    radio = CATALOGUE.family(family)
    return sheet_of(plan_of(family, code, scope), radio, RadioCode(code), CATALOGUE.routes[radio.route])


def test_a_plan_is_shown_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, QASHQAI, "--code", "24 87")
    assert status == 0
    assert "2 4 8 7" in out
    assert " 3          Press 1 twice. The first digit shows 2." in out
    assert "It opened the simulated radio. No source says how many seconds a long press is." in " ".join(out.split())
    assert "no risk:\n              headunit rehearse nissan-qashqai-j10-audio-2012\n" in out
    assert err == (
        "The code now stands in your shell's history: leave --code out to be asked unseen, or use --code-file.\n"
    )


def test_the_document_has_steps_and_a_rehearsal(capsys: pytest.CaptureFixture[str]) -> None:
    status, content = document(capsys, QASHQAI, "--code", "2487")
    assert status == 0
    assert list(content) == [
        "format", "family", "panel", "complete", "confidence", "assumed", "steps", "warnings", "rehearsal",
    ]  # fmt: skip
    assert (content["panel"], content["confidence"]) == ("", "documented")
    assert content["steps"][2] == {
        "action": "press",
        "key": "1",
        "times": 2,
        "hold_ms": None,
        "say": "Press 1 twice. The first digit shows 2.",
        "shows": "Radio Code: 2000",
    }
    assert content["rehearsal"]["unlocked"] is True
    assert content["rehearsal"]["transcript"][2] == {
        "time_ms": 680,
        "key": "1",
        "display": "Radio Code: 2000",
        "sound": "click",
        "imagined": False,
    }


def test_a_plan_that_stops_early_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "vag-safe-generic", "--code", "2487")
    assert status == 0
    assert "incomplete  This plan stops before the code is sent: no source says how." in out
    told = " ".join(out.split())
    assert "rehearsed Up to step 6; the simulated radio then sent the code by a key of its own. No source says" in told
    assert "it opened" not in told
    assert "costs nothing" not in told
    _, content = document(capsys, "vag-safe-generic", "--code", "2487")
    assert (content["complete"], content["assumed"]) == (False, ["start", "confirm"])
    assert content["rehearsal"]["transcript"][-1]["imagined"] is True


def test_a_variant_is_chosen_by_a_part_of_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "renault-dacia-precode", "--panel", "stalk", "--code", "2487")
    assert status == 0
    assert "(radios entered with the stalk)" in out.replace("\n ", "")
    assert "headunit rehearse renault-dacia-precode --panel 'radios entered with the stalk'" in out
    status, _, err = run(capsys, "renault-dacia-precode", "--panel", "joystick", "--code", "2487")
    assert status == 65
    assert "'joystick' names no panel" in err


@pytest.mark.parametrize(
    ("family", "texts"),
    [
        (
            "nissan-note-e11-audio-2009",
            ["no plan", "isn't publicly known", "how the digits are entered", "Official way"],
        ),
        ("nissan-nats-audio-link", ["has no code to type", "Official way"]),
        ("mercedes-becker", ["but for     Audio 10", "headunit plan mercedes-becker --panel 'Audio 10'"]),
    ],
)
def test_where_too_little_is_known_the_official_way_is_given(
    family: str, texts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, family)
    assert status == 69
    assert [text for text in texts if text not in out] == []
    assert err == ""


def test_a_refusal_is_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    status, content = document(capsys, "saturn-theft-2002")
    assert status == 69
    assert (content["complete"], content["steps"], content["rehearsal"]) == (False, [], None)
    assert content["refused"]["unknown"] == ["how the digits are entered", "which keys enter the digits"]
    assert content["refused"]["route"]["id"] == "gm"


@pytest.mark.parametrize(
    ("family", "code", "error"),
    [
        (QASHQAI, "123", "code-length"),
        (QASHQAI, "12a4", "code-digits"),
        ("volvo-sc8xx", "1278", "code-alphabet"),
        ("no-such-radio", "1234", "unknown-family"),
    ],
)
def test_what_does_not_fit_is_an_error(family: str, code: str, error: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, content = document(capsys, family, "--code", code)
    assert (status, content["error"]["code"]) == (65, error)
    assert code not in json.dumps(content)


def test_the_code_can_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "code.txt"
    file.write_text("2487\n", encoding="utf-8")
    status, out, err = run(capsys, QASHQAI, "--code-file", str(file))
    assert (status, err) == (0, "")
    assert "2 4 8 7" in out
    assert run(capsys, QASHQAI, "--code-file", str(tmp_path / "none.txt"))[0] == 66
    assert run(capsys, QASHQAI, "--code-file", str(tmp_path))[0] == 74
    file.write_bytes(b"\xff\xfe24")
    assert run(capsys, QASHQAI, "--code-file", str(file))[0] == 74
    assert run(capsys, QASHQAI, "--code-file", str(file), "--code", "2487")[0] == 65


def test_the_code_can_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("2487\n"))
    assert run(capsys, QASHQAI, "--code-file", "-")[0] == 0


def test_nobody_is_asked_where_nobody_sits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, content = document(capsys, QASHQAI)
    assert (status, content["error"]["code"]) == (65, "code-missing")
    assert "--code-file FILE" in content["error"]["next"]


def test_a_closed_standard_input_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    closed = io.StringIO()
    monkeypatch.setattr(closed, "read", lambda _size: (_ for _ in ()).throw(OSError("it is closed")))
    monkeypatch.setattr("sys.stdin", closed)
    status, _, err = run(capsys, QASHQAI, "--code-file", "-")
    assert (status, err) == (74, "headunit: standard input can't be read as text: say --code-file FILE\n")


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> None:
    """Let a person at a terminal type *given*, one after another."""
    left = list(given)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: left.pop(0))


def test_a_typo_is_asked_again_twice(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers(monkeypatch, "24O7", "240", "24 07")
    status, out, err = run(capsys, QASHQAI)
    assert (status, "2 4 0 7" in out) == (0, True)
    assert err == (
        "headunit: a radio code has 3 to 8 digits and nothing else: is that the letter O for a 0?\n"
        "headunit: the code has 3 digits, this radio takes 4: check the code and the kind of radio\n"
    )
    answers(monkeypatch, "24-7", "x", "12345", "2487")
    status, _, err = run(capsys, QASHQAI)
    assert status == 65
    assert "and nothing else: type the digits alone\n" in err
    assert err.endswith("this radio takes 4: check the code and the kind of radio\n")
    assert "without spaces" not in err


def test_a_person_is_asked_unseen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {}

    def prompt(text: str, **options: bool) -> str:
        asked[text] = options
        return "2487"

    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr(click, "prompt", prompt)
    assert run(capsys, QASHQAI)[0] == 0
    assert asked == {"Code (it stays unseen)": {"hide_input": True, "err": True}}


def test_a_page_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "plan.html"
    status, out, _ = run(capsys, QASHQAI, "--code", "2487", "--print", str(page))
    assert status == 0
    assert "it holds the code" in " ".join(out.split())
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "<b>2</b><b>4</b><b>8</b><b>7</b>" in text
    if os.name == "posix":
        assert page.stat().st_mode & 0o777 == 0o600


def test_a_page_is_pdf_or_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, content = document(capsys, QASHQAI, "--code", "2487", "--print", str(tmp_path / "plan.txt"))
    assert (status, content["error"]["code"]) == (65, "page-format")
    status, _, err = run(capsys, QASHQAI, "--code", "2487", "--print", "p.txt")
    assert (status, err) == (65, "headunit: 'p.txt' is neither a .pdf nor a .html file: choose one of the two\n")


def test_a_page_can_fail_to_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, QASHQAI, "--code", "2487", "--print", str(tmp_path / "no" / "plan.html"))[0] == 73


def test_a_plan_that_fails_its_rehearsal_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = plan_of(QASHQAI, "1111")
    with pytest.raises(HeadunitError) as caught:
        plan_module.rehearsal_of(other, CATALOGUE.family(QASHQAI), RadioCode("2222"), ASSUMPTIONS)
    assert caught.value.code == "rehearsal-failed"
    short = other._replace(steps=tuple(step._replace(times=2) if step.key == "1" else step for step in other.steps))
    with pytest.raises(HeadunitError, match=r"not shown \(step 3: the display never shows 'Radio Code: ####'\)"):
        plan_module.rehearsal_of(short, CATALOGUE.family(QASHQAI), RadioCode("2111"), ASSUMPTIONS)
    monkeypatch.setattr("headunit.panel.family_plan.make_plan", lambda *_, **__: other)
    status, out, err = run(capsys, QASHQAI, "--code", "2222")
    assert (status, out) == (70, "")
    assert "2222" not in err


def test_the_page_has_a_line_for_each_step() -> None:
    found = sheet("toyota-lexus-sec", "103")
    assert found.lines[3] == Line(
        4, ("TUNE UP", "1"), "hold", "Hold TUNE UP and 1 together until the display shows ---."
    )
    assert found.lines[4] == Line(5, ("1",), "press", "Press 1 until the first digit shows 1.")
    assert sheet("opel-siemens-as", "1034").lines[3] == Line(
        4, ("1",), "× 2", "Press 1 twice: the first press turns the dash into 0. The first digit then shows 1."
    )
    assert sheet("ford-keycode", "1234").lines[2] == Line(3, ("1",), "press", "Press 1 until the first digit shows 1.")
    knob = sheet("nissan-qashqai-j10-article", "1034", "radios entered with the knob")
    assert knob.lines[2].manner == "turn"
    assert sheet("vw-premium-5-delco", "1000").lines[3] == Line(
        4, (), "", "Leave 1 alone: the first digit already shows 1."
    )


@pytest.mark.parametrize("name", ["vag-safe-generic", "ford-keycode"])
def test_the_html_page_is_one_file_without_scripts_or_links(name: str) -> None:
    page = html_page(sheet(name, "1234"))
    assert not any(word in page for word in ("<script", "http:", "https:", "src=", "href="))
    assert ("Stops before the code is sent" in page) == (name == "vag-safe-generic")
    assert page.count('class="box"') == len(sheet(name, "1234").lines)


def test_what_stands_on_the_html_page_is_escaped() -> None:
    page = html_page(
        Sheet("<A & B>", "a <b>", "123", True, (Line(7, ("<1>",), "× 2", "Press <1>."),), ("<",), ("Look:",), "<f>")  # noqa: FBT003
    )
    assert "&lt;A &amp; B&gt;" in page
    assert "<1>" not in page
    assert '<span class="line">' in page
    assert '<span class="number">7</span>' in page


def test_the_page_says_whom_to_ask_once_and_what_was_guessed() -> None:
    found = sheet(QASHQAI, "2487")
    assert found.fails[-1] == "Ask a Nissan dealer's parts or service desk for the audio code of your radio."
    assert found.mind[-1] == (
        "No source says how many seconds a long press is. The rehearsal took a guess, so your radio "
        "may differ: go by what its display shows."
    )
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert not any("guessed" in text for text in sheet("vw-premium-5-delco", "1000").mind)


def test_a_pdf_page_is_one_page_with_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("reportlab")
    page = tmp_path / "plan.pdf"
    assert run(capsys, QASHQAI, "--code", "2487", "--print", str(page))[0] == 0
    content = page.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1


@pytest.mark.parametrize(
    ("family", "scope", "code"),
    [
        ("renault-dacia-precode", "radios entered with the stalk", "2487"),
        ("vag-safe-generic", "", "2487"),
        ("renault-dacia-precode", "", "2487"),
        ("nissan-qashqai-j10-article", "", "2487"),
        ("opel-siemens-as", "", "2487"),
        ("bmw-5key", "", "12345"),
        ("toyota-lexus-sec", "", "103"),
        ("nissan-qashqai-j10-article", "radios entered with the knob", "2487"),
    ],
)
def test_every_pdf_ends_above_the_lower_margin_of_letter_paper(family: str, scope: str, code: str) -> None:
    pytest.importorskip("reportlab")
    from headunit.cli import plan_pdf  # noqa: PLC0415 - only with the extra

    found = sheet(family, code, scope)
    ends = [plan_pdf.drawn(found, size)[1] for size in plan_pdf.SIZES_PT]
    assert ends == sorted(ends, reverse=True)
    assert min(ends) <= plan_pdf.BOTTOM
    assert plan_pdf.pdf_page(found).startswith(b"%PDF-")


def test_a_page_too_full_is_set_in_the_smallest_type() -> None:
    pytest.importorskip("reportlab")
    from headunit.cli import plan_pdf  # noqa: PLC0415 - only with the extra

    full = sheet("bmw-5key", "12345")
    assert plan_pdf.pdf_page(full._replace(lines=full.lines * 9)).startswith(b"%PDF-")


def test_without_the_extra_the_pdf_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("reportlab", "headunit.vault.paper", "headunit.cli.plan_pdf"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "reportlab", None)
    page = tmp_path / "plan.pdf"
    status, content = document(capsys, QASHQAI, "--code", "2487", "--print", str(page))
    assert (status, content["error"]["code"]) == (78, "extra-missing")
    assert content["error"]["next"].startswith(
        "run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[print]'; or print to a .html file"
    )
    assert not page.exists()
