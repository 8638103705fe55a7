"""``headunit advise``: what to do now, for what the radio shows and what was observed."""

from __future__ import annotations

import shlex
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_brand, complete_family
from headunit.cli.context import family_named, open_catalogue
from headunit.cli.families import FACT_TITLES
from headunit.cli.output import command, heading, note, print_json, row, text_width
from headunit.cli.said import print_points, print_said, said_document, said_documents
from headunit.cli.shared import json_option, question_document, route_document
from headunit.errors import InputError
from headunit.recovery.told_facts import origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from headunit.facts import Catalogue
    from headunit.facts.advice_records import AdviceTables, Observation, Said
    from headunit.facts.family import Family
    from headunit.facts.question import Question
    from headunit.recovery.advice.advise import Advice

__all__ = ["advice_document", "advise_command"]

_LONGEST_DISPLAY = 60
_MANY_BRANDS = 6


@click.command("advise")
@click.argument("family", default="", required=False, shell_complete=complete_family)
@click.argument("text", default="", required=False)
@click.option("--display", "shown", default="", metavar="TEXT", help="What the radio shows, letter by letter.")
@click.option("--seen", multiple=True, metavar="OBSERVATION", help="What was observed; may be given again.")
@click.option("--brand", default="", metavar="BRAND", help="The car's brand.", shell_complete=complete_brand)
@click.option("--list", "as_list", is_flag=True, help="List the observations.")
@json_option
def advise_command(
    family: str, text: str, shown: str, seen: tuple[str, ...], brand: str, as_list: bool, as_json: bool
) -> int:
    """Say what to do now, why, and what not to do.

    FAMILY is a kind of radio ('headunit families'); without it the advice is what holds for all that show the same.
    TEXT is what it shows.

    \b
      headunit advise
      headunit advise WAIT
      headunit advise --display "3 SAFE" --brand Opel
      headunit advise ford-keycode LOCK10
      headunit advise ford-keycode --seen right-code-refused
    """
    from headunit.facts.advice import load_advice  # noqa: PLC0415 - '--help' needs no advice
    from headunit.recovery.advice.advise import advise  # noqa: PLC0415 - as above

    tables = load_advice()
    if as_list:
        _list(tables, as_json=as_json)
        return 0
    catalogue = open_catalogue()
    shown = shown or text
    if family and not shown and _is_shown(family, catalogue):
        family, shown = "", family
    radio = family_named(catalogue, family) if family else None
    make = catalogue.brand(brand).name if brand else ""
    advice = advise(catalogue, tables, family=radio, brand=make, shown=_display(shown), seen=frozenset(seen))
    given = [*([radio.id] if radio else []), *(["--brand", make] if make else [])]
    given += [word for name in seen for word in ("--seen", name)]
    if as_json:
        print_json("advice", **advice_document(advice, radio, make, _display(shown), seen))
    else:
        _print(advice, radio, given, _display(shown))
    return 65 if advice.ends == "question" else 0


def _is_shown(text: str, catalogue: Catalogue) -> bool:
    """Return whether *text* is no radio's name but what one shows, as in ``headunit advise WAIT``."""
    from headunit.recovery.display import own_meaning  # noqa: PLC0415 - '--help' needs no displays

    return all(head.id != text.lower() for head in catalogue.heads) and any(
        own_meaning(family, text).claim for family in catalogue.families()
    )


def _display(shown: str) -> str:
    """Return the text with its spaces in order; raises InputError (``display-text``) for what no radio can show."""
    text = " ".join(shown.split())
    if len(text) > _LONGEST_DISPLAY or not text.isprintable():
        raise InputError(
            "display-text",
            f"the display text is longer than {_LONGEST_DISPLAY} characters, or can't be printed",
            value=text[:_LONGEST_DISPLAY],
            expected="what the radio shows",
            next_step="copy the display letter by letter",
        )
    return text


def advice_document(
    advice: Advice, family: Family | None, brand: str, shown: str, seen: Iterable[str]
) -> dict[str, Any]:
    """Return the content of a ``headunit/advice/1`` document (docs/reference/json.md)."""
    return {
        "family": family.id if family else "",
        "brand": brand,
        "display": shown,
        "seen": list(seen),
        "node": advice.node,
        "state": advice.state,
        "ends": advice.ends,
        "next_step": said_document(advice.next_step),
        "meaning": said_document(advice.meaning),
        "why": advice.why,
        "not_now": list(advice.not_now),
        "look_for": list(advice.look_for),
        "tries_left": advice.count.left,
        "tries_used": advice.count.used,
        "facts": said_documents(advice.facts),
        "said": said_documents(advice.said),
        "also": said_documents(advice.also),
        "unknown": list(advice.unknown),
        "questions": [question_document(question) for question in advice.questions],
        "confidence": str(advice.confidence),
        "sources": list(advice.sources),
        "route": route_document(advice.route),
    }


def _list(tables: AdviceTables, *, as_json: bool) -> None:
    if as_json:
        print_json("observations", observations=[{"id": item.id, "words": item.words} for item in tables.observations])
        return
    heading("What can be observed")
    click.echo()
    for items in _grouped(tables):
        for item in items:
            click.echo(f"  {click.style(f'{item.id:<20}', fg='cyan')}  {item.words}")
        click.echo()
    note("Give it to: headunit advise FAMILY --seen OBSERVATION")
    click.echo()


def _grouped(tables: AdviceTables) -> Iterator[list[Observation]]:
    """Give the observations that are about one thing together."""
    for group in dict.fromkeys(item.group for item in tables.observations):
        yield [item for item in tables.observations if item.group == group]


def _print(advice: Advice, family: Family | None, given: list[str], shown: str) -> None:
    heading(advice.next_step.text)
    if advice.next_step.sources:
        note(origin(advice.next_step))
    click.echo()
    print_said("it means", advice.meaning, practice=False)
    row("because", advice.why)
    print_points("not now", advice.not_now, fg="red")
    for said in advice.also:
        row("also", said.text)
    if advice.facts and family:
        heading(family.name)
        click.echo()
        _print_facts(advice.facts)
    if advice.said:
        heading("What else is said")
        click.echo()
        for said in advice.said:
            print_said("·", said)
    click.echo()
    print_points("look for", advice.look_for)
    for index, text in enumerate(advice.unknown):
        row("not known" if index == 0 else "", text, fg="yellow")
    for question in advice.questions:
        _print_question(question, given, shown)
    _print_route(advice, family)
    click.echo()


def _print_facts(facts: Iterable[Said]) -> None:
    before = ""
    for said in facts:
        title = {"display": "shows", "reset": "way back", "number": "number"}.get(said.label) or FACT_TITLES[said.label]
        print_said(title if title != before else "", said)
        before = title


def _print_question(question: Question, given: list[str], shown: str) -> None:
    """Print a question, the command to answer with, and what each reply adds to it."""
    asks_display = any(option.arguments[0] == "--display" for option in question.options)
    words = ["headunit", "advise", *given]
    if shown and not asks_display:
        words += ["--display", shown]
    click.echo()
    row("question", question.text, bold=True)
    command(f"{shlex.join(words)} …")
    brands = [option.label for option in question.options if option.arguments[0] == "--brand"]
    if len(brands) > _MANY_BRANDS:
        row("", f"--brand BRAND, one of: {', '.join(brands)}")
        return
    replies = [(" ".join(map(_quoted, option.arguments)), option) for option in question.options]
    widest = max(len(said) for said, _ in replies)
    for said, option in replies:
        label = "" if option.label == option.arguments[-1] else option.label
        for line in wrap(f"{said:<{widest}}  {label}", text_width() - 14, subsequent_indent=" " * (widest + 2)):
            row("", line)


def _quoted(word: str) -> str:
    """Return *word* as a shell takes it; letters beyond ASCII need no quotes."""
    return word if word.isalnum() else shlex.quote(word)


def _print_route(advice: Advice, family: Family | None) -> None:
    click.echo()
    row("official", f"{advice.route.name}: {advice.route.ask}")
    command(f"headunit request {family.id if family else advice.route.id}")
