"""A vault finds its entries by reference, serial or name, and never holds two with one reference."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headunit.errors import InputError, UnknownNameError
from headunit.vault.content import Vault
from headunit.vault.entry import Entry
from headunit.vault.reference import Reference

MakeEntry = Callable[..., Entry]
POLO = Reference("00000001")


@pytest.fixture
def vault(make_entry: MakeEntry) -> Vault:
    return Vault((make_entry(), make_entry(id=POLO, name="Polo", serial="VWZ1Z2Y1234567", part_number="")))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("7k3m q9xd", "Fiesta, blue"),
        ("0000-000I", "Polo"),
        ("m 123456", "Fiesta, blue"),
        ("vwz1z2y1234567", "Polo"),
        (" polo ", "Polo"),
        ("FIESTA, BLUE", "Fiesta, blue"),
    ],
)
def test_an_entry_is_found_by_what_a_person_has_at_hand(vault: Vault, text: str, name: str) -> None:
    assert vault.find(text).name == name


@pytest.mark.parametrize("text", ["", "Golf", "M12345", "7K3M-Q9XE"])
def test_what_the_vault_does_not_hold_is_not_found(vault: Vault, text: str) -> None:
    with pytest.raises(UnknownNameError) as missing:
        vault.find(text)
    assert missing.value.code == "unknown-entry"


@pytest.mark.parametrize(
    ("part", "name"),
    [("fiesta", "Fiesta, blue"), ("Ford Fi", "Fiesta, blue"), ("VWZ1", "Polo"), ("18k876", "Fiesta, blue")],
)
def test_a_part_that_no_other_entry_has_is_enough_where_nothing_is_taken_away(
    vault: Vault, make_entry: MakeEntry, part: str, name: str
) -> None:
    polo = make_entry(id=POLO, name="Polo", serial="VWZ1Z2Y1234567", part_number="", car="")
    both = Vault((vault.entries[0], polo))
    rival = make_entry(id=Reference("00000002"), name="Fiesta", serial="VWZ123", part_number="18K876")

    assert both.find(part, in_part=True).name == name
    for text, in_part in ((part, False), (" ", True)):
        with pytest.raises(UnknownNameError):
            both.find(text, in_part=in_part)
    if part != "fiesta":
        with pytest.raises(InputError, match="fits 2 entries"):
            both.with_entry(rival).find(part, in_part=True)


def test_a_part_of_a_name_hides_no_entry_whose_number_holds_it(vault: Vault, make_entry: MakeEntry) -> None:
    named = make_entry(id=Reference("00000002"), name="Polo VWZ1", serial="X1", part_number="", car="")

    with pytest.raises(InputError, match="fits 2 entries"):
        vault.with_entry(named).find("vwz1", in_part=True)


def test_two_that_fit_are_named_by_their_references(vault: Vault, make_entry: MakeEntry) -> None:
    both = vault.with_entry(make_entry(id=Reference("00000002"), name="polo", serial=""))

    with pytest.raises(InputError, match="fits 2 entries") as ambiguous:
        both.find("Polo")
    assert (ambiguous.value.code, ambiguous.value.expected) == ("entry-ambiguous", "one of 0000-0001, 0000-0002")


def test_numbers_are_searched_in_part(vault: Vault) -> None:
    assert [entry.name for entry in vault.with_number("123456")] == ["Fiesta, blue", "Polo"]
    assert [entry.name for entry in vault.with_number("18K")] == ["Fiesta, blue"]
    assert vault.with_number("999") == ()


def test_two_entries_with_one_reference_are_refused(vault: Vault, make_entry: MakeEntry) -> None:
    with pytest.raises(InputError) as twice:
        vault.with_entry(make_entry(name="Other"))
    assert twice.value.code == "entry-twice"


def test_an_entry_is_taken_out_and_the_others_stay(vault: Vault) -> None:
    assert [entry.name for entry in vault.without(POLO).entries] == ["Fiesta, blue"]
    assert vault.references == {POLO, Reference("7K3MQ9XD")}
    with pytest.raises(UnknownNameError):
        vault.without(Reference("00000009"))


def test_an_entry_without_a_serial_is_not_found_by_nothing(make_entry: MakeEntry) -> None:
    with pytest.raises(UnknownNameError):
        Vault((make_entry(serial=""),)).find("-")
