"""The guarded audio security reset: look, measure, note the intent down, start once, watch, and look again.

A start is sent in one place, with a permit of the voltage guard, and never twice. Once the intent is in the journal
nothing stops the procedure but its end; a journal without an end makes the next run look first.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from headunit.diag.guard import VoltageGuard, VoltagePermit, VoltageRefusal, Window
from headunit.diag.identify import identify, read_faults
from headunit.diag.link import Voltmeter, VoltSample
from headunit.diag.reset_report import Consent, Ended, Finding, Line, ResetReport, Verdict
from headunit.diag.reset_watch import ResetWatch
from headunit.diag.tester import Refusal, Tester
from headunit.diag.unit_state import EXTENDED, ResetStatus, read_lock, read_supply
from headunit.diag.wrappers import RecordingLink
from headunit.errors import CannotWriteError, LinkError
from headunit.twin.ecu import RoutineOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.diag.clock import Clock
    from headunit.diag.journal import ResetJournal
    from headunit.diag.link import PduLink

__all__ = ["Consent", "ResetJob"]


def _unheard(words: str) -> None:
    del words


class ResetJob:
    """Reset the lock of one simulated unit; *key_for* answers its seed, *tell* hears each line as it happens."""

    __slots__ = (
        "_after", "_before", "_began_s", "_clock", "_family", "_guard", "_journal", "_key_for", "_lines", "_link",
        "_stamp", "_tell", "_tester", "_version", "_watch",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - what a reset needs and can't have from anywhere else
        self,
        link: PduLink,
        family: str,
        window: Window,
        journal: ResetJournal,
        clock: Clock,
        *,
        key_for: Callable[[bytes], bytes],
        stamp: Callable[[], str],
        version: str = "",
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """Take the link to a twin of *family*; *stamp* gives the time of day for the journal."""
        self._link = RecordingLink(link, clock)
        self._tester = Tester(self._link)
        self._family, self._journal, self._clock = family, journal, clock
        self._guard = VoltageGuard(window, self._sources(link), clock)
        self._key_for, self._stamp, self._version = key_for, stamp, version
        self._tell = tell or _unheard
        self._lines: list[Line] = []
        self._began_s = clock.now()
        self._watch = ResetWatch(self._tester, self._guard, clock, self._say)
        self._before: Finding | None = None
        self._after: Finding | None = None

    def _sources(self, link: PduLink) -> list[Callable[[], VoltSample | None]]:
        """Return what measures: the adapter where it can, and the unit."""
        unit = partial(read_supply, self._tester, self._clock)
        return [link.sample, unit] if isinstance(link, Voltmeter) else [unit]

    @property
    def trace(self) -> tuple[VoltSample, ...]:
        """Return what was measured so far."""
        return tuple(self._guard.trace)

    def run(self, consent: Consent) -> ResetReport:
        """Do it all and return the report; raises CannotWriteError where the journal can't be written."""
        try:
            self._run(consent)
        except Ended as ended:
            return self._report(ended)
        raise AssertionError  # pragma: no cover - every way ends with a verdict

    def _run(self, consent: Consent) -> None:
        if self._journal.open_intent() is not None:
            self._say("an earlier reset has no end in the journal: looking first, nothing is started")
            self._look_after_an_intent()
        self._before = self._look("before")
        self._check(consent)
        self._permit()
        self._journal.write("INTENT", self._stamp(), link=self._link.info.uri, family=self._family)
        self._say("the intent is noted down: from here on nothing stops it")
        try:
            self._prepare()
        except LinkError as fault:
            self._close(Verdict.FAILED_SAFELY, f"nothing was started: {fault.message}", fault.next_step)
        self._start(self._permit_again())
        self._follow()

    # Before the intent.

    def _check(self, consent: Consent) -> None:
        """Refuse what must not begin."""
        lock = self._before.lock if self._before else None
        if lock is None:
            raise Ended(
                Verdict.REFUSED, "the unit doesn't tell the state of its lock", "nothing was sent that changes it"
            )
        if lock.state == "needs-recovery":
            raise Ended(Verdict.NEEDS_RECOVERY, "the unit's firmware is spoilt", "it needs a workshop")
        if lock.state == "open":
            raise Ended(Verdict.REFUSED, "the radio is unlocked: there is nothing to reset", "enjoy the music")
        if not consent.standing:
            raise Ended(Verdict.REFUSED, "nobody confirmed that the car stands still", "confirm it")
        if not consent.reset:
            raise Ended(Verdict.REFUSED, "nobody confirmed the reset", "confirm it")

    def _permit(self) -> None:
        """Measure for the first time, before anything is noted down."""
        try:
            permit = self._guard.permit()
        except LinkError as fault:
            raise Ended(Verdict.REFUSED, f"the voltage can't be measured: {fault.message}", fault.next_step) from None
        if isinstance(permit, VoltageRefusal):
            raise Ended(Verdict.REFUSED, permit.words, permit.advice)
        self._say(f"the supply holds: {permit.worst_v:.2f} V at worst")
        if permit.warning:
            self._say(permit.warning)

    # From the intent to the start.

    def _prepare(self) -> None:
        """Change the session and unlock; a key is sent at most twice."""
        refused = self._tester.session(EXTENDED)
        if refused is not None:
            self._close(Verdict.FAILED_SAFELY, f"no session: {refused.words}", refused.advice)
        for keys_left in (2, 1, 0):
            seed = self._tester.seed()
            if isinstance(seed, Refusal):
                self._close(Verdict.FAILED_SAFELY, f"no seed: {seed.words}", seed.advice)
            elif not any(seed):
                self._say("the unit has taken the key")
                return
            elif keys_left:
                self._send_key(seed)
        self._close(Verdict.FAILED_SAFELY, "the unit doesn't say that it took the key", "wait, then try again")

    def _send_key(self, seed: bytes) -> None:
        try:
            refused = self._tester.key(self._key_for(seed))
        except LinkError as fault:
            if fault.code != "no-answer":
                raise
            return  # the next seed tells whether it arrived
        if refused is not None:
            self._close(Verdict.FAILED_SAFELY, f"the key was refused: {refused.words}", refused.advice)

    def _permit_again(self) -> VoltagePermit:
        """Measure again, right before the start."""
        try:
            permit = self._guard.permit()
        except LinkError as fault:
            self._close(Verdict.FAILED_SAFELY, f"nothing was started: {fault.message}", fault.next_step)
        else:
            if isinstance(permit, VoltagePermit):
                return permit
            self._close(Verdict.FAILED_SAFELY, f"nothing was started: {permit.words}", permit.advice)
        raise AssertionError  # pragma: no cover - _close raises

    def _start(self, permit: VoltagePermit) -> None:
        """Send the start, here and nowhere else, and only once."""
        if not permit.spend(self._clock.now()):
            self._close(Verdict.FAILED_SAFELY, "nothing was started: the measurement is too old", "try again")
        self._say("start")
        try:
            answer = self._tester.start_routine(RoutineOf.AUDIO_SECURITY_RESET)
        except LinkError as fault:
            self._say(f"no word whether it began ({fault.message}): looking")
            return
        if isinstance(answer, Refusal):
            self._say(f"the unit refused: {answer.words}")
            self._watch.ran = False
            status = self._watch.settled()
            if not self._watch.ran and (status is None or status.status in {"never-started", "stopped", "done"}):
                self._close(Verdict.FAILED_SAFELY, f"the unit refused: {answer.words}", answer.advice)

    # After the start.

    def _follow(self) -> None:
        """Watch until the unit says how it ended, then check that by what it tells otherwise."""
        status = self._watch.settled()
        if status is None:
            raise Ended(
                Verdict.UNKNOWN,
                "the link broke off, and nobody knows how the reset ended",
                "keep the supply up, mend the link and run it again: it looks first and starts nothing",
            )
        if status.status == "done":
            self._verify()
        self._end_by(status)

    def _end_by(self, status: ResetStatus) -> None:
        if status.status == "never-started":
            self._close(Verdict.FAILED_SAFELY, "the start never arrived, and nothing was changed", "try again")
        if status.status == "stopped":
            words = f"the unit stopped while {status.step}: {status.reason}; what was there before is whole"
            self._close(Verdict.FAILED_SAFELY, words, "mend the supply, then try again")
        if status.status in {"needs-recovery", "memory-failed"}:
            words = f"the unit stopped while {status.step or 'writing'}: {status.reason}"
            self._close(Verdict.NEEDS_RECOVERY, words, "leave it connected and take it to a workshop")
        if status.status == "running":
            words = "the unit is still at it, and takes longer than it should"
            raise Ended(Verdict.UNKNOWN, words, "leave everything connected, and look again later")
        raise Ended(Verdict.UNKNOWN, f"the unit doesn't tell how it ended ({status.reason})", "look again later")

    def _verify(self) -> None:
        """Restart the unit and read by other means that its lock has all its tries."""
        try:
            self._tester.restart()
        except LinkError:
            self._say("no word whether the unit restarted")
        self._say("the unit restarts, which may take a minute or two")
        lock = self._watch.lock_at_rest()
        status = self._watch.settled()
        if lock is None or status is None:
            raise Ended(
                Verdict.UNKNOWN,
                "the unit said that it is done, and then the link broke off",
                "mend the link and run it again: it looks first and starts nothing",
            )
        if status.status != "done" or lock.state not in {"prompt", "open"}:
            raise Ended(Verdict.UNKNOWN, f"the unit says done, and its lock says {lock.state}", "look again later")
        try:
            self._after = self._look("after")
        except Ended:
            self._say("what the unit tells after it couldn't be read")
        tries = "with no limit of tries" if lock.tries_left is None else f"with {lock.tries_left} tries"
        self._close(Verdict.DONE, f"the lock is reset: the radio asks for its code, {tries}", "enter the code")

    def _look_after_an_intent(self) -> None:
        status = self._watch.settled()
        if status is None:
            raise Ended(Verdict.UNKNOWN, "the unit can't be asked how the reset ended", "mend the link and try again")
        if status.status == "done":
            self._verify()
        self._end_by(status)

    # What all of it needs.

    def _look(self, when: str) -> Finding:
        """Read identity, fault codes and lock."""
        try:
            identity = identify(self._link)
            faults = read_faults(self._link)
            lock = read_lock(self._tester)
        except LinkError as fault:
            raise Ended(Verdict.REFUSED, f"the unit can't be read: {fault.message}", fault.next_step) from None
        self._say(
            f"{when}: lock {lock.state if lock else 'unknown'}, software {identity.text('software') or 'unknown'}"
        )
        return Finding(identity, () if isinstance(faults, Refusal) else faults, lock)

    def _close(self, verdict: str, words: str, advice: str = "") -> None:
        """Note the end down and leave with the verdict, which stands whether the disk takes the note or not."""
        try:
            self._journal.write("END", self._stamp(), verdict=verdict, words=words)
        except CannotWriteError:
            self._say("the end can't be noted down: the next run looks first")
        raise Ended(verdict, words, advice)

    def _say(self, words: str) -> None:
        self._lines.append(Line(self._clock.now() - self._began_s, words))
        self._tell(words)

    def _report(self, ended: Ended) -> ResetReport:
        self._say(f"{ended.verdict}: {ended.words}")
        transcript = "\n".join(f"{e.direction} {e.message.hex()}" for e in self._link.exchanges)
        return ResetReport(
            ended.verdict,
            ended.words,
            ended.advice,
            self._link.info,
            self._family,
            self._guard.window,
            self._before,
            self._after,
            tuple(self._lines),
            tuple(self._guard.trace),
            self._began_s,
            hashlib.sha256(transcript.encode()).hexdigest(),
            self._stamp(),
            self._version,
        )
