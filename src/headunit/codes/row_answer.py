"""Answer one row of a file: what :func:`find_codes` says, as six texts, and fast where that is proved to be equal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from headunit.codes.answer import Search
from headunit.codes.find import answer_search, unknown_serial
from headunit.codes.read_serial import read_serial
from headunit.codes.rules import ALL_RULES, find_rule
from headunit.codes.spaces import FORD_SPACES
from headunit.errors import InputError
from headunit.facts.shapes import number_shapes
from headunit.numbers import NumberKind, Reading
from headunit.numbers.nearby import Nearby, form_of, form_pattern

if TYPE_CHECKING:
    from headunit.codes.answer import CodeAnswer
    from headunit.codes.spaces import FordSpace
    from headunit.facts.catalogue import Catalogue

__all__ = ["NO_SERIAL", "Added", "Hints", "RowAnswers"]

MOST_REMEMBERED = 100_000
"""Answers that are remembered; each takes about 500 bytes."""
LONGEST_REMEMBERED = 96
"""Characters of a serial and its hints whose answer is remembered; the notes on longer ones are long too."""
_PLAIN = re.compile(r" {0,9}([0-9A-Za-z]{1,16}) {0,9}")


class Hints(NamedTuple):
    """Hold what is known of a row beside its serial: a rule id, a family id, the car's brand; empty when unknown."""

    rule: str = ""
    family: str = ""
    brand: str = ""


class Added(NamedTuple):
    """Hold the fields that are added to a row.

    *status* is found, question, refused, error or damaged; *route* the official way to the code of a refused row.
    """

    code: str = ""
    rule: str = ""
    evidence: str = ""
    status: str = ""
    note: str = ""
    route: str = ""


NO_SERIAL = Added(status="damaged", note="the row has no serial")
"""The answer for a row whose serial is missing: nothing stands there, or spaces alone."""


class RowAnswers:
    """Answer rows from one catalogue; remembers what it found out, so one serves a whole file."""

    def __init__(self, catalogue: Catalogue, *, presets: int | None = None) -> None:
        """Take the catalogue and, for Becker, the number of station keys of all radios."""
        self._catalogue = catalogue
        self._presets = presets
        self._nearby = Nearby(number_shapes(catalogue))
        self._rules = [(form_pattern(rule.pattern), rule.id, re.compile(rule.pattern)) for rule in ALL_RULES]
        unsolved = [pattern for entry in catalogue.unsolved for pattern in entry.patterns]
        self._unsolved = [(form_pattern(pattern), re.compile(pattern)) for pattern in unsolved]
        self._remembered: dict[tuple[str, Hints], Added] = {}
        self._contenders: dict[str, list[re.Pattern[str]]] = {}
        self._templates: dict[tuple[str, Hints], Added | None] = {}

    def answer(self, serial: str, hints: Hints) -> Added:
        """Return what :func:`find_codes` says for *serial* with *hints*; its errors become a row.

        Where nothing stands, or spaces alone, it is :data:`NO_SERIAL`.
        """
        plain = _PLAIN.fullmatch(serial)
        if plain is not None:
            number = plain[1].upper()
            for space in FORD_SPACES:
                if space.holds(number) and (template := self.template(space, hints)):
                    return template._replace(code=space.code(number))
            if not any(hints) and (unknown := self._unknown(number)):
                return unknown
        elif not serial or serial.isspace():
            return NO_SERIAL
        if len(serial) + sum(map(len, hints)) > LONGEST_REMEMBERED:
            return self._searched(serial, hints)
        key = (serial, hints)
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[key] = self._searched(serial, hints)
        return known

    def template(self, space: FordSpace, hints: Hints) -> Added | None:
        """Return the answer for every serial of *space* but for its code, or None when it is not one for all.

        For hints too long to be remembered there is none.
        It is one for all when no other shape of number, no other rule and no serial without a rule comes near the
        space's form, and the sample's answer is one code by a rule of the space.
        """
        if sum(map(len, hints)) > LONGEST_REMEMBERED:
            return None
        key = (space.letter, hints)
        if key not in self._templates:
            if len(self._templates) >= MOST_REMEMBERED:
                self._templates.clear()
            self._templates[key] = self._common_answer(space, hints)
        return self._templates[key]

    def _common_answer(self, space: FordSpace, hints: Hints) -> Added | None:
        form = form_of(space.sample)
        shapes = {shape.pattern for shape in self._nearby.shapes_near(form)}
        rules = {rule for near, rule, _ in self._rules if near.fullmatch(form)}
        shapes |= {pattern.pattern for near, pattern in self._unsolved if near.fullmatch(form)}
        if shapes != {space.pattern} or not rules.issubset(space.rules):
            return None
        answer = self._searched(space.sample, hints)
        fits = answer.rule in space.rules and answer.code == space.code(space.sample)
        return answer._replace(code="") if fits else None

    def _unknown(self, number: str) -> Added | None:
        """Return the answer for a *number* that nothing known claims, without asking all rules; else None.

        *number* is one piece, A-Z and 0-9, shorter than a VIN, and nothing else is known of its row.
        """
        form = form_of(number)
        if any(pattern.fullmatch(number) for pattern in self._contending(form)):
            return None
        shapes = self._nearby.shapes_near(form)
        reading = Reading(kind=NumberKind.UNKNOWN, value=number, given="", why="")
        if shapes:
            reading = read_serial(number, shapes, None)
        return _error(unknown_serial(reading)) if reading.kind is NumberKind.UNKNOWN else None

    def _contending(self, form: str) -> list[re.Pattern[str]]:
        """Return the patterns of rules and of serials without a rule that may fit a number of that *form*."""
        found = self._contenders.get(form)
        if found is None:
            if len(self._contenders) >= MOST_REMEMBERED:
                self._contenders.clear()
            patterns = [(near, pattern) for near, _, pattern in self._rules] + self._unsolved
            found = self._contenders[form] = [pattern for near, pattern in patterns if near.fullmatch(form)]
        return found

    def _searched(self, serial: str, hints: Hints) -> Added:
        catalogue = self._catalogue
        try:
            search = Search(
                catalogue=catalogue,
                rule=find_rule(hints.rule).id if hints.rule else "",
                family=catalogue.head(hints.family).id if hints.family else "",
                brand=catalogue.brand(hints.brand).name if hints.brand else "",
                presets=self._presets,
                vin=None,
                reading=read_serial(
                    serial, self._nearby.shapes_for(serial), find_rule(hints.rule) if hints.rule else None
                ),
            )
            return _added(answer_search(serial, search), catalogue)
        except InputError as error:
            return _error(error)


def _error(error: InputError) -> Added:
    return Added(status="error", note=str(error))


def _added(answer: CodeAnswer, catalogue: Catalogue) -> Added:
    if answer.candidates:
        first = answer.candidates[0]
        rivals = [f"rival code {other.code.reveal()}" for other in answer.candidates[1:]]
        return Added(
            code=first.code.reveal(),
            rule=first.rule,
            evidence=str(first.evidence.grade),
            status="found",
            note="; ".join([*first.warnings, *rivals]),
        )
    if answer.question:
        rules = ", ".join(option.rule for option in answer.question.options if option.rule)
        return Added(status="question", note=f"{answer.question.text} ({rules})" if rules else answer.question.text)
    routes = [catalogue.routes[route] for route in dict.fromkeys(refusal.route for refusal in answer.refused)]
    return Added(
        status="refused",
        note="; ".join(refusal.reason for refusal in answer.refused),
        route="; ".join(f"{route.name}: {route.ask}" for route in routes),
    )
