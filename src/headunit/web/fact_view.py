"""All claims about one radio, grouped as a person asks for them; what nobody claims is there too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.facts.claims import Fact
from headunit.web.language import gettext as _
from headunit.web.sentences import is_told, tr

if TYPE_CHECKING:
    from headunit.facts.claims import Claim
    from headunit.facts.family import Family

__all__ = ["ClaimTold", "FactTold", "Group", "fact_groups"]

_BEST_FIRST = ("documented", "several", "single", "article")


class ClaimTold(NamedTuple):
    """Hold one claim: its *text* in the page's language, what it means (*more*), *scope* and *note* as the facts say.

    Then how sure it is, the ids of its sources, and whether *text* is *named*: a name, which no language changes.
    """

    text: str
    more: str
    scope: str
    note: str
    confidence: str
    sources: tuple[str, ...]
    named: bool


class FactTold(NamedTuple):
    """Hold one fact: its *title*, its claims, the best first, and whether the best contradict one another."""

    title: str
    claims: tuple[ClaimTold, ...]
    disputed: bool
    mono: bool = False


class Group(NamedTuple):
    """Hold the facts of one heading; *id* is its anchor."""

    id: str
    title: str
    facts: tuple[FactTold, ...]


def fact_groups(family: Family) -> tuple[Group, ...]:
    """Return everything that is claimed of *family*."""
    return (
        Group("enter", _("Entering the code"), (
            _fact(_("What the display says"), "display", family.display, mono=True),
            _fact(_("How many digits"), "code_length", family.code_length),
            _fact(_("Which digits"), "code_alphabet", family.code_alphabet),
            _fact(_("Where the code comes from"), "code_origin", family.code_origin),
            _fact(_("Setting the digits"), "entry", family.entry),
            _fact(_("Sending it"), "confirm", family.confirm),
            _fact(_("How the keys are read"), "panel_timing", family.panel_timing),
        )),
        Group("lock", _("Wrong tries"), (
            _fact(_("Tries and waits"), "lock_schedule", family.lock_schedule),
            _fact(_("What the wait needs"), "wait_rule", family.wait_rule),
            _fact(_("How the lock works inside"), "lock_detail", family.lock_detail),
            _fact(_("Ways back"), "reset", family.reset),
        )),
        Group("power", _("Power"), (
            _fact(_("What locks it"), "lock_trigger", family.lock_trigger),
            _fact(_("What a power cut does"), "power_cut", family.power_cut),
            _fact(_("How it takes its supply"), "supply_detail", family.supply_detail),
            _fact(_("What a factory reset clears"), "factory_reset", family.factory_reset),
        )),
        Group("find", _("Finding the serial"), (
            _fact(_("Numbers on it"), "number", family.number),
            _fact(_("Serial on the screen"), "serial_on_screen", family.serial_on_screen),
            _fact(_("Taking it out"), "removal", family.removal),
            _fact(_("Made by"), "maker", family.maker),
            _fact(_("Found in"), "vehicle", family.vehicle),
            _fact(_("Worth knowing"), "remark", family.remark),
        )),
    )  # fmt: skip


def _fact(title: str, name: str, fact: Fact[Any] | tuple[Claim[Any], ...], *, mono: bool = False) -> FactTold:
    claims = fact.claims if isinstance(fact, Fact) else fact
    told = sorted((_claim(name, claim) for claim in claims), key=lambda one: _BEST_FIRST.index(one.confidence))
    return FactTold(title, tuple(told), isinstance(fact, Fact) and fact.disputed, mono)


def _claim(name: str, claim: Claim[Any]) -> ClaimTold:
    more = claim.value.words if name == "display" else ""
    named = name == "vehicle" or (name == "maker" and not is_told(claim.value))
    text = str(claim.value) if name == "maker" and named else _words(name, claim.value)
    return ClaimTold(text, more, claim.scope, claim.note, str(claim.confidence), claim.sources, named)


def _origins() -> dict[str, str]:
    return {
        "serial": _("The maker gives it for the serial"),
        "owner": _("An owner chose it"),
        "vehicle": _("There is none: the radio is tied to the car"),
        "none": _("There is none to type"),
    }


def _words(name: str, value: Any) -> str:  # noqa: ANN401 - the value of any fact
    if name == "code_origin":
        return _origins()[str(value)]
    if name == "vehicle":
        years = " " + "–".join(map(str, dict.fromkeys(value.years))) if value.years else ""
        return " ".join(filter(None, (value.make, value.model, value.generation))) + years
    return str(value.text) if name == "display" else tr(_prose(name, value))


def _prose(name: str, value: Any) -> str:  # noqa: ANN401 - the value of any fact
    if name == "number":
        where = f" ({value.where})" if value.where else ""
        return f"{value.words or value.kind}{where}"
    if isinstance(value, tuple):
        held = value._asdict()  # type: ignore[attr-defined]
        return str(
            held["words"] or ", ".join(f"{key} {item}" for key, item in held.items() if item not in {None, "", ()})
        )
    return str(value)
