"""Programs of others read the exports, each in a process of its own: KeePassXC, and pass-import.

Both are under the GPL: they are run, never imported. Where one is missing its tests are skipped, and say so; with
CI=true they fail.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from headunit.numbers import RadioCode
from headunit.vault.content import Vault
from headunit.vault.entry import Entry
from headunit.vault.exchange.merge import ExchangeForm, export_text, import_records, merge
from headunit.vault.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path

MakeEntry = Callable[..., Entry]
KEEPASSXC = shutil.which("keepassxc-cli")
PIMPORT = shutil.which("pimport", path=os.pathsep.join((f"{sys.prefix}/readers/bin", os.environ["PATH"])))
DATABASE_PASSPHRASE = "a passphrase of the test"  # noqa: S105 - for a file that the test makes

MAY_LACK = os.environ.get("CI") != "true"
needs_keepassxc = pytest.mark.skipif(
    MAY_LACK and KEEPASSXC is None, reason="keepassxc-cli is missing: HEADUNIT_APT=1 make test installs keepassxc"
)
needs_pimport = pytest.mark.skipif(MAY_LACK and PIMPORT is None, reason="pimport is missing: make test installs it")


@pytest.fixture
def entries(make_entry: MakeEntry) -> tuple[Entry, ...]:
    second = make_entry(
        id=Reference("00000001"), name='Škoda <Ωmega> & ]]> "x"', code=RadioCode("00420042"), serial="BP2346 5", note=""
    )
    return (make_entry(), second)


def run(*command: str | None, typed: str = "", folder: Path) -> str:
    words = [word for word in command if word]
    assert len(words) == len(command), "the program that reads the export is missing"
    done = subprocess.run(
        words,
        input=typed,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def database(entries: tuple[Entry, ...], tmp_path: Path) -> Path:
    """Have KeePassXC import our XML into an encrypted database of its own."""
    (tmp_path / "export.xml").write_text(export_text(entries, ExchangeForm.KEEPASS_XML), encoding="utf-8")
    typed = f"{DATABASE_PASSPHRASE}\n" * 2
    run(KEEPASSXC, "import", "-p", "-t", "100", "export.xml", "database.kdbx", typed=typed, folder=tmp_path)
    return tmp_path / "database.kdbx"


@needs_keepassxc
def test_keepassxc_finds_every_field(database: Path) -> None:
    table = run(
        KEEPASSXC, "export", "-q", "-f", "csv", database.name, typed=DATABASE_PASSPHRASE, folder=database.parent
    )
    rows = list(csv.DictReader(io.StringIO(table)))

    assert [(row["Group"], row["Title"], row["Username"], row["Password"], row["Notes"]) for row in rows] == [
        ("Headunit", "Fiesta, blue", "M123456", "2487", 'first line\n\tsecond <line> & "Š"'),
        ("Headunit", 'Škoda <Ωmega> & ]]> "x"', "BP2346 5", "00420042", ""),
    ]
    assert {(row["Created"], row["Last Modified"]) for row in rows} == {
        ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z")
    }


@needs_keepassxc
@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("Password", "2487"),
        ("Headunit reference", "7K3M-Q9XD"),
        ("VIN", "WF0AXXGAJA4A12345"),
        ("Evidence", "confirmed"),
    ],
)
def test_keepassxc_shows_an_entry(database: Path, attribute: str, text: str) -> None:
    words = ("show", "-q", "-s", "-a", attribute, database.name, "Fiesta, blue")
    shown = run(KEEPASSXC, *words, typed=DATABASE_PASSPHRASE, folder=database.parent)

    assert shown == f"{text}\n"


@needs_keepassxc
def test_what_keepassxc_exports_comes_back_the_same(
    database: Path, entries: tuple[Entry, ...], random_bytes: Callable[[int], bytes]
) -> None:
    words = ("export", "-q", "-f", "xml", database.name)
    exported = run(KEEPASSXC, *words, typed=DATABASE_PASSPHRASE, folder=database.parent)
    records = import_records(exported.encode(), ExchangeForm.KEEPASS_XML)

    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert merge(Vault(), records, now=now, random_bytes=random_bytes).vault == Vault(entries)


@needs_pimport
@pytest.mark.parametrize("form", [ExchangeForm.BITWARDEN_JSON, ExchangeForm.CSV])
def test_pass_import_reads_what_bitwarden_and_spreadsheets_read(
    form: ExchangeForm, entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    (tmp_path / "export").write_text(export_text(entries, form), encoding="utf-8")
    columns = "id,title,family,login,part_number,password,source,evidence,car,vin,comments,added,changed"
    reader = ("bitwarden",) if form is ExchangeForm.BITWARDEN_JSON else ("csv", "--cols", columns)

    run(PIMPORT, "csv", reader[0], "export", *reader[1:], "-o", "read.csv", "--all", folder=tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "read.csv").read_text(encoding="utf-8"))))

    read = {(row["title"], row["login"], row["password"], row["comments"]) for row in rows}
    assert read == {(entry.name, entry.serial, entry.code.reveal(), entry.note) for entry in entries}
    assert {row["Car" if reader[0] == "bitwarden" else "car"] for row in rows} == {"Ford Fiesta 2004"}
