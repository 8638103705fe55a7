"""The pages of the rehearsal: the radio is shown without JavaScript too, no address has a code, and nothing gets in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.web.headers import CONTENT_POLICY
from headunit.web.pages import STATIC
from tests.web.server import Bench

if TYPE_CHECKING:
    from pathlib import Path

CODE = "2054"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def test_every_radio_can_be_chosen(bench: Bench) -> None:
    page = bench.client.get("/rehearse/").text

    assert page.count("<option") == len(bench.rehearsals.choices())
    assert "Honda" in page


def test_a_rehearsal_is_shown_without_javascript(bench: Bench) -> None:
    page = bench.client.get(f"/rehearse/at/{bench.begin(code=CODE)}").text

    assert '<svg class="panel' in page
    assert re.search(r"Press <kbd[^>]*>1</kbd> twice", page)
    assert "The live panel needs JavaScript" in page


def test_every_radio_has_its_page(any_radio: tuple[str, str], bench: Bench) -> None:
    answer = bench.client.get(f"/rehearse/at/{bench.begin('|'.join(any_radio))}")

    assert answer.status_code == 200
    assert "How sure is this drawing?" in answer.text


def test_the_code_stands_in_no_address_and_is_not_kept_on_disk(bench: Bench) -> None:
    answer = bench.post("/rehearse/", radio="honda-5key|", code="65432")

    assert "65432" not in answer.headers["location"]
    page = bench.client.get(answer.headers["location"])
    assert page.headers["cache-control"] == "no-store"
    assert not re.search(r'(?:href|action|src|data-\w+)="[^"]*65432', page.text)


def test_each_answer_has_a_strict_policy(bench: Bench) -> None:
    for path in ("/rehearse/", "/static/js/panel.js", "/no/such/page", "/rehearse/at/nothing"):
        answer = bench.client.get(path)
        assert answer.headers["content-security-policy"] == CONTENT_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in CONTENT_POLICY
    assert bench.client.get("/static/js/panel.js").headers["cache-control"] == "no-cache"


def test_no_page_has_a_style_or_a_script_of_its_own(bench: Bench) -> None:
    for path in ("/rehearse/", f"/rehearse/at/{bench.begin()}"):
        page = bench.client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page)
        assert not re.search(r'(?:href|src|action)="(?:https?:)?//(?!127\.0\.0\.1)', page)


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        ({"radio": "honda-5key|", "code": "9"}, 422, "it takes five digits from 1 to 6"),
        ({"radio": "no-such-radio|"}, 422, "no-such-radio"),
        ({"radio": "honda-5key|no such panel"}, 422, "no such panel"),
        ({"radio": ""}, 422, "role=&#34;alert&#34;"),
        ({}, 422, "alert"),
    ],
)
def test_what_can_t_be_rehearsed_is_told_on_the_page(
    bench: Bench, data: dict[str, str], status: int, told: str
) -> None:
    answer = bench.post("/rehearse/", **data)

    assert answer.status_code == status
    assert told.replace("&#34;", '"') in answer.text


def test_a_wrong_code_is_not_repeated_on_the_page(bench: Bench) -> None:
    assert "99887" not in bench.post("/rehearse/", radio="honda-5key|", code="99887").text


@given(radio=st.text(max_size=60), code=st.text(max_size=60))
def test_any_form_is_answered_and_nothing_comes_back_unescaped(bench: Bench, radio: str, code: str) -> None:
    answer = bench.post("/rehearse/", radio=f"{radio}<script>", code=code)

    assert answer.status_code == 422
    assert f"{radio}<script>" not in answer.text


def test_another_host_is_refused(bench: Bench) -> None:
    assert bench.client.get("/rehearse/", headers={"host": "evil.example"}).status_code == 400


def test_a_rehearsal_that_is_over_says_so(bench: Bench) -> None:
    answer = bench.client.get("/rehearse/at/never-was")

    assert answer.status_code == 404
    assert "That rehearsal is over" in answer.text


def test_the_desk_is_bounded() -> None:
    bench = Bench(most=2)
    names = [bench.begin() for _ in range(3)]

    assert [bench.client.get(f"/rehearse/at/{name}").status_code for name in names] == [404, 200, 200]


def test_how_sure_the_drawing_is_stands_below_it(bench: Bench) -> None:
    documented = bench.client.get(f"/rehearse/at/{bench.begin()}").text
    imagined = bench.client.get(f"/rehearse/at/{bench.begin('chrysler-tm9|')}").text
    linked = bench.client.get(f"/rehearse/at/{bench.begin('nissan-nats-audio-link|')}").text

    assert "Documented" in documented
    assert "All of its keys are imagined" in imagined
    assert '<span class="guessed">imagined</span>' in imagined
    assert "The key that sends it" not in linked


def raw(css: str) -> set[str]:
    """Return the colours that stand in a style as values."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return set(re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", plain, flags=re.IGNORECASE))


@pytest.mark.parametrize("path", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.stem)
def test_only_the_tokens_hold_raw_colours(path: Path) -> None:
    found = raw(path.read_text(encoding="utf-8"))

    assert bool(found) == (path.stem == "tokens")


@pytest.mark.parametrize("path", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.stem)
def test_every_token_that_is_used_is_there(path: Path) -> None:
    tokens = set(re.findall(r"(--[\w-]+)\s*:", (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")))

    assert set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))) - tokens <= {"--hold"}


@pytest.mark.parametrize("path", sorted(STATIC.glob("**/*.*")), ids=lambda path: path.name)
def test_no_file_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert not re.search(r"https?://", text)
