"""What a camera mixes up, where values stand beside their captions, and when no further look is taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.label import shot as looks
from headunit.label.candidates import Roles, assign_roles
from headunit.label.doubt import judge
from headunit.label.fit import best_fit
from headunit.label.oh_or_zero import by_shape
from headunit.label.once import Examined, settles
from headunit.label.patterns import serial_patterns
from headunit.label.rows import find_values
from headunit.label.settle import Settled, settle
from headunit.label.shot import Shot, other_looks
from tests.label.made import cells, piece

SHAPES = number_shapes(load_catalogue())
PATTERNS = serial_patterns(SHAPES)
NOTHING = Roles(serials=(), part=None, model=None, vins=(), codes=(), others=())


@pytest.mark.parametrize(("likely", "rival", "chance"), [("5", "S", 0.004), ("U", "V", 0.01), ("1", "I", 0.002)])
def test_what_a_camera_mixes_up_is_asked_about_at_a_small_chance(likely: str, rival: str, chance: float) -> None:
    text = f"K77{likely}Z2345"
    doubted = cells(text, at3=(rival, chance))
    settled = Settled(cells=doubted, raw=doubted, value=None)
    judged = judge(settled)
    assert [index for index, entry in enumerate(judged) if entry.doubtful] == [3]
    assert rival in judged[3].rivals
    sure = cells(text, at3=(rival, chance / 10))
    assert not judge(replace(settled, cells=sure, raw=sure))[3].doubtful


def test_a_letter_that_the_camera_saw_too_counts_for_the_form() -> None:
    seen = best_fit(cells("4UZ8Z1B7114746", at0=("A", 0.2)), PATTERNS, cut_left=False, cut_right=False)
    assert seen is not None
    assert (seen.pattern.families, seen.bent) == (("vag-safe-generic",), (0,))
    assert best_fit(cells("4UZ8Z1B7114746", at0=("A", 0.05)), PATTERNS, cut_left=False, cut_right=False) is None


def test_larger_letters_stand_lower_than_their_caption() -> None:
    caption, number = piece("SER. NO", 0, 0), piece("CM112609408665", 130, 22, height=64)
    (found,) = find_values([caption, number])
    assert (found.text, str(found.caption)) == ("CM112609408665", "serial")
    apart = piece("CM112609408665", 130, 40, height=64)
    assert not any(value.caption for value in find_values([caption, apart]))


def test_a_known_serial_in_groups_is_no_part_number() -> None:
    pieces = [piece("AU Z3Z6Z 0841197", 0, 100), piece("1K0 035 290 G", 0, 0)]
    roles = assign_roles(find_values(pieces), PATTERNS, SHAPES, ("AUZ3Z6Z0841197",))
    assert roles.part is not None
    assert (roles.part.text, roles.serials[0].value.text) == ("1K0035290G", "AUZ3Z6Z0841197")
    named = [piece("P/N AU Z3Z6Z 0841197", 0, 100)]
    assert assign_roles(find_values(named), PATTERNS, SHAPES, ()).part is not None


def test_a_number_in_two_groups_without_caption_is_asked_about_not_refused() -> None:
    roles = assign_roles(
        find_values([piece("P/N 7 819 403 072", 0, 0), piece("1H36 T39636", 0, 60)]), PATTERNS, SHAPES, ()
    )
    settled = settle(roles, (), PATTERNS)
    assert settled is not None
    assert settled.unsure


@pytest.mark.parametrize(("row", "enough"), [("S/N K77Z2345", True), ("S/N K77Z2345 ", True), ("K77Z2345", False)])
def test_a_serial_without_doubt_needs_no_further_look(row: str, *, enough: bool) -> None:
    roles = assign_roles(find_values([piece(row, 0, 0)]), PATTERNS, SHAPES, ())
    assert settles(Examined(roles=roles, again=(), settled=settle(roles, (), PATTERNS))) == enough


def test_a_hidden_character_needs_a_further_look() -> None:
    hidden = cells("K77?2345")
    assert not settles(Examined(roles=NOTHING, again=(), settled=Settled(cells=hidden, raw=hidden, value=None)))
    assert not settles(Examined(roles=NOTHING, again=(), settled=None))


def test_other_looks_are_taken_around_what_the_first_one_found(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[tuple[int, int]] = []

    def found_in(pixels: np.ndarray, _model: object, *, longest_px: int) -> list[np.ndarray]:
        searched.append((pixels.shape[1], longest_px))
        return [np.array([(10, 10), (60, 10), (60, 30), (10, 30)], np.float32)]

    monkeypatch.setattr(looks, "find_lines", found_in)
    pixels = np.full((1200, 1600, 3), 200, np.uint8)
    pieces = (piece("K77Z2345", 700, 500, height=32), piece("P/N 7612345678", 700, 600, height=32))
    shown = [found for _, found in other_looks(Shot(pixels=pixels, pieces=pieces))]
    width = 14 * 16 + 2 * 80
    large = (piece("K77Z2345", 700, 500), piece("P/N 7612345678", 700, 600))
    assert searched[:2] == [(width, round(960 * width / 1600)), (width, round(1536 * width / 1600))]
    assert list(shown[0][0].corners[0]) == [700 - 80 + 10, 500 - 80 + 10]
    assert len(list(other_looks(Shot(pixels=pixels, pieces=())))) == 2
    assert searched[2:] == [(1600, 960), (1600, 1536)]
    assert len(list(other_looks(Shot(pixels=pixels, pieces=large)))) == 1


def test_beside_a_zero_with_a_mark_one_without_is_told_by_the_drawing() -> None:
    read_as_zero = (("0", 0.999), ("O", 0.001))
    marked, plain = (20.0, 0.99), (20.0, 0.2)
    assert by_shape(read_as_zero, (20.0, 0.02), marked)[0][0] == "O"
    assert by_shape(read_as_zero, (20.0, 0.45), marked)[0][0] == "0"
    assert by_shape(read_as_zero, (20.0, 0.02), plain)[0][0] == "0"


def test_the_usual_form_of_a_volkswagen_serial_tells_where_its_digits_stand() -> None:
    seen = best_fit(cells("VWZ5Z2TO026924"), PATTERNS, cut_left=False, cut_right=False)
    assert seen is not None
    assert (seen.pattern.families, seen.bent) == (("vag-safe-generic",), (7,))
    other = best_fit(cells("AUZ5Z2TO026924"), PATTERNS, cut_left=False, cut_right=False)
    assert other is not None
    assert not other.bent


def test_a_q_is_asked_about_sooner_than_other_letters() -> None:
    for letter, asked in (("Q", True), ("K", False)):
        seen = cells(f"77{letter}Z23456", at2=("A", 0.03))
        assert judge(Settled(cells=seen, raw=seen, value=None))[2].doubtful is asked
