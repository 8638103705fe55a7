"""Every rule on its whole domain, against digests of ``KEY SPACE CODE LF`` lines: no table has to be kept."""

from __future__ import annotations

import hashlib
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pytest

from headunit.codes.rules.becker import becker_five_code, becker_four_code
from headunit.codes.rules.blaupunkt import blaupunkt_code
from headunit.codes.rules.clarion import clarion_c7_code
from headunit.codes.rules.continental import vp_code
from headunit.codes.rules.daiichi import daiichi_code
from headunit.codes.rules.ford import SQUARE_M, SQUARE_V, ford_code
from headunit.codes.rules.panasonic import tm9_code
from headunit.codes.rules.renault import renault_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from headunit.codes.rules.ford import Square


def digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_renault_on_all_defined_precodes() -> None:
    precodes = [f"{letter}{digits:03d}" for letter in ascii_uppercase for digits in range(1000)][100:]
    assert len(precodes) == 25_900
    assert (
        digest(f"{precode} {renault_code(precode)}\n" for precode in precodes)
        == "b891930b15ec3290584645adde6704f684fb58fa0fc5e110d70cc4a4112bc215"
    )


@pytest.mark.parametrize(
    ("letter", "square", "expected"),
    [
        ("M", SQUARE_M, "3bc66f899613d5911ca0e423c2a75d0c7293bcbd0f735afc5bae3ef78aa19544"),
        ("V", SQUARE_V, "be7c5a9fb53a55bf8889bccca85863f5e6842d181dbc1b7720afbd0a2de3b7ad"),
    ],
    ids=["ford-m", "ford-v"],
)
def test_ford_on_all_serials(letter: str, square: Square, expected: str) -> None:
    serials = map("{:06d}".format, range(1_000_000))
    assert digest(f"{letter}{digits} {ford_code(digits, square)}\n" for digits in serials) == expected


def nine_keys(four_digits: str) -> str:
    return becker_five_code(four_digits, 9)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (vp_code, "592800c6f4c57562662213cf52e26bc09374325af2cf301236731fe4db0e0a50"),
        (daiichi_code, "3bcd95a978ef25b5e08710d666382d03dcb911206b582e9ff810e3fff7a7a450"),
        (tm9_code, "3cef26c493568aface61bfc0bd44eb889ea136bff126db067575cc8a977d5423"),
        (clarion_c7_code, "66520d4462270e29ae8197b4a27ea00b774b599b1083c9d5bcb8506b70170928"),
        (becker_four_code, "9933b165dc4f00ef80041a1a40e80dd1cb3c3de0e15a9e0a978369835a05c4e4"),
        (nine_keys, "d7da2f6223680234e8ea95004f37255e21816d366877dd4b7f66e7a09711ab48"),
    ],
    ids=["fiat-vp1-vp2", "fiat-daiichi", "chrysler-tm9", "clarion-c7", "becker-4", "becker-5"],
)
def test_four_digit_rules_on_all_numbers(code: Callable[[str], str], expected: str) -> None:
    numbers = map("{:04d}".format, range(10_000))
    assert digest(f"{number} {code(number)}\n" for number in numbers) == expected


def test_blaupunkt_on_a_grid_of_types_and_serials() -> None:
    lines = [
        f"{model:03d}{tail:07d} {blaupunkt_code(f'{model:03d}', f'{tail:07d}')}\n"
        for model in range(0, 1000, 37)
        for tail in range(0, 10_000_000, 99_991)
    ]
    assert len(lines) == 2_828
    assert digest(lines) == "d82c7542118d27ca5dfa8675d4b9a0b417a354923ccbfcad32c416405418251c"
