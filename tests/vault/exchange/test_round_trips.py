"""What is exported comes back the same, in each of the three forms."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.codes.candidate import Grade
from headunit.numbers import RadioCode, Vin
from headunit.vault.content import Vault
from headunit.vault.entry import CodeSource, Entry
from headunit.vault.exchange.csv_file import COLUMNS, to_csv
from headunit.vault.exchange.merge import ExchangeForm, export_text, form_of, import_records, merge
from headunit.vault.reference import Reference

MakeEntry = Callable[..., Entry]
NOW = datetime(2027, 1, 1, tzinfo=UTC)
_BAD = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=_BAD)
_LINE = st.text(_LETTERS, max_size=60)
_NOTE = st.text(st.one_of(_LETTERS, st.sampled_from("\n\t")), max_size=200)
_TIMES = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ENTRIES = st.builds(
    Entry,
    id=st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8).map(Reference),
    name=_LINE.filter(str.strip),
    code=st.text("0123456789", min_size=3, max_size=8).map(RadioCode),
    source=st.sampled_from(CodeSource),
    added=_TIMES,
    changed=_TIMES,
    family=st.sampled_from(["", "ford-keycode", "volvo-sc8xx"]),
    serial=_LINE,
    part_number=_LINE,
    car=_LINE,
    vin=st.sampled_from([None, Vin("WF0AXXGAJA4A12345")]),
    evidence=st.sampled_from([None, *Grade]),
    note=_NOTE,
)


@pytest.mark.parametrize("form", ExchangeForm)
@given(entries=st.lists(ENTRIES, max_size=4, unique_by=(lambda entry: entry.id, lambda entry: entry.content)))
def test_every_entry_comes_back(form: ExchangeForm, entries: list[Entry]) -> None:
    text = export_text(entries, form).encode()

    merged = merge(Vault(), import_records(text, form), now=NOW, random_bytes=random.Random(1).randbytes)  # noqa: S311 - no secret

    assert merged.vault == Vault(tuple(entries))
    assert (merged.skipped, merged.already, merged.renamed) == ((), (), ())
    assert form_of(text) is form


def test_the_columns_of_a_table_are_the_fields(make_entry: MakeEntry) -> None:
    entry = make_entry(name="=1+1", part_number="'@x", note='a\nb,"c"')

    assert to_csv([entry]) == (
        "id,name,family,serial,part_number,code,source,evidence,car,vin,note,added,changed\n"
        "7K3M-Q9XD,'=1+1,ford-keycode,M123456,''@x,2487,rule,confirmed,Ford Fiesta 2004,WF0AXXGAJA4A12345,"
        '"a\nb,""c""",2026-11-22T12:00:00Z,2026-11-22T12:00:00Z\n'
    )
    assert len(COLUMNS) == 13
