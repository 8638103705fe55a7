"""Answer a whole batch of rows at once: tables of every code of a rule, built by NumPy from the rule's own square.

The one module of this room that needs the extra ``bulk``. What the tables don't hold is answered row by row, so that a
batch gets what its rows would get one after the other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from headunit.codes.bulk import ADDED_COLUMNS, NO_SERIAL
from headunit.codes.spaces import FORD_SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from headunit.codes.bulk import BulkJob
    from headunit.codes.row_answer import Added, Hints
    from headunit.codes.rules.ford import Square

__all__ = ["BatchAnswers", "ford_table", "is_text", "shown"]

_CODES = 10_000
_DIGITS = 6
_WORDS = pa.array([f"{code:04d}" for code in range(_CODES)])


@lru_cache(maxsize=len(FORD_SPACES))
def ford_table(square: Square) -> NDArray[np.uint16]:
    """Return the codes of the serials 000000 to 999999 as numbers; the same steps as ``ford_code``, on all at once."""
    row = np.array(square.rows, dtype=np.int16)
    plus = row + 1
    digit = [np.arange(10).reshape([-1 if axis == place else 1 for axis in range(6)]) for place in range(6)]
    r1, r2, r3 = row[digit[5], 5], row[digit[4], 3], row[digit[3], 8]
    r4, r5, r6 = row[digit[2], 2], row[digit[1], 1], row[digit[0], 6]
    p7 = plus[row[0, 9]]
    p21 = plus[r2, r1]
    q1 = (p21 * plus[r6, r2] + plus[r4, r3] * p7[r5] + row[r1, r4]) % 10
    q2 = (p21 * plus[r5, r4] + plus[r5, r2] * p7[r3] + row[r1, r6]) % 10
    q3 = (p21 * plus[r4, r2] + plus[r3, r6] * p7[r4] + row[r1, r5]) % 10
    q4 = (p21 * plus[r6, r3] + plus[r3, row[0, 9]] * plus[r2, r5] + row[r4, r1]) % 10
    first, second, third, fourth = np.array(square.last, dtype=np.int16)
    places = (first[q3, q4], second[q1, q3], third[q2, q4], fourth[q1, q2])
    thousands, hundreds, tens, units = ((place + r1) % 10 for place in places)
    table: NDArray[np.uint16] = (1000 * thousands + 100 * hundreds + 10 * tens + units).astype(np.uint16)
    return table.reshape(-1)


def is_text(kind: pa.DataType) -> bool:
    """Return whether a column of that type holds text, directly or through a dictionary, or nulls alone."""
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(test(plain) for test in tests)


class BatchAnswers:
    """Answer batches of rows for one job; a table takes 2 MB and is built when a batch first needs it."""

    def __init__(self, job: BulkJob) -> None:
        """Take the job, whose summary the batches are counted in."""
        self._job = job

    def added(self, batch: pa.RecordBatch) -> list[pa.Array]:
        """Return the added columns for *batch*, in order, as text, and count them in the job's summary."""
        columns = self._job.columns
        serials = _text(batch.column(columns.serial))
        kinds, group = self._groups(batch)
        rows = len(serials)
        which = np.full(rows, -1, dtype=np.int32)
        words = np.zeros(rows, dtype=np.int32)
        answers: list[Added] = [NO_SERIAL]
        self._look_up(serials, kinds, group, (which, words, answers))
        if serials.null_count:  # after the look-up, because a null may have bytes behind it
            missing = np.asarray(serials.is_null())
            which[missing] = words[missing] = 0
        left = np.flatnonzero(which < 0)
        which[left] = self._one_by_one(serials.take(pa.array(left)), kinds, group[left], answers)
        for answer, count in zip(answers, np.bincount(which, minlength=len(answers)).tolist(), strict=True):
            if count:
                self._job.summary.add(answer, count)
        return _columns(which, words, answers)

    def _groups(self, batch: pa.RecordBatch) -> tuple[list[Hints], NDArray[np.int32]]:
        """Return the different hints of the rows, and for each row which it has."""
        names = self._job.columns.hints
        if not any(names):
            return [self._job.hints], np.zeros(batch.num_rows, dtype=np.int32)
        nothing = [None] * batch.num_rows
        given = [_decoded(_text(batch.column(name))) if name else nothing for name in names]
        places: dict[tuple[str | None, ...], int] = {}
        group = np.fromiter((places.setdefault(row, len(places)) for row in zip(*given, strict=True)), dtype=np.int32)
        return [self._job.hints_of(row) for row in places], group

    def _look_up(
        self,
        serials: pa.Array,
        kinds: list[Hints],
        group: NDArray[np.int32],
        result: tuple[NDArray[np.int32], NDArray[np.int32], list[Added]],
    ) -> None:
        """Fill in what the tables answer: the place of the answer, and the code plus one."""
        which, words, answers = result
        rows, letters, numbers = _letter_and_digits(serials)
        for space in FORD_SPACES:
            of_letter = letters == ord(space.letter)
            if not of_letter.any():
                continue
            space_rows, space_numbers, table = rows[of_letter], numbers[of_letter], ford_table(space.square)
            for kind, hints in enumerate(kinds):
                template = self._job.answers.template(space, hints)
                if template is None:
                    continue
                chosen = group[space_rows] == kind if len(kinds) > 1 else slice(None)
                which[space_rows[chosen]] = len(answers)
                words[space_rows[chosen]] = table[space_numbers[chosen]].astype(np.int32) + 1
                answers.append(template)

    def _one_by_one(
        self, serials: pa.Array, kinds: list[Hints], group: NDArray[np.int32], answers: list[Added]
    ) -> NDArray[np.int32]:
        """Answer each different row by itself and return the places of the answers."""
        places: dict[tuple[str | None, int], int] = {}
        found = []
        for row in zip(_decoded(serials), group.tolist(), strict=True):
            place = places.get(row)
            if place is None:
                place = places[row] = len(answers)
                answers.append(self._job.answers.answer(row[0] or "", kinds[row[1]]))
            found.append(place)
        return np.array(found, dtype=np.int32)


def _text(column: pa.Array) -> pa.Array:
    """Return a column of text as plain strings with 32-bit offsets."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def _decoded(column: pa.Array) -> list[str | None]:
    """Return the texts; bytes that are no UTF-8, which a damaged file may hold, stand for themselves."""
    return [
        None if raw is None else raw.decode("utf-8", "surrogateescape") for raw in column.cast(pa.binary()).to_pylist()
    ]


def _letter_and_digits(serials: pa.Array) -> tuple[NDArray[np.intp], NDArray[np.uint8], NDArray[np.int32]]:
    """Return the rows that hold one byte and six digits: the row, the byte, and the digits as a number."""
    _, offset_buffer, data_buffer = serials.buffers()
    offsets = np.frombuffer(offset_buffer, dtype=np.int32)[serials.offset : serials.offset + len(serials) + 1]
    data = np.frombuffer(data_buffer, dtype=np.uint8)
    rows = np.flatnonzero(np.diff(offsets) == 1 + _DIGITS)
    starts = offsets[rows]
    letters = data[starts]
    numbers = np.zeros(len(rows), dtype=np.int32)
    good = np.ones(len(rows), dtype=bool)
    for place in range(1, 1 + _DIGITS):
        digits = data[starts + place] - np.uint8(ord("0"))
        good &= digits <= 9  # noqa: PLR2004 - the largest digit; what is below "0" has become large
        numbers = 10 * numbers + digits
    return rows[good], letters[good], numbers[good]


def _columns(which: NDArray[np.int32], words: NDArray[np.int32], answers: list[Added]) -> list[pa.Array]:
    """Return one column of text for each field of the answers; the codes of the tables stand before the others."""
    code, *others = ([answer[place] for answer in answers] for place in range(len(ADDED_COLUMNS)))
    codes = pa.concat_arrays([_WORDS, pa.array(code, pa.string())])
    places = pa.array(np.where(words > 0, words - 1, _CODES + which))
    given = pa.array(which)
    return [codes.take(places), *(pa.array(shown(field), pa.string()).take(given) for field in others)]


def shown(texts: Iterable[str]) -> list[str]:
    r"""Return *texts* with what is no UTF-8 written as ``\xNN``."""
    return [text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for text in texts]
