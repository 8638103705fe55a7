"""Open any link by its address, with a simulated unit made for those that name one, and the guard put before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from headunit.diag.guarded import guarded
from headunit.diag.host import EcuHost
from headunit.diag.links.twin import TwinLink
from headunit.diag.uri import open_wire, parse_target
from headunit.errors import InputError
from headunit.facts.assumptions import load_assumptions
from headunit.twin import fitting_code, twin_profile
from headunit.twin.ecu import ARTICLE, HARDENED, DiagnosedUnit, build_diagnosed, ecu_profile
from headunit.twin.events import Battery, Ignition

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.diag.clock import Clock
    from headunit.diag.link import PduLink
    from headunit.diag.uri import Target
    from headunit.facts import Catalogue

__all__ = ["Opened", "make_unit", "open_link"]

_WAKE_MS = 70_000
_BETWEEN_MS = 10_000
_MOST_VOLTS = 60.0
_MOST_WRONG = 99


class Opened(NamedTuple):
    """Hold an open link as it may be used, and the family of the twin behind it, empty for what may be real."""

    link: PduLink
    family: str


def open_link(
    uri: str, clock: Clock, catalogue: Catalogue, random_bytes: Callable[[int], bytes], address: str = ""
) -> Opened:
    """Open *uri*; raises InputError, LinkError, or ConfigurationError without the extra."""
    target = parse_target(uri, address)
    if target.scheme != "twin":
        link = open_wire(target)
        try:
            return Opened(*guarded(link))
        except BaseException:
            link.close()
            raise
    link = TwinLink(EcuHost(_twin(target, catalogue, random_bytes), clock), _without_code(target))
    return Opened(link, target.place)


def _without_code(target: Target) -> str:
    """Return the address as journals and reports hold it: a code that somebody gave may be that of a real radio."""
    if "code" not in target.options:
        return target.uri
    return f"twin:{target.place}?{urlencode({**target.options, 'code': '####'}, safe='#')}"


def _twin(target: Target, catalogue: Catalogue, random_bytes: Callable[[int], bytes]) -> DiagnosedUnit:
    options = target.options
    return make_unit(
        catalogue,
        target.place,
        random_bytes,
        panel=options.get("panel", ""),
        story=options.get("story", ""),
        code=options.get("code"),
        volts=_number(target, "volts", 12.8, _MOST_VOLTS),
        wrong=int(_number(target, "wrong", 0, _MOST_WRONG)),
    )


def make_unit(  # noqa: PLR0913 - what a simulated unit can be told
    catalogue: Catalogue,
    family_id: str,
    random_bytes: Callable[[int], bytes],
    *,
    panel: str = "",
    story: str = "",
    code: str | None = None,
    volts: float = 12.8,
    wrong: int = 0,
) -> DiagnosedUnit:
    """Return a simulated unit at *volts* that has taken *wrong* wrong codes; raises InputError."""
    assumptions = load_assumptions()
    profile = twin_profile(catalogue.family(family_id), assumptions, panel)
    if profile.lock is None:
        raise InputError(
            "no-code-no-reset",
            f"a radio of {family_id} has no code, so its twin has no reset",
            value=family_id,
            next_step="name a family whose radios ask for a code ('headunit families')",
        )
    if story not in {"", ARTICLE, HARDENED}:
        raise InputError("twin-story", f"there is no story {story!r}", value=story, next_step="say article or hardened")
    diagnostics = ecu_profile(family_id, assumptions, panel, story)
    unit = build_diagnosed(profile, diagnostics, fitting_code(profile, code), random_bytes)
    unit.apply(Ignition("on"))
    unit.apply(Battery(volts))
    unit.advance(_WAKE_MS)
    for _ in range(wrong):
        unit.enter("wrong")
        unit.advance(_BETWEEN_MS)
    return unit


def _number(target: Target, name: str, otherwise: float, most: float) -> float:
    text = target.options.get(name, str(otherwise))
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if 0 <= value <= most:
        return value
    raise InputError(
        "link-number",
        f"{name} in link {target.uri!r} must be a number from 0 to {most:g}",
        value=text,
        expected=f"0 to {most:g}",
        next_step=f"write it as {name}={otherwise:g}",
    )
