"""The guided way at a terminal or for a machine: the case that is gone on with, and the store that keeps it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from headunit.cli import case_store
from headunit.cli.recover_photo import answer_from_photos, photos_typed
from headunit.errors import ReadFailedError
from headunit.recovery.asks import remember
from headunit.recovery.journey import answer, next_ask
from headunit.recovery.other_cases import find_earlier
from headunit.recovery.records import Intent

if TYPE_CHECKING:
    from headunit.recovery.asks import Ask, Earlier, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.store.cases import CaseStore

__all__ = ["Guide"]


class _CountedElsewhereError(Exception):
    """Say that a try was not written down: *events* have to be counted first."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        """Hold *events*."""
        super().__init__()
        self.events = events


class Guide:
    """Hold a case that is gone on with: the store that keeps it, and what must not be kept."""

    def __init__(self, store: CaseStore, case: Case, photos: tuple[str, ...] = (), *, person: bool = False) -> None:
        """Take up *case*; *photos* show its label, and a *person* is there to say what is right."""
        self.case = case
        self._store = store
        self._photos = photos
        self._person = person
        self.known: Knowledge = case_store.knowledge()._replace(earlier=self._earlier)
        if any(case.told_all("serial")):
            self.known = self.known._replace(newer=self._earlier(case, case.told("serial")))

    def _earlier(self, case: Case, serial: str) -> Earlier | None:
        """Look among the other cases of this machine for those of the same radio."""
        if not serial and not any(case.told_all("serial")):
            return None
        others, unread = [], []
        for name in (head.id for head in self._store.heads() if head.id != case.id):
            try:
                others.append(self._store.read(name))
            except ReadFailedError:
                unread.append(name)
        return find_earlier(case, serial, others, self.known, tuple(unread))

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
        except _CountedElsewhereError as found:
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
        records = self.case.following(events, case_store.now())
        if not self.case.records:
            case_store.open_anew(self._store, self.case.id)
        tries = any(isinstance(event, Intent) for event in events)
        self._store.append(self.case.id, self.case.number, records, agreed=self._all_counted if tries else None)
        self.case = self.case.grown(records)

    def _all_counted(self) -> None:
        """Refuse a try while another case of the radio has something that this one doesn't count."""
        found = self._earlier(self.case, self.case.told("serial"))
        if found is not None and found.counts_more:
            raise _CountedElsewhereError(found.events)
