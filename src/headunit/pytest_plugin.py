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
        self, family: str = "ford-keycode", code: str | None = None, variant: str = "", *, connected: bool = True
    ) -> Machine:
        """Return a simulated radio of *family* with *code*, None for the one that ``made_up_code`` gives it.

        Raises InputError (``code-shape``) for a code that such a radio can't have.
        """


class RehearsePlan(Protocol):
    """Describe what the fixture ``rehearse_plan`` gives."""

    def __call__(self, plan: Plan, code: str) -> Rehearsal:
        """Carry out *plan* on a new radio of its family whose code is *code*; raises as ``head_unit`` does."""


# Rooms are imported when a fixture is used: pytest loads this module at each start, before coverage is measured.


def _profile(family: str, variant: str) -> TwinProfile:
    from headunit.facts import load_catalogue  # noqa: PLC0415 - see above, as are those below
    from headunit.facts.assumptions import load_assumptions  # noqa: PLC0415
    from headunit.panel import find_variant  # noqa: PLC0415
    from headunit.twin import twin_profile  # noqa: PLC0415

    radio = load_catalogue().family(family)
    return twin_profile(radio, load_assumptions(), find_variant(radio, variant))


def _head_unit(
    family: str = "ford-keycode", code: str | None = None, variant: str = "", *, connected: bool = True
) -> Machine:
    from headunit.twin import build, fitting_code, wake  # noqa: PLC0415

    profile = _profile(family, variant)
    return (wake if connected else build)(profile, fitting_code(profile, code))


def _rehearse_plan(plan: Plan, code: str) -> Rehearsal:
    from headunit.numbers import RadioCode  # noqa: PLC0415
    from headunit.twin import fitting_code, rehearse  # noqa: PLC0415

    profile = _profile(plan.family, plan.panel)
    return rehearse(profile, plan, RadioCode(fitting_code(profile, code)))


@pytest.fixture
def head_unit() -> MakeHeadUnit:
    """Give a factory of simulated radios: ``head_unit("ford-keycode", code="1234", variant="", connected=True)``.

    Without a code it has the one of ``headunit.twin.made_up_code``, 1234 where it can be. A connected one has a battery
    and its ignition on, and asks for its code; the other lies on the bench.
    """
    return _head_unit


@pytest.fixture
def rehearse_plan() -> RehearsePlan:
    """Give a function that tries a plan on the radio it is for: ``rehearse_plan(plan, "1234").unlocked``."""
    return _rehearse_plan
