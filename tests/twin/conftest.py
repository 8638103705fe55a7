"""Fixtures that give the twins of every family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.twin.twins import all_variants, profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.twin import TwinProfile


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_profile" in metafunc.fixturenames:
        pairs = all_variants()
        metafunc.parametrize("any_profile", pairs, indirect=True, ids=[f"{a}{b and ' '}{b}" for a, b in pairs])


@pytest.fixture
def any_profile(request: pytest.FixtureRequest) -> TwinProfile:
    family, variant = request.param
    return profile_of(family, variant)


@pytest.fixture
def twin_of() -> Callable[..., TwinProfile]:
    return profile_of
