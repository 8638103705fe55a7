"""The steps of a plan, in words and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from headunit.errors import InputError, UnknownNameError
from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.family import Confirm, Display, Entry, Family, LockSchedule
from headunit.numbers import RadioCode
from headunit.panel import (
    Advance,
    Confirming,
    Key,
    NoPlan,
    Opening,
    Plan,
    Press,
    Release,
    Step,
    Turn,
    find_variant,
    keystrokes,
    make_plan,
    panel_for_twin,
    panel_from_facts,
    plan_for,
    plan_for_twin,
    variants,
    why_no_plan,
)
from headunit.panel.family_plan import check_code, guessed_words
from headunit.panel.known import best_for, weakest
from headunit.panel.told import NOTHING_TOLD, Told, told_of
from headunit.panel.words import times_in_words
from tests.panel.walking import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.facts import Catalogue
    from headunit.facts.assumptions import Assumptions

    Made = Callable[..., Any]


def plan_of(family: str, code: str, catalogue: Catalogue, assumptions: Assumptions, scope: str = "") -> Plan:
    plan = plan_for(catalogue.family(family), RadioCode(code), assumptions, scope)
    assert isinstance(plan, Plan)
    return plan


def said(plan: Plan) -> list[str]:
    return [step.say for step in plan.steps]


def claim(value: Any, scope: str = "", confidence: Confidence = Confidence.SINGLE) -> Claim[Any]:  # noqa: ANN401 - any fact
    return Claim(value=value, sources=("S01",), confidence=confidence, scope=scope)


def family_with(**facts: Any) -> Family:  # noqa: ANN401 - any fact
    return Family(id="x", name="X", summary="X.", route="x", reason="X.", brands=(), rules=(), **facts)


def test_the_plan_of_the_manual_of_2012(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = plan_of("nissan-qashqai-j10-audio-2012", "2407", catalogue, assumptions)
    assert (plan.complete, plan.assumed) == (True, ("confirm_hold_ms",))
    assert [step[:4] for step in plan.steps] == [
        ("switch-on", "ignition", 1, None),
        ("look", "", 0, None),
        ("press", "1", 2, None),
        ("press", "2", 4, None),
        ("press", "3", 0, None),
        ("press", "4", 7, None),
        ("hold", "6", 1, 2500),
        ("look", "", 0, None),
    ]
    assert said(plan)[2:6] == [
        "Press 1 twice. The first digit shows 2.",
        "Press 2 four times. The second digit shows 4.",
        "Leave 3 alone: the third digit already shows 0.",
        "Press 4 seven times. The fourth digit shows 7.",
    ]
    assert said(plan)[6] == (
        "Check the digits once more. Then hold 6 for several seconds, until the display changes or it beeps: this "
        "sends the code."
    )


def test_from_1000_a_first_digit_of_1_needs_no_press_and_of_0_nine(
    catalogue: Catalogue, assumptions: Assumptions
) -> None:
    ones = plan_of("vw-premium-5-delco", "1000", catalogue, assumptions)
    zeros = plan_of("vw-premium-5-delco", "0999", catalogue, assumptions)
    assert [step.times for step in ones.steps if step.action == "press"] == [0, 0, 0, 0]
    assert [step.times for step in zeros.steps if step.action == "press"] == [9, 9, 9, 9]
    assert "Look: the digits begin as 1000. If others stand there, stop and ask." in said(ones)
    assert ones.steps[-2] == Step(
        "hold",
        "SEEK>",
        1,
        2500,
        "Check the digits once more. Then hold SEEK> (or TUNE>) for at least 2 seconds, until the display changes or "
        "it beeps: this sends the code.",
    )


def test_a_dash_needs_one_press_more(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = plan_of("opel-siemens-as", "0190", catalogue, assumptions)
    assert [step.times for step in plan.steps if step.action == "press"] == [1, 2, 10, 1]
    assert plan.steps[1][:4] == ("hold", "AS", 1, 8500)
    assert said(plan)[1] == (
        "Hold AS down, switch the radio on, and keep holding AS until it beeps: the display shows a number and ----."
    )
    assert said(plan)[3:5] == [
        "Press 1 once: this turns the dash into 0. The first digit then shows 0.",
        "Press 2 twice: the first press turns the dash into 0. The second digit then shows 1.",
    ]


def test_a_display_that_counts_the_tries_left_is_read_before_a_key_is_pressed(
    catalogue: Catalogue, assumptions: Assumptions
) -> None:
    wait = (
        "If it shows SAFE, with or without a number, a wait runs: press nothing, leave ignition and radio on until it "
        "ends."
    )
    assert said(plan_of("opel-siemens-as", "0190", catalogue, assumptions))[2] == (
        "Look: a number in front is the tries LEFT, not those used. If fewer than 6 are left, stop here and ask the "
        f"dealer. {wait}"
    )
    assert said(plan_of("opel-car2003", "0190", catalogue, assumptions))[2] == (
        f"Look: a number in front is the tries LEFT, not those used. {wait}"
    )
    assert not any("tries LEFT" in text for text in said(plan_of("vw-premium-5-delco", "1000", catalogue, assumptions)))


@pytest.mark.parametrize(
    ("family", "code", "sentence"),
    [
        ("renault-dacia-precode", "1034", "the display asks with CODE, then shows 0000."),
        ("vw-premium-4-clarion", "1034", "the display asks with SAFE, then shows 1000."),
        ("honda-5key", "11234", "the display asks with COdE."),
        ("gm-theftlock", "1205", "the display asks with LOC."),
        ("vag-safe-generic", "1034", "the display asks with SAFE."),
    ],
)
def test_what_follows_the_prompt_is_said_where_facts_say_it(
    family: str, code: str, sentence: str, catalogue: Catalogue, assumptions: Assumptions
) -> None:
    assert said(plan_of(family, code, catalogue, assumptions))[1].startswith(f"Look: {sentence} ")


def twin_plan(family: str, code: str, catalogue: Catalogue, assumptions: Assumptions) -> Plan:
    return plan_for_twin(catalogue.family(family), RadioCode(code), assumptions)


def test_imagined_keys_are_marked_and_warned_of(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = twin_plan("vag-safe-generic", "1034", catalogue, assumptions)
    assert plan.warnings[0] == (
        "Not for a real radio: no source says what the digits begin with; what sends the code. The simulated radio "
        "made it up."
    )
    begins = "(imagined: no source says what the digits begin with)"
    assert said(plan)[2] == f"Look: the digits begin as 1000. If others stand there, stop and ask. {begins}"
    assert said(plan)[-2].endswith("this sends the code. (imagined: no source names this key)")
    assert not any("imagined" in text for text in said(plan)[3:7])


def test_where_the_entry_itself_is_imagined_every_key_is_marked(catalogue: Catalogue, assumptions: Assumptions) -> None:
    family = catalogue.family("toyota-erc")
    panel, _ = panel_for_twin(family, assumptions)
    code = "".join(alphabet[-1] for alphabet in panel.alphabets)
    plan = twin_plan("toyota-erc", code, catalogue, assumptions)
    keyed = [step.say for step in plan.steps if step.action in {"press", "hold", "chord", "turn"}]
    assert len(keyed) > 1
    assert all(text.endswith("(imagined: no source names this key)") for text in keyed)
    assert plan.warnings[0].startswith("Not for a real radio: no source says how the digits are entered; ")


def test_an_imagined_time_is_no_imagined_key(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = twin_plan("nissan-qashqai-j10-audio-2012", "2407", catalogue, assumptions)
    assert said(plan)[6].endswith("this sends the code. (imagined: no source says how long)")
    assert not any("this key" in text for text in said(plan))
    measured = twin_plan("vw-premium-5-delco", "1034", catalogue, assumptions)
    assert not any(text.startswith("Not for a real radio") for text in measured.warnings)
    assert not any("this key" in text for text in said(measured))


@pytest.mark.parametrize(
    ("family", "code", "error"),
    [("volvo-sc8xx", "123", "code-length"), ("volvo-sc8xx", "1237", "code-alphabet")],
)
def test_a_code_is_checked_before_there_is_a_plan(family: str, code: str, error: str, catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        check_code(catalogue.family(family), RadioCode(code))
    assert caught.value.code == error
    check_code(catalogue.family(family), RadioCode("1234"))
    check_code(catalogue.family("nissan-nats-audio-link"), RadioCode("12345678"))


def test_without_the_key_that_confirms_a_plan_stops_before_it(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = plan_of("vag-safe-generic", "1234", catalogue, assumptions)
    assert (plan.complete, plan.assumed) == (False, ("start", "confirm"))
    assert plan.steps[-1].action == "look"
    assert said(plan)[-1].startswith("Stop here.")
    assert said(plan)[2] == "Press 1 until the first digit shows 1."
    assert any("what the digits begin with isn't known" in text for text in plan.warnings)
    assert not any("costs nothing until the code is sent" in text for text in plan.warnings)


def test_a_last_digit_that_may_send_the_code_is_warned_of(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = plan_of("volvo-sc8xx", "1234", catalogue, assumptions)
    assert plan.complete is False
    assert any(text.startswith("The last digit may send the code by itself") for text in plan.warnings)


@pytest.mark.parametrize(
    ("family", "scope", "code", "sentences"),
    [
        (
            "honda-5key",
            "",
            "11234",
            ["Press 1 once: the first digit.", "Press 4 once: the fifth digit. The radio now checks the code."],
        ),
        (
            "gm-theftlock",
            "",
            "1205",
            [
                "Press HR 12 times, or hold it down, until the left part shows 12.",
                "Press MIN five times. The right part shows 05.",
            ],
        ),
        (
            "gm-theftlock",
            "",
            "0005",
            [
                "Turn the ignition on and leave the radio off.",
                (
                    "Look: the display asks with LOC. A wait shows LOC too, and InOP when a key is pressed: then press "
                    "nothing more and leave the ignition on until it is over."
                ),
                "Press HR once (or MIN): the display shows 000.",
                "Leave HR alone: the left part already shows 0.",
                (
                    "Right: the display shows SEC. Wrong: it shows LOC. If it isn't right, stop: don't try another "
                    "code by guessing."
                ),
                "Switch the radio on: it plays.",
            ],
        ),
        (
            "toyota-lexus-sec",
            "",
            "123",
            [
                "Have the code ready: once you begin, you have 10 seconds for each digit.",
                "Hold TUNE UP and 1 together until the display shows ---.",
                "Press 1 until the first digit shows 1.",
                (
                    "Check the digits once more. Then hold SCAN for at least 3 seconds, until the display changes or "
                    "it beeps: this sends the code."
                ),
            ],
        ),
        (
            "vw-premium-4-clarion",
            "",
            "1034",
            [
                (
                    "Look: the display asks with SAFE, then shows 1000. If it shows 2 SAFE or counts, press nothing "
                    "until it stops. 1 SAFE is no wait: it tells that one wrong code is used."
                )
            ],
        ),
        (
            "nissan-qashqai-j10-audio-2012",
            "",
            "1234",
            [
                (
                    "Look: the display asks with Radio Code: 0000. If it shows WAIT (one article says so) or counts, "
                    "press nothing until it stops."
                )
            ],
        ),
        (
            "nissan-micra-k11-blaupunkt-1993",
            "",
            "1234",
            ["Press any key, for example 1: the display shows 000.", "Press 1 until the first digit shows 1."],
        ),
        (
            "renault-dacia-precode",
            "radios entered with the stalk",
            "1034",
            [
                "Press the stalk button once, to begin with the first digit.",
                "Turn the stalk wheel until the first digit shows 1.",
                "Press the stalk button once, to go on to the second digit.",
            ],
        ),
        ("renault-dacia-precode", "some older radios", "1034", ["Press 2 once: it chooses the second digit."]),
        (
            "renault-dacia-precode",
            "Mercedes-Benz Citan",
            "1034",
            ["Check the digits once more. Then press the right-hand knob once: this sends the code."],
        ),
        (
            "nissan-qashqai-j10-article",
            "radios with a touch screen",
            "1034",
            ["Touch 1 once: the first digit."],
        ),
    ],
)
def test_each_way_of_entering_has_its_words(
    family: str, scope: str, code: str, sentences: list[str], catalogue: Catalogue, assumptions: Assumptions
) -> None:
    assert set(sentences) <= set(said(plan_of(family, code, catalogue, assumptions, scope)))


def test_what_only_the_article_says_is_marked(catalogue: Catalogue, assumptions: Assumptions) -> None:
    article = plan_of("nissan-qashqai-j10-article", "1234", catalogue, assumptions).warnings
    manual = plan_of("nissan-qashqai-j10-audio-2012", "1234", catalogue, assumptions).warnings
    assert any(text.startswith("One article alone describes these keys") for text in article)
    assert (
        "Other keys, radios with keys 1 to 6: Press the keys 1 to 6 in the order of the code. If yours has these, plan "
        "with --panel 'radios with keys 1 to 6'."
    ) in article
    assert sum(text.startswith("Other keys, ") for text in article) == 3
    assert not any(text.startswith("One article") for text in manual)
    assert any(text.startswith("Tries (one article says so): ") for text in manual)


@pytest.mark.parametrize(
    ("family", "code", "error"),
    [
        ("nissan-qashqai-j10-audio-2012", "123", "code-length"),
        ("nissan-qashqai-j10-audio-2012", "12345", "code-length"),
        ("volvo-sc8xx", "1237", "code-alphabet"),
        ("gm-theftlock", "2000", "code-alphabet"),
    ],
)
def test_a_code_that_does_not_fit_is_refused_without_showing_it(
    family: str, code: str, error: str, catalogue: Catalogue, assumptions: Assumptions
) -> None:
    with pytest.raises(InputError) as caught:
        plan_of(family, code, catalogue, assumptions)
    assert caught.value.code == error
    assert code not in f"{caught.value} {caught.value.value} {caught.value.expected}"


def test_what_is_not_known_is_named(catalogue: Catalogue, assumptions: Assumptions) -> None:
    note = catalogue.family("nissan-note-e11-audio-2009")
    assert why_no_plan(note) == NoPlan(
        "nissan-note-e11-audio-2009",
        "how it wants its code isn't publicly known",
        ("how the digits are entered", "which keys enter the digits"),
    )
    assert plan_for(note, RadioCode("1234"), assumptions) == why_no_plan(note)


def test_a_radio_without_a_user_code_has_no_plan(catalogue: Catalogue) -> None:
    refused = why_no_plan(catalogue.family("nissan-nats-audio-link"))
    assert refused is not None
    assert refused.reason == "this kind of radio has no code to type: it checks itself against the car"
    assert refused.unknown == ()


def test_variants_that_have_a_plan_are_named(catalogue: Catalogue) -> None:
    becker = catalogue.family("mercedes-becker")
    refused = why_no_plan(becker)
    assert refused is not None
    assert refused.variants == ("Audio 10",)
    assert why_no_plan(becker, "Audio 10") is None
    older = why_no_plan(becker, "older Becker units")
    assert older is not None
    assert older.variants == ()


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("", ""),
        ("stalk", "radios entered with the stalk"),
        ("Mercedes-Benz Citan", "Mercedes-Benz Citan"),
        ("CITAN", "Mercedes-Benz Citan"),
        ("some radios, 5 in place of 6", "some radios, 5 in place of 6"),
    ],
)
def test_a_variant_is_named_in_part_or_in_full(text: str, scope: str, catalogue: Catalogue) -> None:
    assert find_variant(catalogue.family("renault-dacia-precode"), text) == scope


@pytest.mark.parametrize(
    ("family", "text", "message", "next_step"),
    [
        ("honda-5key", "knob", "'knob' names no panel of honda-5key", "leave --panel out"),
        ("bmw-5key", "knob", "'knob' names no panel of bmw-5key", "say one of: some units"),
        (
            "nissan-qashqai-j10-article",
            "radios",
            "'radios' names more than one panel of nissan-qashqai-j10-article",
            "say one of: radios entered with the knob; radios with keys 1 to 6; radios with a touch screen",
        ),
    ],
)
def test_a_variant_that_is_none_or_many(
    family: str, text: str, message: str, next_step: str, catalogue: Catalogue
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_variant(catalogue.family(family), text)
    assert (caught.value.code, caught.value.message, caught.value.next_step) == ("unknown-panel", message, next_step)


def test_holding_the_last_digit_sends_the_code(bench: Made) -> None:
    panel = bench(
        method="type",
        digit_keys=("1", "2", "3"),
        start="---",
        alphabets=("123", "123", "123"),
        confirm=Confirming("hold", (), 2000),
    ).panel
    plan = make_plan(panel, RadioCode("123"))
    assert [step[:4] for step in plan.steps[2:5]] == [
        ("press", "1", 1, None),
        ("press", "2", 1, None),
        ("hold", "3", 1, 2500),
    ]
    assert walk(panel, plan).submitted == ("123",)


THREE: dict[str, Any] = {"alphabets": ("0123456789",) * 3, "start": "000", "digit_keys": ("1", "2", "3")}


@pytest.mark.parametrize(
    ("opening", "action", "key", "sentence"),
    [
        (Opening("press", ("A",)), "press", "A", "Press A once: the display shows 000."),
        (Opening("press", ("A", "B")), "press", "A", "Press A once (or B): the display shows 000."),
        (Opening("hold", ("A",), 1000), "hold", "A", "Hold A until the display shows 000."),
        (
            Opening("hold", ("A", "B"), 1000),
            "chord",
            "A + B",
            "Hold A and B together until the display shows 000.",
        ),
    ],
)
def test_each_way_to_begin_has_its_step(bench: Made, opening: Opening, action: str, key: str, sentence: str) -> None:
    panel = bench(**THREE, open_with=opening).panel
    plan = make_plan(panel, RadioCode("120"))
    assert (plan.steps[2].action, plan.steps[2].key, plan.steps[2].say) == (action, key, sentence)
    assert walk(panel, plan).submitted == ("120",)


def test_keys_held_together_can_send_the_code(bench: Made) -> None:
    panel = bench(**THREE, confirm=Confirming("hold-together", ("5", "6"), 1000)).panel
    plan = make_plan(panel, RadioCode("120"))
    assert plan.steps[-2][:4] == ("chord", "5 + 6", 1, 1500)
    assert walk(panel, plan).submitted == ("120",)


def test_a_knob_that_stands_right_is_left_alone(bench: Made) -> None:
    keys = (Key("dial", "dial", "knob"), Key("next", "next"), Key("6", "6"))
    knob = {**THREE, "method": "knob", "keys": keys, "digit_keys": ("dial",), "cursor_keys": ("next",)}
    panel = bench(**knob).panel
    plan = make_plan(panel, RadioCode("050"))
    assert said(plan)[3] == "Leave the dial alone: the first digit already shows 0."
    assert walk(panel, plan).submitted == ("050",)


def test_a_known_start_is_not_said_twice(bench: Made) -> None:
    panel = bench(**THREE, displays=(("asks", "CODE {digits}"), ("wait", "WAIT")))
    plan = make_plan(panel.panel, RadioCode("120"), told=Told(wait="WAIT"))
    assert said(plan)[1] == (
        "Look: the display asks with CODE 000. If it shows WAIT or counts, press nothing until it stops."
    )
    assert not any("the digits begin as" in text for text in said(plan))


def test_a_counted_wrong_text_is_told_with_its_number(bench: Made) -> None:
    panel = bench(**THREE, displays=(("wrong", "{used} SAFE"), ("unlocked", "OK")), confirm=Confirming("press", ("5",)))
    plan = make_plan(panel.panel, RadioCode("120"))
    assert said(plan)[-1] == (
        "Right: the display shows OK, and the radio plays. Wrong: it shows SAFE and a number. If it doesn't play, "
        "stop: don't try another code by guessing."
    )


@pytest.mark.parametrize(
    ("step", "events"),
    [
        (Step("look", "", 0, None, ""), ()),
        (Step("switch-on", "ignition", 1, None, ""), ()),
        (Step("press", "1", 0, None, ""), ()),
        (Step("press", "1", 2, None, ""), (Press("1"), Advance(120), Release("1"), Advance(120)) * 2),
        (Step("turn", "knob", 0, None, ""), ()),
        (Step("turn", "knob", -3, None, ""), (Turn("knob", -3), Advance(120))),
        (Step("hold", "6", 1, 2500, ""), (Press("6"), Advance(2500), Release("6"), Advance(120))),
        (
            Step("chord", "1 + 6", 1, None, ""),
            (Press("1"), Press("6"), Advance(120), Release("1"), Release("6"), Advance(120)),
        ),
    ],
)
def test_a_step_becomes_keystrokes(step: Step, events: tuple[object, ...]) -> None:
    assert keystrokes(step) == events


def test_a_walk_tells_what_the_display_shows(catalogue: Catalogue, assumptions: Assumptions) -> None:
    family = catalogue.family("nissan-qashqai-j10-audio-2012")
    twin, _ = panel_for_twin(family, assumptions)
    walked = walk(twin, plan_for_twin(family, RadioCode("2487"), assumptions))
    assert [line.display for line in walked.lines][2:] == [
        "Radio Code: 2000",
        "Radio Code: 2400",
        "Radio Code: 2480",
        "Radio Code: 2487",
        "Radio Code: 2487",
        "Radio Code: 2487",
    ]
    assert walked.lines[2].at_ms == 480


@pytest.mark.parametrize(("times", "words"), [(1, "once"), (2, "twice"), (10, "ten times"), (99, "99 times")])
def test_counts_are_said_as_people_say_them(times: int, words: str) -> None:
    assert times_in_words(times) == words


def test_facts_of_a_variant_come_before_those_of_the_family() -> None:
    fact = Fact((claim("whole"), claim("some", "a part"), claim("best", "a part", Confidence.SEVERAL)))
    for scope, value in (("", "whole"), ("a part", "best"), ("another", "whole")):
        best = best_for(fact, scope)
        assert best is not None
        assert best.value == value
    assert best_for(Fact((claim("one", "a part"), claim("two", "a part"))), "a part") is None
    assert best_for(Fact(()), "") is None


def test_a_panel_needs_method_length_and_keys() -> None:
    assert panel_from_facts(family_with())[1] == ("method", "length", "digit_keys")
    entry = Fact((claim(Entry(method="increment")),))
    assert panel_from_facts(family_with(entry=entry))[1] == ("length", "digit_keys")
    typed = Fact((claim(Entry(method="type")),))
    panel, missing = panel_from_facts(family_with(entry=typed, code_length=Fact((claim(4),))))
    assert panel is not None
    assert (panel.digit_keys, panel.confirm.action) == (tuple("0123456789"), "unknown")
    assert missing == ("alphabet", "confirm")


def test_where_nothing_is_said_of_tries_no_warning_speaks_of_them(assumptions: Assumptions) -> None:
    entry = Fact((claim(Entry(method="type", keys=("1", "2", "3"))),))
    plan = plan_for(family_with(entry=entry, code_length=Fact((claim(3),))), RadioCode("123"), assumptions)
    assert isinstance(plan, Plan)
    assert not any(text.startswith("Tries") for text in plan.warnings)


def test_what_sources_say_of_the_panel_is_taken() -> None:
    family = family_with(
        code_length=Fact((claim(3),)),
        code_alphabet=Fact((claim("0-1 0-9 1-6"),)),
        entry=Fact(
            (claim(Entry(method="increment", keys=("1", "2", "3"), open="hold", open_keys=("A",), open_hold_ms=900)),)
        ),
        confirm=Fact((claim(Confirm(action="hold", key="last digit", hold_ms=1500)),)),
        display=(
            claim(Display(text="SER 1", state="serial")),
            claim(Display(text="####", state="entry")),
            claim(Display(text="CODE", state="asks"), confidence=Confidence.ARTICLE),
            claim(Display(text="SAFE", state="asks")),
            claim(Display(text="LOCK", state="locked"), scope="elsewhere"),
        ),
    )
    panel, missing = panel_from_facts(family)
    assert panel is not None
    assert panel.alphabets == ("01", "0123456789", "123456")
    assert panel.open_with == Opening("hold", ("A",), 900)
    assert panel.confirm == Confirming("hold", (), 1500)
    assert dict(panel.displays) == {"entry": "{digits}", "asks": "SAFE"}
    assert missing == ("start",)
    assert variants(family) == ()


def test_no_slot_of_a_template_reaches_a_person(catalogue: Catalogue, assumptions: Assumptions) -> None:
    planned = 0
    for family in catalogue.families():
        for scope in dict.fromkeys(("", *variants(family))):
            panel, _ = panel_from_facts(family, scope)
            if panel is None:
                continue
            plan = plan_for(family, RadioCode("".join(digits[-1] for digits in panel.alphabets)), assumptions, scope)
            assert isinstance(plan, Plan)
            assert not [text for text in (*said(plan), *plan.warnings) if "{" in text or "}" in text]
            planned += 1
    assert planned > 20


# What the display shows after each digit


@pytest.mark.parametrize(
    ("family", "code", "shown"),
    [
        ("nissan-qashqai-j10-audio-2012", "2407", ["2000", "2400", "2400", "2407"]),
        ("opel-siemens-as", "0190", ["0---", "01--", "019-", "0190"]),
        ("toyota-lexus-sec", "770", ["---", "7--", "77-", "770"]),
        ("gm-theftlock", "1707", ["000", "1700", "1707"]),
        ("gm-theftlock", "0005", ["000", "000", "005"]),
        ("nissan-micra-k11-blaupunkt-1993", "7707", ["000", "", "", "", ""]),
        ("vag-safe-generic", "7707", ["", "", "", "7707"]),
        ("nissan-cats-code-1998", "7707", ["", "", "", ""]),
    ],
)
def test_each_digit_says_what_the_display_then_shows_where_sources_do(
    family: str, code: str, shown: list[str], catalogue: Catalogue, assumptions: Assumptions
) -> None:
    plan = plan_of(family, code, catalogue, assumptions)
    keys = panel_from_facts(catalogue.family(family))[0]
    assert keys is not None
    ways = {*keys.digit_keys, "TUNE UP + 1"}
    found = [step.shows.removeprefix("Radio Code: ") for step in plan.steps if step.key in ways]
    assert found == shown


def test_the_last_look_tells_what_an_opened_radio_shows(catalogue: Catalogue, assumptions: Assumptions) -> None:
    assert plan_of("toyota-lexus-sec", "770", catalogue, assumptions).steps[-1].shows == "OK"


def test_a_first_press_can_give_another_digit_than_the_first(bench: Made) -> None:
    panel = bench(**{**THREE, "start": "---"}, first_press="9").panel
    plan = make_plan(panel, RadioCode("901"))
    assert [step.times for step in plan.steps if step.action == "press"] == [1, 2, 3]
    assert said(plan)[4] == "Press 2 twice: the first press turns the dash into 9. The second digit then shows 0."
    assert walk(panel, plan).submitted == ("901",)


def test_a_twins_plan_marks_a_first_press_that_no_source_tells(catalogue: Catalogue, assumptions: Assumptions) -> None:
    plan = plan_for_twin(catalogue.family("toyota-lexus-sec"), RadioCode("770"), assumptions)
    assert any("(imagined: no source says what the first press does)" in text for text in said(plan))


# What a plan is built on


@pytest.mark.parametrize(
    ("family", "confidence"),
    [
        ("gm-theftlock", "documented"),
        ("vw-premium-5-delco", "documented"),
        ("nissan-qashqai-j10-audio-2012", "documented"),
        ("opel-siemens-as", "several"),
        ("toyota-lexus-sec", "single"),
        ("nissan-micra-k11-blaupunkt-1993", "single"),
        ("nissan-qashqai-j10-article", "article"),
    ],
)
def test_a_plan_is_as_sure_as_the_weakest_claim_it_is_built_on(
    family: str, confidence: str, catalogue: Catalogue, assumptions: Assumptions
) -> None:
    code = "123" if family == "toyota-lexus-sec" else "1234"
    assert plan_of(family, code, catalogue, assumptions).confidence == confidence


def test_what_one_report_alone_says_and_the_notes_of_claims_are_warned_of(
    catalogue: Catalogue, assumptions: Assumptions
) -> None:
    told = plan_of("nissan-micra-k11-blaupunkt-1993", "1234", catalogue, assumptions).warnings
    assert (
        "One report alone says how many digits the code has, how the digits are entered, what sends the code and what "
        "the display shows (---, 000): stop at the first surprise."
    ) in told
    assert "How the digits are entered: The answer shows three zeros; a code of four digits would need four." in told
    assert "Go by what the display shows: its source writes 000, for a code of 4 digits." in told
    assert told[-1] == (
        "Tries (one report says so): After a wrong code the dashes come back; wait ten seconds before the next. What "
        "follows after more wrong codes is not said."
    )
    alone = plan_of("bmw-5key", "11234", catalogue, assumptions, "some units").warnings
    assert not any(text.startswith("One report alone says how many") for text in alone)


def test_nothing_known_is_nothing_told() -> None:
    assert told_of(family_with()) == NOTHING_TOLD
    assert weakest(()) is None


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        (LockSchedule(never_permanent=True), "after a few the radio makes you wait."),
        (
            LockSchedule(permanent_after_wrong=10),
            "after a few the radio makes you wait, and after 10 it locks for good.",
        ),
        (LockSchedule(locked_after_wrong=10), "after 10 the radio locks."),
        (LockSchedule(wrong_per_round=3), "after a few the radio makes you wait or locks."),
    ],
)
def test_what_guessing_comes_to_hangs_on_what_sources_say(bench: Made, schedule: LockSchedule, told: str) -> None:
    family = family_with(lock_schedule=Fact((claim(schedule),)))
    plan = make_plan(bench(**THREE).panel, RadioCode("120"), told=told_of(family))
    assert f"Never guess: every wrong code counts, and {told}" in plan.warnings


@pytest.mark.parametrize(
    ("display", "told"),
    [
        (Display("2 SAFE", "wait", "{used} SAFE"), "2 SAFE"),
        (Display("# SAFE", "wait", "{left} SAFE"), "a number and SAFE"),
        (Display("WAIT 30", "wait", "WAIT {minutes}"), "WAIT"),
    ],
)
def test_a_wait_is_told_as_sources_write_it(display: Display, told: str) -> None:
    assert told_of(family_with(display=(claim(display),))).wait == told


def test_a_wait_that_looks_like_asking_is_told_apart_without_a_key(bench: Made) -> None:
    panel = bench(**THREE, displays=(("asks", "LOC"),)).panel
    plan = make_plan(panel, RadioCode("120"), told=Told(wait="LOC"))
    assert said(plan)[1] == (
        "Look: the display asks with LOC, then shows 000. A wait shows LOC too: then press nothing more until it is "
        "over."
    )


def test_a_radio_that_is_off_and_shows_nothing_asks_no_more(bench: Made) -> None:
    plan = make_plan(bench(**THREE, radio_off=True).panel, RadioCode("120"))
    assert said(plan)[-2].startswith("Right: the display asks no more. If it isn't right, stop")
    assert plan.steps[-1][:4] == ("switch-on", "radio", 1, None)


def test_what_the_rehearsal_guessed_is_one_plain_sentence() -> None:
    told = guessed_words(("start", "confirm", "length"))

    assert told.startswith(
        "No source says what the digits begin with, what sends the code and how many digits its code has."
    )
    assert guessed_words(()) == ""
