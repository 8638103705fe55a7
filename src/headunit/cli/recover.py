"""``headunit recover``: led from the text on the display to music, one question after the other."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from headunit.cli.secret_input import passphrase_option
from headunit.cli.shared import json_option
from headunit.cli.state import home_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.recovery.asks import Ask, Earlier, Knowledge
    from headunit.recovery.case import Case
    from headunit.recovery.records import Event
    from headunit.recovery.store.cases import CaseStore

__all__ = ["recover_command"]

_GOES_ON = frozenset({"vault", "keep", "label", "serial", "code"})
"""Questions that open the vault, or a photo: what is refused there doesn't end the way."""


@click.command("recover")
@click.argument("case_id", metavar="[CASE]", default="")
@click.option("--answers", metavar="FILE", help="Take the answers from a JSON file, or - for standard input.")
@click.option(
    "--photo", "photos", multiple=True, metavar="FILE", help="A photo of the label; give several of the same one."
)
@click.option("--identity", metavar="FILE", help="What 'diag identify --json' printed of the unit: evidence.")
@passphrase_option
@home_option
@json_option
def recover_command(
    case_id: str,
    answers: str | None,
    photos: tuple[str, ...],
    identity: str | None,
    passphrase_file: str,
    home: str,
    as_json: bool,
) -> int:
    """Lead from the text on the display to music, step by step.

    \b
      headunit recover            begin a case
      headunit recover 7K3M9X     go on with one
      headunit recover --photo label.jpg

    Everything is kept at once, never a code; Ctrl-C loses nothing. An attempt guard decides when a code may be typed.
    """
    from headunit.cli.case_store import begin, open_cases  # noqa: PLC0415 - '--help' needs no store
    from headunit.errors import InputError  # noqa: PLC0415 - as above

    if as_json and answers is None:
        raise InputError("answers-missing", "with --json there is nobody to ask", next_step="give --answers FILE")
    if [answers, passphrase_file] == ["-", "-"]:
        raise InputError(
            "stdin-twice",
            "standard input can't be both the answers and the passphrase",
            next_step="put one of the two into a file",
        )
    with open_cases(home) as store:
        case = begin(store, case_id)
        guide = Guide(store, case, photos, person=answers is None)
        if identity is not None:
            from headunit.cli.recover_identity import read_identity  # noqa: PLC0415 - few have an adapter

            guide.add(read_identity(identity))
        if passphrase_file or answers is None:
            guide.open_vault_when_asked(home, passphrase_file)
        if answers is None:
            return _ask_person(guide, new=not case_id)
        from headunit.cli.recover_answers import run_answers  # noqa: PLC0415 - only machines need it

        return run_answers(guide, answers, as_json=as_json)


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
        from headunit.cli.case_store import knowledge  # noqa: PLC0415 - '--help' needs no facts

        self.case = case
        self._store = store
        self._photos = photos
        self._person = person
        self.known: Knowledge = knowledge()._replace(earlier=self._earlier)
        if any(case.told_all("serial")):
            self.known = self.known._replace(newer=self._earlier(case, case.told("serial")))

    def _earlier(self, case: Case, serial: str) -> Earlier | None:
        """Look among the other cases of this machine for those of the same radio."""
        from headunit.errors import ReadFailedError  # noqa: PLC0415 - only where a serial was told
        from headunit.recovery.other_cases import find_earlier  # noqa: PLC0415 - as above

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
        from headunit.recovery.journey import next_ask  # noqa: PLC0415 - as above

        return next_ask(self.case, self.known)

    def take(self, ask: Ask, value: str) -> bool:
        """Answer *ask*, on the disk before it returns; True where the way is left for now."""
        from headunit.recovery.asks import remember  # noqa: PLC0415 - as above
        from headunit.recovery.journey import answer  # noqa: PLC0415 - as above

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
        from headunit.cli.recover_photo import answer_from_photos, photos_typed  # noqa: PLC0415 - as above

        photos = photos_typed(ask, value)
        return answer_from_photos(ask, photos, self.known.catalogue, person=self._person) if photos else value

    def add(self, events: tuple[Event, ...]) -> None:
        """Write evidence down that no question asked for."""
        self._keep(events)

    def _keep(self, events: tuple[Event, ...]) -> None:
        from headunit.cli.case_store import now, open_anew  # noqa: PLC0415 - as above
        from headunit.recovery.records import Intent  # noqa: PLC0415 - as above

        records = self.case.following(events, now())
        if not self.case.records:
            open_anew(self._store, self.case.id)
        tries = any(isinstance(event, Intent) for event in events)
        self._store.append(self.case.id, self.case.number, records, agreed=self._all_counted if tries else None)
        self.case = self.case.grown(records)

    def _all_counted(self) -> None:
        """Refuse a try while another case of the radio has something that this one doesn't count."""
        found = self._earlier(self.case, self.case.told("serial"))
        if found is not None and found.counts_more:
            raise _CountedElsewhereError(found.events)


def _ask_person(guide: Guide, *, new: bool) -> int:
    """Ask a person at a terminal until the end, or until they leave."""
    from headunit.cli import recover_screen as screen  # noqa: PLC0415 - as above

    screen.greet(guide.case.id, new=new)
    try:
        return _until_done(guide, screen.show, screen.read)
    except (KeyboardInterrupt, EOFError, click.Abort):
        screen.farewell(guide.case.id)
        return 130


def _until_done(guide: Guide, show: Callable[[Ask], None], read: Callable[[Ask], str]) -> int:
    from headunit.cli import recover_screen as screen  # noqa: PLC0415 - as above
    from headunit.errors import HeadunitError, InputError  # noqa: PLC0415 - as above

    refused = None
    while True:
        ask = guide.ask()
        (screen.ask_again if ask == refused else show)(ask)
        if ask.kind == "end":
            return ask.status
        try:
            if guide.take(ask, guide.given(ask) or read(ask)):
                screen.farewell(guide.case.id)
                return guide.ask().status
        except HeadunitError as fault:
            if not isinstance(fault, InputError) and ask.key not in _GOES_ON:
                raise
            screen.complain(fault)
            refused = ask
