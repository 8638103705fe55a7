"""A pytest fixture that gives simulated head units to whoever tests a tool for them (docs/howto/use-the-twin.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from headunit.panel.plan import Plan
    from headunit.twin import Machine, Rehearsal, TwinProfile

__all__ = ["MakeHeadUnit", "RehearsePlan", "head_unit", "rehearse_plan"]


class MakeHeadUnit(Protocol):
    """Describe what the fixture ``head_unit`` gives."""

    def __call__(
        self, family: str = "ford-keycode", code: str = "1234", variant: str = "", *, connected: bool = True
    ) -> Machine:
        """Return a simulated radio of *family* with *code*; units with a link have none, and *code* is not used."""


class RehearsePlan(Protocol):
    """Describe what the fixture ``rehearse_plan`` gives."""

    def __call__(self, plan: Plan, code: str) -> Rehearsal:
        """Carry out *plan* on a new radio of its family whose code is *code*."""


# Rooms are imported when a fixture is used: pytest loads this module at each start, before coverage is measured.


def _profile(family: str, variant: str) -> TwinProfile:
    from headunit.facts import load_catalogue  # noqa: PLC0415 - see above, as are those below
    from headunit.facts.assumptions import load_assumptions  # noqa: PLC0415
    from headunit.panel import find_variant  # noqa: PLC0415
    from headunit.twin import twin_profile  # noqa: PLC0415

    radio = load_catalogue().family(family)
    return twin_profile(radio, load_assumptions(), find_variant(radio, variant))


def _head_unit(
    family: str = "ford-keycode", code: str = "1234", variant: str = "", *, connected: bool = True
) -> Machine:
    from headunit.twin import build, wake  # noqa: PLC0415

    return (wake if connected else build)(_profile(family, variant), code)


def _rehearse_plan(plan: Plan, code: str) -> Rehearsal:
    from headunit.numbers import RadioCode  # noqa: PLC0415
    from headunit.twin import rehearse  # noqa: PLC0415

    return rehearse(_profile(plan.family, plan.panel), plan, RadioCode(code))


@pytest.fixture
def head_unit() -> MakeHeadUnit:
    """Give a factory of simulated radios: ``head_unit("ford-keycode", code="1234", variant="", connected=True)``.

    A connected one has a battery and its ignition on, and asks for its code; the other lies on the bench.
    """
    return _head_unit


@pytest.fixture
def rehearse_plan() -> RehearsePlan:
    """Give a function that tries a plan on the radio it is for: ``rehearse_plan(plan, "1234").unlocked``."""
    return _rehearse_plan
