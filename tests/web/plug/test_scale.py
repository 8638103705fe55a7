"""The supply as a drawing: the needle where the voltage is, the window where it belongs, a line for each source."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diag.guard import Window
from headunit.diag.link import VoltSample
from headunit.web.plug.scale import supply_curve, supply_scale

WINDOW = Window(12.5, 15.0)


def needle(volts: float | None, window: Window | None = WINDOW) -> float | None:
    found = re.search(r'class="needle" d="M([0-9.]+) ', supply_scale(volts, window, "x"))
    return float(found[1]) if found else None


@pytest.mark.parametrize(("volts", "at"), [(10, 14), (13, 180), (16, 346), (3, 14), (24, 346), (None, None)])
def test_the_needle_stands_where_the_voltage_is_and_nowhere_without_one(volts: float | None, at: float | None) -> None:
    assert needle(volts) == at


@given(one=st.floats(10, 16), other=st.floats(10, 16))
def test_more_volts_are_never_further_left(one: float, other: float) -> None:
    low, high = sorted((one, other))
    left, right = needle(low), needle(high)
    assert left is not None
    assert right is not None
    assert left <= right


def test_a_real_unit_has_no_window() -> None:
    assert 'class="win"' in supply_scale(13, WINDOW, "x")
    assert 'class="win"' not in supply_scale(13, None, "x")


def test_words_are_escaped() -> None:
    for svg in (supply_scale(13, None, '"<b>'), supply_curve((), WINDOW, 0, '"<b>')):
        assert ET.fromstring(svg).get("aria-label") == '"<b>'  # noqa: S314 - made here


@given(
    volts=st.lists(st.tuples(st.floats(0, 30), st.sampled_from(["adapter", "unit"])), max_size=20),
    began=st.floats(0, 1000),
)
def test_every_sample_lies_within_the_curve(volts: list[tuple[float, str]], began: float) -> None:
    trace = [VoltSample(volts=v, source=source, at_s=began + at) for at, (v, source) in enumerate(volts)]
    root = ET.fromstring(supply_curve(trace, WINDOW, began, "x"))  # noqa: S314 - made here
    lines = [node for node in root if node.tag == "polyline"]
    points = [tuple(map(float, pair.split(","))) for line in lines for pair in line.get("points", "").split()]

    assert len(lines) == len({source for _, source in volts})
    assert len(points) == len(volts)
    assert all(34 <= x <= 354.1 and 0 <= y <= 140 for x, y in points)
