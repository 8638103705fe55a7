"""The door of the local network: the word lets one browser in, under a new name; nobody can lock it."""

from __future__ import annotations

import pytest
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from headunit.web import door
from headunit.web.app import web_app
from headunit.web.door import Door, Word
from tests.web.places import Numbers, a_place
from tests.web.server import HandClock

COOKIE = "__Host-headunit"
SOCKET = "wss://127.0.0.1/rehearse/socket"
WRONG = "0000-0000"
PAGES = ("/", "/keep", "/cases", "/radios", "/settings", "/rehearse/", "/case/ABCDEF", "/no/such/page")


class Outside:
    """Hold the application behind the door."""

    def __init__(self) -> None:
        self.clock, self.told = HandClock(), list[str]()
        self.word = Word(Numbers(), self.clock, self.told.append)
        self.place = a_place(self.clock)
        self.app = web_app(self.place, ("127.0.0.1",), [Middleware(Door, word=self.word)])
        self.client = self.another()

    def another(self, address: str = "192.0.2.1") -> TestClient:
        return TestClient(self.app, base_url="https://127.0.0.1", follow_redirects=False, client=(address, 50_000))

    def knock(self, client: TestClient, word: str) -> int:
        client.get("/")
        token = self.place.names.token(client.cookies[COOKIE])
        return client.post("/door", data={"token": token, "word": word}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_the_door_shows_no_page_without_the_word(path: str) -> None:
    answer = Outside().client.get(path)

    assert answer.status_code == 403
    assert "The word from the terminal" in answer.text


def test_a_word_lets_one_browser_in_and_the_next_one_is_told() -> None:
    outside = Outside()
    first = outside.word.text
    assert outside.knock(outside.client, first.lower().replace("-", " ")) == 303
    assert outside.client.get("/").status_code == 200
    assert outside.told == [outside.word.text] != [first]

    second = outside.another()
    assert outside.knock(second, first) == 403
    assert "That is not the word" in second.post("/door", data=_form(outside, second, first)).text
    assert outside.knock(second, outside.word.text) == 303
    assert {browser.get("/").status_code for browser in (outside.client, second)} == {200}


def _form(outside: Outside, client: TestClient, word: str) -> dict[str, str]:
    return {"token": outside.place.names.token(client.cookies[COOKIE]), "word": word}


def test_who_is_let_in_gets_a_new_name_and_the_old_one_stays_outside() -> None:
    outside = Outside()
    outside.client.get("/")
    planted = outside.client.cookies[COOKIE]  # as somebody else may know it
    assert outside.knock(outside.client, outside.word.text) == 303
    attacker = outside.another()
    attacker.cookies.set(COOKIE, planted)

    assert outside.client.cookies[COOKIE] != planted
    assert outside.client.get("/").status_code == 200
    assert attacker.get("/").status_code == 403


def test_a_name_that_somebody_chose_is_not_taken() -> None:
    outside = Outside()
    outside.client.cookies.set(COOKIE, "A" * 80)
    given = outside.client.get("/").headers["set-cookie"]

    assert given.startswith(f"{COOKIE}=")
    assert "A" * 80 not in given


def test_guesses_are_slowed_down_for_the_one_who_guesses_alone() -> None:
    outside = Outside()
    guesser, owner = outside.another("192.0.2.66"), outside.another("192.0.2.7")
    assert [outside.knock(guesser, WRONG) for _ in range(12)] == [403] * 10 + [429] * 2
    assert outside.knock(guesser, outside.word.text) == 429
    assert outside.knock(owner, outside.word.text) == 303

    outside.clock.ms += 60_000
    assert outside.knock(guesser, outside.word.text) == 303


def test_the_addresses_that_knock_are_remembered_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_MOST_ADDRESSES", 2)
    word = Word(Numbers(), HandClock())
    for _ in range(11):
        allowed = word.may_try("a")
    assert not allowed
    assert word.may_try("b")
    assert word.may_try("c")

    assert word.may_try("a")  # forgotten, and begins anew


def test_the_next_word_needs_nobody_to_be_told() -> None:
    word = Word(Numbers(), HandClock())
    first = word.text

    assert word.fits(first)
    assert word.text != first


def test_beyond_loopback_the_cookie_is_of_this_host_over_tls_alone() -> None:
    given = Outside().client.get("/").headers["set-cookie"]

    assert given.startswith(f"{COOKIE}=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(given.split("; "))
    assert "Domain" not in given


def test_the_door_lets_in_no_line_without_the_word_and_every_style() -> None:
    outside = Outside()
    with pytest.raises(WebSocketDisconnect) as refused, outside.client.websocket_connect(SOCKET):
        pass

    assert refused.value.code == 4403
    assert outside.client.get("/static/css/base.css").status_code == 200
    outside.knock(outside.client, outside.word.text)
    with outside.client.websocket_connect(SOCKET) as line:
        line.send_text("?")
        assert line.receive_json()["type"] == "error"


def test_a_server_without_addresses_slows_down_all() -> None:
    outside = Outside()
    outside.client = TestClient(outside.app, base_url="https://127.0.0.1", client=None)  # type: ignore[arg-type]

    assert outside.knock(outside.client, WRONG) == 403
