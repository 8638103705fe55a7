"""Each front of the catalogue is laid out whole: all its keys, each large enough, none on another."""

from __future__ import annotations

from itertools import combinations

import pytest

from headunit.web.panels import KEY, WIDTH, Box, imagined_keys, layout_of, look_of
from headunit.web.panels.geometry import cells_across, number
from headunit.web.panels.legends import fit, printed, spoken
from tests.twin.twins import CATALOGUE, profile_of
from tests.web.fronts import CLOCK, HONDA, KNOB, QASHQAI, STALK, TOUCH, layout_for


def test_the_keys_drawn_are_the_keys_of_the_panel(any_radio: tuple[str, str]) -> None:
    drawn = [part.key for part in layout_for(*any_radio).parts]

    assert sorted(drawn) == sorted(key.id for key in profile_of(*any_radio).panel.keys)


def test_every_control_is_as_large_as_a_finger_and_inside_the_drawing(any_radio: tuple[str, str]) -> None:
    layout = layout_for(*any_radio)
    whole = Box(0, 0, WIDTH, layout.height)

    for control in layout.controls:
        assert control.box.inside(whole), control
        assert min(control.box.w, control.box.h) >= KEY, control


def test_no_control_lies_on_another(any_radio: tuple[str, str]) -> None:
    overlaps = [(a, b) for a, b in combinations(layout_for(*any_radio).controls, 2) if a.box.overlaps(b.box)]

    assert overlaps == []


def test_keys_lie_on_the_display_only_where_it_is_a_touch_screen(any_radio: tuple[str, str]) -> None:
    layout = layout_for(*any_radio)
    on_it = {part.kind for part in layout.parts if part.box.overlaps(layout.display)}

    assert on_it <= {"touch"}


def test_every_control_has_a_name_of_its_own(any_radio: tuple[str, str]) -> None:
    names = [control.name for control in layout_for(*any_radio).controls]

    assert all(names)
    assert len(set(names)) == len(names)


def test_every_key_that_turns_can_be_turned_both_ways(any_radio: tuple[str, str]) -> None:
    layout = layout_for(*any_radio)

    for part in layout.parts:
        acts = {control.act for control in part.controls}
        if part.kind in {"knob", "thumb"}:
            assert {"up", "down"} <= acts
        elif part.kind in {"button", "touch", "lever-button"}:
            assert acts == {"press"}


@pytest.mark.parametrize(
    ("radio", "kind"),
    [
        ((QASHQAI, ""), "dots"),
        ((HONDA, ""), "seg14"),
        ((CLOCK, ""), "seg14"),
        ((TOUCH, ""), "screen"),
        (("nissan-qashqai-j10-article", "radios with a touch screen"), "screen"),
        (("nissan-qashqai-j10-article", ""), "dots"),
    ],
)
def test_a_display_is_of_its_kind(radio: tuple[str, str], kind: str) -> None:
    assert layout_for(*radio).look.kind == kind


def test_a_screen_without_keys_beside_it_is_laid_out_whole() -> None:
    panel = profile_of(TOUCH, "").panel
    bare = panel._replace(keys=tuple(key for key in panel.keys if key.kind in {"touch", "knob"}))
    layout = layout_of(bare)

    assert sorted(part.key for part in layout.parts) == sorted(key.id for key in bare.keys)
    assert all(part.box.inside(Box(0, 0, WIDTH, layout.height)) for part in layout.parts)
    assert layout.height < layout_of(panel).height


def test_a_family_without_a_look_of_its_own_looks_like_its_brand() -> None:
    assert look_of("opel-car300") == look_of("opel-siemens-as")
    assert look_of("nobody-knows-it").kind == "dots"


def test_families_differ_in_tint_and_in_tone() -> None:
    looks = {look_of(head.id) for head in CATALOGUE.heads}

    assert {look.tint for look in looks} == {"amber", "teal", "green", "ice"}
    assert {look.tone for look in looks} == {"coal", "slate", "umber", "moss"}


def test_keys_that_sources_name_are_not_marked_as_imagined() -> None:
    imagined = {part.key for part in layout_for(QASHQAI).parts if part.imagined}

    assert imagined == {"POWER", "5", "SEEK<", "SEEK>", "AM", "FM", "DISC", "VOLUME"}


def test_the_columns_of_a_display_are_the_radios_own_only_where_a_source_says_so() -> None:
    assert layout_for("vw-premium-5-delco").exact
    assert layout_for("vw-premium-5-delco").cells == 11
    assert not layout_for(QASHQAI).exact


def test_nothing_is_marked_where_nothing_is_imagined() -> None:
    panel = profile_of(QASHQAI).panel

    assert not any(part.imagined for part in layout_of(panel).parts)
    assert "panel.cells" in imagined_keys(CATALOGUE.family(QASHQAI), panel)


def test_the_stalk_stands_beside_the_front() -> None:
    layout = layout_for(*STALK)
    kinds = {part.key: part.kind for part in layout.parts}

    assert layout.lever is not None
    assert kinds["stalk wheel"] == "thumb"
    assert kinds["stalk button"] == "lever-button"
    assert not layout.lever.overlaps(layout.body)


def test_a_knob_can_be_pressed_only_where_that_does_something() -> None:
    def acts(radio: tuple[str, str], key: str) -> list[str]:
        return [control.act for control in layout_for(*radio).controls if control.key == key]

    assert acts(("renault-dacia-precode", "Mercedes-Benz Citan"), "right-hand knob") == ["down", "press", "up"]
    assert acts((KNOB, ""), "volume knob") == ["down", "up"]
    assert acts((KNOB, ""), "track keys") == ["down", "press"]


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("1", ("1",)),
        ("POWER", ("@power", "POWER")),
        ("SEEK>", ("SEEK", "@forward")),
        ("TUNE<", ("TUNE", "@back")),
        ("TUNE UP", ("TUNE", "@up")),
        ("volume up", ("volume", "@up")),
        ("CD back", ("CD", "@back")),
        ("VOLUME+", ("VOLUME", "@more")),
        ("AM/FM", ("AM/FM",)),
        ("STOP/EJECT", ("STOP/", "EJECT")),
        ("TAPE SIDE", ("TAPE", "SIDE")),
        ("BACK", ("BACK",)),
        ("right-hand knob", ("right-", "hand", "knob")),
    ],
)
def test_a_legend_is_printed_in_lines_with_signs(key: str, lines: tuple[str, ...]) -> None:
    assert printed(key) == lines


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        ("3", "button", "Key 3"),
        ("3", "touch", "Digit 3"),
        ("SEEK>", "button", "SEEK forward"),
        ("VOLUME-", "button", "VOLUME down"),
        ("OK", "touch", "OK"),
        ("TUNE UP", "button", "TUNE UP"),
    ],
)
def test_a_key_is_called_what_sources_call_it(key: str, kind: str, name: str) -> None:
    assert spoken(key, kind) == name


def test_a_long_line_makes_the_letters_smaller() -> None:
    assert fit(("AM",), 100, 21) == 21
    assert fit(("CAMERA", "@up"), 40, 21) < 21
    assert fit(("@up",), 100, 21) == 21


def test_a_row_is_shared_by_spans() -> None:
    boxes = list(cells_across(Box(0, 0, 308, 90), (1, 2), gap=4))

    assert boxes == [Box(0, 0, 100, 90), Box(104, 0, 204, 90)]
    assert boxes[0].centre == (50, 45)


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (3.25, "3.2"), (-0.04, "-0"), (10, "10")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text
