"""The Becker rules: closed form first, the rival named, the number of station keys asked for."""

from __future__ import annotations

import pytest

from headunit.codes.candidate import Candidate, Counts, Evidence, Grade, Option, Question, Refusal
from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES
from headunit.codes.rules.becker import becker_five_code, becker_five_rival, becker_four_code, becker_four_rival
from headunit.errors import InputError
from headunit.numbers.radio_code import RadioCode

RULES = {rule.id: rule for rule in ALL_RULES}
NUMBERS = [f"{number:04d}" for number in range(10_000)]
NO_RADIO = "no owner's radio has confirmed this rule yet"
RIVAL_EXISTS = "a known rival gives another code for this number; it stands second"
IS_RIVAL = "this is the rival code, from the table of the program Delphi-OBD; try the first code before it"
DOUBTFUL = "for numbers like this one published tables and this rule can differ"
FEW_COMPARED = "only a few codes of radios with this many station keys could be compared"
T00BE_SAMPLE = "8 of 100 listed codes differ from this rule"


def candidates(rule: str, key: str, presets: int | None = None) -> tuple[Candidate, ...]:
    answer = RULES[rule].answer(key, Circumstances(presets=presets))
    assert isinstance(answer, tuple)
    return answer


def candidate(rule: str, code: str, evidence: Evidence, *warnings: str) -> Candidate:
    return Candidate(code=RadioCode(code), rule=rule, evidence=evidence, warnings=warnings)


def proof(grade: Grade, counts: tuple[int, int, int], *sources: str) -> Evidence:
    real_pairs, independent_sources, compared = counts
    return Evidence(
        grade=grade,
        counts=Counts(real_pairs=real_pairs, independent_sources=independent_sources, compared=compared),
        sources=sources,
    )


def test_four_digits_on_which_two_tables_agree() -> None:
    agreed = proof(Grade.AGREED, (1, 2, 10_000), "A12", "A22", "A24")
    assert becker_four_rival("0000") == ""
    assert candidates("becker-4", "0000") == (candidate("becker-4", becker_four_code("0000"), agreed),)


def test_four_digits_with_a_rival() -> None:
    # 5 is 00005 in octal: 8 · 5 = 40, and 0040 has two equal neighbours at the left, so it becomes 1040.
    assert candidates("becker-4", "0005") == (
        candidate("becker-4", "1040", proof(Grade.PLAUSIBLE, (1, 1, 10_000), "A12", "A23"), RIVAL_EXISTS),
        candidate("becker-4", "1050", proof(Grade.PLAUSIBLE, (0, 1, 10_000), "A22"), IS_RIVAL),
    )


def test_t00be_is_becker_of_four_digits_with_one_source() -> None:
    first = proof(Grade.PLAUSIBLE, (0, 1, 100), "A12")
    assert candidates("chrysler-t00be", "0000") == (
        candidate("chrysler-t00be", becker_four_code("0000"), first, NO_RADIO, T00BE_SAMPLE),
    )
    assert candidates("chrysler-t00be", "0005") == (
        candidate("chrysler-t00be", "1040", first, NO_RADIO, T00BE_SAMPLE, RIVAL_EXISTS),
        candidate("chrysler-t00be", "1050", proof(Grade.PLAUSIBLE, (0, 1, 0), "A22"), IS_RIVAL, NO_RADIO),
    )


@pytest.mark.parametrize("rule", ["becker-4", "chrysler-t00be"])
def test_955_numbers_have_a_second_candidate(rule: str) -> None:
    answers = [candidates(rule, number) for number in NUMBERS]
    assert sum(len(answer) == 2 for answer in answers) == 955
    assert sum(len(answer) == 1 for answer in answers) == 9_045


def test_the_number_of_station_keys_is_asked_for() -> None:
    assert RULES["becker-5"].answer("1234", Circumstances(asked=True)) == Question(
        text="How many station keys does the radio have?",
        options=tuple(
            Option(
                label=f"{presets} station keys",
                rule="becker-5",
                arguments=("--rule", "becker-5", "--presets", f"{presets}"),
            )
            for presets in (4, 5, 8, 9)
        ),
    )


@pytest.mark.parametrize("presets", [-1, 0, 3, 10])
def test_a_number_of_station_keys_out_of_range_is_an_error(presets: int) -> None:
    with pytest.raises(InputError) as caught:
        RULES["becker-5"].answer("1234", Circumstances(presets=presets))
    error = caught.value
    assert (error.code, error.value, error.expected) == ("presets-range", str(presets), "4 to 9")
    assert str(error) == (
        f"a radio with {presets} station keys does not fit the Becker rule of five digits, which takes 4 to 9: "
        "count the station keys"
    )


@pytest.mark.parametrize("presets", [6, 7])
def test_a_number_of_station_keys_without_a_comparison_is_refused(presets: int) -> None:
    assert RULES["becker-5"].answer("1234", Circumstances(presets=presets, asked=True)) == Refusal(
        reason=f"no code of a Becker radio with {presets} station keys could be compared with the rule",
        rule="becker-5",
    )


@pytest.mark.parametrize(("presets", "compared"), [(8, 21), (5, 14), (4, 12)])
def test_fewer_station_keys_are_plausible(presets: int, compared: int) -> None:
    evidence = proof(Grade.PLAUSIBLE, (0, 1, compared), "A12")
    code = becker_five_code("1234", presets)
    assert "111" not in code
    assert candidates("becker-5", "1234", presets) == (candidate("becker-5", code, evidence, NO_RADIO, FEW_COMPARED),)
    for doubtful in ("0000", "0063"):  # a code with 111; the last of 64 numbers
        assert candidates("becker-5", doubtful, presets) == (
            candidate("becker-5", becker_five_code(doubtful, presets), evidence, NO_RADIO, FEW_COMPARED, DOUBTFUL),
        )


def test_nine_station_keys_on_which_two_tables_agree() -> None:
    agreed = proof(Grade.AGREED, (0, 2, 10_000), "A12", "A22")
    assert candidates("becker-5", "1234", 9) == (candidate("becker-5", becker_five_code("1234", 9), agreed, NO_RADIO),)


def test_nine_station_keys_with_a_rival() -> None:
    assert candidates("becker-5", "0000", 9) == (
        candidate("becker-5", "11111", proof(Grade.PLAUSIBLE, (0, 1, 10_000), "A12"), NO_RADIO, RIVAL_EXISTS),
        candidate("becker-5", "12111", proof(Grade.PLAUSIBLE, (0, 1, 10_000), "A22"), IS_RIVAL, NO_RADIO),
    )


def test_nine_station_keys_in_doubt_without_a_rival() -> None:
    # The tables agree on these, and yet the code holds 111.
    assert candidates("becker-5", "0002", 9) == (
        candidate("becker-5", "21116", proof(Grade.PLAUSIBLE, (0, 1, 10_000), "A12"), NO_RADIO, DOUBTFUL),
    )


def test_every_number_of_nine_station_keys_has_the_right_grade() -> None:
    for number in NUMBERS:
        answer = candidates("becker-5", number, 9)
        code, rival = becker_five_code(number, 9), becker_five_rival(number)
        doubtful = bool(rival) or "111" in code or int(number) % 64 == 63
        assert [each.evidence.grade for each in answer] == (
            [Grade.PLAUSIBLE] * (2 if rival else 1) if doubtful else [Grade.AGREED]
        )
        assert [each.code.reveal() for each in answer] == [code, rival][: len(answer)]


@pytest.mark.parametrize("presets", [4, 5, 8, 9])
def test_a_code_is_typed_with_the_station_keys(presets: int) -> None:
    keys = {str(key) for key in range(1, presets + 1)}
    assert set("".join(becker_five_code(number, presets) for number in NUMBERS)) == keys
