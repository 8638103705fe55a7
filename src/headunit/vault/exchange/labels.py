"""What the fields of an entry are called in other programs, and what every import has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from headunit.errors import InputError
from headunit.vault.entry import revealed_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from headunit.vault.entry import Entry

__all__ = ["LABELS", "LARGEST_IMPORT_BYTES", "MARKED", "MOST_RECORDS", "bounded", "by_field", "damaged", "labelled"]

LARGEST_IMPORT_BYTES = 16 << 20
MOST_RECORDS = 20_000
MARKED = "marked"
"""Set in a record whose file itself calls its secrets radio codes."""

LABELS = {
    "id": "Headunit reference",
    "family": "Radio family",
    "part_number": "Part number",
    "source": "Source of the code",
    "evidence": "Evidence",
    "car": "Car",
    "vin": "VIN",
    "added": "Added",
    "changed": "Changed",
}
"""Field of an entry → label of the further field that holds it; the other fields have places of their own."""

_Record = TypeVar("_Record")
_FIELDS = {label: field for field, label in LABELS.items()}


def labelled(entry: Entry) -> dict[str, str]:
    """Return the further fields of *entry* that are filled, by their labels."""
    texts = revealed_texts(entry)
    return {label: texts[field] for field, label in LABELS.items() if texts[field]}


def by_field(further: Mapping[str, str]) -> dict[str, str]:
    """Return those of the *further* fields that an entry has, by their names in it."""
    return {_FIELDS[label]: text for label, text in further.items() if label in _FIELDS}


def bounded(records: Iterable[_Record]) -> Iterator[_Record]:
    """Yield *records*, one after the other; raises InputError (``import-too-many``) at the first too many."""
    for number, record in enumerate(records):
        if number == MOST_RECORDS:
            raise InputError(
                "import-too-many",
                f"the file has more than {MOST_RECORDS:,} entries",
                expected=f"at most {MOST_RECORDS:,}",
                next_step="export the radios alone",
            )
        yield record


def damaged(form: str, reason: str) -> InputError:
    """Return the error for a file that can't be what it claims to be."""
    return InputError(
        "import-damaged",
        f"the file is no {form} that can be imported ({reason})",
        value=form,
        next_step="export it anew from the other program; the vault was not touched",
    )
