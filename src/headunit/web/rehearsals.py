"""What the rehearsal's pages work on: the catalogue, and the desk with the sessions."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from headunit.facts.assumptions import load_assumptions
from headunit.numbers import RadioCode
from headunit.panel import find_variant, plan_for_twin, variants
from headunit.twin import fitting_code, twin_profile
from headunit.web.panels import imagined_keys, layout_of
from headunit.web.rehearsal import Desk, Session
from headunit.web.sentences import scope_words, tr

if TYPE_CHECKING:
    from asyncio import Event

    from headunit.facts import Catalogue
    from headunit.web.clock import Clock

__all__ = ["Rehearsals"]

_NAME_BYTES = 16


class Rehearsals:
    """Begin rehearsals and find them again by their name; *taken* tells a connection that another took over."""

    def __init__(self, catalogue: Catalogue, clock: Clock, *, most: int = 32, idle_ms: float = 1_800_000) -> None:
        """Take the catalogue and the clock."""
        self.catalogue = catalogue
        self.clock = clock
        self.desk = Desk(lambda: secrets.token_urlsafe(_NAME_BYTES), clock.now_ms, most=most, idle_ms=idle_ms)
        self.taken: dict[str, Event] = {}
        self._assumptions = load_assumptions()

    def begin(self, family_id: str, variant: str = "", code: str = "", owner: str = "") -> str:
        """Put a new session on *owner*'s desk and return its name; an empty *code* stands for a made-up one.

        Raises UnknownNameError (``unknown-family``, ``unknown-panel``) and InputError (``code-shape``).
        """
        family = self.catalogue.family(family_id)
        profile = twin_profile(family, self._assumptions, find_variant(family, variant))
        chosen = fitting_code(profile, code or None)
        plan = None
        if profile.lock:
            plan = plan_for_twin(family, RadioCode(chosen), self._assumptions, profile.variant)
        layout = layout_of(profile.panel, imagined_keys(family, profile.panel))
        return self.desk.put(Session(profile, layout, plan, chosen), owner)

    def forget(self) -> None:
        """End all rehearsals, also those with an open line."""
        self.desk.forget()
        for taken in self.taken.values():
            taken.set()

    def choices(self) -> list[tuple[str, str]]:
        """Return every radio there is to rehearse, as ``family|variant`` and what it is called, by name."""
        found = [
            (f"{family.id}|{variant}", f"{tr(family.name)}{f' – {scope_words(variant)}' if variant else ''}")
            for family in self.catalogue.families()
            for variant in ("", *variants(family))
        ]
        return sorted(found, key=lambda choice: choice[1].casefold())
