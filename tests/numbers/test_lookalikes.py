"""Look-alike characters: suggestions in a fixed order, and nothing else."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.numbers.lookalikes import HOMOGLYPHS, LOOKALIKES, swaps, transliterate


def test_the_pairs_are_those_that_people_mistake() -> None:
    assert "".join(old + new for old, new in LOOKALIKES.items()) == "0OO0Q01II1L18BB85SS52ZZ26GG6"


@pytest.mark.parametrize("character", "ACDEFHJKMNPRTUVWXY3479")
def test_other_characters_stand_for_themselves(character: str) -> None:
    assert swaps(character, 3) == []


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 3, []),
        ("M347", 3, []),
        ("O", 1, [(1, "0")]),
        ("0", 0, []),
        ("MO1", 1, [(1, "M01"), (1, "MOI")]),
        ("MO1", 2, [(1, "M01"), (1, "MOI"), (2, "M0I")]),
        ("MO1", 9, [(1, "M01"), (1, "MOI"), (2, "M0I")]),
        ("8B8", 3, [(1, "BB8"), (1, "888"), (1, "8BB"), (2, "B88"), (2, "BBB"), (2, "88B"), (3, "B8B")]),
    ],
)
def test_every_way_to_swap_is_listed_fewest_first(text: str, most: int, expected: list[tuple[int, str]]) -> None:
    assert swaps(text, most) == expected


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=12), st.integers(0, 3))
def test_swaps_change_just_as_many_look_alikes_as_they_say(text: str, most: int) -> None:
    found = swaps(text, most)
    places = sum(character in LOOKALIKES for character in text)
    assert len(found) == sum(comb(places, count) for count in range(1, most + 1))
    assert [count for count, _ in found] == sorted(count for count, _ in found)
    assert len(set(found)) == len(found)
    for count, swapped in found:
        changed = [(old, new) for old, new in zip(text, swapped, strict=True) if old != new]
        assert len(changed) == count
        assert all(LOOKALIKES[old] == new for old, new in changed)


@pytest.mark.parametrize(
    ("foreign", "latin"),
    [
        ("АВЕКМНОРСТУХІЅ", "ABEKMHOPCTYXIS"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("ВР 2346", "BP 2346"),
        ("Д Ж Ω", "Д Ж Ω"),
        ("BP 2346", "BP 2346"),
    ],
)
def test_foreign_capitals_become_the_latin_ones_they_look_like(foreign: str, latin: str) -> None:
    assert transliterate(foreign) == latin


def test_only_foreign_letters_are_translated() -> None:
    assert all(ord(character) > 127 for character in map(chr, HOMOGLYPHS))
    assert len(HOMOGLYPHS) == 28
