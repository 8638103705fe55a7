"""From the form of a code to keep to an entry of the vault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.codes.cards import Verdict, check_card
from headunit.errors import InputError, TryAgainError
from headunit.numbers import RadioCode, Vin, canonical
from headunit.vault.entry import CodeSource, Entry
from headunit.vault.reference import Reference

if TYPE_CHECKING:
    from headunit.facts import Catalogue
    from headunit.web.vaults import Opened, Vaults

__all__ = ["entry_from_form"]

_REFUSED = frozenset({Verdict.DOES_NOT_FIT, Verdict.NOT_A_CODE})


def entry_from_form(form: dict[str, str], vaults: Vaults, held: Opened, catalogue: Catalogue) -> Entry:
    """Return the entry that *form* describes.

    Raises InputError (``code-unfit`` and what the types raise), and TryAgainError (``kept-already``) for what is kept
    word for word already, as a form is that was sent twice.
    """
    family = form.get("family", "")
    moment, vin = vaults.now(), form.get("vin", "").strip()
    made = Entry(
        id=Reference.new(vaults.random_bytes, held.vault.references),
        name=form.get("name", "").strip(),
        code=_code(form.get("code", ""), family, catalogue),
        source=_source(form.get("source", "")),
        added=moment,
        changed=moment,
        family=family,
        serial=form.get("serial", "").strip(),
        car=form.get("car", "").strip(),
        vin=Vin(canonical(vin)) if vin else None,
        note=form.get("note", "").strip(),
    )
    for kept in held.vault.entries:
        if made == replace(kept, id=made.id, added=moment, changed=moment):
            raise TryAgainError(
                "kept-already", "this is kept already, word for word", next_step="nothing was added a second time"
            )
    return made


def _code(text: str, family: str, catalogue: Catalogue) -> RadioCode:
    """Return the code; where the radio is known, only one that it can have."""
    if family:
        answer = check_card(catalogue.family(family), text, catalogue)
        if answer.verdict in _REFUSED:
            raise InputError(
                "code-unfit", f"it can't be this radio's code: {'; '.join(answer.reasons)}", next_step="check it"
            )
    return RadioCode(canonical(text))


def _source(text: str) -> CodeSource:
    return CodeSource(text) if text in set(CodeSource) else CodeSource.OTHER
