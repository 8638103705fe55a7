"""The pages of the diagnostic plug, with links whose time jumps, and units that servers of this process serve."""

from __future__ import annotations

import itertools
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from headunit.diag.clock import JumpingClock
from headunit.diag.host import EcuHost
from headunit.diag.open import make_unit
from headunit.facts import load_catalogue
from headunit.web.app import web_app
from headunit.web.plug import PlugDesk, PlugTools
from tests.web.places import Numbers, a_place
from tests.web.server import HOST, HandClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from httpx2 import Response

    from headunit.web.clock import Clock
    from headunit.web.plug import PlugSession

CATALOGUE = load_catalogue()
FAMILY = "nissan-qashqai-j10-article"


def a_host(clock: JumpingClock, **given: float | str) -> EcuHost:
    """Return a simulated unit that has taken six wrong codes."""
    options = {"wrong": 6, **given}
    sag = options.pop("sag", None)
    unit = make_unit(CATALOGUE, FAMILY, Numbers(), **options)  # type: ignore[arg-type]
    return EcuHost(unit, clock, sag_v=float(sag) if sag is not None else None)


def a_desk(
    clock: Clock,
    folder: Path,
    links: JumpingClock,
    *,
    ports: Sequence[str] = (),
    far: bool = False,
    offered: Sequence[str] = (),
) -> PlugDesk:
    """Return a desk whose links live on the clock *links*."""
    names = itertools.count(1)
    tools = PlugTools(
        catalogue=CATALOGUE,
        clock=links,
        now_ms=clock.now_ms,
        random_bytes=Numbers(),
        folder=folder,
        stamp=lambda: "2026-11-22T12:00:00+00:00",
        version="test",
    )
    return PlugDesk(tools, lambda: f"link-{next(names)}".ljust(24, "x"), lambda: ports, far=far, offered=offered)


class PlugBench:
    """Hold the application, its desk and a client; one more client is another browser."""

    def __init__(
        self, folder: Path, *, ports: Sequence[str] = (), far: bool = False, offered: Sequence[str] = ()
    ) -> None:
        self.clock, self.links = HandClock(), JumpingClock()
        self.desk = a_desk(self.clock, folder, self.links, ports=ports, far=far, offered=offered)
        self.place = a_place(self.clock)._replace(plug=self.desk)
        self.app = web_app(self.place)
        self.client = self.another()
        self.at = ""

    def another(self) -> TestClient:
        return TestClient(self.app, base_url=f"http://{HOST}", follow_redirects=False)

    def post(self, path: str, **fields: str) -> Response:
        if "headunit" not in self.client.cookies:
            self.client.get("/settings")
        return self.client.post(path, data={"token": self.place.names.token(self.client.cookies["headunit"]), **fields})

    def open(self, link: str = f"twin:{FAMILY}?wrong=6", **fields: str) -> str:
        """Open a link as the page's form does, and return the page that follows."""
        answer = self.post("/plug", link=link, **fields)
        assert answer.status_code == 303, answer.text
        self.at = "/" + answer.headers["location"].split("/", 3)[3]
        return self.page

    def do(self, do: str, **fields: str) -> Response:
        return self.post(self.at, do=do, **fields)

    @property
    def page(self) -> str:
        answer = self.client.get(self.at)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def session(self) -> PlugSession:
        found = self.desk.find(self.at.split("/")[3], re.sub("^$", "nobody", self.client.cookies["headunit"]))
        assert found is not None
        return found


@contextmanager
def plug_bench(
    folder: Path, *, ports: Sequence[str] = (), far: bool = False, offered: Sequence[str] = ()
) -> Iterator[PlugBench]:
    """Give a bench, and close its links in the end."""
    bench = PlugBench(folder, ports=ports, far=far, offered=offered)
    try:
        yield bench
    finally:
        bench.desk.close_all()
