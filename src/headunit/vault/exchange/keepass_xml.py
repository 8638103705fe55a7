"""KeePass 2 XML: what KeePass and KeePassXC export and import, in clear."""

from __future__ import annotations

import base64
from hashlib import sha256
from html import escape
from itertools import count
from typing import TYPE_CHECKING
from xml.parsers import expat

from headunit.errors import InputError
from headunit.vault.entry import revealed_texts
from headunit.vault.exchange.labels import bounded, by_field, damaged, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.vault.entry import Entry

__all__ = ["from_keepass_xml", "to_keepass_xml"]

_FORM = "KeePass XML"
_DEEPEST = 64
_OWN_PLACES = {"Title": "name", "UserName": "serial", "Password": "code", "Notes": "note"}
_SKIPPED_BY_TAG = frozenset({"History", "Binaries", "CustomData"})


def to_keepass_xml(entries: Iterable[Entry]) -> str:
    """Return the entries as one group of a KeePass database, codes in clear."""
    lines = [
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
        "<KeePassFile>",
        "<Meta><Generator>Headunit</Generator><DatabaseName>Headunit vault</DatabaseName></Meta>",
        f"<Root><Group><UUID>{_uuid('vault')}</UUID><Name>Headunit</Name>",
        *(_entry_xml(entry) for entry in entries),
        "</Group></Root>",
        "</KeePassFile>",
    ]
    return "\n".join(lines) + "\n"


def _entry_xml(entry: Entry) -> str:
    texts = revealed_texts(entry)
    strings = {key: texts[field] for key, field in _OWN_PLACES.items()} | labelled(entry)
    lines = [_string_xml(key, text) for key, text in strings.items()]
    times = (
        f"<Times><CreationTime>{texts['added']}</CreationTime>"
        f"<LastModificationTime>{texts['changed']}</LastModificationTime></Times>"
    )
    return "\n".join(("<Entry>", f"<UUID>{_uuid(texts['id'])}</UUID>", times, *lines, "</Entry>"))


def _string_xml(key: str, text: str) -> str:
    protection = ' ProtectInMemory="True"' if key == "Password" else ""
    return f"<String><Key>{escape(key)}</Key><Value{protection}>{escape(text)}</Value></String>"


def _uuid(name: str) -> str:
    """Return the same 16 bytes for the same name, so that a second import meets the first."""
    return base64.b64encode(sha256(f"headunit:{name}".encode()).digest()[:16]).decode()


def from_keepass_xml(content: bytes) -> list[dict[str, str]]:
    """Return the fields of every entry that is not in the recycle bin.

    A document type, and with it every entity, is refused: no export has one. Raises InputError (``import-damaged``).
    """
    reader = _KeePassReader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's signature: the last piece
    except expat.ExpatError as fault:
        raise damaged(_FORM, str(fault)) from None
    except InputError:
        raise
    except (LookupError, ValueError):
        raise damaged(_FORM, "its encoding is not known") from None
    return reader.kept()


class _KeePassReader:
    """Collect the entries while expat walks over the elements."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._text: list[str] = []
        self._groups: list[str] = []
        self._recycle_bin = ""
        self._fields: dict[str, str] = {}
        self._key = ""
        self._value = ""
        self._count = bounded(count())
        self._entries: list[tuple[tuple[str, ...], dict[str, str]]] = []

    def refuse_doctype(self, *_: object) -> None:
        raise damaged(_FORM, "it has a document type, which no export has")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path and name != "KeePassFile":
            raise damaged(_FORM, f"it begins with {name[:40]!r}")
        if len(self._path) >= _DEEPEST:
            raise damaged(_FORM, f"it is nested more than {_DEEPEST} deep")
        self._path.append(name)
        self._text = []
        if self._is_skipped:
            return
        if name == "Group":
            self._groups.append("")
        elif name == "Entry":
            self._fields = {}
        elif name == "Value" and attributes.get("Protected") == "True":
            raise damaged(_FORM, "its values are encrypted")

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        text, within = "".join(self._text), self._path[-2] if len(self._path) > 1 else ""
        self._text = []
        if not self._is_skipped:
            self._take(within, name, text)
        self._path.pop()

    @property
    def _is_skipped(self) -> bool:
        return not _SKIPPED_BY_TAG.isdisjoint(self._path)

    def _take(self, within: str, name: str, text: str) -> None:
        match within, name:
            case "Meta", "RecycleBinUUID":
                self._recycle_bin = text
            case "Group", "UUID":
                self._groups[-1] = text
            case _, "Group":
                self._groups.pop()
            case "String", "Key":
                self._key = text
            case "String", "Value":
                self._value = text
            case "Entry", "String":
                self._fields[self._key] = self._value
                self._key = self._value = ""
            case "Group", "Entry":
                next(self._count)
                self._entries.append((tuple(self._groups), self._fields))

    def kept(self) -> list[dict[str, str]]:
        return [
            {field: fields.get(key, "") for key, field in _OWN_PLACES.items()} | by_field(fields)
            for groups, fields in self._entries
            if not self._recycle_bin or self._recycle_bin not in groups
        ]
