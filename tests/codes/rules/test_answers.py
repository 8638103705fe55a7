"""Grades, counts, sources and warnings of the rules that answer by digits alone."""

from __future__ import annotations

import pytest

from headunit.codes.candidate import Candidate, Counts, Evidence, Grade, Refusal
from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES
from headunit.codes.rules._answer import evidence as evidence_of
from headunit.numbers.radio_code import RadioCode

RULES = {rule.id: rule for rule in ALL_RULES}
NO_RADIO = "no owner's radio has confirmed this rule yet"
NOT_LISTED = "older published lists leave out the precodes whose first digit is 0"
FIVE_DIGITS = "for a number that begins with 0 a published program prints five digits; this code has one source only"
AMBIGUOUS = "0000 is ambiguous: the carry over four zeros is nowhere confirmed"
PSA_ONLY = "two sources agree on this rule for Peugeot and Citroën only"
OTHER_BRAND = "for this brand the rule has one source only; two agree on it for Peugeot and Citroën"
HOLDS_ZERO = "the code holds a 0, which is odd on a radio whose keys are 1 to 6"
FITTED = "the formula was found from twelve listed codes and checked against one more"

RENAULT = ("A01", "A02", "A03", "A21")
FORD_M = ("A10", "A11", "A13", "A21", "A25", "A26", "A27")
PSA = ("A12", "A16")


def only(rule: str, key: str, brand: str = "") -> Candidate:
    answer = RULES[rule].answer(key, Circumstances(brand=brand))
    assert isinstance(answer, tuple)
    assert len(answer) == 1
    return answer[0]


def proof(grade: Grade, counts: tuple[int, int, int], sources: tuple[str, ...]) -> Evidence:
    real_pairs, independent_sources, compared = counts
    return Evidence(
        grade=grade,
        counts=Counts(real_pairs=real_pairs, independent_sources=independent_sources, compared=compared),
        sources=sources,
    )


ROWS = [
    ("renault-precode", "A123", "0086", proof(Grade.CONFIRMED, (1, 3, 25_900), RENAULT), ()),
    ("renault-precode", "Z999", "0060", proof(Grade.CONFIRMED, (1, 3, 25_900), RENAULT), ()),
    ("renault-precode", "B001", "0977", proof(Grade.CONFIRMED, (1, 3, 25_900), RENAULT), (NOT_LISTED,)),
    ("renault-precode", "Y020", "1902", proof(Grade.CONFIRMED, (1, 3, 25_900), RENAULT), (NOT_LISTED,)),
    ("renault-precode", "A101", "0041", proof(Grade.CONFIRMED, (1, 3, 25_900), RENAULT), ()),
    ("ford-m", "123456", "2487", proof(Grade.CONFIRMED, (9, 2, 1_000_000), FORD_M), ()),
    ("ford-v", "000000", "8396", proof(Grade.AGREED, (0, 2, 1_000_000), ("A11", "A12")), (NO_RADIO,)),
    ("fiat-visteon", "123456", "2487", proof(Grade.AGREED, (0, 2, 20), ("A10", "A12")), (NO_RADIO,)),
    ("fiat-vp1-vp2", "1234", "4253", proof(Grade.AGREED, (0, 2, 10_000), ("A12", "A14")), (NO_RADIO,)),
    ("fiat-daiichi", "1234", "5679", proof(Grade.AGREED, (0, 2, 9_000), ("A12", "A15")), (NO_RADIO,)),
    ("fiat-daiichi", "1000", "9999", proof(Grade.AGREED, (0, 2, 9_000), ("A12", "A15")), (NO_RADIO,)),
    ("fiat-daiichi", "0001", "9000", proof(Grade.PLAUSIBLE, (0, 1, 4), ("A12",)), (NO_RADIO, FIVE_DIGITS)),
    ("fiat-daiichi", "0000", "0000", proof(Grade.PLAUSIBLE, (0, 1, 4), ("A12",)), (NO_RADIO, FIVE_DIGITS, AMBIGUOUS)),
    ("clarion-c7", "1234", "2462", proof(Grade.AGREED, (0, 2, 16), PSA), (NO_RADIO, PSA_ONLY)),
    ("clarion-c7", "9999", "0123", proof(Grade.AGREED, (0, 2, 16), PSA), (NO_RADIO, PSA_ONLY, HOLDS_ZERO)),
    ("chrysler-tm9", "1234", "8865", proof(Grade.PLAUSIBLE, (0, 2, 12), ("A12", "A13")), (NO_RADIO, FITTED)),
    ("chrysler-tm9", "0000", "0000", proof(Grade.PLAUSIBLE, (0, 2, 12), ("A12", "A13")), (NO_RADIO, FITTED)),
]


@pytest.mark.parametrize(
    ("rule", "key", "code", "evidence", "warnings"), ROWS, ids=[f"{rule}-{key}" for rule, key, *_ in ROWS]
)
def test_a_key_gets_this_candidate(
    rule: str, key: str, code: str, evidence: Evidence, warnings: tuple[str, ...]
) -> None:
    assert only(rule, key) == Candidate(code=RadioCode(code), rule=rule, evidence=evidence, warnings=warnings)


@pytest.mark.parametrize(
    ("brand", "key", "evidence", "warnings"),
    [
        ("peugeot", "1234", proof(Grade.AGREED, (0, 2, 16), PSA), (NO_RADIO,)),
        ("citroen", "1234", proof(Grade.AGREED, (0, 2, 16), PSA), (NO_RADIO,)),
        ("citroën", "9999", proof(Grade.AGREED, (0, 2, 16), PSA), (NO_RADIO, HOLDS_ZERO)),
        ("nissan", "1234", proof(Grade.PLAUSIBLE, (0, 1, 16), ("A12",)), (NO_RADIO, OTHER_BRAND)),
        ("honda", "9999", proof(Grade.PLAUSIBLE, (0, 1, 16), ("A12",)), (NO_RADIO, OTHER_BRAND, HOLDS_ZERO)),
    ],
)
def test_clarion_depends_on_the_brand(brand: str, key: str, evidence: Evidence, warnings: tuple[str, ...]) -> None:
    candidate = only("clarion-c7", key, brand)
    assert candidate.evidence == evidence
    assert candidate.warnings == warnings


def test_evidence_names_its_counts_in_their_order() -> None:
    assert evidence_of(Grade.AGREED, (1, 2, 3), "A01", "A02") == proof(Grade.AGREED, (1, 2, 3), ("A01", "A02"))


@pytest.mark.parametrize("precode", ["A000", "A001", "A050", "A099"])
def test_an_undefined_precode_is_refused(precode: str) -> None:
    assert RULES["renault-precode"].answer(precode, Circumstances(asked=True)) == Refusal(
        reason="the precodes A000 to A099 are undefined: the formula divides by zero there, every tool refuses",
        rule="renault-precode",
    )


def test_visteon_gives_the_code_of_ford_m() -> None:
    for number in range(0, 1_000_000, 9_973):
        assert only("fiat-visteon", f"{number:06d}").code == only("ford-m", f"{number:06d}").code
