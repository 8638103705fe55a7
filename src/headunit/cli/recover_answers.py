"""The guided way for machines: answers from a file, one JSON document back."""

from __future__ import annotations

import json
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import error_document, print_json
from headunit.cli.recover_screen import show
from headunit.cli.shared import route_document
from headunit.errors import FileMissingError, HeadunitError, InputError, ReadFailedError

if TYPE_CHECKING:
    from headunit.cli.recover_guide import Guide
    from headunit.recovery.asks import Ask

__all__ = ["ask_document", "run_answers"]

_FORMAT = "headunit/answers/1"
_LARGEST = 1_000_000


def run_answers(guide: Guide, file: str, *, as_json: bool) -> int:
    """Answer from *file* as long as it has answers, and tell where the case stands then."""
    answers = _read(file)
    begun = guide.case.number
    while True:
        ask = guide.ask()
        waiting = answers.get(ask.key)
        given = guide.given(ask)
        if ask.kind == "end" or not (waiting or given):
            break
        try:
            if guide.take(ask, given or (waiting.popleft() if waiting else "")):
                break
        except HeadunitError as fault:
            if not guide.case.records:
                raise
            return _stopped(guide, fault, as_json=as_json)
    ask = guide.ask()
    if as_json:
        print_json("recover", **_document(guide, ask, begun, answers))
    else:
        show(ask)
    return ask.status


def _stopped(guide: Guide, fault: HeadunitError, *, as_json: bool) -> int:
    """Tell the fault, and the case in which all before it is kept."""
    case = guide.case.id
    if as_json:
        print_json("error", **error_document(fault), case=case)
    else:
        click.echo(f"headunit: {fault}; what came before is kept: 'headunit recover {case}' goes on", err=True)
    return fault.exit_status


def _read(file: str) -> dict[str, deque[str]]:
    """Return the answers by the key of their question, each with those that are given in turn."""
    try:
        document = json.loads(_text(file))
    except (ValueError, RecursionError) as fault:
        raise _wrong(file, "it is not JSON") from fault
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise _wrong(file, "it is not of that format")
    given = document.get("answers")
    if not isinstance(given, dict):
        raise _wrong(file, "it has no object 'answers'")
    lists = {key: value if isinstance(value, list) else [value] for key, value in given.items()}
    for key, values in lists.items():
        if not all(isinstance(value, str) for value in values):
            raise _wrong(file, f"the answer to {key!r} is neither a text nor a list of texts")
    return {key: deque(values) for key, values in lists.items()}


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.read(_LARGEST)
        with open(file, encoding="utf-8") as opened:  # noqa: PTH123 - a name as it was typed
            return opened.read(_LARGEST)
    except FileNotFoundError as fault:
        raise FileMissingError("file-missing", f"there is no file {file!r}", value=file) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise ReadFailedError("file-unreadable", f"{file!r} can't be read as text", value=file) from fault


def _wrong(file: str, why: str) -> InputError:
    return InputError(
        "answers-file",
        f"{file!r} holds no answers: {why}",
        value=file,
        expected=f'{{"format": "{_FORMAT}", "answers": {{"display": "CODE", …}}}}',
        next_step="docs/reference/case-format.md describes it",
    )


def _document(guide: Guide, ask: Ask, begun: int, answers: dict[str, deque[str]]) -> dict[str, Any]:
    """Return the content of a ``headunit/recover/1`` document."""
    from headunit.cli.case_document import guard_document  # noqa: PLC0415 - only for JSON
    from headunit.recovery.store.record_json import record_document  # noqa: PLC0415 - as above

    return {
        "case": guide.case.id,
        "family": guide.case.family,
        "ask": ask_document(ask),
        "guard": guard_document(guide.case, guide.known),
        "records": [record_document(record) for record in guide.case.records[begun:]],
        "unused": sorted(key for key, left in answers.items() if left),
    }


def ask_document(ask: Ask) -> dict[str, Any]:
    """Return the JSON form of a question; a plan in it is the code in clear."""
    from headunit.recovery.store.record_json import time_text  # noqa: PLC0415 - as above

    plan = ask.plan
    return {
        "key": ask.key,
        "text": ask.text,
        "kind": ask.kind,
        "choices": [choice._asdict() for choice in ask.choices],
        "why": ask.why,
        "says": [line._asdict() for line in ask.says],
        "stage": ask.stage,
        "due": time_text(ask.due) if ask.due else None,
        "back": ask.back,
        "route": route_document(ask.route) if ask.route else None,
        "plan": None
        if plan is None
        else {
            "complete": plan.complete,
            "assumed": list(plan.assumed),
            "steps": [step._asdict() for step in plan.steps],
            "warnings": list(plan.warnings),
        },
    }
