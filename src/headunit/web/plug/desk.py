"""The links that pages have opened: few, each for one browser under a name nobody guesses, and each wire once."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from headunit.diag.journal import delete_journals
from headunit.errors import NotAllowedError, TryAgainError
from headunit.facts.assumptions import load_assumptions
from headunit.twin import twin_profile
from headunit.web.plug.reach import check_reach, wire_of
from headunit.web.plug.session import PlugSession
from headunit.web.plug.worker import link_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from headunit.diag.uri import Target
    from headunit.web.plug.session import PlugTools

__all__ = ["KEPT_MS", "PlugDesk"]

_MOST_OPEN, _MOST_KEPT = 4, 16
KEPT_MS = 1_800_000
"""What was read over a link that is closed is kept for so long after somebody last looked at it."""

_NOBODY = ""


class _Kept(NamedTuple):
    visitor: str
    wire: str
    session: PlugSession


class PlugDesk:
    """Open links and find them again; *far*: the pages are on another device, which may open less.

    *ports* returns the serial ports that there are, *offered* are the links that were named in the terminal.
    """

    def __init__(
        self,
        tools: PlugTools,
        random_name: Callable[[], str],
        ports: Callable[[], Sequence[str]],
        *,
        far: bool = False,
        offered: Sequence[str] = (),
    ) -> None:
        """Begin without a link."""
        self._tools, self._random_name = tools, random_name
        self.ports, self.far, self.offered = ports, far, tuple(offered)
        self._kept: dict[str, _Kept] = {}
        self._opening = threading.Lock()

    @cached_property
    def families(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of each family with a code, by name: its simulated unit has a lock to reset."""
        catalogue, assumptions = self._tools.catalogue, load_assumptions()
        found = [family for family in catalogue.families() if twin_profile(family, assumptions).lock is not None]
        return tuple(sorted(((family.id, family.name) for family in found), key=lambda one: one[1].casefold()))

    def open(self, visitor: str, uri: str, address: str = "") -> str:
        """Begin to open *uri* for *visitor*, whose other links are closed, and return the name of the session.

        Raises what check_reach raises, and TryAgainError (``link-in-use``, ``link-busy``, ``links-many``).
        """
        target = check_reach(uri, address, far=self.far, ports=self.ports(), offered=self.offered)
        with self._opening:
            return self._opened(visitor, target)

    def _opened(self, visitor: str, target: Target) -> str:
        self._leave(visitor)
        wire, running = wire_of(target), [kept for kept in self._held if not kept.session.ended]
        if any(wire and kept.wire == wire for kept in running):
            raise TryAgainError(
                "link-in-use",
                "another browser has this link open",
                value=target.uri,
                next_step="wait till it is closed",
            )
        if len(running) >= _MOST_OPEN:
            raise TryAgainError("links-many", "too many links are open", next_step="close one first")
        self._forget()
        name = self._random_name()
        address = target.options.get("address", "")  # the one that was checked, whatever a form says
        self._kept[name] = _Kept(visitor, wire, PlugSession(target.uri, address, self._tools))
        return name

    def find(self, name: str, visitor: str, *, live: bool = False) -> PlugSession | None:
        """Return the session of that name if it is *visitor*'s, which counts as used; else None."""
        kept = self._kept.get(name)
        if kept is None or kept.visitor != visitor:
            return None
        kept.session.use(live=live)
        return kept.session

    def current(self, visitor: str) -> str:
        """Return the name of *visitor*'s open link, or an empty text."""
        names = [name for name, kept in list(self._kept.items()) if kept.visitor == visitor and not kept.session.closed]
        return names[-1] if names else ""

    def sweep(self) -> None:
        """Close what was left, and forget what was read over links that are closed and not looked at any more."""
        for name, kept in list(self._kept.items()):
            kept.session.end_if_left()
            if kept.session.ended and (kept.visitor == _NOBODY or kept.session.unused_ms > KEPT_MS):
                self._kept.pop(name, None)

    def forget(self) -> None:
        """Close every link, and let nobody find what was read; a reset that runs stays with who began it."""
        for name, kept in list(self._kept.items()):
            if kept.session.doing != "reset":
                kept.session.end()
                self._kept[name] = kept._replace(visitor=_NOBODY)
        self.sweep()

    def delete_journals(self) -> None:
        """Delete what is noted down on the disk of resets that have ended.

        Raises NotAllowedError (``reset-without-end``) where one has none, and what delete_journals raises.
        """
        if not delete_journals(self._tools.folder):
            raise NotAllowedError(
                "reset-without-end",
                "the journal of a reset without an end stays: by it the next run looks first, and starts nothing",
                value=str(self._tools.folder),
                next_step="run that reset again, which brings it to its end, and then delete everything once more",
            )

    def close_all(self) -> None:
        """Close every link; a reset that runs comes to its end first."""
        for kept in self._held:
            kept.session.end()
        for kept in self._held:
            kept.session.worker.join()

    @property
    def resetting(self) -> bool:
        """Return whether a reset is under way."""
        return any(kept.session.doing == "reset" for kept in self._held)

    @property
    def _held(self) -> tuple[_Kept, ...]:
        """Return what is kept now: pages are answered beside the threads that open and close."""
        return tuple(self._kept.values())

    def _leave(self, visitor: str) -> None:
        """Close what *visitor* has open; raises TryAgainError (``link-busy``) while something is under way."""
        for kept in [kept for kept in self._held if kept.visitor == visitor]:
            if kept.session.doing:
                raise link_busy()
            kept.session.end()
            kept.session.worker.join()

    def _forget(self) -> None:
        """Let go of the oldest sessions that are over."""
        over = [name for name, kept in list(self._kept.items()) if kept.session.ended]
        for name in over[: max(0, len(self._kept) - _MOST_KEPT + 1)]:
            self._kept.pop(name, None)
