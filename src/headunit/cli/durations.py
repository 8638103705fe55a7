"""How long something takes, in words."""

from __future__ import annotations

__all__ = ["clock", "duration"]

_UNITS = ((86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second"))


def duration(ms: int) -> str:
    """Return *ms* in its largest units, at most two of them: ``1 hour 30 minutes``; under a second ``no time``."""
    parts: list[str] = []
    for size, name in _UNITS:
        count, ms = divmod(ms, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
        elif parts:
            break
    return " ".join(parts[:2]) or "no time"


def clock(ms: int, *, tenths: bool = False) -> str:
    """Return a time of a unit's own clock, as ``h:mm:ss``, with days in front where there are any."""
    days, rest = divmod(ms // 1000, 86_400)
    text = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}" + (f".{ms % 1000 // 100}" if tenths else "")
    return f"{days} d {text}" if days else text
