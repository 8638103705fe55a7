"""Every family and variant as a parameter, without the browser's or the server's libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.twin.twins import all_variants

if TYPE_CHECKING:
    import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_radio" in metafunc.fixturenames:
        pairs = all_variants()
        metafunc.parametrize("any_radio", pairs, ids=[f"{a}{b and ' '}{b}" for a, b in pairs])
