"""The gate of the Blaupunkt rule by type, and the Opel serials."""

from __future__ import annotations

import pytest

from headunit.codes.candidate import Candidate, Counts, Evidence, Grade, Refusal
from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES
from headunit.codes.rules.blaupunkt import FAILING_TYPES, PROVED_TYPES, blaupunkt_code
from headunit.numbers.radio_code import RadioCode

RULES = {rule.id: rule for rule in ALL_RULES}
UNASKED, ASKED = Circumstances(), Circumstances(asked=True)
ONE_RADIO = "one radio of this type agrees; ten radios of several types fit the same formula"
READ_AS_BP = "815 before the serial is left out: one blog alone claims that the rest is read as BP"
FROM_THE_PAIRS = "the constant of this radio type was found from the same owners' codes that confirm it"


def confirmed(counts: tuple[int, int, int], *sources: str) -> Evidence:
    real_pairs, independent_sources, compared = counts
    return Evidence(
        grade=Grade.CONFIRMED,
        counts=Counts(real_pairs=real_pairs, independent_sources=independent_sources, compared=compared),
        sources=sources,
    )


PROVED = [
    ("2346", confirmed((1, 1, 10), "A17", "A21")),
    ("5387", confirmed((2, 1, 10), "A17", "A19", "A21")),
    ("5365", confirmed((1, 1, 10), "A17", "A18")),
    ("5511", confirmed((1, 1, 10), "A17", "A20")),
]
UNPROVED = Evidence(
    grade=Grade.PLAUSIBLE,
    counts=Counts(real_pairs=0, independent_sources=1, compared=10),
    sources=("A17",),
)


@pytest.mark.parametrize(("unit_type", "evidence"), PROVED, ids=[unit_type for unit_type, _ in PROVED])
@pytest.mark.parametrize("circumstances", [UNASKED, ASKED], ids=["unasked", "asked"])
def test_a_proved_type_is_confirmed(unit_type: str, evidence: Evidence, circumstances: Circumstances) -> None:
    assert RULES["blaupunkt-bp"].answer(f"BP{unit_type}A1234567", circumstances) == (
        Candidate(
            code=RadioCode(blaupunkt_code(unit_type[1:], "1234567")),
            rule="blaupunkt-bp",
            evidence=evidence,
            warnings=(ONE_RADIO,) if evidence.counts.real_pairs == 1 else (),
        ),
    )


def test_no_other_type_is_proved() -> None:
    assert dict(PROVED) == PROVED_TYPES


@pytest.mark.parametrize("last_three", ["318", "378", "392", "774", "775", "836"])
@pytest.mark.parametrize("first", "0123456789")
@pytest.mark.parametrize("prefix", ["BP", "815BP", "815CM"])
def test_a_failing_type_is_refused_always(prefix: str, first: str, last_three: str) -> None:
    refusal = Refusal(
        reason=f"owner-reported codes of this type disagree with the formula (Blaupunkt type {first}{last_three})",
        rule="blaupunkt-bp",
    )
    for circumstances in (UNASKED, ASKED, Circumstances(brand="nissan", asked=True)):
        assert RULES["blaupunkt-bp"].answer(f"{prefix}{first}{last_three}71234567", circumstances) == refusal


@pytest.mark.parametrize("unit_type", ["2347", "0346", "9365", "0000", "3181", "8361"])
def test_an_unproved_type_is_answered_only_when_asked(unit_type: str) -> None:
    rule, serial = RULES["blaupunkt-bp"], f"BP{unit_type}71234567"
    assert rule.answer(serial, UNASKED) == Refusal(
        reason=f"no code of a real radio of Blaupunkt type {unit_type} proves the rule, so its answer is held back; "
        "'headunit code SERIAL --rule blaupunkt-bp' shows it",
        rule="blaupunkt-bp",
    )
    assert rule.answer(serial, ASKED) == (
        Candidate(
            code=RadioCode(blaupunkt_code(unit_type[1:], "1234567")),
            rule="blaupunkt-bp",
            evidence=UNPROVED,
            warnings=(f"no code of a real radio of Blaupunkt type {unit_type} proves the rule",),
        ),
    )


@pytest.mark.parametrize("prefix", ["815BP", "815CM"])
def test_815_is_left_out_with_a_warning(prefix: str) -> None:
    rule = RULES["blaupunkt-bp"]
    plain, labelled = rule.answer("BP234671234567", UNASKED), rule.answer(f"{prefix}234671234567", UNASKED)
    assert isinstance(plain, tuple)
    assert isinstance(labelled, tuple)
    assert labelled[0].code == plain[0].code
    assert labelled[0].evidence == plain[0].evidence
    assert labelled[0].warnings == (ONE_RADIO, READ_AS_BP)
    unproved = rule.answer(f"{prefix}234771234567", ASKED)
    assert isinstance(unproved, tuple)
    assert unproved[0].warnings == ("no code of a real radio of Blaupunkt type 2347 proves the rule", READ_AS_BP)


def test_815_before_a_serial_that_itself_holds_815_changes_nothing_else() -> None:
    rule = RULES["blaupunkt-bp"]
    answer = rule.answer("BP234681581581", UNASKED)
    assert isinstance(answer, tuple)
    assert answer[0].warnings == (ONE_RADIO,)


def test_the_seventh_character_does_not_count() -> None:
    rule = RULES["blaupunkt-bp"]
    assert rule.answer("BP234601234567", UNASKED) == rule.answer("BP2346Z1234567", UNASKED)


@pytest.mark.parametrize(
    ("rule", "beginning", "constant", "evidence"),
    [
        ("opel-car2003", "GM0203", "200", confirmed((3, 1, 3), "A17", "A21")),
        ("opel-car300", "GM030M", "852", confirmed((2, 1, 2), "A17", "A21")),
        ("opel-car300", "GM1300", "852", confirmed((2, 1, 2), "A17", "A21")),
    ],
)
def test_an_opel_serial_gets_its_constant(rule: str, beginning: str, constant: str, evidence: Evidence) -> None:
    for seventh in "7A":
        assert RULES[rule].answer(f"{beginning}{seventh}1234567", UNASKED) == (
            Candidate(
                code=RadioCode(blaupunkt_code(constant, "1234567")),
                rule=rule,
                evidence=evidence,
                warnings=(FROM_THE_PAIRS,),
            ),
        )


@pytest.mark.parametrize(
    ("rule", "serial", "reason"),
    [
        *(
            (rule, serial, f"no public rule for Opel serials beginning {serial[:6]}")
            for rule in ("blaupunkt-bp", "opel-car2003", "opel-car300")
            for serial in ("GM020471234567", "GM0204", "GM1", "GM0300A1234567", "GM030N71234567")
        ),
        *(
            (rule, serial, f"an Opel serial beginning {serial[:6]} goes on with one letter or digit and seven digits")
            for rule in ("blaupunkt-bp", "opel-car2003", "opel-car300")
            for serial in ("GM0203", "GM02037123456", "GM0203712345678", "GM030M7123456A", "GM1300ABCDEFGH")
        ),
        ("blaupunkt-bp", "GM020371234567", "Opel serials beginning GM0203 belong to the rule opel-car2003"),
        ("opel-car300", "GM020371234567", "Opel serials beginning GM0203 belong to the rule opel-car2003"),
        ("blaupunkt-bp", "GM030M71234567", "Opel serials beginning GM030M belong to the rule opel-car300"),
        ("opel-car2003", "GM1300A1234567", "Opel serials beginning GM1300 belong to the rule opel-car300"),
    ],
)
def test_any_other_gm_serial_is_refused(rule: str, serial: str, reason: str) -> None:
    for circumstances in (UNASKED, ASKED):
        answer = RULES[rule].answer(RULES[rule].key(serial), circumstances)
        assert answer == Refusal(reason=reason, rule=rule)


def test_no_proved_type_is_a_failing_one() -> None:
    assert not {unit_type[1:] for unit_type in PROVED_TYPES} & FAILING_TYPES


def test_a_code_that_begins_and_ends_with_0_is_left_as_it_is() -> None:
    # A published program puts other digits there; a real radio says otherwise.
    assert any(code[0] == code[-1] == "0" for code in (blaupunkt_code("200", f"{tail:07d}") for tail in range(2_000)))
