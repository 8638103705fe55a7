"""Write the smaller reference pages, and the tables that stand inside hand-written ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tools.docs_markdown import cell, page, table
from tools.docs_run import run

from headunit.cli.main import EXIT_STATUS, cli
from headunit.codes.images import ALL_LAYOUTS
from headunit.numbers.lookalikes import LOOKALIKES
from headunit.numbers.wmi import WMI_BRANDS

if TYPE_CHECKING:
    from headunit.facts import Catalogue

__all__ = [
    "cli_page",
    "command_names",
    "exit_page",
    "layout_blocks",
    "lookalike_table",
    "sources_page",
    "wmi_table",
]

_STANDING = {"source": "", "article": "the article only", "none": "carries no claim"}
_ROLES = {
    (True, True): "decides, must be there",
    (True, False): "decides",
    (False, True): "must be there",
    (False, False): "supports",
}
"""Whether a mark decides and whether it is needed → what it is for."""

_NAMES = {
    "A": "Code rules",
    "E": "Memory layouts",
    "R": "Official routes and later finds",
    "S": "Families of radios",
}


def command_names() -> list[str]:
    """Return the names of all commands, in the order of the program."""
    return cli.list_commands(cli.make_context("headunit", [], resilient_parsing=True))


def cli_page() -> str:
    """Return docs/reference/cli.md."""
    names = command_names()
    here = Path(__file__).parent
    sections = [_section(name, here) for name in names]
    return page(
        "# The command line",
        "Every command with `--json` prints one [JSON document](json.md) on standard output, errors and\n"
        "refusals too; everything else that is said goes to standard error. How a command ended: [exit\n"
        "statuses](exit-codes.md), [errors](errors.md). Environment: `HEADUNIT_FACTS` names a folder with\n"
        "families of your own ([how to add a radio](../howto/add-a-radio.md)), `HEADUNIT_HOME` the folder of\n"
        "what is kept ([the vault](../howto/keep-the-code.md)); `NO_COLOR` and `COLUMNS` are honoured where a\n"
        "table is drawn.",
        "Commands: " + ", ".join(f"[{name}](#headunit-{name})" for name in names) + ".",
        _help("headunit --help", here),
        *sections,
    )


def _section(name: str, folder: Path) -> str:
    """Return the help of a command, and of the commands in it."""
    text = f"## headunit {name}\n\n{_help(f'headunit {name} --help', folder)}"
    context = cli.make_context("headunit", [], resilient_parsing=True)
    command = cli.get_command(context, name)
    inner = command.list_commands(context) if isinstance(command, click.Group) else []
    return "\n\n".join((text, *(_help(f"headunit {name} {each} --help", folder) for each in inner)))


def _help(command: str, folder: Path) -> str:
    return f"```console\n$ {command}\n{run(command, folder).output.rstrip()}\n```"


def exit_page() -> str:
    """Return docs/reference/exit-codes.md."""
    return page(
        "# Exit statuses",
        "The numbers are those of `sysexits.h` where one fits, so that a script can tell what happened\n"
        "without reading text. A question back and a refusal are answers, and have a status of their own.",
        table(("status", "meaning"), ((str(status), cell(text)) for status, text in EXIT_STATUS.items())),
        "Stopped with Ctrl-C: 130. Some statuses belong to parts of Headunit that are still to come.",
        "See also: [errors](errors.md), [the command line](cli.md).",
    )


def sources_page(catalogue: Catalogue) -> str:
    """Return docs/reference/sources.md."""
    blocks = []
    for letter in sorted({key[0] for key in catalogue.sources}):
        chosen = [source for key, source in sorted(catalogue.sources.items()) if key.startswith(letter)]
        rows = (
            (
                f'<a id="{source.id.lower()}"></a>{source.id}',
                cell(source.kind),
                cell(source.title),
                cell(source.where),
                cell(" ".join(filter(None, (source.note, _STANDING[source.standing])))),
            )
            for source in chosen
        )
        blocks += [f"## {_NAMES.get(letter, 'Others')}", table(("id", "kind", "what it is", "where", "note"), rows)]
    return page(
        "# Sources",
        "Everything a claim or a code rule rests on. Articles, manuals and forum texts are named and not\n"
        "quoted; serials and codes of real radios are not published here. Addresses are as they were read and\n"
        "may have moved.",
        *blocks,
    )


def layout_blocks() -> str:
    """Return a section for each memory layout: chip, place of the code, marks, evidence and sources."""
    blocks = []
    for layout in ALL_LAYOUTS:
        counts = layout.evidence.counts
        proof = f"{layout.evidence.grade}; real radios: {counts.real_pairs}, independent sources: "
        sources = ", ".join(f"[{key}](sources.md#{key.lower()})" for key in layout.evidence.sources)
        rows = [
            ("radio", cell(layout.title)),
            ("chip", cell(f"{layout.chip}; images of {', '.join(map(str, layout.sizes_bytes))} bytes")),
            ("code", cell(layout.where)),
            *((_ROLES[mark.decides, mark.needed], cell(mark.words)) for mark in layout.marks),
            ("evidence", f"{proof}{counts.independent_sources}"),
            ("sources", sources),
            *(("note", cell(note)) for note in (*layout.notes, layout.advice) if note),
        ]
        blocks.append(f"### {layout.id}\n\n{table(('', ''), rows)}")
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def lookalike_table() -> str:
    """Return the table of look-alike characters."""
    rows = [(f"`{read}`", f"`{meant}`") for read, meant in sorted(LOOKALIKES.items())]
    return table(("read", "may be"), rows)


def wmi_table() -> str:
    """Return the table of maker identifiers by brand."""
    by_brand: dict[str, list[str]] = {}
    for wmi, brand in WMI_BRANDS.items():
        by_brand.setdefault(brand, []).append(wmi)
    rows = ((brand, " ".join(sorted(wmis))) for brand, wmis in sorted(by_brand.items()))
    return table(("brand", "VIN begins with"), rows)
