"""The transitions of the lock as data: from where, on what, to where, in words, and the function that does it.

What stands in no row changes nothing.  The state diagram of the documentation is drawn from this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.lock import charge, clock, landing, service, start, supply
from headunit.lock import events as e
from headunit.lock.state import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from headunit.lock.commit import Answer

    Handler = Callable[..., Answer]
    Row = tuple[tuple[str, ...], type[Any], Handler, tuple[str, ...], str]

__all__ = ["HANDLERS", "TRANSITIONS", "Transition", "spread"]


class Transition(NamedTuple):
    """Hold one row: *targets* are the phases it may lead to, its own source among them where it may stay."""

    source: str
    event: str
    targets: tuple[str, ...]
    words: str


_P = Phase
_RESTS = (_P.PROMPT, _P.WAITING, _P.LOCKED, _P.BARRED)
_POWERED = tuple(phase for phase in _P.ALL if phase != _P.OFF)

_ROWS: tuple[Row, ...] = (
    # sources, event, handler, targets (none: the phase stays), words; a later row stands in place of an earlier one
    ((_P.OFF,), e.SupplyOn, start.supply_on, (_P.START, *_RESTS, _P.FAULT, _P.OPEN), "read the memory"),
    (_POWERED, e.SupplyOff, supply.supply_off, (_P.OFF,), "forget all but the memory"),
    (_POWERED, e.Use, supply.use, (), "a wait runs or stands still"),
    ((_P.WAITING,), e.Use, supply.use, (_P.WAITING, _P.PROMPT), "a wait runs, stands still or starts again"),
    ((_P.REFUSED, _P.RECORDING), e.Use, supply.use, (_P.REFUSED, _P.RECORDING, *_RESTS), "off may end wrong"),
    (_POWERED, e.Advance, clock.advance, (), "time passes"),
    ((_P.START,), e.Advance, clock.advance, (_P.START, *_RESTS), "the wait at the start is over"),
    ((_P.REFUSED,), e.Advance, clock.advance, (_P.REFUSED, *_RESTS), "wrong was shown for its time"),
    ((_P.WAITING,), e.Advance, clock.advance, (_P.WAITING, _P.PROMPT), "the wait is served"),
    (
        (_P.PROMPT,),
        e.Submit,
        charge.submit,
        (_P.CHARGING, _P.RECORDING, _P.REFUSED, _P.PROMPT, _P.OPEN),
        "charge the code, or compare it first",
    ),
    ((_P.START,), e.Written, landing.written, (_P.START, *_RESTS, _P.FAULT), "the memory can be written"),
    (
        (_P.CHARGING,),
        e.Written,
        landing.written,
        (_P.CHARGING, _P.SETTLING, _P.REFUSED, _P.RECORDING, *_RESTS, _P.OPEN, _P.FAULT),
        "charged: compare",
    ),
    (
        (_P.RECORDING,),
        e.Written,
        landing.written,
        (_P.RECORDING, _P.REFUSED, *_RESTS, _P.FAULT),
        "the count is written",
    ),
    ((_P.SETTLING,), e.Written, landing.written, (_P.SETTLING, _P.OPEN, _P.PROMPT, _P.FAULT), "the counts are cleared"),
    (
        (_P.PROMPT, _P.REFUSED, _P.WAITING, _P.LOCKED, _P.BARRED, _P.FAULT),
        e.Written,
        landing.written,
        (_P.PROMPT, _P.FAULT),
        "written",
    ),
    ((_P.OPEN,), e.Written, landing.written, (_P.OPEN, _P.FAULT), "written"),
    ((_P.REFUSED, _P.RECORDING), e.Touch, supply.touch, (), "wrong is shown anew"),
    ((_P.CHARGING,), e.Dip, supply.dip, (_P.CHARGING, _P.PROMPT), "the entry is lost"),
    ((_P.SETTLING, _P.WAITING), e.Dip, supply.dip, (), "the entry is lost, a wait restarts"),
    ((_P.REFUSED, _P.RECORDING), e.Dip, supply.dip, (_P.REFUSED, _P.RECORDING, *_RESTS), "a dip may end wrong"),
    ((_P.OPEN,), e.Dip, supply.dip, (_P.OPEN, _P.PROMPT), "the code is required again"),
    ((_P.PROMPT,), e.CpuReset, supply.cpu_reset, (_P.PROMPT, _P.WAITING), "the lock is tested again"),
    ((_P.CHARGING,), e.CpuReset, supply.cpu_reset, (_P.CHARGING, _P.PROMPT), "the entry is lost"),
    ((_P.SETTLING, _P.REFUSED, _P.RECORDING, _P.WAITING), e.CpuReset, supply.cpu_reset, (), "a wait restarts"),
    (
        (_P.PROMPT, _P.REFUSED, _P.WAITING, _P.LOCKED, _P.BARRED, _P.FAULT),
        e.DiagnosticReset,
        service.diagnostic_reset,
        (),
        "clear all with authority",
    ),
    ((_P.LOCKED,), e.Gesture, service.gesture, (), "write the last tries"),
    ((_P.OPEN,), e.SetCode, service.set_code, (), "write the owner's code"),
)


def spread(rows: Iterable[Row]) -> dict[tuple[str, type[Any]], tuple[Transition, Handler]]:
    """Spread *rows* over their sources; a later row takes the place of an earlier one."""
    table: dict[tuple[str, type[Any]], tuple[Transition, Handler]] = {}
    for sources, event, handler, targets, words in rows:
        for source in sources:
            reached = tuple(dict.fromkeys(targets or (source,)))
            if event is e.Written and source not in reached:
                reached = (source, *reached)
            table[source, event] = Transition(source, event.__name__, reached, words), handler
    return table


_TABLE = spread(_ROWS)
TRANSITIONS: tuple[Transition, ...] = tuple(row for row, _ in _TABLE.values())
"""Every transition, by source and event."""
HANDLERS: dict[tuple[str, type[Any]], Handler] = {key: handler for key, (_, handler) in _TABLE.items()}
"""The function for each phase and event; a pair that isn't here changes nothing."""
