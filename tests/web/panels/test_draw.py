"""The SVG of each front is well-formed, takes its colours from classes, and names what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET  # what is parsed is our own

import pytest

from headunit.web.panels import SPRITE, draw_panel
from tests.twin.twins import profile_of
from tests.web.fronts import CLOCK, HONDA, QASHQAI, TOUCH, layout_for

SVG = "{http://www.w3.org/2000/svg}"
STYLES = Path(__file__).parents[3] / "src" / "headunit" / "web" / "static" / "css"


def drawn(radio: tuple[str, str], text: str = "CODE", *, live: bool = True, dark: bool = False) -> ET.Element:
    svg = draw_panel(layout_for(*radio), "Front & <panel>", text, live=live, dark=dark)
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


def test_a_live_front_is_well_formed_and_its_keys_are_buttons_with_names(any_radio: tuple[str, str]) -> None:
    root = drawn(any_radio)
    buttons = [element for element in root.iter() if element.get("role") == "button"]

    assert {button.get("data-key") for button in buttons} == {key.id for key in profile_of(*any_radio).panel.keys}
    assert all(button.get("aria-label") and button.get("tabindex") == "0" for button in buttons)
    assert root.get("role") == "group"
    assert root.get("aria-label") == "Front & <panel>"


def test_a_still_front_is_one_picture(any_radio: tuple[str, str]) -> None:
    root = drawn(any_radio, live=False)

    assert root.get("role") == "img"
    assert not [element for element in root.iter() if element.get("tabindex")]


def test_no_style_and_no_handler_stands_in_a_front(any_radio: tuple[str, str]) -> None:
    names = {name for element in drawn(any_radio).iter() for name in element.keys()}  # noqa: SIM118 - no mapping

    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_every_class_of_a_front_has_a_rule(any_radio: tuple[str, str]) -> None:
    css = "".join(path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    used = {name for element in drawn(any_radio).iter() for name in (element.get("class") or "").split()}
    unstyled = {name for name in used if not re.search(rf"\.{re.escape(name)}\b", css)}

    assert unstyled <= {"tint-teal", "tone-coal", "pk-button", "pk-lever-button"}


def test_a_dark_front_says_so() -> None:
    assert "dead" in (drawn((QASHQAI, ""), dark=True).get("class") or "")
    assert "dead" not in (drawn((QASHQAI, "")).get("class") or "")


@pytest.mark.parametrize(
    ("family", "text", "other"),
    [(QASHQAI, "Radio Code: 0000", "Radio Code: 1000"), (HONDA, "COdE", "1----"), (CLOCK, "0000", "0100")],
)
def test_another_text_lights_something_else(family: str, text: str, other: str) -> None:
    def path(shown: str) -> str:
        return next(
            e.get("d", "") for e in drawn((family, ""), shown).iter() if "lit" in (e.get("class") or "").split()
        )

    assert path(text)
    assert path(text) != path(other)


def test_a_screen_shows_a_title_and_the_digits_in_their_boxes() -> None:
    def texts(shown: str) -> tuple[str, list[str], bool]:
        root = drawn((TOUCH, ""), shown)
        of = {
            name: [e for e in root.iter() if e.get("class", "").split()[:1] == [name]]
            for name in ("scr-title", "scr-digit", "scr-cells")
        }
        return (
            of["scr-title"][0].text or "",
            [e.text or "" for e in of["scr-digit"]],
            "off" in of["scr-cells"][0].get("class", ""),
        )

    assert texts("12--") == ("CODE", ["1", "2", "", ""], False)
    assert texts("ENTER 12--") == ("ENTER", ["1", "2", "", ""], False)
    assert texts("ERROR") == ("ERROR", ["", "", "", ""], True)


def test_what_a_display_shows_is_escaped() -> None:
    assert "<b>" not in draw_panel(layout_for(TOUCH), "x", "<b>&")


def test_the_sprite_is_well_formed() -> None:
    assert ET.fromstring(SPRITE).tag == "svg"  # noqa: S314 - our own
