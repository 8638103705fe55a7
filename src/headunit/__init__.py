"""Headunit: bring a locked factory car radio back to life.

    >>> import headunit
    >>> catalogue = headunit.load_catalogue()
    >>> answer = headunit.find_codes("M123456", catalogue)
    >>> answer.candidates[0].code.reveal(), str(answer.candidates[0].evidence.grade)
    ('2487', 'confirmed')

What ``__all__`` names is the public API (semantic versioning); the rooms below it may move.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.codes import CodeAnswer, FoundCode, Refusal, find_codes
    from headunit.codes.images.read import read_image
    from headunit.errors import HeadunitError, InputError
    from headunit.facts import Catalogue, load_catalogue
    from headunit.identity import Identification, identify
    from headunit.label import LabelReading, read_label
    from headunit.numbers import RadioCode, Reading, Vin
    from headunit.numbers.memory_image import MemoryImage
    from headunit.recovery import dealer_request

__version__ = "0.1.0"

__all__ = [
    "Catalogue",
    "CodeAnswer",
    "FoundCode",
    "HeadunitError",
    "Identification",
    "InputError",
    "LabelReading",
    "MemoryImage",
    "RadioCode",
    "Reading",
    "Refusal",
    "Vin",
    "dealer_request",
    "find_codes",
    "identify",
    "load_catalogue",
    "read_image",
    "read_label",
]

_ROOMS = {
    "codes": ("CodeAnswer", "FoundCode", "Refusal", "find_codes"),
    "codes.images.read": ("read_image",),
    "errors": ("HeadunitError", "InputError"),
    "facts": ("Catalogue", "load_catalogue"),
    "identity": ("Identification", "identify"),
    "label": ("LabelReading", "read_label"),
    "numbers": ("RadioCode", "Reading", "Vin"),
    "numbers.memory_image": ("MemoryImage",),
    "recovery": ("dealer_request",),
}


def __getattr__(name: str) -> object:
    """Load a public name from its room when it is first used, so that importing the package costs nothing."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"headunit.{room}"), name)
    raise AttributeError(f"module 'headunit' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
