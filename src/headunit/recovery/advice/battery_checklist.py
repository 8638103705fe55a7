"""The checklist for a battery change, for one kind of radio.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from headunit.recovery.advice.situation import situation
from headunit.recovery.told_facts import for_family, told, unknown_facts

if TYPE_CHECKING:
    from headunit.facts.advice_records import AdviceTables, ChecklistItem, Said
    from headunit.facts.catalogue import Catalogue
    from headunit.facts.family import Family

__all__ = ["PHASES", "ChecklistEntry", "battery_checklist"]

PHASES = ("before", "during", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistEntry:
    """Hold one thing to do, or a *myth* to leave, with the *facts* of this radio and what is not known of it."""

    id: str
    phase: str
    said: Said
    myth: bool
    facts: tuple[Said, ...]
    unknown: tuple[str, ...]


def battery_checklist(catalogue: Catalogue, tables: AdviceTables, family: Family) -> tuple[ChecklistEntry, ...]:
    """Return the entries for *family*: before, during and after, each in the order of the file."""
    now = situation(catalogue, family, "", "", frozenset())
    fitting = [item for item in tables.checklist if now.fits(item.said.scope)]
    return tuple(_entry(item, family) for phase in PHASES for item in fitting if item.phase == phase)


def _entry(item: ChecklistItem, family: Family) -> ChecklistEntry:
    return ChecklistEntry(
        id=item.id,
        phase=item.phase,
        said=replace(item.said, text=for_family(item.said.text, family)),
        myth=item.myth,
        facts=tuple(said for name in item.uses for said in told(family, name)),
        unknown=unknown_facts(family, item.uses),
    )
