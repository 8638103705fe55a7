"""Find every error the program raises on purpose by reading its source, so that none can go undocumented."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.docs_markdown import cell, page, table
from tools.docs_run import SOURCE

from headunit import errors

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["KnownError", "errors_page", "known_errors"]

_GENERAL = {
    "usage": (64, "what the command line lacks, or has too much of"),
    "internal": (70, "a fault of the program"),
}
"""Errors made by the command line's last line of defence, with their exit status and meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownError:
    """Hold one stable code with its class, exit status and the sentences it comes with."""

    code: str
    name: str
    status: int
    sentences: tuple[str, ...]


def known_errors() -> list[KnownError]:
    """Return every error of the source, sorted by code."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for call in _error_calls(tree):
            for code in _codes(call.args[0], tree, path):
                sentence = _told(call.args[1], kind=code.partition("unknown-")[2])
                name, sentences = found.setdefault(code, (_name(call), []))
                if name != _name(call):
                    message = f"{code} is raised as {name} and as {_name(call)}"
                    raise ValueError(message)
                if sentence not in sentences:
                    sentences.append(sentence)
    return [_known(code, name, sentences) for code, (name, sentences) in sorted(found.items())]


def errors_page() -> str:
    """Return docs/reference/errors.md."""
    rows = [
        (f"`{error.code}`", f"`{error.name}`", str(error.status), "<br>".join(cell(text) for text in error.sentences))
        for error in known_errors()
    ]
    return page(
        "# Errors",
        "Each error is one sentence: what is wrong, with which value, and what to do next. Its code is\n"
        "stable; with `--json` it stands in the [error document](json.md#error). From Python the classes are\n"
        "in `headunit.errors`, all of them a `HeadunitError`. `…` stands for what was given. What a user must\n"
        "expect – a refusal, a question back – is a value and not an error.",
        table(("code", "class", "exit status", "sentence"), rows),
        "See also: [exit statuses](exit-codes.md).",
    )


def _known(code: str, name: str, sentences: list[str]) -> KnownError:
    status = getattr(errors, name).exit_status
    if code in _GENERAL:
        status, sentence = _GENERAL[code]
        sentences = [sentence]
    return KnownError(code=code, name=name, status=status, sentences=tuple(sentences))


def _error_calls(tree: ast.Module) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if _name(call) in errors.__all__ and len(call.args) >= 2]  # noqa: PLR2004 - code, sentence


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _codes(node: ast.expr, tree: ast.Module, path: Path) -> list[str]:
    """Return the codes that *node* can be: a text, or one with a parameter that the callers in this module fill."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        start, hole = node.values
        parameter = hole.value if isinstance(hole, ast.FormattedValue) else None
        if isinstance(start, ast.Constant) and isinstance(parameter, ast.Name):
            return [str(start.value) + value for value in _arguments(parameter.id, node, tree)]
    message = f"{path.name}: the code of an error can't be read from line {node.lineno}"
    raise ValueError(message)


def _arguments(parameter: str, inside: ast.expr, tree: ast.Module) -> list[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    maker = next(function for function in functions if inside in ast.walk(function))
    place = [argument.arg for argument in maker.args.args].index(parameter)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) == maker.name]
    given = [call.args[place] for call in calls]
    return [str(node.value) for node in given if isinstance(node, ast.Constant)]


def _told(node: ast.expr, *, kind: str) -> str:
    """Return the sentence with a mark for every value in it; *kind*: which name is unknown, or empty."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else _hole(part, kind) for part in node.values)
    return "…"


def _hole(part: ast.expr, kind: str) -> str:
    named = isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id == "what"
    return kind if named and kind else "…"
