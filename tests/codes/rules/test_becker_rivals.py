"""The closed forms with the kept differences applied are the published tables again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from headunit.codes.rules._becker_rivals import RIVAL_FOUR_SHIFTS, RIVAL_NINE_KEYS
from headunit.codes.rules.becker import becker_five_code, becker_five_rival, becker_four_code, becker_four_rival

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBERS = [f"{number:04d}" for number in range(10_000)]


def digest(codes: Iterable[str]) -> str:
    lines = (f"{number} {code}\n" for number, code in zip(NUMBERS, codes, strict=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_955_numbers_of_four_digits_differ_and_each_stands_once() -> None:
    kept = [number for numbers in RIVAL_FOUR_SHIFTS.values() for number in numbers]
    assert len(kept) == len(set(kept)) == 955
    assert sorted(kept) == [int(number) for number in NUMBERS if becker_four_rival(number)]


def test_240_numbers_of_nine_keys_differ() -> None:
    assert len(RIVAL_NINE_KEYS) == 240
    assert sorted(RIVAL_NINE_KEYS) == [int(number) for number in NUMBERS if becker_five_rival(number)]


def test_where_both_agree_there_is_no_rival() -> None:
    assert becker_four_rival("0000") == ""
    assert becker_five_rival("1234") == ""


def test_a_rival_is_never_the_closed_form() -> None:
    assert all(becker_four_rival(number) != becker_four_code(number) for number in NUMBERS)
    assert all(becker_five_rival(number) != becker_five_code(number, 9) for number in NUMBERS)


def test_the_published_table_of_four_digits_comes_back() -> None:
    table = (becker_four_rival(number) or becker_four_code(number) for number in NUMBERS)
    assert digest(table) == "b8e49f9d1d8b9199fe40475a24859a5f51d389595406e84558990bcdd34056d1"


def test_the_published_table_of_nine_keys_comes_back() -> None:
    table = (becker_five_rival(number) or becker_five_code(number, 9) for number in NUMBERS)
    assert digest(table) == "96c358fdc88aa2870e6deca55cfa18b550c5e6d9624cb474e9432fcb3bc1457a"
