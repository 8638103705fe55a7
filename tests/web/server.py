"""The application with a clock that is turned by hand, and one client for it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from headunit.web.app import web_app
from tests.web.places import a_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpx2 import Response

    from headunit.recovery.store.cases import CaseStore
    from headunit.web.photo_reader import PhotoReader

HOST = "127.0.0.1"


class HandClock:
    """Tell a time that only tests move."""

    def __init__(self) -> None:
        self.ms = 1000.0

    def now_ms(self) -> float:
        return self.ms


class Bench:
    """Hold the application, its clock and a client."""

    def __init__(
        self,
        most: int = 32,
        folder: Path | None = None,
        store: Callable[[], CaseStore] | None = None,
        reader: PhotoReader | None = None,
    ) -> None:
        self.clock = HandClock()
        self.place = a_place(self.clock, folder, store=store, most=most, reader=reader)
        self.rehearsals = self.place.rehearsals
        self._app = web_app(self.place)
        self.client = self._browser()

    def _browser(self) -> TestClient:
        return TestClient(self._app, base_url=f"http://{HOST}", follow_redirects=False)

    def another(self) -> Bench:
        """Return the same application with another browser."""
        other = copy(self)
        other.client = self._browser()
        return other

    @property
    def visitor(self) -> str:
        """Return the name that this browser was given."""
        return self.client.cookies["headunit"]

    @property
    def token(self) -> str:
        """Return what a form of this browser holds."""
        return self.place.names.token(self.visitor)

    def post(self, path: str, **fields: str) -> Response:
        """Send a form as one of our pages does, with the visitor's token."""
        if "headunit" not in self.client.cookies:
            self.client.get("/settings")
        return self.client.post(path, data={"token": self.token, **fields})

    def begin(self, radio: str = "nissan-qashqai-j10-audio-2012|", code: str = "") -> str:
        """Begin a rehearsal as the page's form does, and return its name."""
        answer = self.post("/rehearse/", radio=radio, code=code)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rpartition("/")[2]
