"""A real browser, and a real server on loopback whose clock tests can put forward."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from headunit.recovery.store.sqlite_cases import SqliteCaseStore
from headunit.web.app import web_app
from headunit.web.photo_reader import ProcessReader
from headunit.web.serve import listen
from tests.web.places import a_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from headunit.recovery.records import Event
    from headunit.web.cases import Cases
    from headunit.web.place import Place
    from headunit.web.rehearsals import Rehearsals

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": (390, 844), "desktop": (1280, 900), "small": (320, 640)}


class JumpClock:
    """Tell the real time, and jump forward where a test would else have to wait."""

    def __init__(self) -> None:
        self.ahead_ms = 0.0

    def now_ms(self) -> float:
        return time.monotonic() * 1000 + self.ahead_ms


class Server:
    """Serve the application on loopback; it can be stopped and started on the same port."""

    def __init__(self, folder: Path) -> None:
        self.clock = JumpClock()
        self._folder = folder
        self._kept = folder / "cases.sqlite3"
        self.port = 0
        self.place: Place
        self.rehearsals: Rehearsals
        self.start(anew=True)

    def start(self, *, anew: bool = False) -> None:
        """Serve again; *anew*, as a new program does, with nothing but what is on the disk."""
        store = partial(SqliteCaseStore, self._kept)
        place = a_place(self.clock, self._folder, store=store, reader=ProcessReader())
        if not anew:  # only the store is opened anew, for it belongs to the thread that serves
            place = place._replace(rehearsals=self.rehearsals, names=self.place.names, labels=self.place.labels)
        self.place, self.rehearsals = place, place.rehearsals
        self._socket = listen(self.port)
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            web_app(self.place), log_level="error", lifespan="off", ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def forget_cases(self) -> None:
        """Delete the cases of other tests."""
        with SqliteCaseStore(self._kept) as store:
            for head in store.heads():
                store.delete(head.id)

    def write(self, case_id: str, *events: Event) -> None:
        """Put records behind a journal, as the other program of this computer may."""
        with SqliteCaseStore(self._kept) as store:
            case = store.read(case_id)
            store.append(case_id, case.number, case.following(events, self.place.cases.now()))

    @contextmanager
    def cases(self) -> Iterator[Cases]:
        """Give the cases as another program on the same file has them."""
        with SqliteCaseStore(self._kept) as store:
            yield a_place(self.clock, self._folder, store=lambda: store).cases

    def begin(self, family: str, variant: str = "", code: str = "") -> str:
        """Put a rehearsal on the desk and return its address."""
        return f"{self.address}/rehearse/at/{self.rehearsals.begin(family, variant, code)}"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no browser: the tests in the browser did not run")
        pytest.skip("no browser is there: install chromium-headless-shell, or run make test HEADUNIT_APT=1")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield found
        found.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("state"))
    yield one
    one.stop()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open pages by size and theme; what they say wrong on the console, or ask of others, fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        address: str, size: str = "desktop", theme: str = "light", *, touch: bool = False, locale: str = "en-GB"
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, has_touch=touch, is_mobile=touch,  # type: ignore[arg-type]
            reduced_motion="no-preference", locale=locale,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: _same(asked.url, server, faults))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = (
        "ERR_CONNECTION",
        "status of 422",
        "status of 404",
    )  # a server that a test stops, a form that it fills in wrongly
    assert [fault for fault in faults if not any(text in fault for text in expected)] == []


def _same(url: str, server: Server, faults: list[str]) -> None:
    if not url.startswith((server.address, f"ws://127.0.0.1:{server.port}")):
        faults.append(f"asked of another host: {url}")
