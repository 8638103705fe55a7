"""What the package promises to other programs."""

from __future__ import annotations

import doctest

import pytest

import headunit


@pytest.mark.parametrize("name", headunit.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(headunit, name) is not None
    assert name in dir(headunit)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="nope"):
        headunit.nope  # noqa: B018 - reading it is the test


def test_the_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(headunit).failed == 0
