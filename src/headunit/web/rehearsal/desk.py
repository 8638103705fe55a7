"""The desk that rehearsals are kept on: a bounded number, each under a name nobody guesses, until it lies idle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.web.rehearsal.session import Session

__all__ = ["Desk"]


class _Kept(NamedTuple):
    """Hold a session, when it was last used, and whose it is."""

    used_ms: float
    session: Session
    owner: str


class Desk:
    """Keep at most *most* sessions, each for *idle_ms* after it was last used; the one idle longest goes first.

    *name* gives a new, unguessable name for a session, *now_ms* the time.
    """

    def __init__(
        self, name: Callable[[], str], now_ms: Callable[[], float], *, most: int = 32, idle_ms: float = 1_800_000
    ) -> None:
        """Begin with an empty desk."""
        self._name = name
        self._now_ms = now_ms
        self._most = most
        self._idle_ms = idle_ms
        self._kept: dict[str, _Kept] = {}

    def __len__(self) -> int:
        """Return how many sessions are kept."""
        self._clear()
        return len(self._kept)

    def put(self, session: Session, owner: str = "") -> str:
        """Keep *session* for *owner*, else for who asks for it first, and return its name."""
        self._clear()
        while len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        name = self._name()
        self._kept[name] = _Kept(self._now_ms(), session, owner)
        return name

    def find(self, name: str, owner: str = "") -> Session | None:
        """Return the session of that name, which counts as used; None where there is none of *owner*, or no more."""
        self._clear()
        found = self._kept.get(name)
        if found is None or found.owner not in {"", owner}:
            return None
        del self._kept[name]
        self._kept[name] = _Kept(self._now_ms(), found.session, owner)
        return found.session

    def forget(self) -> None:
        """Let go of all."""
        self._kept.clear()

    def _clear(self) -> None:
        """Let go of those that lay idle; the order is that of their last use."""
        end = self._now_ms() - self._idle_ms
        for name in [name for name, kept in self._kept.items() if kept.used_ms <= end]:
            del self._kept[name]
