"""What every command of the vault needs: the store in the state folder, and how an entry is shown."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import print_json, row
from headunit.cli.state import state_folder
from headunit.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from headunit.vault.entry import Entry
    from headunit.vault.store import VaultStore

__all__ = [
    "entry_document",
    "needing_extra",
    "open_store",
    "print_entry",
    "report",
    "reveal_option",
    "shown_code",
    "yes_option",
]

_VAULT_FILE = "vault.huv"
_LIBRARIES = frozenset({"cryptography", "reportlab", "segno"})

reveal_option = click.option("--reveal", is_flag=True, help="Show codes in clear.")
yes_option = click.option("--yes", is_flag=True, help="Don't ask.")


def open_store(home: str) -> VaultStore:
    """Return the store of the vault in the state folder; raises ConfigurationError (``extra-missing``)."""
    with needing_extra():
        from headunit.vault.disk import RealDisk  # noqa: PLC0415 - '--help' needs no cryptography
        from headunit.vault.store import VaultStore  # noqa: PLC0415 - as above

    path = (state_folder(home) / _VAULT_FILE).resolve()
    return VaultStore(path=path, disk=RealDisk(), random_bytes=os.urandom)


@contextmanager
def needing_extra(
    what: str = "the vault and its cards need", extra: str = "vault", *, more: str = ""
) -> Iterator[None]:
    """Turn a missing library into the sentence that says which extra to install (``extra-missing``)."""
    try:
        yield
    except ModuleNotFoundError as fault:
        library = (fault.name or "").partition(".")[0]
        if library not in _LIBRARIES:
            raise
        raise ConfigurationError(
            "extra-missing",
            f"{what} the extra {extra!r}, which is not installed",
            value=extra,
            expected=f"the package {library}",
            next_step=f"run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[{extra}]'{more}",
        ) from None


def entry_document(entry: Entry, *, reveal: bool) -> dict[str, Any]:
    """Return the JSON form of an entry, its code in dots unless *reveal*."""
    from headunit.vault.entry import revealed_texts  # noqa: PLC0415 - '--help' needs no vault

    texts = revealed_texts(entry)
    return {"reference": texts.pop("id"), **texts, "code": shown_code(entry, reveal=reveal), "revealed": reveal}


def shown_code(entry: Entry, *, reveal: bool) -> str:
    """Return the code of *entry*, in dots unless *reveal*."""
    return entry.code.reveal() if reveal else "•" * len(entry.code)


def print_entry(entry: Entry, *, reveal: bool) -> None:
    """Print what is known of one radio."""
    row("reference", str(entry.id), fg="cyan")
    row("code", " ".join(shown_code(entry, reveal=reveal)), bold=True, fg="green")
    evidence = f", {entry.evidence}" if entry.evidence else ""
    row("from", f"{entry.source}{evidence}")
    for label, text in (
        ("radio", entry.family),
        ("serial", entry.serial),
        ("part number", entry.part_number),
        ("car", entry.car),
        ("VIN", str(entry.vin or "")),
    ):
        if text:
            row(label, text)
    for number, line in enumerate(entry.note.splitlines()):
        row("note" if number == 0 else "", line)
    row("added", f"{entry.added:%Y-%m-%d}")


def report(action: str, path: Path, *, as_json: bool, text: str, warnings: Sequence[str] = (), **more: Any) -> None:  # noqa: ANN401 - JSON values
    """Say what was done with which file, as one document or as a sentence; warnings go to standard error too."""
    for each in warnings:
        click.secho(f"warning: {each}", err=True, fg="yellow")
    if as_json:
        print_json("vault-action", action=action, path=str(path), warnings=list(warnings), **more)
    else:
        click.echo(text)
