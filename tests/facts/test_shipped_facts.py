"""The shipped facts hold together: sources, routes, rules, brands, patterns and the index."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from headunit.codes.rules import ALL_RULES
from headunit.facts import load_catalogue
from headunit.facts.catalogue import INDEX_PATH
from headunit.facts.claims import Claim, Confidence, Fact
from headunit.facts.folder import read_shipped_tables
from headunit.facts.parse import ADDITIVE_FACTS, SINGLE_FACTS
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.family import Family

CATALOGUE = load_catalogue()
INDEX = Path(INDEX_PATH)
FACTS = INDEX.parent
FAMILIES = list(CATALOGUE.families())
RULES = {rule.id for rule in ALL_RULES}
SURVEYED = [
    "nissan-qashqai-j10-audio-2012",
    "nissan-note-e11-audio-2009",
    "nissan-cats-code-1998",
    "nissan-nats-audio-link",
    "nissan-n16-nats-colour-2003",
    "nissan-xtrail-t30-au",
    "nissan-almera-2006",
    "nissan-micra-k11-blaupunkt-1993",
    "nissan-micra-generic",
    "nissan-connect-lcn1",
    "nissan-connect-lcn2kai",
    "nissan-clarion-pn3001",
    "vw-premium-4-clarion",
    "vw-premium-5-delco",
    "vag-safe-generic",
    "audi-wiesbaden-1990",
    "opel-siemens-as",
    "ford-keycode",
    "renault-dacia-precode",
    "renault-rlink2-antitheft",
    "honda-5key",
    "toyota-lexus-sec",
    "toyota-erc",
    "bmw-5key",
    "mercedes-becker",
    "volvo-sc8xx",
    "gm-theftlock",
    "saturn-theft-2002",
    "fiat-alfa-blaupunkt",
    "psa-alpine-1986",
    "chrysler-misc",
]
ARTICLE = [
    "nissan-qashqai-j10-article",
    "nissan-avic-z140-article",
    "nissan-avic-z150-article",
    "nissan-avic-z160-article",
    "nissan-avic-budget-article",
]
FOR_RULES = [
    "nissan-blaupunkt-mm",
    "nissan-blaupunkt-mmr",
    "blaupunkt-acr-4250",
    "opel-car2003",
    "opel-car300",
    "fiat-stilo-visteon",
    "fiat-vp1-vp2",
    "fiat-daiichi",
    "clarion-c7-psa",
    "chrysler-tm9",
    "chrysler-t00be",
]
each_family = pytest.mark.parametrize("family", FAMILIES, ids=[family.id for family in FAMILIES])


def claims(family: Family) -> Iterator[tuple[str, Claim[object]]]:
    for name in SINGLE_FACTS:
        fact: Fact[object] = getattr(family, name)
        yield from ((name, claim) for claim in fact.claims)
    for name in ADDITIVE_FACTS:
        yield from ((name, claim) for claim in getattr(family, name))


def test_the_families_of_the_survey_the_article_and_the_rules_are_there() -> None:
    ids = {family.id for family in FAMILIES}
    assert (len(SURVEYED), len(ARTICLE), len(FOR_RULES)) == (31, 5, 11)
    assert {*SURVEYED, *ARTICLE, *FOR_RULES} <= ids


def test_the_index_is_what_the_files_say() -> None:
    assert json.loads(INDEX.read_text(encoding="utf-8")) == read_shipped_tables(FACTS)


def test_every_family_stands_in_its_file() -> None:
    files = {path.stem for path in (FACTS / "families").glob("*.toml")}
    assert files == {family.id for family in FAMILIES}


@each_family
def test_every_source_is_known_and_may_carry_its_claim(family: Family) -> None:
    for name, claim in claims(family):
        assert claim.sources, name
        assert len(set(claim.sources)) == len(claim.sources), name
        for source_id in claim.sources:
            standing = CATALOGUE.sources[source_id].standing
            assert standing in {"source", "article"}, (name, source_id)
        if all(CATALOGUE.sources[source_id].standing == "article" for source_id in claim.sources):
            assert claim.confidence is Confidence.ARTICLE, name
        if claim.confidence is Confidence.ARTICLE:
            assert {CATALOGUE.sources[source_id].standing for source_id in claim.sources} == {"article"}, name


@each_family
def test_every_family_has_a_route_and_known_brands(family: Family) -> None:
    assert family.route in CATALOGUE.routes
    assert family.brands
    known = {brand.name for brand in CATALOGUE.brands}
    assert set(family.brands) <= known
    assert {claim.value.make for claim in family.vehicle} <= known


@each_family
def test_every_family_has_rules_or_says_why_not(family: Family) -> None:
    assert set(family.rules) <= RULES
    assert bool(family.rules) != bool(family.reason)
    assert family.name
    assert family.summary.endswith(".")
    assert not family.reason or family.reason.endswith(".")


def test_every_rule_names_a_family() -> None:
    assert {rule for family in FAMILIES for rule in family.rules} == RULES


@each_family
def test_every_pattern_is_over_upper_case_letters_and_digits(family: Family) -> None:
    for claim in family.number:
        pattern = claim.value.pattern
        assert re.fullmatch(r"(?:[A-Z0-9]|\[[A-Z0-9-]+\]|\{[0-9]+(?:,[0-9]+)?\}|\(\?:|[|)?])+", pattern), pattern
        compiled = re.compile(pattern)
        assert not compiled.groups
        for text in ("", "m123456", "M 123456", "M-123456", "é"):
            assert not compiled.fullmatch(text)


@each_family
def test_years_run_forwards(family: Family) -> None:
    for claim in family.vehicle:
        if claim.value.years:
            first, last = claim.value.years
            assert 1950 <= first <= last <= 2049


@each_family
def test_article_families_rest_on_the_article(family: Family) -> None:
    everything = {claim.confidence for name, claim in claims(family) if name != "remark"}
    if family.id in ARTICLE:
        assert everything == {Confidence.ARTICLE}
    else:
        assert everything - {Confidence.ARTICLE} or not everything


def test_sources_have_a_standing_and_a_place() -> None:
    for source in CATALOGUE.sources.values():
        assert source.standing in {"source", "article", "none"}
        assert source.title
    assert [source.id for source in CATALOGUE.sources.values() if source.standing == "article"]
    assert [source.id for source in CATALOGUE.sources.values() if source.standing == "none"]


def test_routes_and_unsolved_serials_name_what_exists() -> None:
    brands = {brand.name for brand in CATALOGUE.brands}
    for brand in CATALOGUE.brands:
        assert brand.route in CATALOGUE.routes
    for route in CATALOGUE.routes.values():
        assert set(route.brands) <= brands
        assert set(route.sources) <= set(CATALOGUE.sources)
        assert bool(route.sources) == bool(route.confidence)
        assert not route.confidence or Confidence(route.confidence)
    for entry in CATALOGUE.unsolved:
        assert set(entry.brands) <= brands
        assert entry.route in CATALOGUE.routes
        assert entry.sources
        assert all(CATALOGUE.sources[source].standing == "source" for source in entry.sources)
        assert entry.reason.endswith(".")
        assert all(re.compile(pattern) for pattern in entry.patterns)
    assert len({entry.id for entry in CATALOGUE.unsolved}) == len(CATALOGUE.unsolved)


def test_no_two_brands_share_a_name() -> None:
    names = [name.casefold() for brand in CATALOGUE.brands for name in (brand.name, *brand.aliases)]
    assert len(set(names)) == len(names)


def test_the_blaupunkt_types_tell_their_label() -> None:
    types = CATALOGUE.blaupunkt_types
    assert len(types) == 34
    assert len({one.number for one in types}) == 34
    for one in types:
        assert re.fullmatch("764[0-9]{4}318", one.number)
        assert one.label_prefix == "BP" + one.number[3:7]
        assert re.fullmatch("(?:28113|28185)[0-9A-Z]{5}", one.nissan_part) or one.nissan_part == ""
    assert sum(bool(one.nissan_part) for one in types) == 11


def test_number_formats_become_shapes() -> None:
    shapes = number_shapes(CATALOGUE)
    assert number_shapes(CATALOGUE) is shapes
    by_pattern = {(shape.kind, shape.pattern): shape for shape in shapes}
    digits = by_pattern[NumberKind.DIGITS, "[0-9]{4}"]
    assert {"fiat-vp1-vp2", "fiat-daiichi", "mercedes-becker"} <= set(digits.families)
    assert (NumberKind.SERIAL, "[0-9]{4}") not in by_pattern
    shared = by_pattern[NumberKind.SERIAL, "M[0-9]{6}"]
    assert set(shared.families) == {"ford-keycode", "fiat-stilo-visteon"}
    assert shared.words == ""
    assert by_pattern[NumberKind.SERIAL, "V[0-9]{6}"].words
    part = by_pattern[NumberKind.PART_NUMBER, "7642347318"]
    assert part.families == ("nissan-blaupunkt-mm",)
    assert part.words == "the Blaupunkt type number of the units labelled BP2347, Nissan 28185AX610"
    nameless = by_pattern[NumberKind.PART_NUMBER, "7642346318"]
    assert nameless.words == "the Blaupunkt type number of the units labelled BP2346"
    assert any(shape.unsolved for shape in shapes)
    assert all(canonical(shape.prefix) == shape.prefix for shape in shapes)
    brand_only = {pattern for entry in CATALOGUE.unsolved if entry.brand_only for pattern in entry.patterns}
    assert not brand_only & {shape.pattern for shape in shapes if shape.unsolved}
