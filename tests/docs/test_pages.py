"""The pages are complete, their links resolve, and they speak of the project alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headunit.cli.main import EXIT_STATUS, cli
from headunit.codes.rules import ALL_RULES
from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes
from headunit.lock import TRANSITIONS
from headunit.numbers import NumberKind, read_numbers

if TYPE_CHECKING:
    from headunit.facts.claims import Claim

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
FORBIDDEN = (
    r"/work\b",
    r"/tmp\b",  # noqa: S108 - searched for, not used
    r"/home/",
    r"/root/",
    r"pypi\.org",
    r"pythonhosted",
    r"localhost",
    r"\bAI\b",
    r"\bLLM\b",
    r"assistant",
    r"\bsession of",
    r"\bsub-?agent",
)
COMMANDS = list(cli.list_commands(cli.make_context("headunit", [], resilient_parsing=True)))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def anchors(page: Path) -> set[str]:
    """Return what a link into *page* can point to, by the way Markdown hosts make ids of headings."""
    text = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_pages_resolves(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        target, _, anchor = link.partition("#")
        if target.startswith(("http://", "https://")):
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_speaks_of_the_project_alone(page: Path) -> None:
    assert [word for word in FORBIDDEN if re.search(word, text_of(page))] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_filled_block_is_closed(page: Path) -> None:
    marks = re.findall(r"^<!-- (run|table|end)\b", text_of(page), flags=re.MULTILINE)

    assert marks[1::2] == ["end"] * (len(marks) // 2)
    assert "end" not in marks[0::2]


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        here = waiting.pop()
        if here in reached or here.suffix != ".md":
            continue
        reached.add(here)
        links = re.findall(r"\]\(([^)\s#]+)", text_of(here))
        waiting += [(here.parent / link).resolve() for link in links if "://" not in link]

    assert [name_of(page) for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", text_of(ROOT / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^\$ )make ([a-z]+)", text_of(page), flags=re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_has_help(command: str) -> None:
    page = text_of(REFERENCE / "cli.md")

    assert f"## headunit {command}\n" in page
    assert f"Usage: headunit {command} " in page


def test_every_family_has_a_page_and_every_page_a_family() -> None:
    ids = {head.id for head in load_catalogue().heads}

    assert {page.stem for page in (REFERENCE / "families").glob("*.md")} == {*ids, "README"}


@pytest.mark.parametrize("family", [head.id for head in load_catalogue().heads])
def test_a_family_page_shows_every_source_of_its_claims(family: str) -> None:
    page = text_of(REFERENCE / "families" / f"{family}.md")
    told = load_catalogue().family(family)
    claims: list[Claim[Any]] = [*told.vehicle, *told.number, *told.display, *told.reset, *told.remark]
    claims += [*told.entry.claims, *told.lock_schedule.claims]

    assert [key for claim in claims for key in claim.sources if f"[{key}]" not in page] == []


@pytest.mark.parametrize("rule", [rule.id for rule in ALL_RULES])
def test_every_rule_has_a_section_on_the_evidence_page(rule: str) -> None:
    assert f"### {rule}\n" in text_of(DOCS / "explanation" / "evidence.md")


def test_the_digests_of_the_evidence_page_are_those_of_the_tests() -> None:
    page = text_of(DOCS / "explanation" / "evidence.md")
    tests = text_of(ROOT / "tests" / "codes" / "rules" / "test_digests.py")
    shown = re.findall(r"`([0-9a-f]{64})`", page)

    assert len(shown) == 10
    assert [digest for digest in shown if digest not in tests] == []


@pytest.mark.parametrize("status", EXIT_STATUS)
def test_every_exit_status_is_documented(status: int) -> None:
    assert f"| {status} |" in text_of(REFERENCE / "exit-codes.md")


@pytest.mark.parametrize("code", ["internal", "usage", "unknown-rule", "unknown-family", "not-a-serial"])
def test_errors_are_documented_however_they_are_raised(code: str) -> None:
    assert f"| `{code}` |" in text_of(REFERENCE / "errors.md")


def cells(page: str, row: str) -> list[str]:
    """Return the code words of one row of a table."""
    line = next(line for line in page.splitlines() if line.startswith(f"| {row} |"))
    return re.findall(r"`([^`]+)`", line)


@pytest.mark.parametrize(
    ("row", "number", "kind"),
    [
        ("serial", "M123456", NumberKind.SERIAL),
        ("VIN", "SJNFAAJ10U1234567", NumberKind.VIN),
        ("part number", "281159243R", NumberKind.PART_NUMBER),
        ("precode", "A123", NumberKind.PRECODE),
        ("the code itself", "2487", NumberKind.SECURITY_CODE),
    ],
)
def test_the_captions_of_the_page_are_understood(row: str, number: str, kind: NumberKind) -> None:
    shapes = number_shapes(load_catalogue())
    captions = cells(text_of(REFERENCE / "numbers.md"), row)
    read = {caption: read_numbers(f"{caption}: {number}", shapes) for caption in captions}

    assert len(captions) >= 2
    assert {caption: [(item.kind, item.captioned) for item in found] for caption, found in read.items()} == {
        caption: [(kind, True)] for caption in captions
    }


@pytest.mark.parametrize("kind", NumberKind)
def test_every_kind_of_number_is_documented(kind: NumberKind) -> None:
    assert f"| `{kind}` |" in text_of(REFERENCE / "numbers.md")


def test_every_event_of_the_lock_is_explained() -> None:
    told = (DOCS / "explanation" / "the-lock.md").read_text(encoding="utf-8")
    assert [row.event for row in TRANSITIONS if f"\n| `{row.event}` | " not in told] == []
