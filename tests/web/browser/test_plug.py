"""The diagnostic plug in a real browser: the whole story against units that are served, live, and for everybody."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from headunit.diag.clock import JumpingClock
from headunit.diag.reset import ResetJob
from headunit.diag.servers import DoipServer, Elm327Server
from headunit.web.app import web_app
from headunit.web.plug.session import LEFT_MS
from headunit.web.serve import listen
from tests.web.browser.axe import findings
from tests.web.browser.conftest import JumpClock
from tests.web.places import a_place
from tests.web.plug_bench import FAMILY, a_desk, a_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.diag.reset_report import Consent, ResetReport

VIEWS = [pytest.param("phone", "dark"), pytest.param("desktop", "light")]


class PlugServer:
    """Serve the application on loopback with a desk for links; its links' time jumps."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.links = JumpClock(), JumpingClock()
        self.desk = a_desk(self.clock, folder, self.links, ports=("/dev/ttyUSB0",))
        self.place = a_place(self.clock)._replace(plug=self.desk)
        self._socket = listen()
        self.port = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(web_app(self.place), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.desk.close_all()


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[PlugServer]:
    one = PlugServer(tmp_path)
    yield one
    one.stop()


@pytest.fixture
def server(plugged: PlugServer) -> PlugServer:
    """Let pages be opened on this server, and on no other host."""
    return plugged


def open_link(page: Page, uri: str) -> None:
    page.get_by_label("Write it out").fill(uri)
    page.locator("form", has=page.locator("#link")).get_by_role("button").click()


def reset(page: Page) -> None:
    page.get_by_role("link", name="To the reset").click()
    page.get_by_label("The car stands still").check()
    page.get_by_label("Reset the lock").check()
    page.get_by_role("button", name="Reset it now").click()


@pytest.mark.parametrize(("size", "theme"), VIEWS)
@pytest.mark.parametrize("kind", ["twin", "doip", "elm327"])
def test_the_whole_story(kind: str, size: str, theme: str, server: PlugServer, open_page: Callable[..., Page]) -> None:
    host = a_host(server.links)
    with DoipServer(host) as doip, Elm327Server(host) as elm:
        uri = {"twin": f"twin:{FAMILY}?wrong=6", "doip": doip.uri, "elm327": elm.uri}[kind]
        page = open_page(f"{server.address}/plug", size, theme)
        assert findings(page) == []
        open_link(page, uri)
        expect(page.get_by_role("heading", level=1)).to_have_text("A simulated radio is there")
        expect(page.locator("[data-live] b").first).to_have_text("12.80")
        assert findings(page) == []
        page.get_by_role("button", name="Read who it is").click()
        expect(page.get_by_text("M123456")).to_be_visible()
        page.get_by_role("button", name="Read the fault codes").click()
        expect(page.get_by_text("None is stored.")).to_be_visible()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
        reset(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Done, and checked", timeout=30_000)
        assert findings(page) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="The same as JSON").click()
        document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert document["verdict"] == "done"
        server.desk.close_all()


def test_a_second_tab_that_was_told_to_wait_starts_nothing_when_the_reset_has_ended(
    server: PlugServer, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go, run, runs = threading.Event(), threading.Event(), ResetJob.run, []

    def slow(job: ResetJob, consent: Consent) -> ResetReport:
        runs.append(consent)
        began.set()
        assert go.wait(30)
        return run(job, consent)

    monkeypatch.setattr(ResetJob, "run", slow)
    page = open_page(f"{server.address}/plug", "phone")
    open_link(page, f"twin:{FAMILY}?wrong=6")
    page.get_by_role("link", name="To the reset").click()
    second = page.context.new_page()
    second.add_init_script("Object.defineProperty(document, 'hidden', {get: () => !window.looked_at})")
    second.goto(page.url)
    for tab in (page, second):
        tab.get_by_label("The car stands still").check()
        tab.get_by_label("Reset the lock").check()
    sent: list[str] = []
    second.on("request", lambda request: sent.append(request.method) if request.is_navigation_request() else None)
    page.get_by_role("button", name="Reset it now").click()
    assert began.wait(30)
    second.get_by_role("button", name="Reset it now").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("The reset is under way")
    second.evaluate("window.looked_at = true")
    go.set()
    expect(second.get_by_role("heading", level=1)).to_have_text("Done, and checked", timeout=30_000)

    assert sent.count("POST") == 1
    assert len(runs) == 1
    server.desk.close_all()


def test_the_voltage_is_live_and_the_guard_refuses_what_is_low(
    server: PlugServer, open_page: Callable[..., Page]
) -> None:
    from headunit.twin.events import Battery  # noqa: PLC0415 - one test alone

    host = a_host(server.links)
    with Elm327Server(host) as elm:
        page = open_page(f"{server.address}/plug", "phone")
        open_link(page, elm.uri)
        expect(page.locator("[data-live]")).to_contain_text("a reset may start")
        host.unit.apply(Battery(12.3))
        expect(page.locator("[data-live]")).to_contain_text("12.30", timeout=10_000)
        expect(page.locator("[data-live]")).to_contain_text("nothing can be reset")
        reset(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Refused: nothing was changed", timeout=30_000)
        server.desk.close_all()


def test_a_page_that_is_left_closes_its_link(server: PlugServer, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{server.address}/plug")
    open_link(page, f"twin:{FAMILY}")
    expect(page.locator("[data-live] b")).to_have_text("12.80")
    with page.expect_response("**/live"):
        pass
    address = page.url
    page.goto(f"{server.address}/settings")
    server.clock.ahead_ms += LEFT_MS + 1
    for kept in server.desk._kept.values():  # noqa: SLF001 - to wait for the end of its thread
        kept.session.worker.join()
    page.goto(address)

    expect(page.get_by_text("The link is closed")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize(("size", "theme"), VIEWS)
def test_what_is_taken_for_real_is_asked_about_and_only_read(
    size: str, theme: str, server: PlugServer, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headunit.diag.guarded.twin_family", lambda _: "")
    with Elm327Server(a_host(server.links)) as elm:
        page = open_page(f"{server.address}/plug", size, theme)
        open_link(page, elm.uri)
        expect(page.get_by_role("heading", level=1)).to_have_text("Taken for a real radio")
        assert findings(page) == []
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("alert")).to_contain_text("stands still")
        assert findings(page) == []
        page.get_by_label("The car stands still").check()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Read who it is").click()
        expect(page.get_by_text("M123456")).to_be_visible()
        expect(page.get_by_text("Not on this one")).to_be_visible()
        expect(page.get_by_role("link", name="To the reset")).to_have_count(0)
        assert findings(page) == []
        server.desk.close_all()


def test_a_unit_that_ecu_serve_serves_is_read(server: PlugServer, open_page: Callable[..., Page]) -> None:
    command = [sys.executable, "-m", "headunit", "ecu", "serve", FAMILY, "--doip", "0", "--wrong", "6"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            found = None
            while found is None:
                found = re.search(r"doip://[^']+", serving.stdout.readline())
            page = open_page(f"{server.address}/plug")
            open_link(page, found[0])
            expect(page.get_by_role("heading", level=1)).to_have_text("A simulated radio is there")
            page.get_by_role("button", name="Read who it is").click()
            expect(page.get_by_text("TWIN-00001")).to_be_visible(timeout=20_000)
        finally:
            server.desk.close_all()
            serving.terminate()
