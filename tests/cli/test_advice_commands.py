"""``headunit advise``, ``faq`` and ``checklist``: the first line is what to do, and nothing loses its label."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from headunit.cli.main import main
from headunit.facts import load_catalogue

FAMILIES = [head.id for head in load_catalogue().heads]


class Runner:
    """Run the command line in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        captured = self._capture.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    def document(self, *arguments: str) -> dict[str, Any]:
        _, out, _ = self(*arguments, "--json")
        loaded: dict[str, Any] = json.loads(out)
        return loaded


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("HEADUNIT_FACTS", raising=False)
    return Runner(capsys)


def test_without_anything_the_display_is_asked_for_first(run: Runner) -> None:
    status, out, _ = run("advise")

    assert status == 65
    assert out.strip().startswith("Press nothing yet: look at the display")
    assert "What does the display show?" in out


def test_the_first_line_is_what_to_do_now(run: Runner) -> None:
    status, out, _ = run("advise", "vw-premium-5-delco", "--display", "2  safe")

    assert status == 0
    assert out.splitlines()[1] == "  Type nothing: leave the radio on for an hour."
    assert "headunit request vw-premium-5-delco" in out


def test_the_display_can_stand_behind_the_radio(run: Runner) -> None:
    assert run("advise", "ford-keycode", "LOCK10") == run("advise", "ford-keycode", "--display", "LOCK10")
    assert run("advise", "vw-premium-5-delco", "SAFE 2") == run("advise", "vw-premium-5-delco", "2 SAFE")
    assert run("advise", "opel-car300", "3 CODE") == run("advise", "opel-car300", "CODE")
    assert run("advise", "--brand", "opel", "--display", "SAFE 3")[1].count("attempts LEFT: 3")
    _, out, _ = run("faq", "renault-dacia-precode")
    assert "(S38, S64)" not in out
    assert "Dealers and helpers give codes for the serial, though not always." in out


def test_a_reply_replaces_the_display_and_keeps_the_rest(run: Runner) -> None:
    _, out, _ = run("advise", "--brand", "nissan", "--display", "WAIT", "--seen", "locks-again")
    assert "Find the break" in out
    _, out, _ = run("advise", "--brand", "nissan", "--display", "WAIT")
    assert "headunit advise --brand Nissan …" in out
    _, out, _ = run("advise", "--display", "3 SAFE")
    assert "headunit advise --display '3 SAFE' …" in out
    assert "--brand Opel" in out


def test_many_brands_are_named_in_one_line(run: Runner) -> None:
    _, out, _ = run("advise", "--display", "CODE")
    assert "--brand BRAND, one of: Acura" in out


def test_further_observations_are_shown(run: Runner) -> None:
    _, out, _ = run("advise", "--seen", "right-code-refused", "--seen", "every-start", "--seen", "tries-unknown")
    assert "  also        " in out


@pytest.mark.parametrize("family", FAMILIES)
def test_no_line_is_wider_than_the_terminal_and_the_article_is_always_named(run: Runner, family: str) -> None:
    for arguments in (["advise", family, "--seen", "no-reaction"], ["faq", family], ["checklist", family]):
        _, out, _ = run(*arguments)
        document = run.document(*arguments)
        assert max(map(len, out.splitlines())) <= 80
        text = " ".join(out.split())
        for said in walk(document):
            if said["basis"] == "article":
                start = text.index(" ".join(said["text"].split()))
                assert "only the article says so" in text[start : start + 900]


def walk(part: object) -> list[dict[str, Any]]:
    """Return every sentence of a document."""
    if isinstance(part, list):
        return [said for item in part for said in walk(item)]
    if not isinstance(part, dict):
        return []
    inner = [said for item in part.values() for said in walk(item)]
    return [part, *inner] if "basis" in part else inner


def test_the_document_says_how_many_tries_are_left(run: Runner) -> None:
    document = run.document("advise", "opel-siemens-as", "--display", "7 SAFE")

    assert document["format"] == "headunit/advice/1"
    assert (document["tries_left"], document["tries_used"]) == (7, 3)
    assert document["ends"] == "action"
    assert run.document("advise", "--brand", "skoda", "--seen", "every-start")["brand"] == "Škoda"


def test_observations_are_listed(run: Runner) -> None:
    status, out, _ = run("advise", "--list")
    assert status == 0
    assert "right-code-refused" in out
    assert {"id": "no-display", "words": "nothing shows at all"} in run.document("advise", "--list")["observations"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["advise", "--seen", "rain"], "unknown-observation"),
        (["advise", "no-such-family"], "unknown-family"),
        (["advise", "--brand", "Tesla"], "unknown-brand"),
        (["advise", "--display", "x" * 61], "display-text"),
        (["advise", "--display", "a\x07b"], "display-text"),
        (["faq", "no-such-family"], "unknown-family"),
        (["checklist", "no-such-family"], "unknown-family"),
    ],
)
def test_what_can_not_be_is_refused(run: Runner, arguments: list[str], code: str) -> None:
    assert run.document(*arguments)["error"]["code"] == code


def test_a_make_with_a_single_radio_is_that_radio(run: Runner) -> None:
    assert run("faq", "Ford")[1] == run("faq", "ford-keycode")[1]
    assert run("checklist", "FORD")[1] == run("checklist", "ford-keycode")[1]
    assert run.document("advise", "ford")["family"] == "ford-keycode"
    for make in ("nissan", "nonsense"):
        assert run.document("faq", make)["error"]["code"] == "unknown-family"


def test_what_the_radio_shows_needs_no_option(run: Runner) -> None:
    assert run("advise", "WAIT") == run("advise", "--display", "WAIT")
    assert run.document("advise", "nonsense")["error"]["code"] == "unknown-family"
    assert run.document("advise", "WAIT", "--display", "CODE")["error"]["code"] == "unknown-family"


@pytest.mark.parametrize("command", ["faq", "checklist"])
def test_sources_are_named_on_request_and_how_well_it_is_founded_always(run: Runner, command: str) -> None:
    _, brief, _ = run(command, "ford-keycode")
    _, whole, _ = run(command, "ford-keycode", "--sources")

    assert "[several reports]" in " ".join(brief.split())
    assert "S32]" not in brief
    assert f"headunit {command} ford-keycode --sources" in brief
    assert "[several reports: S30, S32]" in whole
    assert "--sources" not in whole
    assert len(brief.splitlines()) < len(whole.splitlines())


def test_commands_that_are_named_have_the_radios_own_name(run: Runner) -> None:
    for words in (
        ["faq", "ford-keycode"],
        ["checklist", "ford-keycode"],
        ["advise", "ford-keycode", "--seen", "card-lost"],
    ):
        assert "FAMILY" not in run(*words)[1]
    _, out, _ = run("advise", "ford-keycode", "--seen", "plays-again")
    assert "headunit checklist ford-keycode" in " ".join(out.split())


def test_myths_are_named(run: Runner) -> None:
    _, faq, _ = run("faq", "ford-keycode")
    _, checklist, _ = run("checklist", "ford-keycode")
    for out in (faq, checklist):
        assert "\n  myth        " in out
        assert "only the article says so" in out


def test_the_list_of_commands_does_not_pay_for_advice() -> None:
    script = (
        "import sys; sys.argv = ['headunit', '--help']\n"
        "from headunit.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if 'advi' in name or 'recovery' in name])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"
