"""The square of the Ford rules."""

from __future__ import annotations

import pytest

from headunit.codes.rules.ford import SQUARE_M, SQUARE_V, Square, ford_code

BOTH = pytest.mark.parametrize("square", [SQUARE_M, SQUARE_V], ids=["M", "V"])


@BOTH
def test_each_row_and_each_column_holds_the_ten_digits_once(square: Square) -> None:
    assert all(sorted(row) == list(range(10)) for row in square.rows)
    assert all(sorted(column) == list(range(10)) for column in zip(*square.rows, strict=True))


@BOTH
def test_a_square_built_anew_is_the_same(square: Square) -> None:
    again = Square(*("".join(map(str, row)) for row in square.rows))
    assert (again.rows, again.next_rows) == (square.rows, square.next_rows)
    assert (again.columns, again.last) == (square.columns, square.last)
    serials = [f"{number:06d}" for number in range(0, 1_000_000, 9_973)]
    assert [ford_code(serial, again) for serial in serials] == [ford_code(serial, square) for serial in serials]


def test_the_squares_give_different_codes() -> None:
    assert ford_code("123456", SQUARE_M) == "2487"
    assert ford_code("000000", SQUARE_V) == "8396"
