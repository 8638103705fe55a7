"""Where a person stands in the plan, told from the radio itself: so it is right after a slip or a lost link too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from headunit.lock import Phase
from headunit.panel.wiring import fields_of
from headunit.twin import HeadUnit
from headunit.twin.supply import accessory
from headunit.web.rehearsal.tasks import Task, tasks_of
from headunit.web.rehearsal.words import NOTHING, Phrase, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headunit.panel import Plan
    from headunit.panel.strokes import Field
    from headunit.twin import Machine

__all__ = ["Guidance", "Guide"]

_MOST_TICKS = 12


class Guidance(NamedTuple):
    """Hold what to do now.

    *state* is ``go``, ``done``, ``slip``, ``wrong``, ``wait``, ``locked``, ``busy``, ``power``, ``off``, ``free`` or
    ``no-code``; *at* the number of the task from 0; *ticks* how many presses are done and how many there are; *hints*
    the controls to use next, as key and act.
    """

    state: str
    at: int
    say: Phrase
    then: Phrase = NOTHING
    ticks: tuple[int, int] | None = None
    hints: tuple[tuple[str, str], ...] = ()

    def document(self, of: int, table: Mapping[str, str]) -> dict[str, Any]:
        """Return the JSON form (docs/reference/panel-session.md), in the words of *table*."""
        return {
            "state": self.state,
            "at": self.at,
            "of": of,
            "say": in_words(self.say, table),
            "then": in_words(self.then, table),
            "ticks": list(self.ticks) if self.ticks else None,
            "hints": [list(hint) for hint in self.hints],
        }


class Guide:
    """Lead through one plan on one simulated radio."""

    def __init__(self, unit: Machine, plan: Plan | None, code: str) -> None:
        """Take the plan for *code*; a radio without a code has none."""
        self._panel = unit.profile.panel
        self._code = code
        self.tasks: tuple[Task, ...] = tasks_of(self._panel, plan, code) if plan else ()
        self._fields = fields_of(self._panel) if plan else ()

    def now(self, unit: Machine, *, guided: bool = True) -> Guidance:
        """Return what to do on *unit* as it stands."""
        told = self._around(unit)
        if told is not None:
            return told
        if not guided:
            return Guidance("free", 0, Phrase("free"))
        if unit.panel.stage == "shut":
            return self._task(0)
        if unit.panel.stage != "entry":
            return Guidance("busy", 0, Phrase("starting"))
        return self._in_entry(unit.panel.entry, unit.panel.cursor)

    def _around(self, unit: Machine) -> Guidance | None:
        """Return what to do before or after the plan; None while the radio asks."""
        last = len(self.tasks)
        if not unit.supply.awake:
            return self._asleep(unit)
        if not self.tasks:
            name = "done" if unit.playing else "no-code"
            return Guidance(name, 0, Phrase(name), Phrase("no-code-hint"))
        if unit.playing:
            return Guidance("done", last, Phrase("done"))
        if unit.panel.stage == "open":
            return self._mute(unit, last)
        phase = unit.lock.phase if isinstance(unit, HeadUnit) else Phase.PROMPT
        if phase == Phase.PROMPT:
            return None
        return _closed(phase)

    def _asleep(self, unit: Machine) -> Guidance:
        car, power = unit.supply.car, self._panel.power
        if car.battery_v < unit.profile.supply.brown_v:
            return Guidance("power", 0, Phrase("no-power"))
        if not car.feed_fuse:
            return Guidance("power", 0, Phrase("no-fuse"))
        if not accessory(car) and not unit.supply.radio_on:
            return Guidance("power", 0, Phrase("no-ignition"))
        if unit.supply.radio_on:
            return Guidance("busy", 0, Phrase("starting"))
        if self._panel.open_with.action == "hold-at-start" and self.tasks:
            return self._task(0)._replace(hints=((self.tasks[0].keys[0], "press"), (power, "press")))
        return Guidance("off", 0, Phrase("off", (power,)), hints=((power, "press"),))

    def _mute(self, unit: Machine, last: int) -> Guidance:
        """Return what brings sound once the code was right: some radios take it while they are off."""
        if unit.supply.radio_on:
            return Guidance("busy", last, Phrase("mute"))
        power = self._panel.power
        return Guidance("off", last - 1, Phrase("off", (power,)), hints=((power, "press"),))

    def _in_entry(self, entry: str, cursor: int) -> Guidance:
        method = self._panel.method
        if method in {"increment", "clock-keys"}:
            spans = (slice(field.first, field.last) for field in self._fields)
            wrong = next((span.start for span in spans if entry[span] != self._code[span]), None)
            return self._sending() if wrong is None else self._stepping("digit", wrong, entry)
        if method in {"type", "touch"}:
            return self._typing(entry, cursor)
        return self._choosing(entry, cursor)

    def _typing(self, entry: str, cursor: int) -> Guidance:
        if entry[:cursor] != self._code[:cursor]:
            at, back = self._index("digit", cursor - 1), self._panel.back_key
            if back:
                return Guidance("slip", at, Phrase("erase", (back,)), hints=((back, "press"),))
            return Guidance("slip", at, Phrase("slip"))
        return self._sending() if cursor >= len(self._code) else self._task(self._index("digit", cursor))

    def _choosing(self, entry: str, cursor: int) -> Guidance:
        """Return the next task where a place is chosen first: with a knob, a wheel, or keys of its own."""
        wrong = next((at for at, digit in enumerate(self._code) if entry[at] != digit), None)
        move = self._panel.cursor_keys[0]
        if wrong is None:
            last = len(self._code) - 1
            again = move in self._panel.confirm.keys and self._panel.confirm.action == "press"
            return self._task(self._index("move", cursor + 1)) if again and cursor < last else self._sending()
        if cursor == wrong:
            return self._stepping("digit", wrong, entry)
        if self._panel.method == "select":
            return self._task(self._index("move", wrong))
        if cursor < wrong:
            return self._task(self._index("move", cursor + 1))
        return self._back(move, wrong)

    def _back(self, move: str, wrong: int) -> Guidance:
        """Return how to go back to a place that was left too early; not all radios can."""
        kind = next(key.kind for key in self._panel.keys if key.id == move)
        at = self._index("digit", wrong)
        if kind != "wheel":
            return Guidance("slip", at, Phrase("slip"))
        return Guidance("go", at, Phrase("back", (move,)), hints=((move, "down"),))

    def _stepping(self, part: str, place: int, entry: str) -> Guidance:
        """Return a task that is done in several presses or detents, with how far it has come."""
        at = self._index(part, place)
        task = self.tasks[at]
        field = next(field for field in self._fields if field.first == place)
        begin, shown = self._panel.start[field.first : field.last], entry[field.first : field.last]
        done = _steps(field, begin, shown)
        if done > task.times:
            return self._too_far(at, task)
        ticks = (done, task.times) if 0 < task.times <= _MOST_TICKS else None
        return self._task(at)._replace(ticks=ticks)

    def _too_far(self, at: int, task: Task) -> Guidance:
        shows = task.then.shows or task.shows
        if task.act == "up":
            return Guidance("go", at, Phrase("too-far", task.keys, shows=shows), hints=((task.keys[0], "down"),))
        return Guidance("go", at, Phrase("round", task.keys, shows=shows), hints=((task.keys[0], "press"),))

    def _sending(self) -> Guidance:
        return self._task(len(self.tasks) - 1)

    def _task(self, at: int) -> Guidance:
        task = self.tasks[at]
        return Guidance("go", at, task.say, task.then, hints=tuple((key, task.act) for key in task.keys))

    def _index(self, part: str, place: int) -> int:
        return next(at for at, task in enumerate(self.tasks) if (task.part, task.place) == (part, place))


def _steps(field: Field, begin: str, shown: str) -> int:
    """Return how many steps led from *begin* to *shown*; an empty place steps to what its first press gives."""
    order = field.order
    if shown not in order:
        return 0
    if begin in order:
        return (order.index(shown) - order.index(begin)) % len(order)
    return (order.index(shown) - order.index(field.after[begin])) % len(order) + 1


def _closed(phase: str) -> Guidance:
    """Return what to do while a lock takes no digits."""
    if phase in {Phase.RECORDING, Phase.REFUSED}:
        return Guidance("wrong", 0, Phrase("wrong"))
    if phase == Phase.WAITING:
        return Guidance("wait", 0, Phrase("wait"), Phrase("wait-hint"))
    if phase in {Phase.LOCKED, Phase.BARRED, Phase.FAULT}:
        return Guidance("locked", 0, Phrase("locked"), Phrase("locked-hint"))
    return Guidance("busy", 0, Phrase("starting" if phase in {Phase.START, Phase.OFF} else "busy"))
