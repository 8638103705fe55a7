"""The line of a rehearsal: it takes keys, tells what is new, survives garbage, and is found again."""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from starlette.websockets import WebSocketDisconnect

from headunit.web import panel_socket
from headunit.web.panel_socket import GONE, TAKEN, TOO_FAST
from headunit.web.rehearsal import SCHEMA
from tests.docs.test_json_schemas import schema
from tests.web.server import HOST, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import WebSocketTestSession

SOCKET = f"ws://{HOST}/rehearse/socket"
FITS = Draft202012Validator(schema("panel-session"))


@pytest.fixture
def bench() -> Bench:
    return Bench()


@contextmanager
def line(bench: Bench, name: str, **headers: str) -> Iterator[WebSocketTestSession]:
    with bench.client.websocket_connect(SOCKET, headers=headers) as socket:
        socket.send_json({"type": "open", "schema": SCHEMA, "session": name})
        yield socket


def heard(socket: WebSocketTestSession, kind: str = "state") -> dict[str, Any]:
    """Return the next message of that kind; each on the way fits the schema."""
    while True:
        message: dict[str, Any] = socket.receive_json()
        FITS.validate(message)
        if message["type"] == kind:
            return message


def code_of(socket: WebSocketTestSession) -> int:
    try:
        while True:
            socket.receive_json()
    except WebSocketDisconnect as gone:
        return gone.code


def test_a_line_tells_all_and_then_what_a_key_changes(bench: Bench) -> None:
    with line(bench, bench.begin()) as socket:
        first = heard(socket)
        assert first["display"]["text"] == "Radio Code: 0000"
        assert first["guide"]["of"] == 5
        bench.clock.ms += 10
        socket.send_json({"type": "press", "keys": ["1"]})
        assert heard(socket)["display"]["text"] == "Radio Code: 1000"
        assert heard(socket, "sounds")["sounds"] == ["click"]


def test_every_radio_speaks_as_the_schema_says(any_radio: tuple[str, str], bench: Bench) -> None:
    with line(bench, bench.begin("|".join(any_radio))) as socket:
        heard(socket)
        for document in ({"type": "car", "battery": "off"}, {"type": "mode", "guided": False}, {"type": "again"}):
            FITS.validate(document)
            socket.send_json(document)
        bench.clock.ms += 3000
        assert heard(socket)["schema"] == SCHEMA


def test_a_rehearsal_goes_on_after_the_line_was_lost(bench: Bench) -> None:
    name = bench.begin()
    with line(bench, name) as socket:
        heard(socket)
        socket.send_json({"type": "press", "keys": ["1"]})
        heard(socket)
    bench.clock.ms += 60_000

    with line(bench, name) as socket:
        again = heard(socket)
    assert again["display"]["text"] == "Radio Code: 1000"
    assert again["down"] == []
    assert set(again) >= {"display", "guide", "car", "speed", "power", "playing"}


def test_the_page_shows_how_the_rehearsal_stands(bench: Bench) -> None:
    name = bench.begin(code="2054")
    with line(bench, name) as socket:
        heard(socket)
        for _ in range(2):
            socket.send_json({"type": "press", "keys": ["1"]})
            socket.send_json({"type": "release", "keys": ["1"]})
            heard(socket)

    assert "Press <kbd" in (page := bench.client.get(f"/rehearse/at/{name}").text)
    assert '<li class="on" aria-current="step"><span>Press <kbd class="k" translate="no">3</kbd>' in page


def test_another_page_takes_the_rehearsal_over(bench: Bench) -> None:
    name = bench.begin()
    with line(bench, name) as first:
        heard(first)
        with line(bench, name) as second:
            assert heard(second)["display"]["text"] == "Radio Code: 0000"
            assert code_of(first) == TAKEN
            second.send_json({"type": "press", "keys": ["1"]})
            assert heard(second)["display"]["text"] == "Radio Code: 1000"


def test_a_rehearsal_is_the_browser_s_that_began_it(bench: Bench) -> None:
    name = bench.begin(code="2054")
    other = bench.another()
    page = other.client.get(f"/rehearse/at/{name}", headers={"accept-language": "de"})
    assert page.status_code == 404
    assert "2054" not in page.text
    with line(other, name) as socket:
        assert code_of(socket) == GONE

    with line(bench, name) as socket:
        assert "Press" in str(heard(socket)["guide"]["say"])


def test_keys_that_the_panel_doesn_t_have_are_not_there_to_press(bench: Bench) -> None:
    with line(bench, bench.begin()) as socket:
        heard(socket)
        for at in range(50):
            bench.clock.ms += 100
            socket.send_json({"type": "press", "keys": [f"made-up-{at}", "9"]})
            socket.send_json({"type": "turn", "key": f"made-up-{at}", "by": 1})
        socket.send_json({"type": "press", "keys": ["1"]})
        assert heard(socket)["down"] == ["1"]


@pytest.mark.parametrize("key", ["\ud800", "\n", "\u2028"])
def test_a_name_that_can_t_be_written_is_no_key(bench: Bench, key: str) -> None:
    with line(bench, bench.begin()) as socket:
        heard(socket)
        socket.send_json({"type": "press", "keys": [key]})
        assert heard(socket, "error")["code"] == "panel-message"


def test_everything_that_is_deleted_ends_the_rehearsals_too(bench: Bench) -> None:
    name = bench.begin(code="2054")
    with line(bench, name) as socket:
        heard(socket)
        assert "Everything is deleted" in bench.post("/settings", sure="yes").text
        assert code_of(socket) == GONE

    assert bench.client.get(f"/rehearse/at/{name}").status_code == 404


def test_a_name_that_isn_t_there_ends_the_line(bench: Bench) -> None:
    with line(bench, "never-was") as socket:
        assert code_of(socket) == GONE


def test_a_line_that_opens_nothing_ends(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel_socket, "_FIRST_S", 0.05)
    with bench.client.websocket_connect(SOCKET) as socket:
        assert code_of(socket) == GONE
    with bench.client.websocket_connect(SOCKET) as socket:
        socket.send_json({"type": "press", "keys": ["1"]})
        assert code_of(socket) == GONE


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "shout"}', '{"type": "press", "keys": [3]}', "x" * 5000])
def test_garbage_gets_an_error_and_the_line_goes_on(bench: Bench, text: str) -> None:
    name = bench.begin()
    with bench.client.websocket_connect(SOCKET) as socket:
        socket.send_text(text)
        assert heard(socket, "error")["code"] == "panel-message"
        socket.send_json({"type": "press", "keys": ["1"]})  # not yet: the rehearsal isn't open
        socket.send_json({"type": "open", "schema": SCHEMA, "session": name})
        heard(socket)
        socket.send_text(text)
        assert heard(socket, "error")["message"]
        socket.send_bytes(b"\x00\xff")
        assert heard(socket, "error")["code"] == "panel-message"
        socket.send_json({"type": "press", "keys": ["1"]})
        assert heard(socket)["display"]["text"] == "Radio Code: 1000"


def test_messages_faster_than_any_hand_end_the_line_and_not_the_rehearsal(bench: Bench) -> None:
    name = bench.begin()
    with line(bench, name) as socket:
        for _ in range(200):
            socket.send_json({"type": "look"})
        assert code_of(socket) == TOO_FAST
    bench.clock.ms += 10_000
    with line(bench, name) as socket:
        assert heard(socket)["power"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:81"])
def test_a_page_of_another_host_gets_no_line(bench: Bench, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        bench.client.websocket_connect(SOCKET, headers={"origin": origin}),
    ):
        pass


def test_what_the_radio_does_by_itself_is_told_too(bench: Bench) -> None:
    with line(bench, bench.begin()) as socket:
        heard(socket)
        socket.send_json({"type": "car", "battery": "off"})
        heard(socket)
        bench.clock.ms += 2000
        while heard(socket).get("power") is not False:
            pass


def test_no_log_holds_a_code(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with line(bench, bench.begin(code="7391")) as socket:
        heard(socket)
        for key, times in (("1", 7), ("2", 3)):
            for _ in range(times):
                socket.send_json({"type": "press", "keys": [key]})
                socket.send_json({"type": "release", "keys": [key]})
        socket.send_text(json.dumps({"type": "open", "session": "7391"}))
        heard(socket, "error")

    assert "7391" not in caplog.text
