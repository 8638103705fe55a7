"""Walk the way in the browser's stead: answer the question that stands, by the forms of its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx2 import Response

    from tests.web.server import Bench

NOTE = "BP5387W1000653"
"""A made-up serial of a Nissan Note radio; its code is worked out by a rule that real radios confirm."""

NOTE_CODE = "2540"
WORDS = "four words of mine"

ANSWERS = {
    "whose": "own",
    "used": "0",
    "legible": "yes",
    "panel": "usual",
    "car": "Nissan Note 2010",
    "checklist": "ready",
    "press": "press",
}


class Walker:
    """Hold the case that is walked, and its page as it is now."""

    def __init__(self, bench: Bench, display: str = "CODE") -> None:
        self.bench = bench
        answer = bench.post("/", display=display)
        assert answer.status_code == 303, answer.text
        self.path = path_of(answer)

    @property
    def page(self) -> str:
        answer = self.bench.client.get(self.path)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def key(self) -> str:
        found = re.search(r'name="key" value="([a-z-]+)"', self.page)
        return found[1] if found else ""

    @property
    def first_choice(self) -> str:
        """Return the answer that stands first: of radios the one that fits best."""
        found = re.search(r'name="value" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def answer(self, value: str, **more: str) -> Response:
        page = self.page
        key, number = (re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("key", "number"))
        assert key is not None
        assert number is not None
        return self.bench.post(self.path, key=key[1], number=number[1], value=value, **more)

    def to(self, key: str) -> None:
        """Answer as :data:`ANSWERS` says until the question *key* stands."""
        for _ in range(12):
            now = self.key
            if now == key:
                return
            assert now in {*ANSWERS, "family"}, f"{now} stands, not {key}"
            assert self.answer(ANSWERS.get(now) or self.first_choice).status_code == 303
        raise AssertionError(key)


def path_of(answer: Response) -> str:
    """Return where *answer* leads, without the host."""
    return "/" + answer.headers["location"].split("/", 3)[3]
