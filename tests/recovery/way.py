"""A walk along the guided way without a screen: one answer after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from headunit.recovery.asks import Answered, Ask, Knowledge, remember
from headunit.recovery.case import Case
from headunit.recovery.journey import answer, next_ask
from tests.recovery.journals import START
from tests.recovery.radios import ASSUMPTIONS, CATALOGUE

if TYPE_CHECKING:
    from headunit.recovery.records import Event

FORD = ("CODE", "Ford Fiesta 2003 M123456", "own")
FORD_READY = (*FORD, "0", "yes", "ready")


class Way:
    """Walk the way with answers, and remember the questions."""

    def __init__(self, *values: str, minutes: int = 1, **known: Any) -> None:  # noqa: ANN401 - fields of Knowledge
        self.known = Knowledge(CATALOGUE, lambda: ASSUMPTIONS)._replace(**known)
        self.case = Case("ABC123")
        self.at = START
        self.minutes = minutes
        self.asked: list[str] = []
        self.last = Answered()
        for value in values:
            self.say(value)

    @property
    def ask(self) -> Ask:
        return next_ask(self.case, self.known)

    def say(self, value: str) -> Way:
        ask = self.ask
        self.asked.append(ask.key)
        self.last = answer(self.case, ask, value, self.known)
        self.known = remember(self.known, self.last)
        self.at += timedelta(minutes=self.minutes)
        self.case = self.case.grown(self.case.following(self.last.events, self.at))
        return self

    def news(self, event: Event) -> str:
        """Return what is said once *event* is written down."""
        self.case = self.case.grown(self.case.following((event,), self.at))
        return self.text

    def restarted(self) -> Way:
        """Return the way after the program was killed: only the journal is left."""
        self.known = self.known._replace(code=None, wrote=0)
        return self

    @property
    def text(self) -> str:
        return " ".join(f"{line.label} {line.text}" for line in self.ask.says)
