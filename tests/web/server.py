"""The application with a clock that is turned by hand, and one client for it."""

from __future__ import annotations

from starlette.testclient import TestClient

from headunit.facts import load_catalogue
from headunit.web.app import web_app
from headunit.web.rehearsals import Rehearsals

HOST = "127.0.0.1"


class HandClock:
    """Tell a time that only tests move."""

    def __init__(self) -> None:
        self.ms = 1000.0

    def now_ms(self) -> float:
        return self.ms


class Bench:
    """Hold the application, its clock and a client."""

    def __init__(self, most: int = 32) -> None:
        self.clock = HandClock()
        self.rehearsals = Rehearsals(load_catalogue(), self.clock, most=most)
        self.client = TestClient(web_app(self.rehearsals), base_url=f"http://{HOST}", follow_redirects=False)

    def begin(self, radio: str = "nissan-qashqai-j10-audio-2012|", code: str = "") -> str:
        """Begin a rehearsal as the page's form does, and return its name."""
        answer = self.client.post("/rehearse/", data={"radio": radio, "code": code})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rpartition("/")[2]
