"""The report of a reset as one HTML page that needs nothing else, with the voltage as a plot."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from headunit.diag.reset_report import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from headunit.diag.link import VoltSample
    from headunit.diag.reset_report import Finding, ResetReport

__all__ = ["report_html", "voltage_svg"]

_WIDTH, _HEIGHT, _MARGIN = 640, 200, 44
_COLOURS = {"adapter": "#0b6e99", "unit": "#b35900"}
_HEADLINES = {
    Verdict.DONE: "Done",
    Verdict.REFUSED: "Refused: nothing was changed",
    Verdict.FAILED_SAFELY: "Not done: the unit is as it was",
    Verdict.NEEDS_RECOVERY: "The unit needs a workshop",
    Verdict.UNKNOWN: "Not known: look again",
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44em;margin:2em auto;padding:0 1em;color:#1c1c1c}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}td,th{border-bottom:1px solid #ccc;padding:.3em .6em;"
    "text-align:left;vertical-align:top}.verdict{border-left:.4em solid #555;padding:.2em 1em}"
    ".done{border-color:#17702a}.needs-recovery{border-color:#a11}svg{max-width:100%;height:auto}"
)


def report_html(report: ResetReport) -> str:
    """Return the page."""
    parts = [
        _verdict(report),
        "<p>A simulated unit: its services are invented, and no real radio is reset this way.</p>",
        _table("What was used", _used(report)),
        "<h2>The supply</h2>" + voltage_svg(report),
        _table("What happened", [(f"{line.at_s:.2f} s", line.words) for line in report.lines]),
        _table("Before and after", _compared(report.before, report.after), ("", "before", "after")),
    ]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Audio security reset: {escape(report.verdict)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _verdict(report: ResetReport) -> str:
    words, advice = escape(report.words), escape(report.advice)
    head = f'<section class="verdict {escape(report.verdict)}"><h1>{escape(_HEADLINES[report.verdict])}</h1>'
    return f"{head}<p>{words}.</p><p>{advice}</p></section>"


def _used(report: ResetReport) -> list[tuple[str, str]]:
    return [
        ("time", report.at),
        ("Headunit", report.version),
        ("unit", f"twin of {report.family}"),
        ("link", report.link.uri),
        ("adapter", report.link.adapter),
        ("window", f"{report.window.lowest_v:.1f} to {report.window.highest_v:.1f} V"),
        ("SHA-256 of all messages", report.transcript_sha256),
    ]


def _table(title: str, rows: Iterable[tuple[str, ...]], heads: tuple[str, ...] = ()) -> str:
    head = "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in heads) + "</tr>" if heads else ""
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{escape(title)}</h2><table>{head}{body}</table>"


def _compared(before: Finding | None, after: Finding | None) -> list[tuple[str, str, str]]:
    told, tells = _told(before), _told(after)
    return [(name, told.get(name, "–"), tells.get(name, "–")) for name in dict.fromkeys((*told, *tells))]


def _told(finding: Finding | None) -> dict[str, str]:
    if finding is None:
        return {}
    told = {value.name.replace("_", " "): value.shown or "–" for value in finding.identity.values}
    told["fault codes"] = ", ".join(fault.code for fault in finding.faults) or "none"
    if finding.lock:
        left = "no limit" if finding.lock.tries_left is None else str(finding.lock.tries_left)
        told |= {"lock": finding.lock.state, "tries left": left}
    return told


def voltage_svg(report: ResetReport) -> str:
    """Return the plot of all samples, with the window between two lines."""
    if not report.trace:
        return "<p>Nothing was measured.</p>"
    low, high = report.window
    volts = [*(sample.volts for sample in report.trace), low, high]
    floor, ceiling = min(volts) - 0.2, max(volts) + 0.2
    span_s = max(sample.at_s - report.began_s for sample in report.trace) or 1.0

    def x(at_s: float) -> float:
        return _MARGIN + (at_s - report.began_s) / span_s * (_WIDTH - 2 * _MARGIN)

    def y(value: float) -> float:
        return _HEIGHT - _MARGIN / 2 - (value - floor) / (ceiling - floor) * (_HEIGHT - _MARGIN)

    limits = "".join(
        f'<line x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{y(v):.1f}" y2="{y(v):.1f}" stroke="#a11" '
        f'stroke-dasharray="6 4"/><text x="2" y="{y(v) + 4:.1f}" font-size="12">{v:.1f} V</text>'
        for v in (low, high)
    )
    lines = "".join(_line(source, samples, x, y) for source, samples in _by_source(report.trace).items())
    words = ", ".join(f"{source} {min(v):.2f} to {max(v):.2f} V" for source, v in _ranges(report.trace).items())
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Supply voltage: {escape(words)}">'
        f"{limits}{lines}</svg><p>{escape(words)}, over {span_s:.1f} s.</p>"
    )


def _line(source: str, samples: Sequence[VoltSample], x: Callable[[float], float], y: Callable[[float], float]) -> str:
    points = " ".join(f"{x(s.at_s):.1f},{y(s.volts):.1f}" for s in samples)
    colour = _COLOURS.get(source, "#333")
    return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>'


def _by_source(trace: Iterable[VoltSample]) -> dict[str, list[VoltSample]]:
    found: dict[str, list[VoltSample]] = {}
    for sample in trace:
        found.setdefault(sample.source, []).append(sample)
    return found


def _ranges(trace: Iterable[VoltSample]) -> dict[str, list[float]]:
    return {source: [s.volts for s in samples] for source, samples in _by_source(trace).items()}
