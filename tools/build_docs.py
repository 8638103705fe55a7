"""Make everything in the docs that is generated, or with ``--check`` say what is stale and change nothing.

Whole pages: the reference of commands, errors, exit statuses, rules, sources, families and advice, and the picture of
the README. Inside hand-written pages: the blocks described in docs_blocks.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.docs_advice import advice_page  # noqa: E402 - found by the line above, as are those below
from tools.docs_blocks import fill  # noqa: E402
from tools.docs_errors import errors_page  # noqa: E402
from tools.docs_evidence import evidence_table, rules_page  # noqa: E402
from tools.docs_families import families_page, family_page  # noqa: E402
from tools.docs_lock import lock_diagram, lock_table  # noqa: E402
from tools.docs_markdown import GENERATED  # noqa: E402
from tools.docs_picture import picture  # noqa: E402
from tools.docs_reference import (  # noqa: E402
    cli_page,
    exit_page,
    layout_blocks,
    lookalike_table,
    sources_page,
    wmi_table,
)
from tools.docs_twin import assumption_counts, event_table, finger_times, panel_table, stories  # noqa: E402

from headunit.facts import load_catalogue  # noqa: E402

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
FAMILIES = REFERENCE / "families"
TABLES = {
    "layouts": layout_blocks,
    "lookalikes": lookalike_table,
    "wmi": wmi_table,
    "evidence": evidence_table,
    "lock diagram": lock_diagram,
    "lock transitions": lock_table,
    "twin events": event_table,
    "finger times": finger_times,
    "panels": panel_table,
    "imagined": assumption_counts,
    **stories(),
}


def whole_files() -> dict[Path, str]:
    """Return every file that is generated as a whole, with its text."""
    catalogue = load_catalogue()
    return {
        DOCS / "images" / "terminal.svg": picture(),
        REFERENCE / "advice.md": advice_page(),
        REFERENCE / "cli.md": cli_page(),
        REFERENCE / "errors.md": errors_page(),
        REFERENCE / "exit-codes.md": exit_page(),
        REFERENCE / "rules.md": rules_page(catalogue),
        REFERENCE / "sources.md": sources_page(catalogue),
        FAMILIES / "README.md": families_page(catalogue),
        **{FAMILIES / f"{family.id}.md": family_page(family, catalogue) for family in catalogue.families()},
    }


def filled_pages() -> dict[Path, str]:
    """Return every hand-written page with its marked blocks filled anew."""
    pages = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    texts = {path: path.read_text(encoding="utf-8") for path in pages}
    return {path: fill(text, TABLES) for path, text in texts.items() if not text.startswith(GENERATED)}


def main(arguments: list[str]) -> int:
    """Write or check."""
    whole = whole_files()
    wanted = filled_pages() | whole
    left_over = sorted(set(FAMILIES.glob("*.md")) - set(whole))
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in [*stale, *left_over]:
            sys.stdout.write(f"{path.relative_to(ROOT)} is stale: run 'make docs'\n")
        sys.stdout.write("" if stale or left_over else "docs are up to date\n")
        return int(bool(stale or left_over))
    for path in left_over:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
