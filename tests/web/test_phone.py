"""The phone's way in: a plain page that explains, TLS by a certificate made on the spot, the word, and the idle end."""

from __future__ import annotations

import io
import re
import socket
import ssl
import threading
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from headunit.errors import InputError
from headunit.web import serve as serving
from headunit.web.app import web_app
from headunit.web.certificate import Certificate, make_certificate
from headunit.web.door import Door, Word
from headunit.web.phone import local_address, print_qr, welcome_app
from headunit.web.rehearsal import SCHEMA
from headunit.web.serve import Idle, IdleWatch, Served, Watch, listen, serve, watching
from tests.web.loop import run
from tests.web.places import Numbers, a_place
from tests.web.server import Bench, HandClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

    from starlette.types import Message, Receive, Scope, Send

IDLE_MS = 1_800_000
HOST = "127.0.0.1"


class Phone:
    """Serve as ``headunit web --phone`` does, on loopback, and ask as a phone does that trusts this certificate."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.word, used = Word(Numbers(), self.clock), Idle(self.clock)
        self.certificate: Certificate = make_certificate(HOST, datetime.now(UTC))
        self.inside, self.outside = listen(), listen()
        place = a_place(self.clock)
        app = web_app(place, (HOST,), [Middleware(Door, word=self.word), watching(used)])
        target = f"https://{HOST}:{self.inside.getsockname()[1]}/"
        plain = welcome_app(HOST, target, self.certificate.fingerprint)
        both = [Served(app, self.inside, self.certificate), Served(plain, self.outside)]
        self.thread = threading.Thread(target=serve, args=(both, Watch(used, IDLE_MS, place.sweep)))
        self.thread.start()
        self.cookie = ""

    def get(self, path: str) -> tuple[HTTPResponse, str]:
        return self._ask("GET", path, "")

    def post(self, path: str, token: str, **fields: str) -> tuple[HTTPResponse, str]:
        return self._ask("POST", path, urlencode({"token": token, **fields}))

    def _ask(self, method: str, path: str, body: str) -> tuple[HTTPResponse, str]:
        trust = ssl.create_default_context(cadata=self.certificate.chain.decode())
        line = HTTPSConnection(HOST, self.inside.getsockname()[1], context=trust)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        if given := answer.getheader("set-cookie"):
            self.cookie = given.partition(";")[0]
        text = answer.read().decode()
        line.close()
        return answer, text

    def end(self) -> None:
        for _ in range(100):  # an answer that is still on its way counts as use when it is through
            self.clock.ms += IDLE_MS
            self.thread.join(0.3)
            if not self.thread.is_alive():
                return


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    monkeypatch.setattr(serving, "_LOOK_S", 0.02)
    one = Phone()
    yield one
    one.end()
    assert not one.thread.is_alive()
    for taken in (one.inside, one.outside):
        taken.close()


def test_the_plain_page_explains_the_warning_and_holds_no_secret(phone: Phone) -> None:
    line = HTTPConnection(HOST, phone.outside.getsockname()[1])
    line.request("GET", "/")
    page = line.getresponse().read().decode()
    line.close()

    assert phone.certificate.fingerprint in page.replace("<wbr>", "")
    assert f"https://{HOST}:{phone.inside.getsockname()[1]}/" in page
    assert phone.word.text not in page


def test_the_word_opens_the_door_over_tls_once(phone: Phone) -> None:
    shut, door = phone.get("/")
    token = re.search(r'name="token" value="([^"]+)"', door)
    assert shut.status == 403
    assert token is not None
    word = phone.word.text
    wrong, _text = phone.post("/door", token[1], word="0000-0000")
    right, _text = phone.post("/door", token[1], word=word.lower().replace("-", " "))
    inside, page = phone.get("/")
    held = phone.cookie
    phone.cookie = ""
    other, _text = phone.get("/")

    assert (wrong.status, right.status, inside.status, other.status) == (403, 303, 200, 403)
    assert "What does your display show" in page
    assert held
    assert phone.word.text != word


def test_it_ends_when_nobody_used_it_for_half_an_hour(phone: Phone) -> None:
    door = phone.get("/")[1]
    token = re.search(r'name="token" value="([^"]+)"', door)
    assert token is not None
    phone.post("/door", token[1], word=phone.word.text)
    for _ in range(2):
        phone.clock.ms += IDLE_MS - 1
        assert phone.get("/")[0].status == 200
    phone.end()

    assert not phone.thread.is_alive()


def test_the_certificate_names_the_address_and_lives_two_days(phone: Phone) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        ssl.create_default_context().wrap_socket(
            socket.create_connection((HOST, phone.inside.getsockname()[1])), server_hostname=HOST
        )
    assert re.fullmatch("(?:[0-9A-F]{2}:){31}[0-9A-F]{2}", phone.certificate.fingerprint)


@pytest.mark.parametrize("door", ["/", "/static/css/base.css"])
def test_a_knock_at_the_door_keeps_nothing_running(phone: Phone, door: str) -> None:
    phone.clock.ms += IDLE_MS - 1
    phone.get(door)
    phone.clock.ms += 1
    phone.thread.join(60)

    assert not phone.thread.is_alive()


def test_an_open_line_is_used_when_something_comes_over_it() -> None:
    bench = Bench()
    used = Idle(bench.clock)
    app = web_app(bench.place, inside=[watching(used)])
    bench.client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
    name = bench.begin()
    with bench.client.websocket_connect(f"ws://{HOST}/rehearse/socket") as line:
        bench.clock.ms += 1000
        assert IDLE_MS - used.left_ms(IDLE_MS) == 1000
        line.send_json({"type": "open", "schema": SCHEMA, "session": name})
        line.receive_json()
        assert used.left_ms(IDLE_MS) == IDLE_MS
        bench.clock.ms += 1000
        assert IDLE_MS - used.left_ms(IDLE_MS) == 1000


def test_an_upload_is_used_as_long_as_it_comes() -> None:
    clock = HandClock()
    used = Idle(clock)
    left: list[float] = []

    async def receive() -> Message:
        clock.ms += 1000
        return {"type": "http.request" if len(left) < 2 else "http.disconnect"}

    async def page(_scope: Scope, receive: Receive, _send: Send) -> None:
        for _ in range(3):
            await receive()
            left.append(IDLE_MS - used.left_ms(IDLE_MS))

    async def send(_message: Message) -> None:
        raise AssertionError

    run(IdleWatch(page, used)({"type": "http", "path": "/case/7K3M9X/photos"}, receive, send))

    assert left == [0, 0, 1000]


@pytest.mark.parametrize("host", ["my-laptop.example", "::1", "0.0.0.0", "224.0.0.1", ""])  # noqa: S104 - none is taken
def test_what_no_phone_can_reach_is_no_address_to_listen_on(host: str) -> None:
    with pytest.raises(InputError, match="is no IPv4 address of this computer"):
        make_certificate(host, datetime.now(UTC))


def test_the_qr_code_is_drawn_in_blocks() -> None:
    out = io.StringIO()
    print_qr("http://192.0.2.7:8080/", out)

    assert len(out.getvalue().splitlines()) > 10


def test_the_address_in_the_local_network_is_one() -> None:
    try:
        found = local_address()
    except OSError:
        pytest.skip("this computer is in no network")
    assert re.fullmatch(r"[0-9.]+", found)
