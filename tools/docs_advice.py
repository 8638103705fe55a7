"""Write the page of the decision tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.docs_markdown import cell, code, page, source_links, table

from headunit.facts.advice import load_advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.facts.advice_records import Node, Said, Scope
    from headunit.facts.question import Option

__all__ = ["advice_page"]

_BASES = {
    "practice": "general practice, no source",
    "article": "only the article says so",
    "single": "single reports",
    "several": "several reports",
}


def advice_page() -> str:
    """Return docs/reference/advice.md."""
    tables = load_advice()
    by_display = [node for node in tables.nodes if not node.seen and not node.any_of]
    by_observation = [node for node in tables.nodes if node.seen or node.any_of]
    return page(
        "# The tree of advice",
        "Every node that `headunit advise` can stand on: when it leads, what it says, and what that rests on.\n"
        "What was observed leads, unless the display says that it is too late for that; a node for this very\n"
        "radio comes before one for its brand, and that before one for all. The radio's own facts (tries,\n"
        "waits, what a power cut does) are added from its [family](families/README.md), and fill the gaps\n"
        "`{wait}` (how long), `{needs}` (what must stay on) and `{count}` (the number on the display).\n"
        "The form of the files: [advice files](advice-file.md).",
        "## What can be observed",
        table(("observation", "meaning"), ((code(item.id), cell(item.words)) for item in tables.observations)),
        "## Led by the display",
        *(_node(node) for node in by_display),
        "## Led by what was observed",
        *(_node(node) for node in by_observation),
    )


def _node(node: Node) -> str:
    rows = [
        ("when", _when(node)),
        ("for", _scope(node.scope)),
        ("meaning", _said(node.meaning)),
        ("**next step**", f"**{cell(node.step.text)}** {_origin(node.step)}"),
        ("why", cell(node.why)),
        *(("not now", cell(text)) for text in node.not_now),
        *(("look for", cell(text)) for text in node.look_for),
        *(("also said", _said(said)) for said in node.said),
        ("this radio's facts", ", ".join(code(name) for name in node.uses)),
        *((cell(question.text), "<br>".join(map(_option, question.options))) for question in node.questions),
        ("ends in", {"action": "something to do", "question": "a question", "route": "the official way"}[node.ends]),
    ]
    return f"### {node.id}\n\n{table(('', ''), ((key, text) for key, text in rows if text))}"


def _when(node: Node) -> str:
    return "; ".join(_conditions(node)) or "nothing else fits"


def _conditions(node: Node) -> Iterator[str]:
    if node.display:
        yield "it shows " + ", ".join(code(text) for text in node.display)
    if node.seen:
        yield "observed: " + " and ".join(code(name) for name in node.seen)
    if node.any_of:
        yield "observed, any of: " + ", ".join(code(name) for name in node.any_of)
    if node.states:
        told = "the display's meaning is" if not (node.seen or node.any_of) else "while the display's meaning is"
        yield f"{told} " + ", ".join(code(state) for state in node.states)


def _scope(scope: Scope) -> str:
    parts = [
        *(f"[{family}](families/{family}.md)" for family in scope.families),
        ", ".join(scope.brands),
        f"codes from: {', '.join(scope.origins)}" if scope.origins else "",
        {True: "radios whose code a public rule gives", False: "radios without a public rule", None: ""}[scope.solved],
        {True: "radios without a code", False: "radios with a code", None: ""}[scope.linked],
    ]
    return "; ".join(filter(None, parts))


def _said(said: Said) -> str:
    subject = f" ({cell(said.subject)})" if said.subject else ""
    scope = f" Only for {_scope(said.scope)}." if _scope(said.scope) else ""
    note = f" {cell(said.note)}" if said.note else ""
    return f"{cell(said.text)}{subject}{scope} {_origin(said)}{note}"


def _origin(said: Said) -> str:
    told = _BASES.get(said.basis, str(said.basis))
    return f"*{told}*: {source_links(said.sources, 'sources.md')}." if said.sources else f"*{told}*."


def _option(option: Option) -> str:
    return f"{code(' '.join(option.arguments))} {cell(option.label)}"
