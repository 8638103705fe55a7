"""What the pages of the diagnostic plug show: the link, the supply, what was read, and how a reset stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from headunit.diag.reset_report import Verdict
from headunit.diag.reset_twin import window_of
from headunit.diag.tester import Refusal
from headunit.web.language import gettext as _
from headunit.web.plug.scale import supply_curve, supply_scale

if TYPE_CHECKING:
    from headunit.diag.identify import Fault, Value
    from headunit.diag.reset_report import ResetReport
    from headunit.web.plug import PlugSession

__all__ = ["live_context", "report_context", "unit_context"]


class Shown(NamedTuple):
    """Hold one value that was read: *text*, or why there is none (*missing*)."""

    name: str
    text: str
    missing: str


class Stored(NamedTuple):
    """Hold one fault code: its number, the part of the car that it is about, and its state in words."""

    code: str
    part: str
    states: tuple[str, ...]


class Range(NamedTuple):
    """Hold the lowest and the highest voltage of one source, which is called *name*."""

    source: str
    name: str
    low: str
    high: str


def live_context(session: PlugSession) -> dict[str, Any]:
    """Return what changes while a page is looked at."""
    sample, window = session.sample, window_of(session.twin) if session.twin else None
    volts = sample.volts if sample else None
    return {
        "session": session,
        "stamp": f"{session.done}-{session.doing}-{int(session.closed)}",
        "busy": {
            "open": _("Opening the link …"),
            "identify": _("Reading who it is. Each value is read twice …"),
            "faults": _("Reading the fault codes …"),
            "reset": _("Resetting. Leave everything connected …"),
        }.get(session.doing, ""),
        "volts": "" if volts is None else f"{volts:.2f}",
        "source": _source(sample.source) if sample else "",
        "within": None if window is None or volts is None else window.holds(volts),
        "window": window,
        "scale": _drawn(supply_scale(volts, window, _supply_words(volts))),
    }


def _source(source: str) -> str:
    return _("measured by the adapter") if source == "adapter" else _("as the unit says")


def _supply_words(volts: float | None) -> str:
    return _("Supply: not known") if volts is None else _("Supply: %(volts)s volts") % {"volts": f"{volts:.2f}"}


def _drawn(svg: str) -> Markup:
    """Return SVG for a page: it was made by this program, which escaped what it was given."""
    return Markup(svg)  # noqa: S704 - see above


def unit_context(session: PlugSession) -> dict[str, Any]:
    """Return what was read over the link."""
    identity, faults = session.identity, session.faults
    refused = faults if isinstance(faults, Refusal) else None
    stored = () if faults is None or isinstance(faults, Refusal) else faults
    return {
        **live_context(session),
        "values": [_shown(value) for value in identity.values] if identity else None,
        "told": session.fault,
        "faults": None if faults is None else [_stored(fault) for fault in stored],
        "refused": refused,
    }


def _shown(value: Value) -> Shown:
    names = {
        "vin": _("VIN"),
        "part_number": _("Part number"),
        "serial": _("Serial"),
        "hardware": _("Hardware"),
        "software": _("Software"),
        "software_of_the_car_maker": _("Software of the car maker"),
        "system_name": _("System"),
    }
    return Shown(names[value.name], value.shown, value.refused.words if value.refused else value.problem)


def _stored(fault: Fault) -> Stored:
    parts = {
        "P": _("engine and drive"),
        "C": _("brakes, steering and chassis"),
        "B": _("body and comfort, radios too"),
        "U": _("the wires between units"),
    }
    return Stored(fault.code, parts[fault.code[0]], tuple(fault.words.split(", ")))


def report_context(report: ResetReport | None) -> dict[str, Any]:
    """Return how a reset ended, with the lamp for it."""
    if report is None:
        return {"report": None}
    heads = {
        Verdict.DONE: ("go", _("Done, and checked")),
        Verdict.REFUSED: ("care", _("Refused: nothing was changed")),
        Verdict.FAILED_SAFELY: ("care", _("Not done: the unit is as it was")),
        Verdict.NEEDS_RECOVERY: ("stop", _("The unit needs a workshop")),
        Verdict.UNKNOWN: ("care", _("Not known: look again")),
    }
    lamp, head = heads[report.verdict]
    ranges = _ranges(report)
    label = _("The supply, measured") + ": " + ", ".join(f"{one.name} {one.low} – {one.high} V" for one in ranges)
    plot = _drawn(supply_curve(report.trace, report.window, report.began_s, label)) if report.trace else ""
    return {"report": report, "lamp_of": lamp, "head": head, "plot": plot, "ranges": ranges}


def _ranges(report: ResetReport) -> list[Range]:
    names = {"adapter": _("Adapter"), "unit": _("The unit itself")}
    found = []
    for source in dict.fromkeys(sample.source for sample in report.trace):
        volts = [sample.volts for sample in report.trace if sample.source == source]
        found.append(Range(source, names[source], f"{min(volts):.2f}", f"{max(volts):.2f}"))
    return found
