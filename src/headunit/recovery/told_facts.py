"""The facts of a family as sentences with what they rest on, and the titles of what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headunit.facts.advice_records import Basis, Said
from headunit.facts.claims import Claim, Confidence, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.facts.family import Family

__all__ = ["UNKNOWN", "best_sourced", "for_family", "is_linked", "origin", "told", "unknown_facts"]

UNKNOWN = {
    "code_length": "how many digits its code has",
    "code_alphabet": "which digits its code can hold",
    "code_origin": "where its code comes from",
    "entry": "how the digits are entered",
    "confirm": "how the code is sent",
    "lock_schedule": "how many tries it gives and how long it waits",
    "wait_rule": "what the wait needs to run down",
    "power_cut": "what a power cut does to tries and wait",
    "lock_trigger": "what exactly locks it",
    "serial_on_screen": "whether the display can show the serial",
    "removal": "how it comes out",
    "reset": "any way back after it has closed",
    "number": "what its serial looks like",
    "display": "what its display shows",
}
"""Fact → what is missing when nobody claims anything about it."""

_VALUES = {
    "code_origin": {
        "serial": "The maker gives the code for the serial",
        "owner": "An owner chose the code",
        "vehicle": "There is no code: the radio is tied to the car",
        "none": "There is no code to type",
    }
}
_FORMS = {
    "code_length": "Its code has {} digits",
    "code_alphabet": "Its code is made of the digits {}",
}
_ORDER = tuple(Basis)
_MEANING = {
    "article": "only the article says so",
    "several": "several reports",
    "practice": "general practice, no source",
}


def told(family: Family, name: str, *, rivals: bool = False) -> tuple[Said, ...]:
    """Return what is claimed about the fact *name*, best first.

    Without *rivals*, the article's word is left out where a better source speaks for the whole family.
    """
    fact: Fact[Any] | tuple[Claim[Any], ...] = getattr(family, name)
    claims = fact.claims if isinstance(fact, Fact) else fact
    said = [_said(name, claim) for claim in claims]
    if not rivals and any(one.basis is not Basis.ARTICLE and not one.subject for one in said):
        said = [one for one in said if one.basis is not Basis.ARTICLE]
    return tuple(sorted(said, key=lambda one: (bool(one.subject), _ORDER.index(one.basis))))


def unknown_facts(family: Family, names: Iterable[str]) -> tuple[str, ...]:
    """Return in words which of the facts *names* nobody claims anything about, or the article alone."""
    missing = []
    for name in names:
        said = told(family, name)
        if all(one.basis is Basis.ARTICLE for one in said):
            missing.append(f"{UNKNOWN[name]}, the article aside" if said else UNKNOWN[name])
    return tuple(missing)


def best_sourced(fact: Fact[Any]) -> Claim[Any] | None:
    """Return the claim to act on; never one that only the article makes."""
    best = fact.best
    return best if best is not None and best.confidence is not Confidence.ARTICLE else None


def origin(said: Said, *, ids: bool = True) -> str:
    """Return what *said* rests on, in brackets: ``[documented: S21, P01]``, without *ids* ``[documented]``."""
    single = "one report" if len(said.sources) == 1 else "single reports"
    told = single if said.basis == "single" else _MEANING.get(said.basis, str(said.basis))
    return f"[{told}: {', '.join(said.sources)}]" if ids and said.sources else f"[{told}]"


def for_family(text: str, family: Family | None) -> str:
    """Return *text* with the radio's id in the commands that it names, which stand there with FAMILY in its place."""
    return text.replace("FAMILY", family.id) if family else text


def is_linked(family: Family) -> bool:
    """Return whether the radio is tied to the car, so that there is no code to type."""
    origin, entry = best_sourced(family.code_origin), best_sourced(family.entry)
    return (origin is not None and origin.value in {"vehicle", "none"}) or (
        entry is not None and entry.value.method == "none"
    )


def _said(name: str, claim: Claim[Any]) -> Said:
    return Said(
        text=_sentence(_words(name, claim.value)),
        basis=Basis(claim.confidence),
        sources=claim.sources,
        label=name,
        subject=claim.scope,
        note=claim.note,
    )


def _words(name: str, value: Any) -> str:  # noqa: ANN401 - the value of any fact
    if name in _VALUES:
        return _VALUES[name][value]
    if name in _FORMS:
        return _FORMS[name].format(value)
    if name == "display":
        return f"{value.text}: {value.words or value.state}"
    if name == "number":
        return f"{value.words or value.kind}{f' ({value.where})' if value.where else ''}"
    if isinstance(value, tuple):
        held = value._asdict()  # type: ignore[attr-defined]
        return str(held["words"] or ", ".join(f"{key} {item}" for key, item in held.items() if item))
    return str(value)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
