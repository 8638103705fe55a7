"""Ford M and V serials, and the Fiat Visteon units that use the rule of Ford M.

One procedure serves both letters; only the 10 × 10 square differs.
Source: docs/explanation/evidence.md, ford-m and ford-v.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.candidate import Grade
from headunit.codes.rule import Rule
from headunit.codes.rules._answer import NO_RADIO, candidate, evidence

if TYPE_CHECKING:
    from headunit.codes.rule import Answer, Circumstances

__all__ = ["RULES", "SQUARE_M", "SQUARE_V", "Square", "ford_code"]


class Square:
    """Hold the ten rows of a 10 × 10 square of digits, and what the procedure looks up in it again and again."""

    __slots__ = ("columns", "last", "next_rows", "rows")

    def __init__(self, *rows: str) -> None:
        """Take row 0 to row 9, ten digits each."""
        self.rows = tuple(tuple(map(int, row)) for row in rows)
        #: The same plus one: the factors of the procedure.
        self.next_rows = tuple(tuple(digit + 1 for digit in row) for row in self.rows)
        #: Each column as digit -> entry, keyed by the digit as it stands in a serial.
        self.columns = tuple({str(y): self.rows[y][x] for y in range(10)} for x in range(10))
        #: By place, then by the two sums the place is made of: the digit before the first entry r1 is added.
        self.last = tuple(
            self._last_table(left, right, offset)
            for left, right, offset in ((8, 0, 108), (5, 8, 103), (1, 0, 102), (5, 1, 105))
        )

    def _last_table(self, left: int, right: int, offset: int) -> tuple[tuple[int, ...], ...]:
        """Return tens plus units of (entry of column *left* · entry of column *right* + *offset*) for all pairs."""
        return tuple(
            tuple(_tens_and_units(a[left] * b[right] + offset) for b in self.next_rows) for a in self.next_rows
        )


def _tens_and_units(number: int) -> int:
    """Return the tens digit plus the units digit of *number*."""
    return number // 10 % 10 + number % 10


SQUARE_M = Square(
    "9534872610",
    "2156937048",
    "0473196582",
    "5641280937",
    "6312054879",
    "4087619325",
    "7805321496",
    "1968745203",
    "3290468751",
    "8729503164",
)
#: Solved from the published table of V codes; equal to it on all 1,000,000 serials.
SQUARE_V = Square(
    "5836102947",
    "3109586274",
    "0518723469",
    "2980341756",
    "7321498605",
    "4097865123",
    "1243657098",
    "9672034581",
    "6754219830",
    "8465970312",
)


def ford_code(six_digits: str, square: Square) -> str:
    """Return the four digits for the *six_digits* behind the letter of the serial.

    Source: docs/explanation/evidence.md, ford-m.
    """
    columns, rows, factors = square.columns, square.rows, square.next_rows
    r1 = columns[5][six_digits[5]]
    r2 = columns[3][six_digits[4]]
    r3 = columns[8][six_digits[3]]
    r4 = columns[2][six_digits[2]]
    r5 = columns[1][six_digits[1]]
    r6 = columns[6][six_digits[0]]
    r7 = columns[9]["0"]  # the seventh digit does not exist on the label and counts as 0
    p2, p3, p7 = factors[r2], factors[r3], factors[r7]
    p21 = p2[r1]
    q1 = (p21 * factors[r6][r2] + factors[r4][r3] * p7[r5] + rows[r1][r4]) % 10
    q2 = (p21 * factors[r5][r4] + factors[r5][r2] * p7[r3] + rows[r1][r6]) % 10
    q3 = (p21 * factors[r4][r2] + p3[r6] * p7[r4] + rows[r1][r5]) % 10
    q4 = (p21 * factors[r6][r3] + p3[r7] * p2[r5] + rows[r4][r1]) % 10
    first, second, third, fourth = square.last
    return (
        f"{(first[q3][q4] + r1) % 10}{(second[q1][q3] + r1) % 10}"
        f"{(third[q2][q4] + r1) % 10}{(fourth[q1][q2] + r1) % 10}"
    )


_M_PROOF = evidence(Grade.CONFIRMED, (9, 2, 1_000_000), "A10", "A11", "A13", "A21", "A25", "A26", "A27")
_V_PROOF = evidence(Grade.AGREED, (0, 2, 1_000_000), "A11", "A12")
_VISTEON_PROOF = evidence(Grade.AGREED, (0, 2, 20), "A10", "A12")


def _answer_m(key: str, _: Circumstances) -> Answer:
    """Answer for the six digits behind M."""
    return (candidate("ford-m", ford_code(key, SQUARE_M), _M_PROOF),)


def _answer_v(key: str, _: Circumstances) -> Answer:
    """Answer for the six digits behind V."""
    return (candidate("ford-v", ford_code(key, SQUARE_V), _V_PROOF, NO_RADIO),)


def _answer_visteon(key: str, _: Circumstances) -> Answer:
    """Answer for the six digits behind M of a Fiat unit, by the rule of Ford M."""
    return (candidate("fiat-visteon", ford_code(key, SQUARE_M), _VISTEON_PROOF, NO_RADIO),)


RULES: tuple[Rule, ...] = (
    Rule(
        id="ford-m",
        title="Ford M serial",
        proof="confirmed: 2 independent sources equal on 1,000,000 serials, and 9 real radios",
        takes="M and six digits",
        brands=("ford",),
        pattern="M(?P<key>[0-9]{6})",
        named_pattern="M?(?P<key>[0-9]{6})",
        answer=_answer_m,
    ),
    Rule(
        id="ford-v",
        title="Ford V serial",
        proof="agreed: one table of 1,000,000 serials and a second one sampled",
        takes="V and six digits",
        brands=("ford",),
        pattern="V(?P<key>[0-9]{6})",
        named_pattern="V?(?P<key>[0-9]{6})",
        answer=_answer_v,
    ),
    Rule(
        id="fiat-visteon",
        title="Fiat Visteon (Stilo, Bravo)",
        proof="agreed: 2 independent sources, 20 serials compared",
        takes="M and six digits",
        brands=("fiat",),
        pattern="M(?P<key>[0-9]{6})",
        named_pattern="M?(?P<key>[0-9]{6})",
        answer=_answer_visteon,
    ),
)
