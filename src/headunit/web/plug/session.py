"""One link that a page opened: what was read over it, what is under way, and the thread that does it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from headunit.diag.identify import identify, read_faults
from headunit.diag.link import Voltmeter, VoltSample
from headunit.diag.open import open_link
from headunit.diag.reset_report import Line
from headunit.diag.reset_twin import refuse_what_may_be_real, reset_job
from headunit.diag.tester import Refusal, Tester
from headunit.errors import ConsentError, HeadunitError, LinkError, TryAgainError
from headunit.twin.ecu import DidOf
from headunit.web.plug.worker import Worker, link_busy, link_closed

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from headunit.diag.clock import Clock
    from headunit.diag.identify import Fault, Identity
    from headunit.diag.open import Opened
    from headunit.diag.reset import ResetJob
    from headunit.diag.reset_report import Consent, ResetReport
    from headunit.facts import Catalogue

__all__ = ["IDLE_MS", "LEFT_MS", "PlugSession", "PlugTools"]

IDLE_MS = 120_000
"""A link that nobody uses is closed after so long."""

LEFT_MS = 15_000
"""A page that asked for the voltage every second, and stopped, was left: the link is closed after so long."""

_MILLI = 1000


class PlugTools(NamedTuple):
    """Hold what a link needs: *clock* for waiting, *now_ms* for idleness, *folder* for the journal of a reset."""

    catalogue: Catalogue
    clock: Clock
    now_ms: Callable[[], float]
    random_bytes: Callable[[int], bytes]
    folder: Path
    stamp: Callable[[], str]
    version: str


class PlugSession:
    """Read over one link, and reset a simulated unit; all that touches the link happens in one thread."""

    def __init__(self, uri: str, address: str, tools: PlugTools) -> None:
        """Begin to open *uri*."""
        self.uri = uri
        self._address, self._tools = address, tools
        self._lock = threading.Lock()
        self._used_ms, self._live = tools.now_ms(), False
        self._job: ResetJob | None = None
        self._began_s = 0.0
        self.opened: Opened | None = None
        self.doing = ""
        self.fault: HeadunitError | None = None
        self.standing = False
        self.sample: VoltSample | None = None
        self.unmeasured: HeadunitError | None = None
        self.identity: Identity | None = None
        self.faults: tuple[Fault, ...] | Refusal | None = None
        self.lines: tuple[Line, ...] = ()
        self.report: ResetReport | None = None
        self.done = 0
        """How many jobs are done; a page that shows another number is out of date."""
        self.resets = 0
        """How many resets were begun; a consent that was given before the last one is used up."""
        self.kept = ""
        """The case that what was read was written into last."""
        self.worker = Worker(self._left, self._close)
        self.opening = self._start("open", self._open)

    @property
    def twin(self) -> str:
        """Return the family of the simulated unit at the other end, or an empty text."""
        return self.opened.family if self.opened else ""

    @property
    def closed(self) -> bool:
        """Return whether the link is closed, or about to be."""
        return self.worker.over

    @property
    def ended(self) -> bool:
        """Return whether the link is closed, and nothing runs over it any more."""
        return self.worker.ended

    @property
    def unused_ms(self) -> float:
        """Return since when nobody has used it, in ms."""
        return self._tools.now_ms() - self._used_ms

    @property
    def may_ask(self) -> bool:
        """Return whether anything may be asked of the unit: it is simulated, or the car stands still."""
        return bool(self.opened) and (bool(self.twin) or self.standing)

    def use(self, *, live: bool = False) -> None:
        """Count as used; *live* by a page that asks every second."""
        self._used_ms, self._live = self._tools.now_ms(), live

    def identify(self) -> Future[None]:
        """Begin to read who the unit is; raises ConsentError (``not-standing``), and what a busy link raises."""
        return self._ask("identify", self._identify)

    def read_faults(self) -> Future[None]:
        """Begin to read the stored fault codes; raises what :meth:`identify` raises."""
        return self._ask("faults", self._read_faults)

    def check_reset(self) -> None:
        """Raise NotAllowedError (``reset-not-documented``) where a reset might reach a real unit, or what is closed."""
        refuse_what_may_be_real(self._link)
        if self.closed:
            raise link_closed()

    def reset(self, consent: Consent) -> Future[None]:
        """Begin the guarded reset; raises what :meth:`check_reset` and a busy link raise."""
        self.check_reset()
        begun = self._start("reset", lambda: self._reset(consent))
        self.resets += 1
        return begun

    def _ask(self, what: str, job: Callable[[], None]) -> Future[None]:
        if self.opened is not None and not self.may_ask:
            raise ConsentError(
                "not-standing",
                "nobody confirmed that the car stands still, so nothing was asked of its radio",
                next_step="tick the box first",
            )
        return self._start(what, job)

    def _start(self, what: str, job: Callable[[], None]) -> Future[None]:
        """Begin a job; raises TryAgainError (``link-busy``, ``link-closed``)."""
        with self._lock:
            if self.doing:
                raise link_busy()
            self.doing = what
            try:
                return self.worker.do(lambda: self._do(job))
            except TryAgainError:
                self.doing = ""
                raise

    def measure(self) -> Future[None]:
        """Measure the supply once; while something else is under way nothing is asked. Raises TryAgainError."""
        return self.worker.do(self._measure)

    def end_if_left(self) -> None:
        """Close a link that nobody uses any more; while something is under way it stays."""
        if not self.doing and self._left():
            self.end()

    def end(self) -> None:
        """Close the link as soon as what runs has come to its end."""
        self.worker.end()

    # In the thread of the link.

    def _left(self) -> bool:
        return self.unused_ms > (LEFT_MS if self._live else IDLE_MS)

    def _close(self) -> None:
        self.doing = ""
        if self.opened is not None:
            self.opened.link.close()

    def _do(self, job: Callable[[], None]) -> None:
        self.fault = None
        try:
            job()
        except HeadunitError as fault:
            self.fault = fault
        except Exception:
            self.fault = _unforeseen()
            raise
        finally:
            self.use()
            self.done += 1
            self.doing = ""

    def _open(self) -> None:
        tools = self._tools
        try:
            self.opened = open_link(self.uri, tools.clock, tools.catalogue, tools.random_bytes, self._address)
        except HeadunitError:
            self.worker.end()
            raise
        if self.twin:
            self._measure()

    def _identify(self) -> None:
        self.identity = identify(self._link.link)
        self._measure()

    def _read_faults(self) -> None:
        self.faults = read_faults(self._link.link)
        self._measure()

    def _reset(self, consent: Consent) -> None:
        self.lines, self.report = (), None
        tools = self._tools
        self._began_s = tools.clock.now()
        with reset_job(
            self._link, tools.folder, tools.clock, stamp=tools.stamp, version=tools.version, tell=self._tell
        ) as job:
            self._job = job
            try:
                self.report = job.run(consent)
            finally:
                self._job = None

    def _tell(self, words: str) -> None:
        at_s = self._tools.clock.now() - self._began_s
        self.lines = (*self.lines, Line(at_s, words))
        trace = self._job.trace if self._job else ()
        self.sample = trace[-1] if trace else self.sample

    def _measure(self) -> None:
        """Measure at the adapter, and where that measures nothing ask the unit, if it is simulated."""
        link = self._link.link
        try:
            sample = link.sample() if isinstance(link, Voltmeter) else None
            self.sample = self._of_the_twin() if sample is None and self.twin else sample
            self.unmeasured = None
        except HeadunitError as fault:
            self.sample, self.unmeasured = None, fault

    def _of_the_twin(self) -> VoltSample | None:
        value = Tester(self._link.link).read(DidOf.SUPPLY)
        if isinstance(value, Refusal) or not value:
            return None
        return VoltSample(volts=int.from_bytes(value, "big") / _MILLI, source="unit", at_s=self._tools.clock.now())

    @property
    def _link(self) -> Opened:
        if self.opened is None:
            raise link_closed()
        return self.opened


def _unforeseen() -> LinkError:
    return LinkError(
        "link-unforeseen",
        "something went wrong that this program doesn't know, and what was under way ended there",
        next_step="open the link again; a reset that has no end is looked after first",
    )
