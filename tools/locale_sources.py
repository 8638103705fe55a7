"""Find every text that a page can show: of the web app, the engine and the official routes, and each error's code."""

from __future__ import annotations

import ast
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_from_dir
from tools.locale_words import WORDS

from headunit.codes.rules import ALL_RULES
from headunit.codes.rules._answer import NO_RADIO
from headunit.diag.links.elm327 import ELM_FAULTS
from headunit.facts import load_catalogue
from headunit.facts.advice import load_advice
from headunit.facts.assumptions import load_assumptions
from headunit.facts.claims import Claim, Fact
from headunit.panel import panel_for_twin, variants
from headunit.panel.words import named
from headunit.recovery.dealer_request import FOR_A_CODE, FOR_A_LINK, FOR_ANOTHER, RequestDetails, request_rows
from headunit.web.rehearsal import ENGLISH
from headunit.web.sentences import for_pages, is_told

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "SOURCE",
    "advice_texts",
    "display_texts",
    "engine_texts",
    "error_codes",
    "extra_texts",
    "fact_texts",
    "page_texts",
    "route_texts",
]

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "headunit"
ENGINE = ("recovery", "panel")
TESTER = ("guard", "identify", "reset", "reset_watch", "unit_state")
BESIDE = (
    *(
        "codes/cards.py",
        "identity/rank.py",
        "label/advice.py",
        "label/lack.py",
        "label/light_read.py",
        "numbers/spans.py",
        "uds/nrc.py",
    ),
    *(f"diag/{name}.py" for name in TESTER),
)
"""Modules of other rooms whose sentences pages show."""
NOT_SHOWN = ("dealer_request", "store/*")
"""Modules whose texts no page shows as they are: of the letter a page has the words alone, SQL is for a database."""
ERRORS = ("diag", "recovery", "label", "vault", "numbers", "identity", "codes", "panel", "twin", "facts", "web")
_OPTIONS = {"**.html": {"trimmed": "true"}}
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_FOR_TERMINALS = re.compile("headunit |--[a-z]|flash_|display_")
_ANYTHING = frozenset({"the {0} {1}"})
"""Says so little that it fits everything; its fillings stand in locale_words."""
_ADVISED = frozenset({"text", "note", "why", "not_now", "look_for", "label", "words", "linked", "unknown"})
"""Fields of the advice that are prose."""
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
        for path in sorted((SOURCE / room).rglob("*.py")):
            if not any(path.match(f"{name}.py") for name in NOT_SHOWN):
                texts |= set(_sentences(ast.parse(path.read_text(encoding="utf-8"))))
    for name in BESIDE:
        texts |= set(_sentences(ast.parse((SOURCE / name).read_text(encoding="utf-8"))))
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
            text = _numbered(node.value) if "{}" in node.value else node.value
            if re.search("[a-z]{2}", text) and not _FOR_PROGRAMS.search(re.sub(r"\{\d\}", "", for_pages(text))):
                yield text
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Choice":
            yield from (str(part.value) for part in node.args[1:2] if isinstance(part, ast.Constant))


def _numbered(text: str) -> str:
    """Return *text* with a number in each pair of braces, whatever fills it."""
    gaps = iter(range(10))
    return re.sub(r"\{[a-z_]*\}", lambda _gap: f"{{{next(gaps)}}}", text)


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
    return {text for route in routes for text in (route.name, route.ask, route.how, *route.bring) if text}


def advice_texts() -> set[str]:
    """Return what the advice says: of what is seen, what to do, what owners ask, and of a battery change."""
    return {_numbered(for_pages(text)) for text in _prose(asdict(load_advice()))}


def _prose(part: object, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _prose(value, key)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _prose(value, name)
    elif isinstance(part, str) and _is_prose(part, name):
        yield part


def _is_prose(part: str, name: str) -> bool:
    return is_told(part) if name == "subject" else name in _ADVISED and bool(re.search("[a-z]{3}", part))


def display_texts() -> set[str]:
    """Return how a display text that has words in it is told with its meaning behind it; it stays in every language."""
    texts = {claim.value.text for family in load_catalogue().families() for claim in family.display}
    return {f"{text}: {{0}}" for text in texts if re.search("[a-z]{3}", text)}


def fact_texts() -> set[str]:
    """Return what the facts say of radios in prose; names, and what a display says, are not among it."""
    found: set[str] = set()
    for family in load_catalogue().families():
        found |= {family.name, family.summary, family.reason, *filter(is_told, variants(family))}
        for fact in family:
            claims = fact.claims if isinstance(fact, Fact) else fact if isinstance(fact, tuple) else ()
            for claim in claims:
                found |= set(_told(claim)) if isinstance(claim, Claim) else set()
    return found - {""}


def _told(claim: Claim[Any]) -> Iterator[str]:
    value = claim.value
    yield claim.note
    yield from filter(is_told, (claim.scope,))
    yield from (str(getattr(value, part, "")) for part in ("words", "where"))
    if isinstance(value, str) and " " in value and is_told(value):
        yield value


def extra_texts() -> set[str]:
    """Return the words that sentences are filled with, and what stands behind each rule."""
    proofs = {text for rule in ALL_RULES for text in (rule.title, rule.proof)}
    guide = {*ENGLISH.values()} - {""}
    letter = {
        *FOR_A_CODE,
        *FOR_A_LINK,
        *FOR_ANOTHER.values(),
        *(label for label, _ in request_rows(RequestDetails(unit=""))),
    }
    return letter | {*WORDS, *_named_keys(), *guide, *proofs, NO_RADIO, "this rule is not known to hold on a {0}"}


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
    photo = (SOURCE / "label" / "photo.py").read_text(encoding="utf-8")
    codes |= {f"photo-{kind}" for kind in re.findall(r'_refuse\(\s*"([a-z-]+)"', photo)}
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
