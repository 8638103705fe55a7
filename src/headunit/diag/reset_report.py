"""The record of a reset: what was found, what was done, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from headunit.diag.guard import Window
    from headunit.diag.identify import Fault, Identity
    from headunit.diag.link import LinkInfo, VoltSample
    from headunit.diag.unit_state import LockState

__all__ = ["EXIT_STATUS", "Consent", "Ended", "Finding", "Line", "ResetReport", "Verdict", "report_document"]


class Verdict:
    """Name how a reset ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED_SAFELY = "failed-safely"
    NEEDS_RECOVERY = "needs-recovery"
    UNKNOWN = "unknown"


EXIT_STATUS = {
    Verdict.DONE: 0,
    Verdict.UNKNOWN: 75,
    Verdict.REFUSED: 77,
    Verdict.FAILED_SAFELY: 80,
    Verdict.NEEDS_RECOVERY: 81,
}
"""Verdict → exit status of the command."""


class Consent(NamedTuple):
    """Say what a person has confirmed: that the reset may be done, and that the car stands still."""

    reset: bool
    standing: bool


class Ended(Exception):  # noqa: N818 - it carries an outcome
    """Carry the verdict out of a step."""

    def __init__(self, verdict: str, words: str, advice: str = "") -> None:
        """Take how it ended, why, and what to do."""
        super().__init__(words)
        self.verdict, self.words, self.advice = verdict, words, advice


class Line(NamedTuple):
    """Hold one line of what happened, at a time in seconds since the beginning."""

    at_s: float
    words: str


class Finding(NamedTuple):
    """Hold what was found of the unit, before or after."""

    identity: Identity
    faults: tuple[Fault, ...]
    lock: LockState | None


class ResetReport(NamedTuple):
    """Hold the whole record; *began_s* is the clock's time at the beginning."""

    verdict: str
    words: str
    advice: str
    link: LinkInfo
    family: str
    window: Window
    before: Finding | None
    after: Finding | None
    lines: tuple[Line, ...]
    trace: tuple[VoltSample, ...]
    began_s: float
    transcript_sha256: str
    at: str
    version: str


def report_document(report: ResetReport) -> dict[str, Any]:
    """Return the JSON form of a report."""
    volts = [sample.volts for sample in report.trace]
    return {
        "verdict": report.verdict,
        "words": report.words,
        "advice": report.advice,
        "at": report.at,
        "version": report.version,
        "unit": {"family": report.family, "simulated": True, "services": "invented"},
        "link": link_document(report.link),
        "window": {"lowest_v": report.window.lowest_v, "highest_v": report.window.highest_v},
        "before": _finding(report.before),
        "after": _finding(report.after),
        "voltage": {
            "lowest_v": min(volts, default=None),
            "highest_v": max(volts, default=None),
            "samples": [
                {"at_s": round(sample.at_s - report.began_s, 3), "volts": sample.volts, "source": sample.source}
                for sample in report.trace
            ],
        },
        "lines": [{"at_s": round(line.at_s, 3), "words": line.words} for line in report.lines],
        "transcript_sha256": report.transcript_sha256,
    }


def link_document(info: LinkInfo) -> dict[str, Any]:
    """Return the JSON form of what a link is."""
    return {
        "uri": info.uri,
        "scheme": info.scheme,
        "adapter": info.adapter,
        "local": info.local,
        "limits": list(info.limits),
    }


def identity_document(identity: Identity) -> list[dict[str, Any]]:
    """Return the JSON form of what was read."""
    return [
        {
            "name": value.name,
            "did": f"{value.did:04X}",
            "text": value.text,
            "raw": value.raw.hex().upper(),
            "refused": f"{value.refused.nrc:02X}" if value.refused else None,
            "problem": value.problem,
        }
        for value in identity.values
    ]


def faults_document(faults: tuple[Fault, ...]) -> list[dict[str, Any]]:
    """Return the JSON form of fault codes."""
    return [{"code": fault.code, "status": f"{fault.status:02X}", "words": fault.words} for fault in faults]


def _finding(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "identity": identity_document(finding.identity),
        "faults": faults_document(finding.faults),
        "lock": finding.lock._asdict() if finding.lock else None,
    }
