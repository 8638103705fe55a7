"""A radio code prints only when it is asked to."""

from __future__ import annotations

import logging
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.numbers import RadioCode

MASK = "RadioCode(••••)"


def test_every_way_of_printing_gives_the_mask(caplog: pytest.LogCaptureFixture) -> None:
    code = RadioCode("2487")
    assert repr(code) == str(code) == f"{code}" == f"{code!r}" == "%s" % code == format(code) == MASK  # noqa: UP031
    assert str([code]) == f"[{MASK}]"
    logging.getLogger("test").error("code %s", code)
    assert caplog.messages == [f"code {MASK}"]


def test_the_mask_tells_the_length_only() -> None:
    assert repr(RadioCode("000")) == "RadioCode(•••)"
    assert repr(RadioCode("12345")) == "RadioCode(•••••)"
    assert [len(RadioCode(text)) for text in ("000", "12345", "12345678")] == [3, 5, 8]


def test_an_exception_that_holds_a_code_does_not_show_it() -> None:
    def fail() -> None:
        raise ValueError(RadioCode("2487"))

    with pytest.raises(ValueError, match="RadioCode") as caught:
        fail()
    assert "2487" not in "".join(traceback.format_exception(caught.value)).replace('RadioCode("2487")', "")


def test_a_code_has_no_other_way_out() -> None:
    code = RadioCode("2487")
    assert code.reveal() == "2487"
    assert not hasattr(code, "__dict__")
    with pytest.raises(TypeError):
        format(code, "d")


def test_leading_zeros_count() -> None:
    assert RadioCode("0303").reveal() == "0303"
    assert RadioCode("0303") != RadioCode("00303")


def test_equal_digits_are_equal_codes() -> None:
    assert RadioCode("2487") == RadioCode("2487")
    assert RadioCode("2487") != RadioCode("2488")
    assert hash(RadioCode("2487")) == hash(RadioCode("2487"))
    assert len({RadioCode("2487"), RadioCode("2487"), RadioCode("2488")}) == 2
    assert RadioCode("2487") != "2487"
    assert RadioCode("2487").__eq__("2487") is NotImplemented
    assert hash(RadioCode("2487")) != hash("2487")
    assert hash(RadioCode("2487")) != hash(RadioCode("2488"))


@pytest.mark.parametrize(
    "text", ["", "12", "123456789", "12 4", "12a4", "-123", "1234\n", "١٢٣٤", "²²²²", "XXXX", "12X4"]
)
def test_what_is_no_code_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InputError) as caught:
        RadioCode(text)
    fault = caught.value
    assert fault.code == "code-digits"
    assert fault.message == "a radio code has 3 to 8 digits and nothing else"
    assert (fault.value, fault.expected) == ("", "3 to 8 digits")
    assert fault.next_step == "type the digits without spaces"


@given(st.from_regex("[0-9]{3,8}", fullmatch=True))
def test_a_code_comes_out_as_it_went_in(digits: str) -> None:
    code = RadioCode(digits)
    assert code.reveal() == digits
    assert not any(character.isdigit() for character in repr(code))
