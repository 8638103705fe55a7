"""The typed numbers of cars and radios; text becomes a type here.  Pure."""

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
