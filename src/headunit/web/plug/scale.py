"""The supply, drawn: on a scale with its needle, and as a curve; with the window in which a reset may run.  Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.diag.guard import Window
    from headunit.diag.link import VoltSample

__all__ = ["supply_curve", "supply_scale"]

_LOWEST, _HIGHEST = 10, 16
_LEFT, _WIDE = 14, 332
_LINE = 44
_HIGH, _MARGIN, _AROUND_V = 140, 34, 0.2


def supply_scale(volts: float | None, window: Window | None, label: str) -> str:
    """Return the scale as SVG, from 10 to 16 V; what lies beyond stands at its end. *label* says it aloud."""
    ticks = "".join(
        f'<path class="tk" d="M{_x(step / 10):.1f} {_LINE}v{10 if step % 10 == 0 else 5}"/>'
        for step in range(_LOWEST * 10, _HIGHEST * 10 + 1, 2)
    )
    figures = "".join(
        f'<text x="{_x(whole):.1f}" y="{_LINE + 26}">{whole}</text>' for whole in range(_LOWEST, _HIGHEST + 1)
    )
    marks = ""
    if window is not None:
        low, high = _x(window.lowest_v), _x(window.highest_v)
        ends = f"M{low:.1f} {_LINE - 8}v8M{high:.1f} {_LINE - 8}v8"
        marks = f'<path class="win" d="{ends}M{low:.1f} {_LINE - 4}H{high:.1f}"/>'
    needle = f'<path class="needle" d="M{_x(volts):.1f} {_LINE - 30}v44"/>' if volts is not None else ""
    return (
        f'<svg class="supply" viewBox="0 0 360 76" role="img" aria-label="{escape(label)}" focusable="false">'
        f'<path class="base" d="M{_LEFT} {_LINE}h{_WIDE}"/>{ticks}{figures}{marks}{needle}</svg>'
    )


def _x(volts: float) -> float:
    within = min(max(volts, _LOWEST), _HIGHEST)
    return _LEFT + (within - _LOWEST) / (_HIGHEST - _LOWEST) * _WIDE


def supply_curve(trace: Sequence[VoltSample], window: Window, began_s: float, label: str) -> str:
    """Return what was measured since *began_s* as SVG: a line for each source, the window dashed; *label* says it."""
    volts = [*(sample.volts for sample in trace), *window]
    floor, span_v = min(volts) - _AROUND_V, max(volts) - min(volts) + 2 * _AROUND_V
    span_s = max((sample.at_s - began_s for sample in trace), default=0) or 1.0
    wide = 360 - _MARGIN - 6

    def y(value: float) -> float:
        return _HIGH - (value - floor) / span_v * _HIGH

    limits = "".join(
        f'<path class="win" d="M{_MARGIN} {y(value):.1f}h{wide}"/><text x="0" y="{y(value) + 4:.1f}">{value:.1f}</text>'
        for value in window
    )
    lines = ""
    for source in dict.fromkeys(sample.source for sample in trace):
        points = " ".join(
            f"{_MARGIN + (sample.at_s - began_s) / span_s * wide:.1f},{y(sample.volts):.1f}"
            for sample in trace
            if sample.source == source
        )
        lines += f'<polyline class="{escape(source)}" points="{points}"/>'
    return (
        f'<svg class="supply curve" viewBox="0 0 360 {_HIGH}" role="img" aria-label="{escape(label)}" '
        f'focusable="false">{limits}{lines}</svg>'
    )
