"""The guided way at a terminal or for a machine: the case that is gone on with, and the store that keeps it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from headunit.cli import clock
from headunit.cli.case_store import knowledge, open_anew
from headunit.cli.recover_photo import answer_from_photos, photos_typed
from headunit.recovery.asks import remember
from headunit.recovery.journey import answer, next_ask
from headunit.recovery.records import Intent
from headunit.recovery.store.counted_elsewhere import CountedElsewhereError, OtherCases

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.store.cases import CaseStore

__all__ = ["Guide"]


class Guide:
    """Hold a case that is gone on with: the store that keeps it, and what must not be kept."""

    def __init__(self, store: CaseStore, case: Case, photos: tuple[str, ...] = (), *, person: bool = False) -> None:
        """Take up *case*; *photos* show its label, and a *person* is there to say what is right."""
        self.case = case
        self._store = store
        self._photos = photos
        self._person = person
        self._others = OtherCases(lambda: store)
        known = knowledge()
        known = known._replace(earlier=lambda case, serial: self._others.earlier(case, serial, self.known))
        self.known: Knowledge = known._replace(newer=self._others.newer(case, known))

    def open_vault_when_asked(self, home: str, passphrase_file: str) -> None:
        """Put the vault at hand, where this installation offers one."""
        if "vault" in self.known.offers:
            from headunit.cli.recover_vault import with_vault  # noqa: PLC0415 - only with somebody to ask

            self.known = with_vault(self.known, home, passphrase_file)

    def ask(self) -> Ask:
        """Return the question that stands."""
        return next_ask(self.case, self.known)

    def take(self, ask: Ask, value: str) -> bool:
        """Answer *ask*, on the disk before it returns; True where the way is left for now."""
        answered = answer(self.case, ask, self._from_photo(ask, value), self.known)
        try:
            self._keep(answered.events)
        except CountedElsewhereError as found:
            self._keep(found.events)
            return False
        self.known = remember(self.known, answered)
        return answered.stop

    def given(self, ask: Ask) -> str:
        """Return the answer that was given beforehand, once: the photos of the label; empty where there is none."""
        if ask.key != "label" or not self._photos:
            return ""
        photos, self._photos = self._photos, ()
        return shlex.join(("photo", *photos))

    def _from_photo(self, ask: Ask, value: str) -> str:
        photos = photos_typed(ask, value)
        return answer_from_photos(ask, photos, self.known.catalogue, person=self._person) if photos else value

    def add(self, events: tuple[Event, ...]) -> None:
        """Write evidence down that no question asked for."""
        self._keep(events)

    def _keep(self, events: tuple[Event, ...]) -> None:
        records = self.case.following(events, clock.now())
        if not self.case.records:
            open_anew(self._store, self.case.id)
        case, known = self.case, self.known
        tries = any(isinstance(event, Intent) for event in events)
        agreed = (lambda: self._others.refuse_uncounted(case, known)) if tries else None
        self._store.append(case.id, case.number, records, agreed=agreed)
        self.case = self.case.grown(records)
