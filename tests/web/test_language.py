"""German is complete: every text a page can show, counted ones in both forms, and a sentence for each error code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.panel import NoPlan, plan_for, plan_for_twin
from headunit.twin import made_up_code
from headunit.web.language import current
from headunit.web.pages import templates
from headunit.web.sentences import error_words, tr
from headunit.web.translate import translated
from tests.twin.twins import ASSUMPTIONS, CATALOGUE, profile_of
from tests.web.server import Bench
from tests.web.walker import NOTE, NOTE_CODE, Walker

ROOT = Path(__file__).parents[2]
GERMAN = {"accept-language": "de-DE,de;q=0.9,en;q=0.5"}


def test_the_catalogues_are_complete_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, "tools/build_locale.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("liked", "lang"),
    [
        ("de", "de"),
        ("de-CH,en;q=0.9", "de"),
        ("fr,en;q=0.5,de;q=0.4", "en"),
        ("", "en"),
        ("de;q=0", "en"),
        ("x;q=y", "en"),
    ],
)
def test_the_browser_s_language_is_taken(liked: str, lang: str) -> None:
    page = Bench().client.get("/", headers={"accept-language": liked}).text

    assert f'<html lang="{lang}">' in page


def test_the_person_s_choice_goes_first() -> None:
    bench = Bench()
    bench.post("/language", lang="de", back="/cases")

    assert "Fälle" in bench.client.get("/cases", headers={"accept-language": "en"}).text


def test_the_way_is_german_and_codes_serials_and_keys_stay() -> None:
    bench = Bench()
    bench.client.headers.update(GERMAN)
    walker = Walker(bench)
    assert "Welches Radio ist es?" in walker.page
    walker.answer(NOTE)
    walker.to("whose")
    assert "Eine frühere Antwort ändern" in walker.page
    walker.to("legible")
    assert "B P 5 3 8 7 W" in walker.page
    walker.to("press")
    for page in (walker.page, bench.client.get(f"{walker.path}/code").text):
        assert 'lang="en"' not in page.replace('<button class="plain" name="lang" value="en" lang="en">', "")
    assert ", ".join(NOTE_CODE) in bench.client.get(f"{walker.path}/code").text


def test_a_rehearsal_is_german_and_names_of_keys_stay() -> None:
    bench = Bench()
    bench.client.headers.update(GERMAN)
    page = bench.client.get(f"/rehearse/at/{bench.begin(code='2054')}").text

    assert re.search(r"Drücken Sie <kbd[^>]*>1</kbd> zweimal", page)
    assert 'data-name="Taste 1"' in page
    assert "Schritt {at} von {of}" in page
    assert "SEEK" in page
    assert not re.search(r">[^<]*\b(the|Press|Hold)\b[^<]*<", page)


@pytest.fixture
def german() -> object:
    token = current.set("de")
    yield
    current.reset(token)


@pytest.mark.usefixtures("german")
def test_sentences_with_gaps_are_filled_and_what_is_unknown_stays_english() -> None:
    assert tr("Press 3 four times") == "Drücken Sie 3 viermal"
    assert tr("3 tries are left before it closes for a while. The last of them is kept.") == (
        "3 Versuche sind übrig, bevor es für eine Weile sperrt. Der letzte wird aufgespart."
    )
    assert tr("no such sentence anywhere") == '<span lang="en">no such sentence anywhere</span>'
    assert tr("<b>nothing of ours</b>") == '<span lang="en">&lt;b&gt;nothing of ours&lt;/b&gt;</span>'
    assert translated("It plays: there is nothing to enter. [documented: S21]", "de") == (
        "Es spielt: Es gibt nichts einzugeben. [belegt: S21]"
    )
    assert tr("4711") == "4711"


def test_every_step_of_every_plan_is_german(any_radio: tuple[str, str]) -> None:
    family, scope = CATALOGUE.family(any_radio[0]), any_radio[1]
    profile = profile_of(*any_radio)
    if not profile.lock:
        return
    code = RadioCode(made_up_code(profile))
    plans = [plan_for(family, code, ASSUMPTIONS, scope), plan_for_twin(family, code, ASSUMPTIONS, scope)]
    steps = [step.say for plan in plans if not isinstance(plan, NoPlan) for step in plan.steps]
    warnings = [text for plan in plans if not isinstance(plan, NoPlan) for text in plan.warnings]

    for text in (*steps, *(text.partition(" If yours has these, plan with --panel")[0] for text in warnings)):
        assert translated(text, "de") is not None, text
    for text in (*steps, *warnings):
        german = translated(text, "de") or ""  # how a plan is asked for elsewhere is of no use on a page
        assert not re.search(r"\b(the|and|with|then|shows|Press|Hold)\b", german), german


def test_every_radio_is_told_in_german_on_the_list_of_radios() -> None:
    page = Bench().client.get("/radios", headers=GERMAN).text

    assert page.count('lang="en"') == 1  # the key that leads to English


@pytest.mark.parametrize("page", ["", "/questions", "/checklist", "/card"])
def test_all_that_is_known_of_every_radio_is_german_but_the_titles_of_its_sources(page: str) -> None:
    client = Bench().client

    for family in CATALOGUE.families():
        shown = client.get(f"/radios/{family.id}{page}", headers=GERMAN).text
        told = re.sub(r'<section class="sect" id="sources">.*?</section>', "", shown, flags=re.DOTALL)
        marked = re.findall(r'<(?:span|p)[^>]* lang="en"[^>]*>([^<]*)', told)
        assert not marked, (family.id, marked)
        assert told.count('lang="en"') == 1, family.id  # the key that leads to English
        own = re.sub(r'<(\w+)[^>]* translate="no"[^>]*>.*?</\1>', "", told, flags=re.DOTALL)
        assert not re.search(r">[^<]*\b(the|and|with|of|is)\b[^<]*<", own.partition("<main")[2]), family.id


def test_what_a_number_is_is_told_in_one_language_and_not_marked_as_another() -> None:
    bench = Bench()
    bench.client.headers.update(GERMAN)
    for text in ("SJNFBAJ10U1234567", NOTE, "50700012", "BP5387W1O00653", "XK2200184417A9", NOTE_CODE):
        assert 'lang="en"' not in bench.post("/read", text=text).text, text


@pytest.mark.usefixtures("german")
def test_words_that_are_the_same_in_both_languages_are_not_marked() -> None:
    assert tr("Radio") == "Radio"


def test_a_text_of_more_sentences_than_any_of_ours_is_not_put_together() -> None:
    assert translated("It plays. " * 60 + "Label.", "de") is None
    assert translated("It plays. Label.", "de") == "Es spielt. Aufkleber."


@pytest.mark.usefixtures("german")
def test_an_error_is_told_by_its_code() -> None:
    assert error_words(InputError("vin-length", "whatever it says")) == "Eine Fahrgestellnummer hat 17 Zeichen."
    assert "zzz" in error_words(InputError("no-such-code", "zzz"))


def test_no_text_at_all_is_not_the_head_of_the_catalogue() -> None:
    assert translated("", "de") == ""
    assert translated("LOCK10 ", "de") == "LOCK10 "
    assert translated("Car", "de") == "Auto"


@pytest.mark.usefixtures("german")
def test_a_sentence_that_is_still_english_begins_with_a_capital_inside_its_mark() -> None:
    capital = templates().env.filters["cap"]

    assert capital(tr("no such sentence <b>")) == '<span lang="en">No such sentence &lt;b&gt;</span>'
