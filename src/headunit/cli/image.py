"""``headunit image``: the code from the content of a memory chip, or an honest answer why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headunit.cli.complete import complete_layout
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, print_json, row, shell_word, text_width, warning
from headunit.cli.shared import (
    counts_document,
    json_option,
    print_evidence,
    print_question,
    print_route,
    question_document,
)

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.codes.images.answer import Comparison, ImageAnswer, StoredCode
    from headunit.codes.images.layout import Layout
    from headunit.codes.memory_files import MemoryFile
    from headunit.facts import Catalogue
    from headunit.numbers import RadioCode

__all__ = ["image_command", "image_document"]


@click.command("image")
@click.argument("file", required=False, default="")
@click.option(
    "--layout",
    default="",
    metavar="ID",
    help="The radio it is from ('headunit image --layouts').",
    shell_complete=complete_layout,
)
@click.option("--layouts", "listed", is_flag=True, help="List the memory layouts that are known.")
@json_option
def image_command(file: str, layout: str, listed: bool, as_json: bool) -> int:
    """Read the code from FILE, the content of a radio's memory chip.

    FILE is what an EEPROM reader saves: raw bytes (.bin), Intel HEX or Motorola S-record.

    \b
      headunit image dump.bin
      headunit image dump.bin --layout vw-premium-4
    """
    if listed:
        return _list_layouts(as_json=as_json)
    if not file:
        message = "Missing argument 'FILE'"
        raise click.UsageError(message, click.get_current_context())
    from pathlib import Path  # noqa: PLC0415 - '--help' needs neither files nor layouts

    from headunit.codes.images.read import read_image  # noqa: PLC0415 - as above
    from headunit.codes.memory_files import read_memory_file  # noqa: PLC0415 - as above

    catalogue = open_catalogue()
    memory = read_memory_file(Path(file))
    answer = read_image(memory.image, catalogue, layout=layout)
    if as_json:
        print_json("image", **image_document(Path(file).name, memory, answer, catalogue))
    else:
        _print_answer(Path(file), memory, answer, catalogue)
    if answer.question:
        return 65
    return 0 if answer.stored and answer.stored[0].code else 69


def image_document(name: str, memory: MemoryFile, answer: ImageAnswer, catalogue: Catalogue) -> dict[str, Any]:
    """Return the content of a ``headunit/image/1`` document (docs/reference/layouts.md)."""
    return {
        "file": {
            "name": name,
            "form": str(memory.form),
            "size_bytes": answer.size_bytes,
            "repeats_after": answer.repeats_after,
            "notes": list(memory.notes),
        },
        "stored": [_stored_document(stored, catalogue) for stored in answer.stored],
        "possible": [layout.id for layout in answer.possible],
        "refused": [
            {"reason": refusal.reason, **_route_document(refusal.route, catalogue)} for refusal in answer.refused
        ],
        "question": question_document(answer.question),
    }


def _route_document(route_id: str, catalogue: Catalogue) -> dict[str, str]:
    route = catalogue.routes[route_id]
    return {"route": f"{route.name}: {route.ask}", "route_id": route.id}


def _stored_document(stored: StoredCode, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "layout": stored.layout.id,
        "title": stored.layout.title,
        "standing": str(stored.standing),
        "code": stored.code.reveal() if stored.code else None,
        "rival": stored.rival.reveal() if stored.rival else None,
        "reason": stored.reason,
        "where": stored.layout.where,
        "swapped": stored.swapped,
        "evidence": str(stored.layout.evidence.grade),
        "counts": counts_document(stored.layout.evidence),
        "sources": list(stored.layout.evidence.sources),
        "marks": [
            {"kind": str(mark.kind), "words": mark.words, "decides": mark.decides, "found": mark in stored.found}
            for mark in stored.layout.marks
        ],
        "lock": list(stored.lock),
        "comparisons": [_comparison_document(comparison) for comparison in stored.comparisons],
        "families": list(stored.layout.families),
        **_route_document(stored.layout.route, catalogue),
        "advice": stored.layout.advice,
        "warnings": list(stored.warnings),
    }


def _comparison_document(comparison: Comparison) -> dict[str, Any]:
    return {
        "serial": comparison.serial,
        "agrees": comparison.agrees,
        "rule": comparison.rule,
        "code": comparison.code.reveal() if comparison.code else None,
        "reason": comparison.reason,
    }


def _print_answer(path: Path, memory: MemoryFile, answer: ImageAnswer, catalogue: Catalogue) -> None:
    heading(f"Memory image {path.name}, {answer.size_bytes:,} bytes")
    for text in memory.notes:
        warning(text)
    if answer.repeats_after:
        warning(f"it repeats itself after {answer.repeats_after} bytes: a small chip was read as a larger one")
    for stored in answer.stored:
        _print_stored(stored, catalogue)
    if answer.question:
        print_question(answer.question, f"headunit image {shell_word(str(path))}")
    for refusal in answer.refused:
        click.echo()
        row("no code", refusal.reason, bold=True, fg="red")
        note("The layouts that are known:")
        command("headunit image --layouts")
        print_route(catalogue.routes[refusal.route])
    click.echo()


def _print_stored(stored: StoredCode, catalogue: Catalogue) -> None:
    layout = stored.layout
    click.echo()
    row("radio", f"{layout.title}; chip {layout.chip}")
    for index, mark in enumerate(stored.found):
        row("found" if index == 0 else "", mark.words)
    for index, mark in enumerate(stored.missing):
        row("not found" if index == 0 else "", mark.words, fg="yellow")
    click.echo()
    if stored.code:
        _print_code(stored, stored.code)
    else:
        row("no code", stored.reason, bold=True, fg="red")
    for index, text in enumerate(stored.lock):
        row("lock" if index == 0 else "", text)
    for comparison in stored.comparisons:
        _print_comparison(comparison)
    if layout.advice:
        row("better", layout.advice)
    for text in stored.warnings:
        warning(text)
    if not stored.code:
        print_route(catalogue.routes[layout.route])
        return
    click.echo()
    note("Tries are few: type the code once, slowly." + (" How the radio wants it:" if layout.families else ""))
    for family in layout.families:
        command(f"headunit family {family}")


def _print_code(stored: StoredCode, code: RadioCode) -> None:
    """Print the code with where it stands and its evidence."""
    row("code", " ".join(code.reveal()), bold=True, fg="green")
    if stored.rival:
        row("rival code", " ".join(stored.rival.reveal()), bold=True)
    print_evidence(stored.layout.evidence, of="layout")
    row("read at", stored.layout.where + (", the bytes of each word exchanged" if stored.swapped else ""))


def _print_comparison(comparison: Comparison) -> None:
    row("serial", comparison.serial)
    if comparison.agrees:
        note(f"the rule {comparison.rule} gives the same code for it")
    elif comparison.code:
        warning(
            f"the rule {comparison.rule} gives {comparison.code.reveal()} for it: was the code or the chip changed?"
        )
    else:
        note("no public code rule takes it, so there is nothing to compare with")


def _list_layouts(*, as_json: bool) -> int:
    from headunit.codes.images import ALL_LAYOUTS  # noqa: PLC0415 - only the list needs them here

    if as_json:
        print_json("layouts", layouts=[_layout_document(layout) for layout in ALL_LAYOUTS])
        return 0
    from rich import box  # noqa: PLC0415 - rich only when a table is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("layout", style="cyan", no_wrap=True)
    table.add_column("radio")
    table.add_column("bytes")
    table.add_column("told by")
    for layout in ALL_LAYOUTS:
        marks = list(dict.fromkeys(mark.kind.replace("-", " ") for mark in layout.marks if mark.decides))
        sizes = ", ".join(map(str, layout.sizes_bytes))
        table.add_row(layout.id, layout.title, sizes, ", ".join(marks) or "[dim]nothing: name it[/dim]")
    Console(width=text_width()).print(table)
    click.echo("  Where each stands and who says so: docs/reference/layouts.md")
    return 0


def _layout_document(layout: Layout) -> dict[str, Any]:
    return {
        "id": layout.id,
        "title": layout.title,
        "chip": layout.chip,
        "sizes_bytes": list(layout.sizes_bytes),
        "where": layout.where,
        "families": list(layout.families),
        "evidence": str(layout.evidence.grade),
        "sources": list(layout.evidence.sources),
        "distinguished": layout.distinguished,
    }
