"""Imports are input of others: what they bring is taken with care, or refused with a sentence."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from headunit.errors import InputError
from headunit.numbers import RadioCode
from headunit.vault.content import Vault
from headunit.vault.entry import CodeSource, Entry
from headunit.vault.exchange.labels import LARGEST_IMPORT_BYTES
from headunit.vault.exchange.merge import (
    MOST_RECORDS,
    ExchangeForm,
    Merged,
    export_text,
    form_of,
    import_records,
    merge,
    sure_and_unsure,
)
from headunit.vault.reference import Reference

MakeEntry = Callable[..., Entry]
NOW = datetime(2027, 1, 1, tzinfo=UTC)
KEEPASS, BITWARDEN, CSV = ExchangeForm

KEEPASS_EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile>
 <Meta><RecycleBinUUID>bin=</RecycleBinUUID><CustomData><Item><Key>k</Key><Value>v</Value></Item></CustomData></Meta>
 <Root>
  <Group><UUID>root=</UUID><Name>Root</Name>
   <Entry><UUID>1</UUID>
    <String><Key>Title</Key><Value>Polo</Value></String>
    <String><Key>UserName</Key><Value>VWZ1Z2Y1234567</Value></String>
    <String><Key>Password</Key><Value ProtectInMemory="True">1234</Value></String>
    <String><Key>Colour</Key><Value>red</Value></String>
    <String><Key>Car</Key><Value>VW Polo</Value></String>
    <History><Entry><String><Key>Title</Key><Value>Old</Value></String></Entry></History>
   </Entry>
   <Entry><String><Key>Title</Key><Value>Bank</Value></String>
    <String><Key>Password</Key><Value>s3cret!</Value></String></Entry>
   <Group><UUID>bin=</UUID><Name>Recycle Bin</Name>
    <Group><UUID>deep=</UUID>
     <Entry><String><Key>Title</Key><Value>Thrown away</Value></String>
      <String><Key>Password</Key><Value>4321</Value></String></Entry></Group>
   </Group>
   <Entry><String><Key>Title</Key><Value>Golf</Value></String>
    <String><Key>Password</Key><Value>0007</Value></String></Entry>
  </Group>
 </Root>
</KeePassFile>
"""


def merged(content: bytes, random_bytes: Callable[[int], bytes], vault: Vault | None = None) -> Merged:
    records = import_records(content, form_of(content))
    return merge(vault or Vault(), records, now=NOW, random_bytes=random_bytes)


def test_radios_are_taken_from_a_keepass_export_and_nothing_else(random_bytes: Callable[[int], bytes]) -> None:
    found = merged(KEEPASS_EXPORT.encode(), random_bytes)

    assert [(entry.name, entry.serial, entry.code.reveal(), entry.car) for entry in found.added] == [
        ("Polo", "VWZ1Z2Y1234567", "1234", "VW Polo"),
        ("Golf", "", "0007", ""),
    ]
    assert {(entry.source, entry.added, entry.changed) for entry in found.added} == {(CodeSource.OTHER, NOW, NOW)}
    assert [(skipped.name, skipped.reason) for skipped in found.skipped] == [
        ("Bank", "a radio code has 3 to 8 digits and nothing else")
    ]


def test_an_export_in_utf_16_is_read_too(random_bytes: Callable[[int], bytes]) -> None:
    content = KEEPASS_EXPORT.replace("UTF-8", "UTF-16").encode("utf-16")
    records = import_records(content, KEEPASS)

    assert len(merge(Vault(), records, now=NOW, random_bytes=random_bytes).added) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no element found"),
        ("<KeePassFile>", "no element found"),
        ("<html></html>", "it begins with 'html'"),
        ("<KeePassFile></Root>", "mismatched tag"),
        ("<KeePassFile>&x;</KeePassFile>", "undefined entity"),
        ("<!DOCTYPE x><KeePassFile/>", "document type"),
        ('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><KeePassFile>&b;</KeePassFile>', "document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><KeePassFile/>', "document type"),
        ("<KeePassFile>" + "<a>" * 100 + "</a>" * 100 + "</KeePassFile>", "nested more than 64 deep"),
        (
            (
                '<KeePassFile><Root><Group><Entry><String><Key>Password</Key><Value Protected="True">eA==</Value>'
                "</String></Entry></Group></Root></KeePassFile>"
            ),
            "its values are encrypted",
        ),
        ('<?xml version="1.0" encoding="no-such"?><KeePassFile/>', "its encoding is not known"),
        ('<?xml version="1.0" encoding="utf-7"?><KeePassFile/>', "encoding"),
        ("<KeePassFile>\x00</KeePassFile>", "not well-formed"),
    ],
)
def test_hostile_and_damaged_xml_is_refused(content: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        import_records(content.encode(), KEEPASS)
    assert refused.value.code == "import-damaged"


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["<!DOCTYPE lolz [", '<!ENTITY l0 "lol">']
    lines += [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)]
    content = "\n".join([*lines, "]>", "<KeePassFile><Root>&l9;</Root></KeePassFile>"])

    with pytest.raises(InputError, match="document type"):
        import_records(content.encode(), KEEPASS)


def test_entries_outside_a_group_are_left_alone(random_bytes: Callable[[int], bytes]) -> None:
    content = b"<KeePassFile><Entry><String><Key>Title</Key><Value>x</Value></String></Entry></KeePassFile>"

    assert merged(content, random_bytes) == Merged(vault=Vault(), added=(), renamed=(), already=(), skipped=())


def item(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    login = {"username": "VWZ1Z2Y1234567", "password": "1234", "uris": None, "totp": None}
    return {"type": 1, "name": "Polo", "notes": None, "login": login, "fields": None, **changed}


def test_radios_are_taken_from_a_bitwarden_export(random_bytes: Callable[[int], bytes]) -> None:
    items = [
        item(fields=[{"name": "Car", "value": "VW Polo", "type": 0}, {"name": "Other", "value": None, "type": 2}]),
        item(type=2, name="A note"),
        item(name="Thrown away", deletedDate="2026-01-01T00:00:00Z"),
        item(name="Without login", login=None),
    ]
    found = merged(json.dumps({"encrypted": False, "items": items}).encode(), random_bytes)

    assert [(entry.name, entry.serial, entry.code.reveal(), entry.car) for entry in found.added] == [
        ("Polo", "VWZ1Z2Y1234567", "1234", "VW Polo")
    ]
    assert [skipped.name for skipped in found.skipped] == ["Without login"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("{", "no JSON"),
        ("{" * 100_000, "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("\udc80", "no JSON"),
        ([], "no object"),
        ({"encrypted": True, "data": "x"}, "encrypted"),
        ({}, "no list 'items'"),
        ({"items": {}}, "no list 'items'"),
        ({"items": [5]}, "an item is no object"),
        ({"items": [item(name=5)]}, "type int"),
        ({"items": [item(notes=["x"])]}, "type list"),
        ({"items": [item(login="x")]}, "wrong type"),
        ({"items": [item(login={"password": 1234})]}, "type int"),
        ({"items": [item(fields={"name": "x"})]}, "wrong type"),
        ({"items": [item(fields=["x"])]}, "a field is no object"),
        ({"items": [item(fields=[{"name": {}, "value": "x"}])]}, "type dict"),
    ],
)
def test_hostile_and_damaged_json_is_refused(document: Any, reason: str) -> None:  # noqa: ANN401 - any JSON value
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(InputError, match=reason) as refused:
        import_records(text.encode("utf-8", "surrogateescape"), BITWARDEN)
    assert refused.value.code == "import-damaged"


@pytest.mark.parametrize(
    "header",
    ["name,serial,code", "Title,Username,Password", "name,login_username,login_password", "\ufeffNAME , Serial,CODE"],
)
def test_tables_of_other_programs_are_read_by_their_headers(header: str, random_bytes: Callable[[int], bytes]) -> None:
    found = merged(f"{header}\r\nPolo,VWZ1Z2Y1234567,0234\r\n\r\n".encode(), random_bytes)

    assert [(entry.name, entry.serial, entry.code.reveal()) for entry in found.added] == [
        ("Polo", "VWZ1Z2Y1234567", "0234")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"name,serial\nx,y\n", "lacks 'name' or 'code'"),
        (b"code\n1234\n", "lacks 'name' or 'code'"),
        (b"name,code,notes,note\n", "stands twice"),
        (b"name,code\nPolo\n", "row 2 has 1 cells, the header has 2"),
        (b"name,code\nPolo,1234\nGolf,1234,5\n", "row 3 has 3 cells"),
        (b'name,code\n"Polo,1234\n', "unexpected end of data"),
        (b"name,code\n\xff,1234\n", "no UTF-8"),
        (b"name,code\n" + b"x" * 200_000 + b",1234\n", "field larger than field limit|more than 100,000"),
        (b"name,code\n" + b"x" * 100_001 + b",1234\n", "row 2 has a cell of more than 100,000 characters"),
        (b"\x7fELF\x00\x01", "lacks"),
    ],
)
def test_hostile_and_damaged_tables_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        import_records(content, CSV)
    assert refused.value.code == "import-damaged"


@pytest.mark.parametrize("form", ExchangeForm)
def test_a_file_of_100_megabytes_is_refused_unread(form: ExchangeForm) -> None:
    with pytest.raises(InputError) as refused:
        import_records(bytes(100_000_000), form)
    assert refused.value.code == "import-too-large"
    with pytest.raises(InputError) as refused:
        import_records(bytes(LARGEST_IMPORT_BYTES), form)
    assert refused.value.code == "import-damaged"


def test_many_records_take_little_time(random_bytes: Callable[[int], bytes]) -> None:
    rows = "".join(f"radio {number},{number:08}\n" for number in range(5_000))

    assert len(merged(f"name,code\n{rows}".encode(), random_bytes).added) == 5_000


def test_more_records_than_a_vault_is_for_are_refused() -> None:
    rows = "".join(f"radio {number},{number:08}\n" for number in range(MOST_RECORDS + 1))

    assert len(import_records(f"name,code\n{rows}".encode().rpartition(b"radio")[0], CSV)) == MOST_RECORDS == 20_000
    with pytest.raises(InputError) as refused:
        import_records(f"name,code\n{rows}".encode(), CSV)
    assert refused.value.code == "import-too-many"


def test_what_is_there_already_is_not_added_again(make_entry: MakeEntry, random_bytes: Callable[[int], bytes]) -> None:
    vault = Vault((make_entry(),))
    for form in ExchangeForm:
        again = merged(export_text(vault.entries, form).encode(), random_bytes, vault)
        assert (again.vault, again.already, again.added) == (vault, vault.entries, ())


def test_a_long_cell_is_refused_whatever_the_limit_of_the_csv_module_is() -> None:
    limit = csv.field_size_limit(1 << 30)
    try:
        with pytest.raises(InputError, match="more than 100,000 characters"):
            import_records(b"name,code\n" + b"x" * 200_000 + b",1234\n", CSV)
        assert import_records(b"name,code\n" + b"x" * 100_000 + b",1234\n", CSV)[0]["code"] == "1234"
    finally:
        csv.field_size_limit(limit)


def test_the_same_record_twice_is_added_once(random_bytes: Callable[[int], bytes]) -> None:
    found = merged(b"name,code\nPolo,1234\nPolo,1234\n", random_bytes)

    assert (len(found.added), len(found.already)) == (1, 1)


def test_another_radio_under_a_taken_reference_gets_a_new_one(
    make_entry: MakeEntry, random_bytes: Callable[[int], bytes]
) -> None:
    vault = Vault((make_entry(),))
    rival = make_entry(code=RadioCode("9999"))
    found = merged(export_text([rival], CSV).encode(), random_bytes, vault)

    assert found.vault.entries[0] == make_entry()
    assert [entry.code.reveal() for entry in found.renamed] == ["9999"]
    assert found.renamed == found.added
    assert found.renamed[0].id != Reference("7K3MQ9XD")


def test_what_is_left_out_is_named_without_its_secret_and_printably(random_bytes: Callable[[int], bytes]) -> None:
    found = merged(f"name,code\n\x1b[2J{'x' * 100},hunter2\n".encode(), random_bytes)

    assert found.skipped[0].name == "·[2J" + "x" * 55 + "…"
    assert "hunter2" not in repr(found)


def test_a_bomb_of_records_is_left_off_before_it_is_built() -> None:
    many = 200_000
    bombs = {
        CSV: b"name,code\n" + b",\n" * many,
        KEEPASS: b"<KeePassFile><Root><Group>" + b"<Entry/>" * many + b"</Group></Root></KeePassFile>",
        BITWARDEN: b'{"items":[' + b'{"type":1},' * 60_000 + b"{}]}",
    }
    for form, bomb in bombs.items():
        tracemalloc.start()
        try:
            with pytest.raises(InputError) as refused:
                import_records(bomb, form)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert refused.value.code == "import-too-many", form
        assert peak < 40 << 20, form


@pytest.mark.parametrize(
    ("bomb", "form"),
    [
        (b'{"items":[' + b"{}," * (4 << 20) + b"{}]}", BITWARDEN),
        (b'{"items":[' + b"[]," * (4 << 20) + b"{}]}", BITWARDEN),
        (b"name,code" + b"," * (8 << 20) + b"\n", CSV),
    ],
)
def test_a_bomb_that_would_be_built_at_once_is_not_read(
    bomb: bytes, form: ExchangeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        pytest.fail("it was read")

    monkeypatch.setattr(json, "loads", read)
    monkeypatch.setattr(csv, "reader", read)
    with pytest.raises(InputError) as refused:
        import_records(bomb, form)
    assert refused.value.code == "import-damaged"


@pytest.mark.parametrize("start", ["", "\t", "\n", "\r\n", " \t ", "'", "'\t'", "\u00a0"])
@pytest.mark.parametrize("sign", list("=+@-＝＋＠－"))
def test_no_cell_of_an_export_is_a_formula(make_entry: MakeEntry, start: str, sign: str) -> None:
    note = f"{start}{sign}HYPERLINK(1)"
    if "\r" in note:
        note = note.replace("\r", "")
    text = export_text([make_entry(note=note)], CSV)

    cells = next(iter(list(csv.reader(text.splitlines(keepends=True)))[1:]))
    assert cells[10] == f"'{note}"
    assert import_records(text.encode(), CSV)[0]["note"] == note


def test_a_number_that_nothing_calls_a_radio_is_unsure() -> None:
    records = import_records(KEEPASS_EXPORT.encode(), KEEPASS)
    sure, unsure = sure_and_unsure(records)
    assert [record["name"] for record in sure] == ["Polo", "Bank"]
    assert [record["name"] for record in unsure] == ["Golf"]

    table = import_records(b"name,code\nPolo,1234\n", CSV)
    assert sure_and_unsure(table) == (table, [])
    foreign = import_records(b"title,username,password\nBank PIN,me,4711\n", CSV)
    assert sure_and_unsure(foreign) == ([], foreign)
