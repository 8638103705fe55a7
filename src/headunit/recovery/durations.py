"""Say a length of time as people do."""

from __future__ import annotations

__all__ = ["span_in_words", "time_in_words"]

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86_400, 31_557_600
_FEW_HOURS = 3
_LONG = ((3 * _YEAR, _YEAR, "years"), (3 * _DAY, _DAY, "days"), (_FEW_HOURS * _HOUR, _HOUR, "hours"))
_NAMES = {_HOUR: "an hour", 2 * _HOUR: "two hours"}


def time_in_words(seconds: float) -> str:
    """Return *seconds* in the unit that fits, rounded to it: ``an hour``, ``40 minutes``, ``139 days``."""
    if seconds in _NAMES:
        return _NAMES[int(seconds)]
    for least, unit, name in _LONG:
        if seconds >= least:
            return f"{_rounded(seconds / unit):,} {name}"
    if seconds >= 2 * _MINUTE:
        return f"{_rounded(seconds / _MINUTE)} minutes"
    return "a minute" if seconds == _MINUTE else f"{_rounded(seconds)} second{'' if seconds == 1 else 's'}"


def span_in_words(least_s: int, most_s: int) -> str:
    """Return the time from *least_s* to *most_s*, as one when they are equal."""
    if least_s == most_s:
        return time_in_words(least_s)
    if most_s <= _FEW_HOURS * _HOUR:
        return f"{_rounded(least_s / _MINUTE)} to {_rounded(most_s / _MINUTE)} minutes"
    return f"{time_in_words(least_s)} to {time_in_words(most_s)}"


def _rounded(number: float) -> int:
    """Round half up: 2.5 is 3."""
    return int(number + 0.5)
