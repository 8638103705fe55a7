"""Find every text that a page can show: of the web app, the engine and the official routes, and each error's code."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_from_dir

from headunit.codes.rules import ALL_RULES
from headunit.codes.rules._answer import NO_RADIO
from headunit.diag.links.elm327 import ELM_FAULTS
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.lock.state import Phase
from headunit.panel import panel_for_twin, variants
from headunit.panel.words import named
from headunit.web.rehearsal import ENGLISH
from headunit.web.sentences import for_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SOURCE", "engine_texts", "error_codes", "extra_texts", "page_texts", "route_texts"]

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "headunit"
ENGINE = ("recovery", "panel")
TESTER = ("diag/guard", "diag/identify", "diag/reset", "diag/reset_watch", "diag/unit_state", "uds/nrc")
"""Modules whose sentences the pages of the diagnostic plug show."""
NOT_SHOWN = ("dealer_request", "record_json", "sqlite_*", "store")
"""Modules whose texts no page shows: the letter stays as it is, and SQL is for a database."""
ERRORS = ("diag", "recovery", "vault", "numbers", "identity", "codes", "panel", "twin", "facts", "web")
_OPTIONS = {"**.html": {"trimmed": "true"}}
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_OF_THE_TESTER = (
    *("before", "after", "needs-recovery", "unknown", *Phase.ALL),
    *("done", "refused", "failed-safely", "preparing", "erasing", "writing", "adapter", "unit", "confirmed", "stored"),
    *("wait", "confirm it", "long requests", "slow answers", "long answers"),
)
"""Single words that its sentences are filled with."""
_WORDS = (
    "once",
    "twice",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "documented",
    "the last",
    "three or more",
    "not known",
    "Press",
    "Touch",
    "Car",
    "Radio",
    "Front",
    "Serial",
    "Part number",
    "Model number",
    "Firmware",
    "it plays",
    "the code was refused",
    "nothing happened",
    "not clear",
    "worked out from the serial",
    "dealer",
    "from the dealer",
    "for good",
    "in this round",
    "the figure {0}",
    "the letter {0}",
    "{0} digits",
    "{0} hours",
    "{0} days",
    "{0} years",
    "{0} ({1})",
    *_OF_THE_TESTER,
)
_FOR_TERMINALS = re.compile("headunit |--[a-z]|flash_|display_")
_ANYTHING = frozenset({"the {0} {1}"})
"""Says so little that it fits everything; its fillings stand in _WORDS."""
_FOR_PROGRAMS = re.compile(r"headunit |[{}<>=_]|^[a-z-]+$")


def page_texts() -> dict[str, tuple[str, ...]]:
    """Return what templates and modules of the web app say: message → (one, many) where it is counted, else ()."""
    found: dict[str, tuple[str, ...]] = {}
    extracted = extract_from_dir(SOURCE / "web", _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for _file, _line, message, _comments, _context in extracted:
        if isinstance(message, tuple):
            found[message[0]] = message
        else:
            found.setdefault(message, ())
    return found


def engine_texts() -> set[str]:
    """Return the sentences of the engine, without blanks around them; ``{0}`` and so on are what is filled in."""
    texts: set[str] = set()
    for room in ENGINE:
        for path in sorted((SOURCE / room).glob("*.py")):
            if not any(path.match(f"{name}.py") for name in NOT_SHOWN):
                texts |= set(_sentences(ast.parse(path.read_text(encoding="utf-8"))))
    for name in TESTER:
        texts |= set(_sentences(ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8"))))
    return {text.strip() for text in map(for_pages, texts) if not _FOR_TERMINALS.search(text)} - _ANYTHING


def _sentences(tree: ast.Module) -> Iterator[str]:
    skipped = {id(part) for node in ast.walk(tree) if _is_skipped(node) for part in ast.walk(node)}
    skipped |= {id(node.body[0]) for node in ast.walk(tree) if _has_docstring(node)}  # type: ignore[attr-defined]
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in skipped or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant)}
            text = _with_gaps(node)
            if re.search("[a-z]{3}", re.sub(r"\{\d\}", "", text)):
                yield text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            if re.search("[a-z]{2}", node.value) and not _FOR_PROGRAMS.search(node.value):
                yield node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Choice":
            yield from (str(part.value) for part in node.args[1:2] if isinstance(part, ast.Constant))


def _is_skipped(node: ast.AST) -> bool:
    """Return whether *node* says nothing on a page: an error (told by its code), or what types are made of."""
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error")
    )


def _has_docstring(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, kinds) and bool(node.body) and isinstance(node.body[0], ast.Expr)


def _with_gaps(node: ast.JoinedStr) -> str:
    parts, at = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{at}}}")
            at += 1
    return "".join(parts)


def route_texts() -> set[str]:
    """Return what the official routes say."""
    routes = load_catalogue().routes.values()
    return {text for route in routes for text in (route.ask, route.how, *route.bring) if text}


def extra_texts() -> set[str]:
    """Return the words that sentences are filled with, and what stands behind each rule."""
    proofs = {rule.proof for rule in ALL_RULES}
    guide = {*ENGLISH.values()} - {""}
    return {*_WORDS, *_named_keys(), *guide, *proofs, NO_RADIO, "this rule is not known to hold on a {0}"}


def _named_keys() -> set[str]:
    """Return the keys that are told in plain words, as sentences have them; a printed name is never translated."""
    catalogue, assumptions = load_catalogue(), load_assumptions()
    found: set[str] = set()
    for family in catalogue.families():
        for scope in ("", *variants(family)):
            found |= {named(key.id) for key in panel_for_twin(family, assumptions, scope)[0].keys}
    return {name for name in found if name.startswith("the ")}


def error_codes() -> set[str]:
    """Return the code of every error that a page can tell."""
    codes: set[str] = set()
    for room in ERRORS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            codes |= set(_codes(ast.parse(path.read_text(encoding="utf-8"))))
    return codes | {fault.code for fault in ELM_FAULTS}


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error") and node.args:
            first: Any = node.args[0]
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and re.fullmatch("[a-z-]+", first.value)
            ):
                yield first.value
