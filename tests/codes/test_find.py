"""From a serial to an answer: candidates, refusals, questions and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes import CodeAnswer, Grade, find_codes
from headunit.codes.rules import ALL_RULES
from headunit.errors import HeadunitError, InputError, UnknownNameError
from headunit.facts import Catalogue, load_catalogue

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = load_catalogue()
BARE = {"fiat-vp1-vp2", "fiat-daiichi", "clarion-c7", "becker-4", "becker-5", "chrysler-tm9", "chrysler-t00be"}


@pytest.mark.parametrize("text", ["M123456", "m 123456", "S/N: M-123456", "  M 12 34 56 ", "М123456"])
def test_a_ford_m_serial_gives_its_code_however_it_is_written(text: str) -> None:
    answer = find_codes(text, CATALOGUE)
    first = answer.candidates[0]
    assert (answer.given, answer.value, str(answer.kind)) == (text, "M123456", "serial")
    assert (first.code.reveal(), first.rule, first.rules) == ("2487", "ford-m", ("ford-m", "fiat-visteon"))
    assert first.evidence.grade is Grade.CONFIRMED
    assert first.grades == {"ford-m": Grade.CONFIRMED, "fiat-visteon": Grade.AGREED}
    assert answer.question is None
    assert answer.refused == ()
    assert "ford-keycode" in answer.families


def test_on_a_fiat_the_same_code_is_only_agreed() -> None:
    first = find_codes("M123456", CATALOGUE, brand="fiat").candidates[0]
    assert (first.code.reveal(), first.rules, first.evidence.grade) == ("2487", ("fiat-visteon",), Grade.AGREED)


def test_four_bare_digits_fit_seven_rules_and_are_asked_about() -> None:
    answer = find_codes("1234", CATALOGUE)
    assert answer.candidates == ()
    assert answer.question is not None
    assert {option.rule for option in answer.question.options} == BARE
    assert "fits 7 rules" in answer.question.text
    assert answer.question.options[0].arguments == ("--rule", "fiat-vp1-vp2")
    assert answer.question.options[0].family == "fiat-vp1-vp2"


@pytest.mark.parametrize(
    ("brand", "rules"),
    [
        ("Fiat", {"fiat-vp1-vp2", "fiat-daiichi"}),
        ("Mercedes", {"becker-4", "becker-5"}),
        ("Jeep", {"chrysler-tm9", "chrysler-t00be"}),
    ],
)
def test_the_brand_narrows_the_question(brand: str, rules: set[str]) -> None:
    question = find_codes("1234", CATALOGUE, brand=brand).question
    assert question is not None
    assert {option.rule for option in question.options} == rules


def test_a_vin_narrows_by_its_maker() -> None:
    question = find_codes("1234", CATALOGUE, vin="WDB2030421F123456").question
    assert question is not None
    assert {option.rule for option in question.options} == {"becker-4", "becker-5"}


def test_a_vin_of_a_maker_without_rule_narrows_nothing_and_warns() -> None:
    answer = find_codes("M123456", CATALOGUE, vin="sjnfaaj10u1234567")
    assert answer.candidates[0].rules == ("ford-m", "fiat-visteon")
    assert "VIN is that of a Nissan" in answer.candidates[0].warnings[-1]
    assert find_codes("M123456", CATALOGUE, vin="WF0AXXGCDA1234567").candidates[0].warnings == ()
    assert find_codes("M123456", CATALOGUE, vin="XXXAXXGCDA1234567").candidates[0].warnings == ()


def test_the_brand_comes_before_the_vin() -> None:
    answer = find_codes("1234", CATALOGUE, brand="Peugeot", vin="WDB2030421F123456")
    assert answer.candidates[0].rule == "clarion-c7"


def test_a_single_rule_may_ask_for_what_it_needs() -> None:
    question = find_codes("1234", CATALOGUE, rule="becker-5").question
    assert question is not None
    assert question.text == "How many station keys does the radio have?"
    assert len(find_codes("1234", CATALOGUE, rule="becker-5", presets=9).candidates[0].code) == 5


def test_a_rival_code_stands_second() -> None:
    rivals = find_codes("0015", CATALOGUE, rule="becker-4")
    assert len(rivals.candidates) == 2
    assert {found.rule for found in rivals.candidates} == {"becker-4"}
    assert rivals.candidates[0].evidence.grade is Grade.PLAUSIBLE


def test_an_opel_serial_is_answered_by_its_own_rule_under_the_blaupunkt_rule() -> None:
    for serial, rule in [("GM0203X1234567", "opel-car2003"), ("GM030MX1234567", "opel-car300")]:
        under_blaupunkt = find_codes(serial, CATALOGUE, rule="blaupunkt-bp").candidates[0]
        assert under_blaupunkt.rule == rule
        assert under_blaupunkt.code == find_codes(serial, CATALOGUE).candidates[0].code


@pytest.mark.parametrize("serial", ["GM0204X1234567", "GM0205X1234567", "GM1999X1234567"])
@pytest.mark.parametrize("rule", ["", "blaupunkt-bp", "opel-car2003", "opel-car300"])
def test_other_gm_serials_are_refused(serial: str, rule: str) -> None:
    answer = find_codes(serial, CATALOGUE, rule=rule)
    assert answer.candidates == ()
    assert answer.refused
    assert all(refusal.reason and refusal.route in CATALOGUE.routes for refusal in answer.refused)


@pytest.mark.parametrize("family", ["", "vag-safe-generic", "ford-keycode", "nissan-blaupunkt-mm"])
@pytest.mark.parametrize(
    "serial", ["VWZ1Z1C1419999", "VWZ1Z2Y5298999", "AUZ1Z1C1419999", "BP277512345678", "BP331812345678"]
)
def test_serials_without_a_public_rule_are_refused_with_any_family(serial: str, family: str) -> None:
    answer = find_codes(serial, CATALOGUE, family=family)
    assert answer.candidates == ()
    assert answer.question is None
    assert answer.refused[0].reason
    assert answer.refused[0].route in CATALOGUE.routes


def test_a_vw_serial_is_refused_even_by_name_of_a_rule() -> None:
    assert find_codes("VWZ1Z1C1419999", CATALOGUE, rule="becker-4").refused


def test_a_family_without_rules_refuses_with_its_reason() -> None:
    answer = find_codes("1234567", CATALOGUE, family="saturn-theft-2002")
    head = CATALOGUE.head("saturn-theft-2002")
    assert (answer.refused[0].reason, answer.refused[0].family) == (head.reason, "saturn-theft-2002")
    assert answer.refused[0].route == head.route


def test_a_refusal_of_a_rule_takes_the_route_of_the_brand_that_was_named() -> None:
    assert find_codes("BP277512345678", CATALOGUE).refused[0].route == "dealer"
    assert find_codes("BP277512345678", CATALOGUE, brand="Peugeot").refused[0].route == "peugeot"
    assert find_codes("A012", CATALOGUE).refused[0].route == "renault"
    assert find_codes("A012", CATALOGUE, brand="Nissan").refused[0].route == "nissan"


def test_a_family_of_ones_own_without_a_rule_refuses_its_serials(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        """
        id = "mine"
        name = "Mine"
        summary = "Mine."
        brands = ["Ford"]
        rules = []
        route = "ford"
        reason = "Nobody knows."
        [[fact.number]]
        value = { kind = "serial", pattern = "QQ[0-9]{5}" }
        sources = ["S01"]
        confidence = "single"
        """,
        encoding="utf-8",
    )
    catalogue = load_catalogue(tmp_path)
    refused = find_codes("QQ 12345", catalogue).refused
    assert [(refusal.reason, refusal.family, refusal.route) for refusal in refused] == [
        ("Nobody knows.", "mine", "ford")
    ]
    assert find_codes("QQ 12345", catalogue, brand="Nissan").refused[0].family == ""


def test_an_unproved_blaupunkt_type_needs_the_rule_by_name() -> None:
    assert find_codes("BP999912345678", CATALOGUE).candidates == ()
    assert find_codes("BP999912345678", CATALOGUE, family="nissan-blaupunkt-mm").candidates == ()
    named = find_codes("BP999912345678", CATALOGUE, rule="blaupunkt-bp").candidates[0]
    assert named.evidence.grade is Grade.PLAUSIBLE


def test_a_serial_of_a_brand_whose_rules_do_not_take_it_is_refused_and_told_what_they_take() -> None:
    answer = find_codes("CL9912345678901", CATALOGUE, brand="Nissan")
    assert answer.refused[0].route == "nissan"
    assert "BP, four digits" in answer.refused[0].reason


def test_a_brand_without_rules_refuses_by_what_is_known_of_it() -> None:
    assert find_codes("TX99887766", CATALOGUE, brand="Saab").refused[0].route == "saab"
    assert find_codes("TX99887766", CATALOGUE, brand="Cadillac" if _has("Cadillac") else "Saturn").refused


def _has(name: str) -> bool:
    return any(brand.name == name for brand in CATALOGUE.brands)


def test_a_serial_of_another_brand_is_asked_about() -> None:
    question = find_codes("V123456", CATALOGUE, brand="Nissan").question
    assert question is not None
    assert "not known from Nissan cars" in question.text
    assert question.options[0].rule == "ford-v"


def test_a_number_of_several_families_of_which_one_has_a_rule_is_asked_about() -> None:
    question = find_codes("12345678", CATALOGUE).question
    assert question is not None
    assert {option.family for option in question.options} == {"honda-5key", "mercedes-becker"}
    assert find_codes("12345678", CATALOGUE, family="honda-5key").refused
    assert find_codes("12345678", CATALOGUE, brand="Honda").refused[0].route == "honda"


def test_a_version_that_could_be_a_precode_is_asked_about_unless_the_brand_decides() -> None:
    question = find_codes("E604", CATALOGUE).question
    assert question is not None
    assert question.options[0].arguments == ("--rule", "renault-precode")
    assert find_codes("E604", CATALOGUE, brand="Dacia").candidates
    assert find_codes("E604", CATALOGUE, rule="renault-precode").candidates


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        ("", "serial-empty"),
        (" - ", "serial-empty"),
        ("SJNFAAJ10U1234567", "not-a-serial"),
        ("50700012", "not-a-serial"),
        ("7642346318", "not-a-serial"),
        ("Safety-Nr. 1234", "not-a-serial"),
        ("XYZ", "serial-unknown"),
        ("MO68648", "serial-unknown"),
        ("x" * 4_001, "text-too-long"),
    ],
)
def test_what_is_no_serial_is_said_so(serial: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        find_codes(serial, CATALOGUE)
    assert caught.value.code == code
    assert caught.value.next_step


def test_a_misread_letter_is_suggested_and_never_changed() -> None:
    with pytest.raises(InputError, match="M068648"):
        find_codes("MO68648", CATALOGUE)
    with pytest.raises(InputError, match="name the car with --brand"):
        find_codes("XYZ", CATALOGUE)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"rule": "nope"}, "unknown-rule"),
        ({"family": "nope"}, "unknown-family"),
        ({"brand": "nope"}, "unknown-brand"),
        ({"vin": "SJN"}, "vin-length"),
        ({"vin": "SJNFAAJ10O1234567"}, "vin-characters"),
        ({"rule": "ford-m", "presets": None}, "serial-shape"),
        ({"rule": "becker-5", "presets": 3}, "presets-range"),
    ],
)
def test_wrong_options_are_named(options: dict[str, str], code: str) -> None:
    serial = "M12345" if code == "serial-shape" else "1234" if code == "presets-range" else "M123456"
    with pytest.raises(InputError) as caught:
        find_codes(serial, CATALOGUE, **options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert isinstance(caught.value, UnknownNameError) == code.startswith("unknown-")


def test_a_serial_between_other_numbers_is_found() -> None:
    assert find_codes("28 115 9243R T S123", CATALOGUE).value == "S123"
    assert find_codes("281159243RTS123", CATALOGUE).value == "S123"
    assert find_codes("SBP234651234567", CATALOGUE).value == "BP234651234567"


@pytest.mark.parametrize("text", ["M123?456", "M12Ж3456", "A?123", "C712*45678", "1?234", "M12_3456", "M123456?"])
@pytest.mark.parametrize("rule", ["", "ford-m", "becker-4"])
def test_a_character_that_can_not_be_read_stops_everything(text: str, rule: str) -> None:
    with pytest.raises(InputError) as caught:
        find_codes(text, CATALOGUE, rule=rule)
    assert caught.value.code == "serial-illegible"


def test_a_code_39_start_sign_is_no_character() -> None:
    assert find_codes("*M123456*", CATALOGUE).value == "M123456"


def test_foreign_letters_are_warned_of() -> None:
    warning = find_codes("М123456", CATALOGUE).candidates[0].warnings[-1]
    assert "Cyrillic or Greek" in warning
    assert find_codes("M123456", CATALOGUE).candidates[0].warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "A123 M12345O",
        "Mercedes C230",
        "12V FCC ID A123 CE",
        "Ford M123456",
    ],
)
def test_what_is_left_beside_a_serial_stops_the_search(text: str) -> None:
    with pytest.raises(InputError) as caught:
        find_codes(text, CATALOGUE)
    assert caught.value.code in {"more-than-serial", "serial-unknown"}


@pytest.mark.parametrize("text", ["C71234567 8", "C712345\n678", "C7-123-45678"])
def test_a_serial_of_open_length_is_taken_whole(text: str) -> None:
    assert find_codes(text, CATALOGUE).value == "C712345678"


@pytest.mark.parametrize(
    "serial", ["VWZ M123456", "U1234L5678", "VWZ1Z2Y529810", "VWZ1Z2YA100", "GMX204V1234567", "C820018"]
)
@pytest.mark.parametrize("named", [{}, {"rule": "becker-4"}, {"rule": "renault-precode"}, {"family": "fiat-daiichi"}])
def test_unmistakable_serials_without_a_rule_are_refused_whatever_is_named(serial: str, named: dict[str, str]) -> None:
    answer = find_codes(serial, CATALOGUE, **named)  # type: ignore[arg-type]
    assert answer.refused
    assert not answer.candidates


@pytest.mark.parametrize("serial", ["BP2775S783860", "A3132800", "AGC0071RF1234", "SC8161234"])
@pytest.mark.parametrize("rule", [rule.id for rule in ALL_RULES])
def test_a_serial_of_another_shape_gets_no_code_by_its_last_digits(serial: str, rule: str) -> None:
    with pytest.raises(InputError):
        find_codes(serial, CATALOGUE, rule=rule)


def test_a_rule_by_name_does_not_silence_the_brand() -> None:
    assert find_codes("BP2346S1234567", CATALOGUE, rule="blaupunkt-bp", brand="BMW").refused[0].route == "bmw"
    other = find_codes("S123", CATALOGUE, rule="renault-precode", brand="Ford").candidates[0]
    assert (other.evidence.grade, other.evidence.counts.real_pairs) == (Grade.PLAUSIBLE, 0)
    assert "not known to hold on a Ford" in other.warnings[-1]


def test_a_rule_must_be_of_the_family_that_is_named() -> None:
    with pytest.raises(InputError) as caught:
        find_codes("1234", CATALOGUE, rule="becker-4", family="vag-safe-generic")
    assert caught.value.code == "rule-not-of-family"
    with pytest.raises(InputError):
        find_codes("1234", CATALOGUE, rule="becker-4", family="fiat-daiichi")
    assert find_codes("1234", CATALOGUE, rule="becker-4", family="mercedes-becker").candidates


def test_an_815_label_is_answered_with_its_warning() -> None:
    plain = find_codes("BP234651234567", CATALOGUE).candidates[0]
    for text in ("815BP234651234567", "815 BP2346 5 1234567"):
        found = find_codes(text, CATALOGUE).candidates[0]
        assert found.code == plain.code
        assert any("815" in warning for warning in found.warnings)
    assert find_codes("815CM234651234567", CATALOGUE, rule="blaupunkt-bp").candidates[0].code == plain.code


def test_four_bare_digits_of_a_brand_without_rule_are_refused() -> None:
    refused = find_codes("1234", CATALOGUE, brand="BMW").refused
    assert refused[0].route == "bmw"
    assert "four digits" in refused[0].reason


def test_four_bare_digits_are_warned_of() -> None:
    assert "four digits alone" in find_codes("1234", CATALOGUE, brand="Peugeot").candidates[0].warnings[-1]


def test_a_code_behind_its_caption_is_never_computed_from_nor_repeated() -> None:
    with pytest.raises(InputError) as caught:
        find_codes("Code 1234", CATALOGUE, rule="becker-4")
    assert caught.value.code == "not-a-serial"
    assert "1234" not in str(caught.value) + caught.value.value


def test_a_serial_of_one_family_is_answered_by_its_rule() -> None:
    assert find_codes("TM91234", CATALOGUE).candidates[0].rule == "chrysler-tm9"


def test_several_serials_at_once_are_taken_whole_and_not_guessed() -> None:
    with pytest.raises(InputError, match="M123456V123456"):
        find_codes("M123456 V123456", CATALOGUE)


def test_a_family_narrows_the_rules() -> None:
    answer = find_codes("1234", CATALOGUE, family="chrysler-tm9")
    assert (answer.candidates[0].rule, answer.candidates[0].code.reveal()) == ("chrysler-tm9", "8865")
    for text in ("TM9AB1234", "00001234"):
        assert find_codes(text, CATALOGUE, family="chrysler-tm9").candidates[0].code.reveal() == "8865"
    with pytest.raises(InputError, match="does not fit"):
        find_codes("ABC1234", CATALOGUE, family="chrysler-tm9")


def test_codes_stay_masked_in_every_text_form() -> None:
    answer = find_codes("M123456", CATALOGUE)
    assert "2487" not in repr(answer)
    assert "2487" not in str(answer.candidates)


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "rule": st.sampled_from([rule.id for rule in ALL_RULES]),
        "family": st.sampled_from([head.id for head in CATALOGUE.heads]),
        "brand": st.sampled_from([brand.name for brand in CATALOGUE.brands]),
        "presets": st.integers(-1, 12),
        "vin": st.sampled_from(["SJNFAAJ10U1234567", "WDB2030421F123456", "WF0"]),
    },
)
SERIALS = st.one_of(
    st.text(max_size=40),
    st.text("0123456789", max_size=14),
    st.from_regex(r"(BP|GM|VWZ|M|V|C7|BE|X)[0-9A-Z -]{2,14}", fullmatch=True),
    st.sampled_from([rule.pattern for rule in ALL_RULES]).flatmap(
        lambda pattern: st.from_regex(pattern, fullmatch=True)
    ),
)


def _sound(answer: CodeAnswer, catalogue: Catalogue) -> bool:
    outcomes = bool(answer.candidates) + bool(answer.question)
    routes = all(not refusal.route or refusal.route in catalogue.routes for refusal in answer.refused)
    return routes and (outcomes == 1 or (outcomes == 0 and bool(answer.refused)))


def _check(serial: str, options: dict[str, object]) -> None:
    try:
        answer = find_codes(serial, CATALOGUE, **options)  # type: ignore[arg-type]
    except HeadunitError as error:
        fault: HeadunitError | None = error
    else:
        fault = None
        assert _sound(answer, CATALOGUE)
    assert fault is None or (isinstance(fault, InputError) and fault.message)


@given(SERIALS, OPTIONS)
def test_any_text_gives_an_answer_or_one_of_our_errors(serial: str, options: dict[str, object]) -> None:
    _check(serial, options)


@pytest.mark.verify
@given(SERIALS, OPTIONS)
def test_any_text_gives_an_answer_or_one_of_our_errors_at_length(serial: str, options: dict[str, object]) -> None:
    _check(serial, options)


def test_a_long_bar_code_of_a_renault_ends_in_its_precode() -> None:
    for text in ("8200633972TS123", "7700433943TS123", "8200 633 972 T S123"):
        answer = find_codes(text, CATALOGUE)
        assert answer.candidates[0].code == find_codes("S123", CATALOGUE).candidates[0].code


def test_a_vin_of_another_brand_lowers_the_grade_like_the_brand_itself() -> None:
    assert find_codes("S123", CATALOGUE, vin="SJNFAAJ10U1234567").candidates[0].evidence.grade is Grade.PLAUSIBLE
    assert find_codes("S123", CATALOGUE, vin="VF1AAAAAAA1234567").candidates[0].evidence.grade is Grade.CONFIRMED


def test_a_look_alike_is_suggested_over_a_space_too() -> None:
    with pytest.raises(InputError, match="M123450"):
        find_codes("M 12345O", CATALOGUE)


@pytest.mark.parametrize("serial", ["GM0203Y1234567", "GM030M33860319", "GM130053860319"])
@pytest.mark.parametrize("brand", ["Opel", "Vauxhall"])
def test_the_brand_that_a_rule_speaks_for_takes_no_code_away(serial: str, brand: str) -> None:
    alone, named = find_codes(serial, CATALOGUE), find_codes(serial, CATALOGUE, brand=brand)

    assert [one.code for one in alone.candidates] == [one.code for one in named.candidates] != []
    assert not named.refused
    assert find_codes("GM150053860319", CATALOGUE, brand=brand).refused
