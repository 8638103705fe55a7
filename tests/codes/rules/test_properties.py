"""Whatever its patterns let through, a rule gives a legal answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.candidate import Candidate, Grade, Question, Refusal
from headunit.codes.rule import Circumstances, Rule
from headunit.codes.rules import ALL_RULES
from headunit.errors import InputError

EACH_RULE = pytest.mark.parametrize("rule", ALL_RULES, ids=[rule.id for rule in ALL_RULES])
ALPHABETS = {"fiat-vp1-vp2": "123456", "clarion-c7": "0123456", "becker-5": "123456789"}
NO_RADIO = "no owner's radio has confirmed this rule yet"
#: Rules with real pairs of which some answers have none: they say so in their own words.
PARTLY_PROVED = {"blaupunkt-bp", "becker-4", "renault-precode"}

circumstances = st.builds(
    Circumstances,
    brand=st.sampled_from(("", "peugeot", "nissan", "opel")),
    presets=st.none() | st.integers(4, 9),
    asked=st.booleans(),
)


def serials(rule: Rule) -> st.SearchStrategy[str]:
    return st.from_regex(rule.pattern, fullmatch=True) | st.from_regex(rule.named_pattern, fullmatch=True)


def check(candidate: Candidate, rule: Rule) -> None:
    counts, grade = candidate.evidence.counts, candidate.evidence.grade
    assert candidate.rule == rule.id
    assert len(candidate.code) == (5 if rule.id == "becker-5" else 4)
    assert set(candidate.code.reveal()) <= set(ALPHABETS.get(rule.id, "0123456789"))
    assert candidate.evidence.sources
    assert all(candidate.warnings)
    assert counts.independent_sources >= (2 if grade is Grade.AGREED else 1)
    assert counts.real_pairs >= (1 if grade is Grade.CONFIRMED else 0)
    if not counts.real_pairs:
        assert (NO_RADIO in candidate.warnings) is (rule.id not in PARTLY_PROVED)
        assert candidate.warnings
    if grade is Grade.PLAUSIBLE:
        assert candidate.warnings


@EACH_RULE
@given(data=st.data(), known=circumstances)
def test_every_serial_gets_a_legal_answer(rule: Rule, data: st.DataObject, known: Circumstances) -> None:
    answer = rule.answer(rule.key(data.draw(serials(rule))), known)
    if isinstance(answer, tuple):
        assert 1 <= len({candidate.code for candidate in answer}) == len(answer) <= 2
        for candidate in answer:
            check(candidate, rule)
    elif isinstance(answer, Refusal):
        assert (answer.rule, answer.family) == (rule.id, "")
        assert answer.reason
    else:
        assert isinstance(answer, Question)
        assert rule.id == "becker-5"
        assert known.presets is None


@EACH_RULE
@given(data=st.data())
def test_what_a_rule_claims_it_also_takes(rule: Rule, data: st.DataObject) -> None:
    serial = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    assert rule.claims(serial)
    assert rule.key(serial) in serial


@EACH_RULE
@given(text=st.text(alphabet="0123456789ABEGMPVX", max_size=20))
def test_any_text_is_answered_or_rejected(rule: Rule, text: str) -> None:
    try:
        key = rule.key(text)
    except InputError as error:
        assert error.code == "serial-shape"  # noqa: PT017 - both outcomes are right
    else:
        rule.answer(key, Circumstances())
