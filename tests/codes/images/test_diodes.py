"""The block of diodes of old Volvo radios."""

from __future__ import annotations

from itertools import product

import pytest

from headunit.codes.candidate import Grade
from headunit.codes.images.volvo_diodes import DIODE_ORDER, read_diodes
from headunit.errors import InputError

GROUPS = {"000": "6", "001": "1", "010": "2", "011": "3", "100": "4", "101": "5", "110": "6", "111": "1"}


def test_every_block_of_diodes_gives_its_code() -> None:
    for groups in product(GROUPS, repeat=4):
        expected = "".join(GROUPS[group] for group in groups)
        assert read_diodes("".join(groups)).code.reveal() == expected


@pytest.mark.parametrize("bits", ["001 010 011 100", "001,010;011/100", " 0-0-1|010 011100\n", "001010011100"])
def test_separators_do_not_matter(bits: str) -> None:
    assert read_diodes(bits).code.reveal() == "1234"


def test_the_evidence_comes_with_it() -> None:
    found = read_diodes("001010011100")

    assert (found.rule, found.warnings) == ("volvo-diodes", ())
    assert (found.evidence.grade, found.evidence.sources) == (Grade.CONFIRMED, ("E13", "E14"))
    assert (found.evidence.counts.real_pairs, found.evidence.counts.independent_sources) == (3, 2)


def test_an_empty_block_is_doubted() -> None:
    assert read_diodes("0" * 12).warnings == ("an empty block reads 6666: see that the diodes were not taken out",)


@pytest.mark.parametrize(
    "bits", ["", "00101001110", "0010100111000", "001010011102", "００１０１００１１１００", "0x1010011100"]
)
def test_anything_else_is_refused(bits: str) -> None:
    with pytest.raises(InputError) as refused:
        read_diodes(bits)

    assert refused.value.code == "diodes-shape"
    assert refused.value.message == f"{bits!r} is not twelve times 0 or 1"
    order = "d10 d11 d12 d6 d7 d8 d2 d3 d4 d9 d5 d1"
    assert " ".join(DIODE_ORDER) == order
    assert refused.value.value == bits
    assert refused.value.expected == f"12 digits, 1 for a diode and 0 for none, in the order {order}"
    assert refused.value.next_step == f"read the block of diodes once more, in the order {order}"
