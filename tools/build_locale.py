"""Bring the catalogues of the web app up to date, and compile them; ``--check`` says what is missing or old.

A language is one file, ``src/headunit/web/locale/<language>.po``. Errors are keyed by their code (``msgctxt "error"``),
sentences of the engine hold ``{0}``, ``{1}`` … for what is filled in.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.locale_sources import (
    SOURCE,
    advice_texts,
    display_texts,
    engine_texts,
    error_codes,
    extra_texts,
    fact_texts,
    page_texts,
    route_texts,
)

LOCALES = SOURCE / "web" / "locale"
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in every file, so that the same texts give the same bytes."""


def template() -> Catalog:
    """Return a catalogue of all that a page can show, without translations."""
    found = Catalog(project="Headunit", fuzzy=False, creation_date=_WHEN, revision_date=_WHEN)
    pages = page_texts()
    for message, counted in sorted(pages.items()):
        found.add(counted or message)
    for message in sorted(
        (engine_texts() | advice_texts() | route_texts() | extra_texts() | fact_texts()) - set(pages)
    ):
        found.add(message)
    for code in sorted(error_codes()):
        found.add(code, context="error")
    return found


def updated(path: Path) -> Catalog:
    """Return the catalogue at *path* with the messages of today; what is gone is dropped."""
    with path.open("rb") as file:
        old = read_po(file, locale=path.stem)
    new = template()
    new.locale = old.locale
    for message in new:
        if message.id and (known := old.get(message.id, context=message.context)):
            message.string = known.string
    for text in sorted(display_texts()):
        new.add(text, text)
    return new


def missing(catalogue: Catalog) -> list[str]:
    """Return the messages without a translation, or with a form of the plural left out."""
    return [str(message.id) for message in catalogue if message.id and not _is_whole(message)]


def _is_whole(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms)


def as_po(catalogue: Catalog) -> bytes:
    """Return the text of the file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, sort_output=False, no_location=True)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return the compiled file."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Write every language, or say what is missing in one."""
    faults = []
    for path in sorted(LOCALES.glob("*.po")):
        catalogue = updated(path)
        faults += [f"{path.name}: no translation of {text!r}" for text in missing(catalogue)]
        for target, content in ((path, as_po(catalogue)), (path.with_suffix(".mo"), as_mo(catalogue))):
            if "--check" not in arguments:
                target.write_bytes(content)
            elif not target.exists() or target.read_bytes() != content:
                faults.append(f"{target.name} is out of date: run tools/build_locale.py")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
