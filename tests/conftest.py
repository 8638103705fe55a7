"""How much the tests do: Hypothesis profiles, and the tests that wait for make verify."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("test", deadline=None, max_examples=200, print_blob=True)
settings.register_profile("verify", parent=settings.get_profile("test"), max_examples=20_000)
settings.register_profile(
    "mutation", parent=settings.get_profile("test"), max_examples=50, derandomize=True, database=None
)
settings.register_profile("stories", parent=settings.get_profile("test"), max_examples=5_000)
settings.load_profile(os.environ.get("HEADUNIT_HYPOTHESIS", "test"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what was not asked for, and say how to ask."""
    waits = {
        "verify": (os.environ.get("HEADUNIT_VERIFY") == "1", "takes long: make verify runs it (HEADUNIT_VERIFY=1)"),
        "vectors": (bool(os.environ.get("HEADUNIT_VECTORS")), "HEADUNIT_VECTORS not set"),
    }
    for item in items:
        for marker, (asked, reason) in waits.items():
            if item.get_closest_marker(marker) and not asked:
                item.add_marker(pytest.mark.skip(reason=reason))
