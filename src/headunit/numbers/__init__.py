"""The typed numbers of cars and radios; text becomes a type here.  Pure."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.numbers.radio_code import RadioCode
    from headunit.numbers.reading import Alternative, Reading, read_numbers
    from headunit.numbers.shapes import NumberKind, NumberShape
    from headunit.numbers.text import canonical
    from headunit.numbers.vin import CheckDigit, Vin

__all__ = [
    "Alternative",
    "CheckDigit",
    "NumberKind",
    "NumberShape",
    "RadioCode",
    "Reading",
    "Vin",
    "canonical",
    "read_numbers",
]

_MODULES = {
    "radio_code": ("RadioCode",),
    "reading": ("Alternative", "Reading", "read_numbers"),
    "shapes": ("NumberKind", "NumberShape"),
    "text": ("canonical",),
    "vin": ("CheckDigit", "Vin"),
}


def __getattr__(name: str) -> object:
    """Load a name from its module when it is first used: who needs one number need not pay for all of them."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"headunit.numbers.{module}"), name)
    raise AttributeError(f"module 'headunit.numbers' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
