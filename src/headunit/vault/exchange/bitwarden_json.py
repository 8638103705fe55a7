"""Bitwarden's JSON: what its apps export and import, in clear."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from headunit.vault.entry import revealed_texts
from headunit.vault.exchange.labels import MOST_RECORDS, bounded, by_field, damaged, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headunit.vault.entry import Entry

__all__ = ["from_bitwarden_json", "to_bitwarden_json"]

_FORM = "Bitwarden JSON"
_LOGIN = 1
_TEXT = 0
_MOST_PARTS = 150 * MOST_RECORDS
"""Signs that begin a part of a document: an item of a real export has about 50, and each may cost 100 bytes."""


def to_bitwarden_json(entries: Iterable[Entry]) -> str:
    """Return the entries as logins in one folder, codes in clear."""
    folder = _uuid("vault")
    document = {
        "encrypted": False,
        "folders": [{"id": folder, "name": "Headunit"}],
        "items": [_item(entry, folder) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _item(entry: Entry, folder: str) -> dict[str, Any]:
    texts = revealed_texts(entry)
    return {
        "id": _uuid(texts["id"]),
        "organizationId": None,
        "folderId": folder,
        "type": _LOGIN,
        "reprompt": 0,
        "name": texts["name"],
        "notes": texts["note"] or None,
        "favorite": False,
        "fields": [{"name": label, "value": text, "type": _TEXT} for label, text in labelled(entry).items()],
        "login": {"uris": [], "username": texts["serial"] or None, "password": texts["code"], "totp": None},
        "collectionIds": None,
        "creationDate": texts["added"],
        "revisionDate": texts["changed"],
    }


def _uuid(name: str) -> str:
    return str(UUID(bytes=sha256(f"headunit:{name}".encode()).digest()[:16], version=4))


def from_bitwarden_json(content: bytes) -> list[dict[str, str]]:
    """Return the fields of every login that is not in the bin; raises InputError (``import-damaged``)."""
    if sum(content.count(sign) for sign in (b"{", b"[", b",", b":")) > _MOST_PARTS:
        raise damaged(_FORM, f"it has more than {_MOST_PARTS:,} parts")
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise damaged(_FORM, "it is no JSON") from None
    if not isinstance(document, dict):
        raise damaged(_FORM, "it is no object")
    if document.get("encrypted"):
        raise damaged(_FORM, "it is encrypted; export it as .json without a password")
    items = document.get("items")
    if not isinstance(items, list):
        raise damaged(_FORM, "it has no list 'items'")
    return [_fields(item) for item in bounded(item for item in items if _is_login(item))]


def _is_login(item: object) -> bool:
    if not isinstance(item, dict):
        raise damaged(_FORM, "an item is no object")
    return item.get("type") == _LOGIN and not item.get("deletedDate")


def _fields(item: dict[str, Any]) -> dict[str, str]:
    login, further = item.get("login") or {}, item.get("fields") or []
    if not isinstance(login, dict) or not isinstance(further, list):
        raise damaged(_FORM, "an item has fields of a wrong type")
    named = {
        "name": _text(item.get("name")),
        "serial": _text(login.get("username")),
        "code": _text(login.get("password")),
        "note": _text(item.get("notes")),
    }
    return named | by_field(dict(_pair(field) for field in further))


def _pair(field: object) -> tuple[str, str]:
    if not isinstance(field, dict):
        raise damaged(_FORM, "a field is no object")
    return _text(field.get("name")), _text(field.get("value"))


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise damaged(_FORM, f"a text is of the type {type(value).__name__}")
    return value
