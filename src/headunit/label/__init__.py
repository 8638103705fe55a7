"""Photos of a label → text, bar codes and doubtful characters, each to be looked at; never silently guessed.

Text needs the extra ``label``; bar codes alone the lighter extra ``barcode``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.label.barcodes import Barcode
    from headunit.label.photo import Photo, decode_photo, load_photo
    from headunit.label.pictures import explain
    from headunit.label.read import read_label
    from headunit.label.reading import (
        CharacterReading,
        LabelField,
        LabelQuestion,
        LabelReading,
        LabelRefusal,
        Origin,
    )
    from headunit.label.told import label_text

__all__ = [
    "Barcode",
    "CharacterReading",
    "LabelField",
    "LabelQuestion",
    "LabelReading",
    "LabelRefusal",
    "Origin",
    "Photo",
    "decode_photo",
    "explain",
    "label_text",
    "load_photo",
    "read_label",
]

_MODULES = {
    "barcodes": ("Barcode",),
    "pictures": ("explain",),
    "photo": ("Photo", "decode_photo", "load_photo"),
    "read": ("read_label",),
    "reading": ("CharacterReading", "LabelField", "LabelQuestion", "LabelReading", "LabelRefusal", "Origin"),
    "told": ("label_text",),
}


def __getattr__(name: str) -> object:
    """Load a name from its module when it is first used: the libraries for pictures are heavy."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"headunit.label.{module}"), name)
    raise AttributeError(f"module 'headunit.label' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
