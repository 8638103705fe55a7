"""Write one page for each family of radios, and the table of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.docs_markdown import cell, code, page, source_links, table

from headunit.cli.families import FACT_TITLES, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts import Catalogue, Route
    from headunit.facts.claims import Claim, Fact
    from headunit.facts.family import Family

__all__ = ["families_page", "family_page"]

_TITLES = {
    "maker": "Made by",
    "code_length": "Number of digits",
    "code_alphabet": "Digits a code can hold",
    "code_origin": "Where the code comes from",
    "entry": "How the digits are entered",
    "confirm": "How the code is confirmed",
    "panel_timing": "How the panel reads its keys",
    "lock_schedule": "Tries and waits",
    "lock_detail": "How the lock works inside",
    "wait_rule": "What the wait needs",
    "power_cut": "What a power cut does",
    "lock_trigger": "What locks it",
    "serial_on_screen": "The serial on the display",
    "removal": "How it comes out",
}
_CONFIDENCE = ("documented", "several", "single", "article")
_SOURCES = "../sources.md"


def families_page(catalogue: Catalogue) -> str:
    """Return docs/reference/families/README.md."""
    rows = [
        (
            f"[{cell(head.name)}]({head.id}.md)",
            f"`{head.id}`",
            ", ".join(head.brands),
            "by rule " + ", ".join(f"`{rule}`" for rule in head.rules) if head.rules else "official way",
        )
        for head in catalogue.heads
    ]
    solved = sum(bool(head.rules) for head in catalogue.heads)
    return page(
        "# The families of radios",
        f"{len(rows)} kinds of radio; for {solved} of them a public rule leads from a number on the radio to\n"
        "its code. Each page shows every claim with its sources and\n"
        "[confidence](../../explanation/honesty.md); what no source says is listed as not known. On the\n"
        "command line: `headunit families` and `headunit family ID`.",
        table(("family", "id", "brands", "code"), rows),
        "## Serials without a public rule",
        "Serials that Headunit knows and refuses, whatever radio they are on. `headunit request ID` writes the letter.",
        table(
            ("serials", "id", "why there is no code", "sources"),
            (
                (cell(entry.title), f"`{entry.id}`", cell(entry.reason), source_links(entry.sources, _SOURCES))
                for entry in catalogue.unsolved
            ),
        ),
    )


def family_page(family: Family, catalogue: Catalogue) -> str:
    """Return docs/reference/families/ID.md."""
    known = [name for name in FACT_TITLES if getattr(family, name).known]
    unknown = [_title(name) for name in FACT_TITLES if name not in known]
    return page(
        f"# {family.name}",
        family.summary,
        _head(family),
        "## What is known" if known else "",
        *(_fact(name, getattr(family, name)) for name in known),
        _unknown(unknown),
        *_tables(family),
        *_texts("Ways back", family.reset),
        *_texts("Worth knowing", family.remark),
        _route(catalogue.routes[family.route]),
        _sources(family, catalogue),
    )


def _unknown(titles: list[str]) -> str:
    told = (
        "Nothing that Headunit has read says anything about these: neither 'unlimited' nor 'as usual', just not known."
    )
    return f"## Not known\n\n{told}\n\n" + "".join(f"- {title}\n" for title in titles) if titles else ""


def _title(name: str) -> str:
    return _TITLES.get(name, FACT_TITLES[name].capitalize())


def _head(family: Family) -> str:
    rules = ", ".join(f"[`{rule}`](../rules.md#{rule})" for rule in family.rules)
    return table(
        ("", ""),
        (
            ("Id", f"`{family.id}`"),
            ("Brands", cell(", ".join(family.brands))),
            ("Code", f"by rule {rules}" if rules else cell(family.reason)),
            ("Official way", f"[below](#the-official-way) (`{family.route}`)"),
        ),
    )


def _fact(name: str, fact: Fact[Any]) -> str:
    told = "The best-sourced claims contradict one another: **disputed**, and nothing acts on any of them.\n\n"
    ranked = sorted(fact.claims, key=lambda claim: _CONFIDENCE.index(claim.confidence))
    lines = "".join(_claim(in_words(name, claim.value), claim) for claim in ranked)
    return f"### {_title(name)}\n\n{told if fact.disputed else ''}{lines}"


def _claim(words: str, claim: Claim[Any]) -> str:
    scope = f" Only for {cell(claim.scope)}." if claim.scope else ""
    note = f" {cell(claim.note)}" if claim.note else ""
    text = cell(words)
    end = "" if text.endswith((".", ":", "!")) else "."
    return f"- {text}{end}{scope} *{claim.confidence}*: {source_links(claim.sources, _SOURCES)}.{note}\n"


def _origin(claim: Claim[Any]) -> str:
    note = f". {cell(claim.note)}" if claim.note else ""
    return f"*{claim.confidence}*: {source_links(claim.sources, _SOURCES)}{note}"


def _scope(claim: Claim[Any]) -> str:
    return f" (only for {cell(claim.scope)})" if claim.scope else ""


def _tables(family: Family) -> Iterator[str]:
    if family.display:
        yield "## What the display says"
        yield table(
            ("display", "meaning", "state", "claimed by"),
            (
                (code(claim.value.text), cell(claim.value.words) + _scope(claim), claim.value.state, _origin(claim))
                for claim in family.display
            ),
        )
    if family.number:
        yield "## Numbers on it"
        yield table(
            ("kind", "form", "what it is", "where", "claimed by"),
            (
                (
                    claim.value.kind,
                    code(claim.value.pattern),
                    cell(claim.value.words) + _scope(claim),
                    cell(claim.value.where),
                    _origin(claim),
                )
                for claim in family.number
            ),
        )
    if family.vehicle:
        yield "## Found in"
        yield table(
            ("car", "years", "claimed by"),
            ((cell(_car(claim)) + _scope(claim), _years(claim), _origin(claim)) for claim in family.vehicle),
        )


def _car(claim: Claim[Any]) -> str:
    return " ".join(filter(None, (claim.value.make, claim.value.model, claim.value.generation)))


def _years(claim: Claim[Any]) -> str:
    years = claim.value.years
    return "" if years is None else str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _texts(title: str, claims: tuple[Claim[str], ...]) -> Iterator[str]:
    if claims:
        yield f"## {title}"
        yield "".join(_claim(claim.value, claim) for claim in claims)


def _route(route: Route) -> str:
    origin = (
        f"*{route.confidence}*: {source_links(route.sources, _SOURCES)}."
        if route.confidence
        else "General advice: no source of this brand's own was found."
    )
    bring = "".join(f"- {cell(item)}\n" for item in route.bring)
    return f"## The official way\n\n{cell(route.ask)} Bring:\n\n{bring}\n{cell(route.how)} {origin}"


def _sources(family: Family, catalogue: Catalogue) -> str:
    claims: list[Claim[Any]] = [*family.vehicle, *family.number, *family.display, *family.reset, *family.remark]
    for name in FACT_TITLES:
        claims += getattr(family, name).claims
    used = {source for claim in claims for source in claim.sources}
    rows = ((source_links([key], _SOURCES), cell(catalogue.sources[key].title)) for key in sorted(used))
    return "## Sources\n\n" + table(("id", "what it is"), rows) if used else ""
