"""What the commands about cases share: the store in the state folder, and what is known."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from headunit.cli import clock
from headunit.cli.context import open_catalogue
from headunit.cli.state import state_folder
from headunit.errors import UnknownNameError
from headunit.facts.assumptions import load_assumptions
from headunit.recovery.asks import Knowledge
from headunit.recovery.case import ID_BYTES, Case, check_case_id, new_case_id
from headunit.recovery.handed_over import handed_over
from headunit.recovery.store.counted_elsewhere import OtherCases
from headunit.recovery.store.photos import PhotoStore
from headunit.recovery.store.sqlite_cases import SqliteCaseStore

if TYPE_CHECKING:
    from headunit.recovery.store.cases import CaseStore

__all__ = ["begin", "hand_over", "knowledge", "open_anew", "open_cases", "photo_store", "read_case"]

_CASES_FILE = "cases.sqlite3"
_PHOTOS_FOLDER = "photos"
_OFFERS = {"vault": "cryptography", "checklist": "headunit.recovery.advice.battery_checklist"}
"""What is offered → the module without which it can't be."""


def open_cases(home: str) -> SqliteCaseStore:
    """Return the store of the cases in the state folder."""
    return SqliteCaseStore(state_folder(home) / _CASES_FILE)


def photo_store(home: str) -> PhotoStore:
    """Return the store of the photos that go with cases."""
    return PhotoStore(state_folder(home) / _PHOTOS_FOLDER)


def begin(store: CaseStore, case_id: str) -> Case:
    """Return the case *case_id*, or a new one, which is kept from its first answer on."""
    if case_id:
        return read_case(store, case_id)
    return Case(new_case_id(os.urandom(ID_BYTES)))


def read_case(store: CaseStore, typed: str) -> Case:
    """Return the case that was asked for; raises InputError (``case-id``), UnknownNameError (``unknown-case``)."""
    try:
        return store.read(check_case_id(typed))
    except UnknownNameError as fault:
        raise UnknownNameError(
            "unknown-case",
            f"there is no case {typed!r}",
            value=fault.value,
            expected=fault.expected,
            next_step=fault.next_step,
        ) from None


def open_anew(store: CaseStore, case_id: str) -> None:
    """Keep the case from its first answer on, unless it is there already."""
    if all(head.id != case_id for head in store.heads()):
        store.open_case(case_id, clock.now())


def hand_over(store: CaseStore, case_id: str) -> list[str]:
    """Let the other open cases of the radio count what *case_id* counts, and return those that lacked it."""
    readable = OtherCases(lambda: store).readable()
    grown = list(handed_over(case_id, readable, knowledge()))
    for case, events in grown:
        store.append(case.id, case.number, case.following(events, clock.now()))
    return [case.id for case, _events in grown]


def knowledge() -> Knowledge:
    """Return what the questions are built from."""
    return Knowledge(open_catalogue(), load_assumptions, offers=_offered())


def _offered() -> tuple[str, ...]:
    from headunit.cli.main import COMMAND_NAMES  # noqa: PLC0415 - main imports the commands

    return tuple(name for name, module in _OFFERS.items() if name in COMMAND_NAMES and find_spec(module))
