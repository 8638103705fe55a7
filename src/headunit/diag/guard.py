"""The voltage guard: nobody starts a reset without a permit, and only measurements in the window give one.

At least 8 samples over at least 2 s; the worst one decides; two sources must agree; what isn't known is refused. There
is no way round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from headunit.diag.clock import Clock
    from headunit.diag.link import VoltSample

__all__ = ["VoltageGuard", "VoltagePermit", "VoltageRefusal", "Window"]

SAMPLES, SPAN_S = 8, 2.0
LARGEST_DIFFERENCE_V, LARGEST_SPREAD_V = 0.5, 0.3
PERMIT_S = 2.0
_NEAR_V = 0.3
_MILLI = 1000


class Window(NamedTuple):
    """Hold the voltages, in volts, between which a reset may start and run, ends included."""

    lowest_v: float
    highest_v: float

    def holds(self, volts: float) -> bool:
        """Return whether *volts* is within, to the millivolt."""
        return round(self.lowest_v * _MILLI) <= round(volts * _MILLI) <= round(self.highest_v * _MILLI)


class VoltageRefusal(NamedTuple):
    """Say why there is no permit, and what to do.

    *code* is ``unknown``, ``low``, ``high``, ``unsteady`` or ``differ``.
    """

    code: str
    words: str
    advice: str


_KEY = object()


class VoltagePermit:
    """Allow one start of a reset until it expires; only the guard makes one."""

    __slots__ = ("_used", "expires_s", "warning", "worst_v")

    def __init__(self, key: object, worst_v: float, expires_s: float, warning: str) -> None:
        """Refuse to be made by anyone else."""
        if key is not _KEY:
            message = "only the voltage guard gives a permit"
            raise TypeError(message)
        self._used = False
        self.worst_v, self.expires_s, self.warning = worst_v, expires_s, warning

    def spend(self, now_s: float) -> bool:
        """Use the permit up and return whether it still held."""
        held = not self._used and now_s <= self.expires_s
        self._used = True
        return held


class VoltageGuard:
    """Measure by *sources*, each of which returns a sample or None; :attr:`trace` keeps all samples."""

    __slots__ = ("_clock", "_sources", "trace", "window")

    def __init__(self, window: Window, sources: Sequence[Callable[[], VoltSample | None]], clock: Clock) -> None:
        """Take the window and what measures."""
        self.window = window
        self._sources, self._clock = tuple(sources), clock
        self.trace: list[VoltSample] = []

    def watch(self) -> VoltageRefusal | None:
        """Measure once, and say what is wrong."""
        samples = self._measure()
        return _judge_each(self.window, samples) if samples else None

    def permit(self) -> VoltagePermit | VoltageRefusal:
        """Measure for 2 s and give a permit, or say why not."""
        samples: list[VoltSample] = []
        rounds = SAMPLES + 1
        for turn in range(rounds):
            if turn:
                self._clock.sleep(SPAN_S / SAMPLES)
            taken = self._measure()
            if not taken:
                return _UNKNOWN
            samples += taken
        refusal = _judge(self.window, samples)
        if refusal is not None:
            return refusal
        worst_v = min(sample.volts for sample in samples)
        near = worst_v < self.window.lowest_v + _NEAR_V
        warning = f"{worst_v:.2f} V is near the limit: connect a charger that holds the voltage" if near else ""
        return VoltagePermit(_KEY, worst_v, self._clock.now() + PERMIT_S, warning)

    def _measure(self) -> list[VoltSample]:
        samples = [sample for source in self._sources if (sample := source()) is not None]
        self.trace += samples
        return samples


_UNKNOWN = VoltageRefusal(
    "unknown",
    "the supply voltage isn't known: neither the adapter nor the unit tells it",
    "use an adapter that measures the voltage",
)


def _judge_each(window: Window, samples: Sequence[VoltSample]) -> VoltageRefusal | None:
    """Say whether any sample lies outside the window."""
    lowest, highest = min(s.volts for s in samples), max(s.volts for s in samples)
    if not window.holds(lowest) and lowest < window.lowest_v:
        words = f"the supply is {lowest:.2f} V, and a reset needs {window.lowest_v:.1f} V"
        return VoltageRefusal("low", words, "connect a charger that holds the voltage, and try again")
    if not window.holds(highest):
        words = f"the supply is {highest:.2f} V, and a reset bears {window.highest_v:.1f} V"
        return VoltageRefusal("high", words, "stop the engine or set the charger lower, and try again")
    return None


def _judge(window: Window, samples: Sequence[VoltSample]) -> VoltageRefusal | None:
    """Say what speaks against a start: the worst sample, unrest, or two sources that differ."""
    refusal = _judge_each(window, samples)
    if refusal is not None:
        return refusal
    by_source: dict[str, list[float]] = {}
    for sample in samples:
        by_source.setdefault(sample.source, []).append(sample.volts)
    for source, volts in by_source.items():
        if len(volts) < SAMPLES:
            return VoltageRefusal("unknown", f"the {source} told too few voltages", "check plug and adapter")
        if max(volts) - min(volts) > LARGEST_SPREAD_V:
            words = f"the supply moves between {min(volts):.2f} and {max(volts):.2f} V"
            return VoltageRefusal("unsteady", words, "switch off what draws current, and connect a charger")
    means = [sum(volts) / len(volts) for volts in by_source.values()]
    if max(means) - min(means) > LARGEST_DIFFERENCE_V:
        words = f"adapter and unit differ: {min(means):.2f} and {max(means):.2f} V"
        return VoltageRefusal("differ", words, "check plug and ground, and which of the two is right")
    return None
