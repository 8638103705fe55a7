"""An entry keeps what it was told, and refuses what would harm a terminal, a page or another program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.vault.entry import LONGEST_LINE, LONGEST_NOTE, Entry, entry_from_texts, revealed_texts
from headunit.vault.reference import Reference

MakeEntry = Callable[..., Entry]


def test_the_texts_of_an_entry_are_its_fields_with_the_code_in_clear(
    make_entry: MakeEntry, entry_texts: dict[str, str]
) -> None:
    assert revealed_texts(make_entry()) == entry_texts


def test_an_entry_comes_back_from_its_texts(make_entry: MakeEntry) -> None:
    full, bare = (
        make_entry(),
        make_entry(family="", serial="", part_number="", car="", vin=None, evidence=None, note=""),
    )

    assert entry_from_texts(revealed_texts(full)) == full
    assert entry_from_texts(revealed_texts(bare)) == bare
    assert entry_from_texts({**revealed_texts(full), "further": "field"}) == full


def test_what_is_not_known_may_be_left_out(make_entry: MakeEntry) -> None:
    texts = revealed_texts(make_entry())
    kept = ("id", "name", "code", "source", "added", "changed")

    entry = entry_from_texts({name: texts[name] for name in kept})

    assert (entry.serial, entry.family, entry.part_number, entry.car, entry.note) == ("", "", "", "", "")
    assert (entry.vin, entry.evidence) == (None, None)


@pytest.mark.parametrize("lacking", ["id", "name", "code", "source", "added", "changed"])
def test_texts_without_a_needed_field_are_refused(make_entry: MakeEntry, lacking: str) -> None:
    texts = revealed_texts(make_entry())
    del texts[lacking]

    with pytest.raises(InputError, match=f"lacks the field {lacking}") as refused:
        entry_from_texts(texts)
    assert refused.value.code == "entry-value"


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("source", "hearsay", "entry-value"),
        ("evidence", "sure", "entry-value"),
        ("added", "22.11.2026", "entry-value"),
        ("changed", "2026-11-22T12:00:00", "entry-value"),
        ("vin", "WF0", "vin-length"),
        ("code", "24-87", "code-digits"),
        ("id", "7", "reference-shape"),
        ("family", "Ford Keycode", "entry-text"),
        ("family", "f" * (LONGEST_LINE + 1), "entry-text"),
        ("name", "  ", "entry-empty"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(make_entry: MakeEntry, field: str, text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        entry_from_texts({**revealed_texts(make_entry()), field: text})
    assert refused.value.code == code


@pytest.mark.parametrize("field", ["name", "serial", "part_number", "car", "note"])
@pytest.mark.parametrize(
    "bad", ["\x1b[2J", "\x00", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066", "\ud800", "\uffff", "\r"]
)
def test_characters_that_deceive_a_terminal_are_refused(make_entry: MakeEntry, field: str, bad: str) -> None:
    with pytest.raises(InputError, match=field.replace("_", " ")) as refused:
        make_entry(**{field: f"a{bad}b"})
    assert refused.value.code == "entry-text"


@pytest.mark.parametrize("field", ["name", "serial", "part_number", "car"])
def test_a_line_has_no_line_end_and_at_most_its_length(make_entry: MakeEntry, field: str) -> None:
    assert getattr(make_entry(**{field: "x" * LONGEST_LINE}), field) == "x" * LONGEST_LINE
    for bad in ("a\nb", "a\tb", "x" * (LONGEST_LINE + 1)):
        with pytest.raises(InputError):
            make_entry(**{field: bad})


def test_a_note_has_lines_and_tabs_and_at_most_its_length(make_entry: MakeEntry) -> None:
    assert make_entry(note="a\n\tb").note == "a\n\tb"
    assert len(make_entry(note="x" * LONGEST_NOTE).note) == LONGEST_NOTE
    with pytest.raises(InputError):
        make_entry(note="x" * (LONGEST_NOTE + 1))


def test_a_time_needs_its_zone_and_is_kept_in_utc(make_entry: MakeEntry) -> None:
    with pytest.raises(InputError) as refused:
        make_entry(added=datetime(2026, 11, 22, 12))  # noqa: DTZ001 - the fault that is tested
    assert refused.value.code == "entry-time"
    eastern = make_entry(added=datetime(2026, 11, 22, 14, tzinfo=timezone(timedelta(hours=2))))
    assert entry_from_texts(revealed_texts(eastern)).added == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_code_is_masked_wherever_an_entry_is_printed(make_entry: MakeEntry) -> None:
    assert "2487" not in repr(make_entry())
    assert "2487" not in str(make_entry())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("M123456", True),
        ("m 123 4", True),
        ("18k876", True),
        ("6S6118", True),
        ("M1234567", False),
        ("", False),
        ("-", False),
    ],
)
def test_a_number_is_found_whatever_its_blanks_and_case(make_entry: MakeEntry, text: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    assert make_entry().has_number(text) is found


def test_content_is_all_but_the_reference_and_the_times(make_entry: MakeEntry) -> None:
    later = make_entry(id=Reference("00000000"), changed=datetime(2027, 1, 1, tzinfo=UTC))

    assert later.content == make_entry().content
    assert make_entry(code=RadioCode("2488")).content != make_entry().content
    assert make_entry(note="").content != make_entry().content
