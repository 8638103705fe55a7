"""What keeps codes and cases safe: policy, host, forms of ours alone, small bodies, escaping, caches, the door."""

from __future__ import annotations

import asyncio
import html
import logging
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from headunit.web import posts
from headunit.web.app import web_app
from headunit.web.headers import CONTENT_POLICY
from headunit.web.posts import LARGEST_FORM, MOST_FIELDS
from headunit.web.visitor import Names
from tests.fewer import A_QUARTER
from tests.web.loop import run
from tests.web.places import a_place
from tests.web.server import Bench, HandClock
from tests.web.walker import NOTE, NOTE_CODE, Walker

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx2 import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from headunit.web.place import Place

PAGES = ("/", "/keep", "/cases", "/radios", "/radios/ford-keycode", "/settings", "/rehearse/", "/plug", "/no/such/page")
FORMS = (
    "/",
    "/read",
    "/keep",
    "/keep/add",
    "/keep/export",
    "/settings",
    "/language",
    "/rehearse/",
    "/plug",
    "/plug/at/x",
    "/plug/at/x/reset",
)
HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_policy_and_is_not_stored(bench: Bench, path: str) -> None:
    answer = bench.client.get(path)

    assert answer.headers["content-security-policy"] == CONTENT_POLICY
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "unsafe" not in CONTENT_POLICY
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", answer.text)
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_another_host_name_is_refused_with_the_policy(bench: Bench, path: str) -> None:
    answer = bench.client.get(path, headers={"host": "rebound.example"})

    assert answer.status_code == 400
    assert answer.headers["content-security-policy"] == CONTENT_POLICY


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_our_token_is_refused(bench: Bench, path: str) -> None:
    bench.client.get("/")
    other = bench.place.names.token("somebody-else")
    made = Names(bytes).token(bench.client.cookies["headunit"])  # who knows the name, and not the secret

    assert bench.client.post(path, data={"display": "CODE"}).status_code == 403
    assert bench.client.post(path, data={"display": "CODE", "token": other}).status_code == 403
    assert bench.client.post(path, data={"display": "CODE", "token": made}).status_code == 403


@pytest.mark.parametrize(
    "header", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_page_is_refused(bench: Bench, header: dict[str, str]) -> None:
    bench.client.get("/")
    token = bench.place.names.token(bench.client.cookies["headunit"])

    assert bench.client.post("/", data={"token": token, "display": "CODE"}, headers=header).status_code == 403


def test_a_form_that_is_too_large_is_refused(bench: Bench) -> None:
    assert bench.post("/", display="x" * LARGEST_FORM).status_code == 413


def test_a_stream_without_a_length_is_cut_off(bench: Bench) -> None:
    def endless() -> object:
        for _ in range(LARGEST_FORM // 1000 + 2):
            yield b"x" * 1000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert bench.client.post("/", content=endless(), headers=kind).status_code == 413  # type: ignore[arg-type]


@pytest.mark.parametrize("length", ["many", "-1", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(bench: Bench, length: str) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": length}

    assert bench.client.post("/", content=b"display=CODE", headers=headers).status_code == 413


def test_a_form_with_too_many_fields_is_refused(bench: Bench) -> None:
    assert bench.post("/", display="CODE", **{f"field{at}": "x" for at in range(MOST_FIELDS)}).status_code == 403


def test_a_body_that_breaks_off_is_no_form_and_one_that_was_read_is_given_on() -> None:
    place = a_place(HandClock())
    name = place.names.new()
    body = f"token={place.names.token(name)}&display=CODE".encode()
    gone: Message = {"type": "http.disconnect"}

    whole: list[Message] = [{"type": "http.request", "body": body}, gone]
    broken: list[Message] = [{"type": "http.request", "body": body[:20], "more_body": True}, gone]
    assert _through_posts(place, name, whole)[0] == [{"type": "http.request", "body": body, "more_body": False}, gone]
    received, sent = _through_posts(place, name, broken)
    assert received == []
    assert sent[0]["status"] == 403


def test_a_body_that_never_comes_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posts, "_BODY_S", 0.01)
    place = a_place(HandClock())
    received, sent = _through_posts(
        place, place.names.new(), [{"type": "http.request", "body": b"t", "more_body": True}]
    )

    assert received == []
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


class Behind:
    """Note what an application behind the check of forms receives."""

    def __init__(self, app: ASGIApp, received: list[Message]) -> None:
        self._app = app
        self._received = received

    async def __call__(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        self._received.extend([await receive(), await receive()])


def _through_posts(place: Place, visitor: str, messages: list[Message]) -> tuple[list[Message], list[Message]]:
    """Return what an application behind the check of forms receives of *messages*, and what the check answers."""
    received: list[Message] = []
    sent: list[Message] = []

    async def receive() -> Message:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"host", b"127.0.0.1"),
        (b"cookie", f"headunit={visitor}".encode()),
    ]
    scope: Scope = {
        "type": "http", "method": "POST", "path": "/read", "query_string": b"", "scheme": "http",
        "server": ("127.0.0.1", 80), "headers": headers,
    }  # fmt: skip
    run(web_app(place, inside=[Middleware(Behind, received=received)])(scope, receive, send))
    return received, sent


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_forms_are_taken(bench: Bench, kind: str) -> None:
    assert bench.client.post("/", content=b"display=CODE", headers={"content-type": kind}).status_code == 415


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    answers = [Bench().client.get("/"), Bench().post("/language", lang="de", back="/")]

    for answer in answers:
        for given_cookie in answer.headers.get_list("set-cookie"):
            assert "HttpOnly" in given_cookie
            assert "SameSite=Strict" in given_cookie


def test_a_cookie_of_another_program_on_this_host_hides_none_of_ours() -> None:
    bench = Bench()
    bench.client.get("/")
    ours = bench.client.cookies["headunit"]
    answer = bench.client.get("/", headers={"cookie": f"a/b=1; headunit={ours}; lang=de"})

    assert "set-cookie" not in answer.headers
    assert '<html lang="de">' in answer.text


def test_a_language_that_is_not_there_is_not_remembered(bench: Bench) -> None:
    answer = bench.post("/language", lang="tlh", back="/cases")

    assert answer.headers["location"] == "/cases"
    assert "lang=" not in answer.headers.get("set-cookie", "")


def test_a_server_that_starts_the_application_gets_its_answer() -> None:
    with TestClient(web_app(a_place(HandClock())), base_url="http://127.0.0.1") as client:
        assert client.get("/").status_code == 200


def test_another_language_never_leads_to_another_host(bench: Bench) -> None:
    for back in ("//evil.example", "https://evil.example/", "/\\evil.example", "x\r\nset-cookie: a=b", ""):
        assert bench.post("/language", lang="de", back=back).headers["location"] == "/"


@A_QUARTER
@given(text=st.text(max_size=80), place=st.integers(0, 11))
def test_any_text_in_any_form_is_answered_and_comes_back_escaped(text: str, place: int) -> None:
    bench = Bench()
    with bench.client:  # one thread for all that is asked
        answer = _answer(bench, text + HOSTILE, place)

    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert HOSTILE not in answer.text


def _answer(bench: Bench, typed: str, place: int) -> Response:
    """Return the answer to *typed* in one of the twelve places that take text, or show what a case was told."""
    alone: list[Callable[[], Response]] = [
        lambda: bench.post("/", display=typed),
        lambda: bench.post("/read", text=typed),
        lambda: bench.post("/rehearse/", radio=typed, code=typed),
        lambda: bench.client.get("/radios", params={"q": typed}),
        lambda: bench.post("/keep", do=typed, passphrase=typed),
        lambda: bench.post("/radios/ford-keycode/card", number=typed),
    ]
    if place < len(alone):
        return alone[place]()
    walker = Walker(bench)
    case = walker.path.split("/")[2]
    told: list[Callable[[], Response]] = [
        lambda: walker.answer(typed),
        lambda: bench.post(f"{walker.path}/display", value=typed),
        lambda: bench.post(f"/cases/{case}/note", text=typed),
        lambda: bench.post(f"/cases/{case}/sheet", workshop=typed),
    ]
    if place < len(alone) + len(told):
        return told[place - len(alone)]()
    for say in told:
        say()
    return bench.client.get(walker.path if place % 2 else f"/cases/{case}")


def test_no_code_stands_in_an_address_or_a_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("outcome")
    pages = [bench.client.get(walker.path), bench.client.get(f"{walker.path}/code")]

    for page in pages:
        assert page.headers["cache-control"] == "no-store"
        assert not re.search(rf'(?:href|action|src|data-\w+)="[^"]*{NOTE_CODE}', html.unescape(page.text))
        assert "content-encoding" not in page.headers
    assert NOTE_CODE not in caplog.text
