"""Codes that a twin can have."""

from __future__ import annotations

import pytest

from headunit.errors import InputError
from headunit.twin import TwinProfile, code_words, fitting_code, made_up_code
from tests.twin.twins import profile_of


def test_a_made_up_code_is_one_that_the_unit_can_have(any_profile: TwinProfile) -> None:
    code = fitting_code(any_profile, None)
    assert code == made_up_code(any_profile)
    assert bool(code) == (any_profile.lock is not None)
    if code:
        assert fitting_code(any_profile, code) == code


@pytest.mark.parametrize(
    ("family", "code", "expected"),
    [
        ("bmw-5key", "12347", "five digits from 1 to 6"),
        ("bmw-5key", "1234", "five digits from 1 to 6"),
        ("ford-keycode", "123a", "four digits from 0 to 9"),
        ("gm-theftlock", "2000", "one digit from 0 to 1, then three digits from 0 to 9"),
    ],
)
def test_a_code_that_doesnt_fit_is_answered_with_what_would(family: str, code: str, expected: str) -> None:
    with pytest.raises(InputError) as refused:
        fitting_code(profile_of(family), code)
    assert refused.value.message == f"the given code can't be such a radio's: it takes {expected}"
    assert (refused.value.expected, code in str(refused.value)) == (expected, False)
    assert code_words(profile_of(family).panel.alphabets) == expected


def test_a_unit_with_a_link_takes_none() -> None:
    with pytest.raises(InputError, match="has no code to enter: leave the code out"):
        fitting_code(profile_of("nissan-nats-audio-link"), "1234")
