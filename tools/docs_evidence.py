"""Show what stands behind each code rule, by asking the rule itself for one made-up serial of each gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.docs_markdown import cell, page, source_links, table

from headunit.codes.rule import Circumstances
from headunit.codes.rules import ALL_RULES, find_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.codes import Candidate
    from headunit.facts import Catalogue

__all__ = ["evidence_table", "rules_page"]


@dataclass(frozen=True, slots=True)
class _Gate:
    """Name a part of a rule's domain with a made-up *serial* in it."""

    rule: str
    title: str
    serial: str
    brand: str = ""
    presets: int | None = None


_GATES = (
    _Gate("renault-precode", "Renault and Dacia, A100 to Z999", "A123"),
    _Gate("renault-precode", "Nissan, Opel, Vauxhall, Mercedes-Benz", "A123", brand="nissan"),
    _Gate("ford-m", "all", "M123456"),
    _Gate("ford-v", "all", "V123456"),
    _Gate("fiat-visteon", "all", "M123456"),
    _Gate("fiat-vp1-vp2", "all", "1234"),
    _Gate("fiat-daiichi", "first digit 1 to 9", "1234"),
    _Gate("fiat-daiichi", "first digit 0", "0234"),
    _Gate("clarion-c7", "Peugeot and Citroën", "1234", "peugeot"),
    _Gate("clarion-c7", "any other brand", "1234", "nissan"),
    _Gate("blaupunkt-bp", "type 2346", "BP234651234567"),
    _Gate("blaupunkt-bp", "type 5387", "BP538751234567"),
    _Gate("blaupunkt-bp", "type 5365", "BP536551234567"),
    _Gate("blaupunkt-bp", "type 5511", "BP551151234567"),
    _Gate("blaupunkt-bp", "other types, only under `--rule`", "BP700051234567"),
    _Gate("opel-car2003", "GM0203", "GM020311234567"),
    _Gate("opel-car300", "GM030M and GM1300", "GM1300V1234567"),
    _Gate("becker-4", "no rival answer", "1234"),
    _Gate("becker-4", "a rival answer is known", "0005"),
    _Gate("becker-5", "9 station keys, no rival answer", "1234", presets=9),
    _Gate("becker-5", "9 station keys, a rival answer is known", "0063", presets=9),
    _Gate("becker-5", "8 station keys", "1234", presets=8),
    _Gate("becker-5", "5 station keys", "1234", presets=5),
    _Gate("becker-5", "4 station keys", "1234", presets=4),
    _Gate("chrysler-tm9", "all", "1234"),
    _Gate("chrysler-t00be", "all", "1234"),
)


def evidence_table() -> str:
    """Return the table of every gate with its grade, counts and sources."""
    rows = [
        (f"[`{gate.rule}`](#{gate.rule})", gate.title, *_counts(candidate), _linked(candidate))
        for gate, candidate in _answered()
    ]
    return table(("rule", "for", "grade", "real radios", "independent sources", "compared", "sources"), rows)


def rules_page(catalogue: Catalogue) -> str:
    """Return docs/reference/rules.md."""
    rows = []
    for rule in ALL_RULES:
        families = [f"[{head.id}](families/{head.id}.md)" for head in catalogue.heads if rule.id in head.rules]
        grades = list(dict.fromkeys(str(found.evidence.grade) for gate, found in _answered() if gate.rule == rule.id))
        rows.append((f"[`{rule.id}`](#{rule.id})", cell(rule.takes), " or ".join(grades), ", ".join(families)))
    sections = [
        f"## {rule.id}\n\n{rule.title}. Takes {rule.takes}. Speaks for {_brands(rule.brands, catalogue)}."
        + (f" {rule.proof[0].upper()}{rule.proof[1:].rstrip('.')}." if rule.proof else "")
        + f" What stands behind it: [evidence](../explanation/evidence.md#{rule.id})."
        for rule in ALL_RULES
    ]
    return page(
        "# The code rules",
        f"{len(ALL_RULES)} rules. Each is plain arithmetic; the only list of numbers that is shipped is where a\n"
        "published Becker table differs from the rule, so that both codes can be shown. What *confirmed*,\n"
        "*agreed* and *plausible* mean, and what stands behind each rule, is told on the [evidence\n"
        "page](../explanation/evidence.md). `headunit rules` prints the same list; `headunit code SERIAL\n"
        "--rule ID` asks one rule only.",
        table(("rule", "takes", "evidence", "families"), rows),
        *sections,
    )


def _answered() -> Iterator[tuple[_Gate, Candidate]]:
    for gate in _GATES:
        rule = find_rule(gate.rule)
        answer = rule.answer(rule.key(gate.serial), Circumstances(brand=gate.brand, presets=gate.presets, asked=True))
        if not isinstance(answer, tuple):
            message = f"{gate.rule} gives no code for {gate.serial}"
            raise TypeError(message)
        yield gate, answer[0]


def _counts(candidate: Candidate) -> tuple[str, str, str, str]:
    counts = candidate.evidence.counts
    numbers = (counts.real_pairs, counts.independent_sources, counts.compared)
    grade = str(candidate.evidence.grade)
    real, sources, compared = (f"{number:,}" for number in numbers)
    return grade, real, sources, compared


def _linked(candidate: Candidate) -> str:
    return source_links(candidate.evidence.sources, "../reference/sources.md")


def _brands(names: tuple[str, ...], catalogue: Catalogue) -> str:
    told = [catalogue.brand(name).name for name in names]
    return ", ".join(dict.fromkeys(told))
