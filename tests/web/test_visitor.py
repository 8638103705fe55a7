"""Who a browser is: a name of this run alone, kept whatever else the browser brings and wherever it comes from."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from headunit.web.app import web_app
from headunit.web.headers import CONTENT_POLICY
from headunit.web.visitor import Names
from tests.web.places import Numbers
from tests.web.server import HOST, Bench
from tests.web.walker import Walker

FROM_ELSEWHERE = {"sec-fetch-site": "cross-site"}
OTHER_COOKIES = (
    'foo={"a":1}', "foo=a b", "x=%7B; y=a,b", 'theme="dark', "bad name=1", "a@b=1", "c=" + "x" * 6000, ";;", "=",
)  # fmt: skip


@given(name=st.text())
def test_no_name_is_taken_but_those_that_were_given_out(name: str) -> None:
    assert not Names(Numbers()).gave(name)


def test_a_name_and_the_token_of_its_forms_hold_in_one_run_alone() -> None:
    one, other = Names(lambda count: b"1" * count), Names(lambda count: b"2" * count)
    name = one.new()

    assert one.gave(name)
    assert not other.gave(name)
    assert not one.gave(name[:-1] + ("0" if name[-1] != "0" else "1"))
    assert one.token(name) != other.token(name)


@pytest.mark.parametrize("other", OTHER_COOKIES)
@pytest.mark.parametrize("first", [True, False])
def test_cookies_of_other_programs_break_no_form(other: str, first: bool) -> None:  # noqa: FBT001 - a parameter
    bench = Bench()
    bench.client.get("/")
    name = bench.client.cookies["headunit"]
    bench.client.cookies.clear()
    ours = f"headunit={name}"
    cookies = f"{other}; {ours}" if first else f"{ours}; {other}"
    form = {"token": bench.place.names.token(name), "text": "x"}

    assert bench.client.post("/read", data=form, headers={"cookie": cookies}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/cases?a=1", "/keep", "/no/such/page"])
def test_a_link_from_another_site_takes_no_name_away_and_leads_on(path: str) -> None:
    answer = Bench().client.get(path, headers=FROM_ELSEWHERE)
    leads = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)

    assert "set-cookie" not in answer.headers
    assert leads is not None
    assert unescape(leads[1]) == path
    assert f'<a class="key main" href="{leads[1]}">' in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example"])
def test_a_link_from_another_site_leads_to_no_other_host(path: str) -> None:
    answer = Bench().client.get(f"http://{HOST}{path}", headers=FROM_ELSEWHERE)

    assert "url=//" not in answer.text
    assert 'href="//' not in answer.text


def test_what_another_site_sends_or_a_line_from_it_gets_no_name() -> None:
    bench = Bench()
    answer = bench.client.post("/", data={"display": "CODE"}, headers=FROM_ELSEWHERE)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "set-cookie" not in bench.client.get("/static/css/base.css", headers=FROM_ELSEWHERE).headers


def test_a_link_from_another_site_with_the_cookie_opens_the_page() -> None:
    bench = Bench()
    bench.client.get("/")

    assert "What does your display show" in bench.client.get("/", headers=FROM_ELSEWHERE).text


@pytest.mark.parametrize(
    "origin", ["http://[", "http://]", "http://[::1", f"//{HOST}", f"https://{HOST}", f"http://user@{HOST}", "x", ""]
)
def test_an_origin_that_is_not_ours_to_the_letter_is_refused(origin: str) -> None:
    bench = Bench()
    bench.client.get("/")
    form = {"token": bench.place.names.token(bench.client.cookies["headunit"]), "text": "x"}
    refused = bench.client.post("/read", data=form, headers={"origin": origin})

    assert refused.status_code == 403
    assert bench.client.post("/read", data=form, headers={"origin": f"http://{HOST}"}).status_code == 200


def test_an_answer_that_fails_has_the_headers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    monkeypatch.setattr(bench.place.cases, "heads", lambda: 1 // 0)
    client = TestClient(web_app(bench.place), base_url=f"http://{HOST}", raise_server_exceptions=False)
    answer = client.get("/cases")

    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["cache-control"] == "no-store"
    assert "Go back" in answer.text


def test_a_form_of_a_page_that_is_over_leads_back_to_it() -> None:
    bench = Bench()
    answer = bench.client.post("/cases/ABCDEF/note", data={"token": "old", "text": "x"})

    assert answer.status_code == 403
    assert "<h1>" in answer.text
    assert 'href="/cases/ABCDEF"' in answer.text


@pytest.mark.parametrize(
    ("asked", "back"),
    [("/radios?q=vw", "/radios?q=vw"), ("/keep/card/x?boxes=empty", "/keep/card/x?boxes=empty"), ("/cases", "/cases")],
)
def test_another_language_leads_back_to_the_page_with_its_query(asked: str, back: str) -> None:
    page = Bench().client.get(asked).text

    assert f'name="back" value="{back}"' in page or page == ""


@pytest.mark.parametrize("form", ["note", "delete"])
def test_another_language_leads_from_a_form_s_answer_to_its_page(form: str) -> None:
    bench = Bench()
    page = Walker(bench).path.replace("/case/", "/cases/")
    answer = bench.post(f"{page}/{form}", text=" ")

    assert answer.status_code == 422
    assert f'name="back" value="{page}"' in answer.text
    assert 'name="back" value="/rehearse/"' in bench.post("/rehearse/", radio="x").text
    assert 'name="back" value="/"' in bench.client.post("/read", data={"token": "old"}).text


def test_a_form_s_answer_is_sent_as_it_is_and_the_page_compressed() -> None:
    bench = Bench()
    answer = bench.post("/radios/ford-keycode/card", number="1234")

    assert "content-encoding" not in answer.headers
    assert bench.client.get("/radios/ford-keycode/card").headers["content-encoding"] == "gzip"
