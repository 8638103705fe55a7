"""The tree of advice: every radio in every state gets a way on, without circles, and with what it rests on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import UnknownNameError
from headunit.facts import load_catalogue
from headunit.facts.advice import load_advice
from headunit.facts.advice_records import Basis, Said
from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.family import Display, LockSchedule
from headunit.recovery.advice.advise import Advice, advise
from headunit.recovery.told_facts import best_sourced, is_linked, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.family import Family

CATALOGUE = load_catalogue()
TABLES = load_advice()
FAMILIES = list(CATALOGUE.families())
OBSERVATIONS = [observation.id for observation in TABLES.observations]
NODES = {node.id: node for node in TABLES.nodes}
TEXTS = sorted(
    {claim.value.text.replace("#", "3") for family in FAMILIES for claim in family.display}
    | {text.replace("#", "2") for node in TABLES.nodes for text in node.display}
)
SHOWN = [(family, claim) for family in FAMILIES for claim in family.display]


def given_to(family: str = "", shown: str = "", brand: str = "", seen: tuple[str, ...] = ()) -> Advice:
    radio = CATALOGUE.family(family) if family else None
    return advise(CATALOGUE, TABLES, family=radio, brand=brand, shown=shown, seen=frozenset(seen))


def sentences(advice: Advice) -> Iterator[Said]:
    yield from (advice.meaning, advice.next_step, *advice.facts, *advice.said, *advice.also)


def check(advice: Advice) -> None:
    """Check what holds for every piece of advice."""
    assert advice.next_step.text.endswith(".")
    assert advice.meaning.text
    assert advice.why
    assert advice.route.ask
    assert advice.ends != "question" or advice.questions
    assert all(question.options for question in advice.questions)
    for said in sentences(advice):
        assert "{" not in said.text
        assert "  " not in said.text
        assert bool(said.sources) == (said.basis is not Basis.PRACTICE)
        standings = {CATALOGUE.sources[source].standing for source in said.sources}
        assert "none" not in standings
        assert (standings == {"article"}) == (said.basis is Basis.ARTICLE)


@pytest.mark.parametrize(
    ("family", "claim"),
    SHOWN,
    ids=lambda value: getattr(value, "id", value.value.text if isinstance(value, Claim) else ""),
)
def test_every_display_of_every_family_gets_advice(family: Family, claim: Claim[Display]) -> None:
    advice = advise(CATALOGUE, TABLES, family=family, shown=claim.value.text.replace("#", "3"))

    check(advice)
    same = {other.value.state for other in family.display if other.value.text == claim.value.text}
    assert advice.state in same
    assert not any("no source says so" in text for text in advice.unknown)
    assert any(claim.value.text in said.text and said.sources == claim.sources for said in sentences(advice))


@pytest.mark.parametrize("family", [None, *FAMILIES], ids=lambda family: family.id if family else "no family")
def test_every_observation_on_every_family_gets_advice(family: Family | None) -> None:
    for name in OBSERVATIONS:
        for shown in ("", "WAIT"):
            check(advise(CATALOGUE, TABLES, family=family, shown=shown, seen=frozenset({name})))


@given(
    family=st.sampled_from([None, *FAMILIES]),
    brand=st.sampled_from(["", *(brand.name for brand in CATALOGUE.brands)]),
    shown=st.one_of(st.sampled_from(["", *TEXTS]), st.text(max_size=20)),
    seen=st.frozensets(st.sampled_from(OBSERVATIONS), max_size=3),
)
def test_whatever_is_given_there_is_a_next_step_and_it_is_always_the_same(
    family: Family | None, brand: str, shown: str, seen: frozenset[str]
) -> None:
    advice = advise(CATALOGUE, TABLES, family=family, brand=brand, shown=shown, seen=seen)

    check(advice)
    assert advise(CATALOGUE, TABLES, family=family, brand=brand, shown=shown, seen=seen) == advice


State = tuple[str, str, str, frozenset[str]]


def following(state: State) -> Iterator[State]:
    """Give the states that the replies to the questions of *state* lead to."""
    family, brand, shown, seen = state
    for question in given_to(family, shown, brand, tuple(seen)).questions:
        for option in question.options:
            kind, value = option.arguments[0], option.arguments[-1]
            if kind == "--brand":
                yield family, value, shown, seen
            elif kind == "--display":
                yield family, brand, value, seen
            elif kind == "--seen":
                yield family, brand, shown, seen | {value}
            else:
                yield value, brand, shown, seen


def test_no_way_through_the_tree_comes_back_to_where_it_was() -> None:
    start: list[State] = [("", "", text, frozenset()) for text in ("", *TEXTS)]
    ways: deque[tuple[State, tuple[State, ...]]] = deque((state, (state,)) for state in start)
    seen_states: set[State] = set()
    longest = 0
    while ways:
        state, way = ways.popleft()
        longest = max(longest, len(way))
        for after in following(state):
            assert after not in way
            if after not in seen_states:
                seen_states.add(after)
                ways.append((after, (*way, after)))

    assert len(seen_states) > 100
    assert longest <= 8


def test_every_node_is_reached() -> None:
    brands = ["", *sorted({brand for node in TABLES.nodes for brand in node.scope.brands})]
    families = ["nissan-nats-audio-link", "ford-keycode", "bmw-5key", "volvo-sc8xx"]
    reached = {given_to(shown=text, brand=brand).node for text in ("", "HOLD THE LINE", *TEXTS) for brand in brands}
    reached |= {given_to(family.id, claim.value.text.replace("#", "3")).node for family, claim in SHOWN}
    reached |= {given_to("nissan-nats-audio-link", "CODE").node, given_to("audi-wiesbaden-1990", "SAFE").node}
    reached |= {given_to(family, seen=(name,)).node for family in families for name in OBSERVATIONS}
    reached |= {given_to(brand="Ford", seen=(name,)).node for name in OBSERVATIONS}

    # Every family of ours shows words that have a node of their own for these; a private family may not.
    assert set(NODES) - reached <= {"off", "permanent", "wait"}


def test_the_same_text_counts_what_is_left_on_one_make_and_what_is_used_on_another() -> None:
    assert given_to(shown="2 SAFE").ends == "question"
    opel, vw = given_to(shown="2 SAFE", brand="Opel"), given_to(shown="2 SAFE", brand="Volkswagen")
    assert (opel.count.left, opel.count.used) == (2, 8)
    assert (vw.count.left, vw.count.used) == (0, 2)
    assert vw.next_step.text == "Type nothing: leave radio and ignition on for an hour."
    assert {"S20", "S21", "S23", "P01"} <= set(vw.next_step.sources)
    siemens, premium = given_to("opel-siemens-as", "7 SAFE"), given_to("vw-premium-5-delco", "1 SAFE")
    assert (siemens.count.left, siemens.count.used) == (7, 3)
    assert siemens.next_step.text == "Type nothing: leave the radio on for 10 minutes."
    assert (premium.count.left, premium.count.used) == (1, 1)


@pytest.mark.parametrize(
    ("family", "shown", "seen", "node", "step"),
    [
        ("", "", (), "start", "Press nothing yet"),
        ("", "HOLD THE LINE", (), "unknown-display", "Press nothing yet"),
        ("nissan-qashqai-j10-audio-2012", "Radio Code", (), "asks", "Type nothing yet"),
        ("nissan-qashqai-j10-audio-2012", "SEC", (), "nissan-sec", "Type nothing yet"),
        ("nissan-nats-audio-link", "CODE", (), "linked", "Type nothing."),
        ("nissan-nats-audio-link", "", ("right-code-refused",), "no-code-typed", "Stop typing"),
        ("renault-rlink2-antitheft", "", ("other-car",), "no-code-other-car", "Give it back"),
        ("ford-keycode", "CODE", (), "asks-solved", "Type nothing yet: read the serial"),
        ("ford-keycode", "LOCK13", ("right-code-refused",), "lock-thirteen", "Stop"),
        ("ford-keycode", "", ("wrong-number",), "wrong-number-ford", "Look for M or V"),
        ("volvo-sc8xx", "OFF", ("have-card",), "off-text", "Don't switch anything"),
        ("volvo-sc8xx", "CODE", ("have-card",), "have-card", "Compare"),
        ("volvo-sc8xx", "OFF", (), "off-text", "Don't switch anything: the radio is on."),
        ("volvo-sc8xx", "CODE", ("plays-again",), "plays-again", "Write the code down now"),
        ("saturn-theft-2002", "LOCK", (), "lock-saturn", "Type nothing: leave the radio on for an hour"),
        ("", "CODE", ("no-reaction",), "no-reaction", "Wait"),
        ("", "", ("right-code-refused", "code-from-vin"), "refused-from-vin", "Stop: ask again with the serial"),
        ("", "", ("dead-touch",), "dead-touch", "Switch radio and ignition off"),
    ],
)
def test_the_first_line(family: str, shown: str, seen: tuple[str, ...], node: str, step: str) -> None:
    advice = given_to(family, shown, seen=seen)
    assert advice.node == node
    assert advice.next_step.text.startswith(step)


def test_a_radio_that_is_tied_to_the_car_is_never_told_to_enter_a_code() -> None:
    for family in FAMILIES:
        if is_linked(family):
            for shown in TEXTS:
                advice = advise(CATALOGUE, TABLES, family=family, shown=shown)
                assert advice.state == "linked", (family.id, shown)
                assert NODES[advice.node].state in {"linked", "wait", ""}, (family.id, shown)


def test_what_only_the_article_says_never_fills_a_gap() -> None:
    advice = given_to("nissan-qashqai-j10-article", seen=("wait-never-ends",))

    assert "until the display asks for the code again" in advice.next_step.text
    assert "radio and ignition on" in advice.next_step.text
    assert any("the article aside" in text for text in advice.unknown)


def test_a_gap_that_is_filled_brings_its_sources_and_its_weakness() -> None:
    advice = given_to("fiat-alfa-blaupunkt", "WAIT")

    assert advice.next_step.text == "Type nothing: leave radio and ignition on for an hour."
    assert (advice.next_step.basis, advice.next_step.sources) == (Basis.SINGLE, ("S53",))
    assert advice.confidence is Basis.SINGLE
    assert "S53" in advice.sources


def test_waits_between_tries_are_told() -> None:
    advice = given_to("ford-keycode", seen=("wait-never-ends",))

    assert "for 30 minutes" in advice.next_step.text
    assert given_to().confidence is Basis.PRACTICE


def test_a_text_that_no_source_knows_on_this_radio_is_said_to_be_so() -> None:
    assert "whether this radio shows 'WAIT': no source says so" in given_to("chrysler-tm9", "WAIT").unknown


def test_further_observations_add_their_steps() -> None:
    advice = given_to("honda-5key", "COdE", seen=("tries-unknown", "every-start", "right-code-refused"))

    assert advice.node == "tries-unknown"
    assert [said.label for said in advice.also] == ["right-code-refused", "every-start"]


def test_a_display_with_a_word_of_its_own_adds_its_step_to_what_was_observed() -> None:
    assert [said.label for said in given_to("volvo-sc8xx", "EEEE", seen=("tries-unknown",)).also] == ["err-text"]


def test_the_brand_leads_to_its_route_and_its_families() -> None:
    advice = given_to(shown="CODE", brand="Volvo")

    assert advice.route.id == "volvo"
    assert [option.family for option in advice.questions[-1].options] == ["volvo-sc8xx"]
    assert given_to(shown="CODE").route.id == "dealer"


def test_an_unknown_observation_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="there is no observation 'rain'"):
        given_to(seen=("rain",))


def test_a_display_of_a_private_family_without_words_is_told_by_its_state() -> None:
    claim = Claim(value=Display(text="LOCKO", state="wait"), sources=("S01",), confidence=Confidence.SINGLE)
    schedule = Claim(value=LockSchedule(wrong_per_round=3), sources=("S01",), confidence=Confidence.SINGLE)
    family = CATALOGUE.family("psa-alpine-1986")._replace(
        display=(claim,), lock_schedule=Fact((schedule,)), code_origin=Fact()
    )
    advice = advise(CATALOGUE, TABLES, family=family, shown="locko")

    assert advice.meaning.text == "LOCKO: wait."
    assert "Wrong_per_round 3." in [said.text for said in advice.facts]
    assert "until the display asks" in advice.next_step.text


def test_told_leaves_the_article_out_where_a_better_source_speaks() -> None:
    radio = CATALOGUE.family("nissan-qashqai-j10-audio-2012")

    assert [said.basis for said in told(radio, "confirm")] == [Basis.DOCUMENTED]
    assert [said.basis for said in told(radio, "confirm", rivals=True)] == [Basis.DOCUMENTED, Basis.ARTICLE]
    assert best_sourced(radio.lock_schedule) is None
    assert told(radio, "code_length")[0].text == "Its code has 4 digits."
    assert told(radio, "code_alphabet")[0].text == "Its code is made of the digits 0-9."
