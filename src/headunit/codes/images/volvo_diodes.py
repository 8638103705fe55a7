"""Volvo CR-706, CR-802, CR-905 and CR-906: the code is soldered in, as twelve places with or without a diode.

Read in the order d10 d11 d12, d6 d7 d8, d2 d3 d4, d9 d5 d1: 1 where a diode is, 0 where none is.  Each group of three
is a binary number; 0 stands for the digit 6 and 7 for the digit 1.  Sources: E13, E14.
"""

from __future__ import annotations

import re

from headunit.codes.candidate import Candidate, Grade
from headunit.codes.images.proof import proof
from headunit.errors import InputError
from headunit.numbers.radio_code import RadioCode

__all__ = ["DIODE_ORDER", "read_diodes"]

DIODE_ORDER = ("d10", "d11", "d12", "d6", "d7", "d8", "d2", "d3", "d4", "d9", "d5", "d1")
"""The diodes in the order in which they are read."""

_EVIDENCE = proof(Grade.CONFIRMED, 3, 2, "E13", "E14")
_DIGITS = "61234561"
_SEPARATORS = re.compile(r"[\s,;/|-]+")
_GROUP = 3


def read_diodes(bits: str) -> Candidate:
    """Return the code for twelve *bits*, 1 for a diode and 0 for none; separators between them don't matter.

    Raises InputError (``diodes-shape``).
    """
    plain = _SEPARATORS.sub("", bits)
    if not re.fullmatch("[01]{12}", plain):
        raise InputError(
            "diodes-shape",
            f"{bits!r} is not twelve times 0 or 1",
            value=bits,
            expected="12 digits, 1 for a diode and 0 for none, in the order " + " ".join(DIODE_ORDER),
            next_step="read the block of diodes once more, in the order " + " ".join(DIODE_ORDER),
        )
    groups = (plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))
    code = "".join(_DIGITS[int(group, 2)] for group in groups)
    warnings = ("an empty block reads 6666: see that the diodes were not taken out",) if "1" not in plain else ()
    return Candidate(code=RadioCode(code), rule="volvo-diodes", evidence=_EVIDENCE, warnings=warnings)
