"""Panels to press: a small one made by hand, and those of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.panel import (
    Advance,
    Confirming,
    Event,
    Key,
    Mode,
    Output,
    Panel,
    PanelState,
    Press,
    Release,
    assemble,
    start_state,
    step,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts import Catalogue
    from headunit.facts.assumptions import Assumptions

DIGITS = "0123456789"


class Bench:
    """Press the keys of a panel and keep what it gives out."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.state: PanelState = start_state(panel)
        self.outputs: list[Output] = []

    def do(self, *events: Event) -> list[Output]:
        """Apply *events* and return what came of them."""
        before = len(self.outputs)
        for event in events:
            self.state, outputs = step(self.panel, self.state, event)
            self.outputs += outputs
        return self.outputs[before:]

    def tap(self, key: str, times: int = 1) -> list[Output]:
        """Press *key* for a tenth of a second, *times* times."""
        return self.do(*(Press(key), Advance(100), Release(key), Advance(100)) * times)

    def hold(self, key: str, ms: int) -> list[Output]:
        """Hold *key* for *ms* milliseconds."""
        return self.do(Press(key), Advance(ms), Release(key), Advance(100))

    def ask(self) -> Bench:
        """Let the radio ask, and wait until the digits are taken."""
        self.do(Mode("asks"), Advance(self.panel.splash_ms))
        return self


def plain_panel(**changed: object) -> Panel:
    """Return a panel of two places, keys 1 to 6, A and POWER; a hold of 6 confirms. Silent, and quick to read keys."""
    panel = Panel(
        family="plain",
        scope="",
        keys=tuple(Key(key, key) for key in ("1", "2", "3", "4", "5", "6", "A", "B", "POWER")),
        method="increment",
        digit_keys=("1", "2"),
        cursor_keys=(),
        start="00",
        alphabets=(DIGITS, DIGITS),
        confirm=Confirming("hold", ("6",), 2000),
        power="POWER",
        beeps=False,
    )
    return assemble(panel._replace(**changed))  # type: ignore[arg-type]


@pytest.fixture
def bench() -> Callable[..., Bench]:
    """Return a maker of benches, asking already."""

    def made(**changed: object) -> Bench:
        return Bench(plain_panel(**changed)).ask()

    return made


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return load_catalogue()


@pytest.fixture(scope="session")
def assumptions() -> Assumptions:
    """Return the shipped assumptions."""
    return load_assumptions()
