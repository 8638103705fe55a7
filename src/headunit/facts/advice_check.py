"""Check advice against the catalogue: every name in it exists, and no source carries what it can't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.errors import ConfigurationError
from headunit.facts.advice_records import AdviceTables, Basis, Node, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.catalogue import Catalogue

__all__ = ["all_said", "check_advice"]


def check_advice(tables: AdviceTables, catalogue: Catalogue) -> None:
    """Raise ConfigurationError (``advice-names``) for the first name or source that does not hold."""
    for fault in _faults(tables, catalogue):
        raise ConfigurationError("advice-names", f"the advice is wrong: {fault}", next_step="mend the file")


def all_said(tables: AdviceTables) -> Iterator[tuple[str, Said]]:
    """Give every sentence of the advice that rests on something, with the id of its entry."""
    for node in tables.nodes:
        for said in (node.meaning, node.step, *node.said):
            yield node.id, said
    for question in tables.questions:
        for said in (*question.said, *question.myths):
            yield question.id, said
    for item in tables.checklist:
        yield item.id, item.said


def _faults(tables: AdviceTables, catalogue: Catalogue) -> Iterator[str]:
    for kind in ("observations", "nodes", "questions", "checklist"):
        ids = [entry.id for entry in getattr(tables, kind)]
        yield from (f"two {kind} are called {name!r}" for name in ids if ids.count(name) > 1)
    for name, said in all_said(tables):
        yield from (f"{name!r}: {fault}" for fault in _source_faults(said, catalogue))
    families = {head.id for head in catalogue.heads}
    brands = {brand.name for brand in catalogue.brands}
    scopes = [(name, said.scope) for name, said in all_said(tables)] + [(node.id, node.scope) for node in tables.nodes]
    for name, scope in scopes:
        strange = {*scope.families} - families | {*scope.brands} - brands
        yield from (f"{name!r} is for the unknown {one!r}" for one in sorted(strange))
    observations = {observation.id for observation in tables.observations}
    for node in tables.nodes:
        yield from (f"{node.id!r}: {fault}" for fault in _node_faults(node, observations, families, brands))


def _source_faults(said: Said, catalogue: Catalogue) -> Iterator[str]:
    """Give what is wrong with the sources of *said*: the article's word carries its label, and nothing else does."""
    unknown = [source for source in said.sources if source not in catalogue.sources]
    standings = {catalogue.sources[source].standing for source in said.sources if source not in unknown}
    if unknown:
        yield f"unknown source {unknown[0]!r}"
    elif (said.basis is Basis.PRACTICE) == bool(said.sources):
        yield f"{said.basis} with sources {list(said.sources)}"
    elif said.sources and standings != {"article" if said.basis is Basis.ARTICLE else "source"}:
        yield f"sources {list(said.sources)} can't carry a claim that is called {said.basis}"


def _node_faults(node: Node, observations: set[str], families: set[str], brands: set[str]) -> Iterator[str]:
    strange = {*node.seen, *node.any_of} - observations
    known = {"--seen": observations, "--brand": brands}
    for question in node.questions:
        for option in question.options:
            kind = option.arguments[0] if option.arguments[0] in known else ""
            allowed = known.get(kind, families)
            if option.arguments[0] != "--display" and option.arguments[-1] not in allowed:
                strange.add(option.arguments[-1])
    yield from (f"unknown name {one!r}" for one in sorted(strange))
    if node.ends == "question" and not node.questions:
        yield "it ends in a question and has none"
