"""What stands on the display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from headunit.panel import Advance, Flash, LockView, Mode, next_frame, render

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = Callable[..., Any]

TEXTS = (
    ("start", "WAIT"),
    ("asks", "SAFE"),
    ("entry", "{used} {digits}"),
    ("wrong", "{used} SAFE"),
    ("wait", "{left} SAFE {minutes}"),
    ("locked", "LOCK10"),
    ("permanent", "LOCK13"),
    ("fault", "FAULT"),
    ("unlocked", "FM"),
)


def shown(radio: Any, phase: str, **view: Any) -> str:  # noqa: ANN401 - a bench, and the fields of a view
    return render(radio.panel, radio.state, LockView(phase, **view))


@pytest.mark.parametrize(
    ("phase", "view", "text"),
    [
        ("off", {}, ""),
        ("start", {}, "WAIT"),
        ("prompt", {}, "  10"),
        ("prompt", {"used": 1}, "1 10"),
        ("charging", {}, "  10"),
        ("settling", {}, "  10"),
        ("recording", {"used": 1}, "1 SAFE"),
        ("refused", {"used": 12}, "12 SAFE"),
        ("waiting", {"left": 9, "wait_left_ms": 60_001}, "9 SAFE 2"),
        ("waiting", {}, " SAFE 0"),
        ("locked", {}, "LOCK10"),
        ("barred", {}, "LOCK13"),
        ("fault", {}, "FAULT"),
        ("open", {}, "FM"),
        ("elsewhere", {}, ""),
    ],
)
def test_each_phase_of_the_lock_has_its_text(bench: Made, phase: str, view: dict[str, Any], text: str) -> None:
    radio = bench(displays=TEXTS)
    radio.tap("1")
    assert shown(radio, phase, **view) == text


def test_asking_is_shown_until_digits_are_taken(bench: Made) -> None:
    radio = bench(displays=TEXTS, splash_ms=1000)
    radio.do(Mode("dead"))
    assert shown(radio, "prompt") == ""
    radio.do(Mode("asks"))
    assert shown(radio, "prompt") == "SAFE"
    radio.do(Advance(1000))
    assert shown(radio, "prompt") == "  00"


def test_the_text_fills_the_cells_and_no_more(bench: Made) -> None:
    radio = bench(displays=TEXTS, cells=4)
    assert shown(radio, "refused", used=1) == "1 SA"
    assert shown(radio, "open") == "FM  "
    assert shown(radio, "off") == "    "


@pytest.mark.parametrize(("used", "cell"), [(0, " "), (1, "1"), (9, "9"), (10, ":"), (255, "/")])
def test_a_count_in_one_cell_is_the_character_that_far_from_0(bench: Made, used: int, cell: str) -> None:
    radio = bench(displays=TEXTS, count_shown="cell")
    assert shown(radio, "refused", used=used) == f"{cell} SAFE"


def test_leading_zeros_can_be_hidden(bench: Made) -> None:
    radio = bench(displays=TEXTS, start="0", alphabets=("01", "0123456789"))
    assert shown(radio, "prompt") == "  0"
    radio.tap("1")
    assert shown(radio, "prompt") == "  10"


def test_a_text_blinks_for_a_while_after_a_wrong_code(bench: Made) -> None:
    radio = bench(displays=TEXTS, flash=Flash(("wrong", "wait"), 312, 3000))
    radio.do(Mode("closed"))
    seen = []
    for _ in range(12):
        seen.append(shown(radio, "refused", used=1).strip())
        frame = next_frame(radio.panel, radio.state, LockView("refused", 1))
        radio.do(Advance(frame or 312))
    assert seen == ["1 SAFE", ""] * 5 + ["1 SAFE", "1 SAFE"]
    assert next_frame(radio.panel, radio.state, LockView("refused", 1)) is None
    assert next_frame(radio.panel, radio.state, LockView("locked")) is None


def test_after_switching_on_it_stands_still(bench: Made) -> None:
    radio = bench(displays=TEXTS, flash=Flash(("wait",), 312, 3000))
    radio.do(Mode("dead"), Mode("closed"), Advance(312))
    assert shown(radio, "waiting", left=1) == "1 SAFE 0"


def test_a_text_can_blink_for_ever(bench: Made) -> None:
    radio = bench(displays=TEXTS, flash=Flash(("wait",), 500))
    radio.do(Mode("dead"), Mode("closed"), Advance(3_600_500))
    assert shown(radio, "waiting") == ""
    radio.do(Advance(500))
    assert shown(radio, "waiting") == " SAFE 0"
