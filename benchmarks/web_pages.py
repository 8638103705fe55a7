"""Measure the pages of the web app in this process: CPU time of each, and what the first one weighs with all its files.

The bars are 30 ms CPU a page, those of a case with many others kept beside it too, and 60 kB for the first page with
its files, compressed, from no other host.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import sys
import time
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from headunit.cli.web_place import place_of
from headunit.web.app import web_app
from headunit.web.cases import Given, asked_at
from headunit.web.clock import RealClock
from headunit.web.pages import STATIC

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Message

    from headunit.web.place import Place

ROUNDS = 10
MOST_MS, MOST_BYTES = 30.0, 60_000
OTHERS = 300
PAGES = (
    "/",
    "/radios",
    "/radios/nissan-qashqai-j10-audio-2012",
    "/radios/ford-keycode/questions",
    "/radios/sources",
    "/keep",
    "/cases",
    "/settings",
    "/rehearse/",
    "/plug",
)


def case_pages(place: Place) -> list[str]:
    """Walk a case of a made-up radio to its keys, and return the pages that it has on the way."""
    case = place.cases.begin("CODE")
    answers = {"label": "V003098", "whose": "own", "used": "0", "legible": "yes", "panel": "usual"}
    answers |= {"checklist": "ready", "press": "press"}
    known = place.cases.known(case)
    while (ask := place.cases.ask(case, known)).key in answers:
        case = place.cases.take(case, Given(ask.key, asked_at(case, ask), answers[ask.key]), known).case
        known = place.cases.known(case)
    if ask.key != "outcome":
        raise SystemExit(f"the way stands at {ask.key!r}, before the keys")
    at = f"/case/{case.id}"
    return [at, f"{at}/code", f"{at}/display", f"/cases/{case.id}"]


async def asked(app: Starlette, path: str, language: str) -> bytes:
    """Return the body of a page, as the application gives it."""
    body = b""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept-language", language.encode())],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")

    await app(scope, receive, send)
    return body


async def cost_ms(app: Starlette, path: str, language: str) -> float:
    """Return the CPU time of one page in ms, the first call aside."""
    await asked(app, path, language)
    before = time.process_time()
    for _ in range(ROUNDS):
        await asked(app, path, language)
    return (time.process_time() - before) * 1000 / ROUNDS


async def weight(app: Starlette) -> tuple[int, int]:
    """Return the bytes of the first page with all its files, compressed, and how many are of another host."""
    page = (await asked(app, "/", "en")).decode()
    files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    others = len(re.findall(r'(?:src|href|action)="(?:https?:)?//', page))
    total = len(gzip.compress(page.encode(), 6))
    for path in sorted(files):
        total += len(gzip.compress((STATIC / path.removeprefix("/static/")).read_bytes(), 6))
    return total, others


async def measured_among(app: Starlette, of_a_case: list[str]) -> int:
    """Print what the pages of a case cost with many others beside it; return how many bars were missed."""
    took = [await cost_ms(app, path, "en") for path in of_a_case]
    print(f"pages of a case with {OTHERS} others kept: {max(took):.1f} ms CPU at most")
    return sum(one > MOST_MS for one in took)


async def measured(app: Starlette, of_a_case: list[str]) -> int:
    """Print one line a page and one for the first page's weight; return how many bars were missed."""
    missed = 0
    for language in ("en", "de"):
        for path in (*PAGES, *of_a_case):
            took = await cost_ms(app, path, language)
            missed += took > MOST_MS
            print(f"{language}  {path:<42} {took:6.1f} ms CPU")
    total, others = await weight(app)
    print(f"first page with all its files, compressed: {total:,} bytes, {others} from other hosts")
    return missed + (total > MOST_BYTES) + (others > 0)


def main() -> int:
    """Measure with a state folder that holds one case, then with many."""
    with TemporaryDirectory() as folder:
        place = place_of(folder, RealClock())
        app, of_a_case = web_app(place), case_pages(place)
        missed = asyncio.run(measured(app, of_a_case))
        for at in range(OTHERS):
            case = place.cases.begin("CODE")
            known = place.cases.known(case)
            number = asked_at(case, place.cases.ask(case, known))
            place.cases.take(case, Given("label", number, f"V{at:06d}"), known)
        return 1 if missed + asyncio.run(measured_among(app, of_a_case)) else 0


if __name__ == "__main__":
    sys.exit(main())
