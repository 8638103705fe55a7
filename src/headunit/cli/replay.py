"""``headunit twin FAMILY --replay``: recordings of an original firmware, replayed on the twin and compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from headunit.cli.output import heading, note, print_json, row
from headunit.cli.twin_files import read_lines
from headunit.errors import InputError

if TYPE_CHECKING:
    from headunit.twin import TwinProfile
    from headunit.twin.replay import Image, Result

__all__ = ["replay_command"]

_COLOURS = {"agrees": "green", "differs": "red", "not replayed": "yellow"}
_DIFFERS = 65


def replay_command(name: str, profile: TwinProfile, file: str, *, as_json: bool) -> int:
    """Replay the recordings in *file* on twins of *profile*, print what agrees and what differs, return the status."""
    from headunit.twin import HeadUnit  # noqa: PLC0415 - '--help' needs no twin
    from headunit.twin.replay import image_of, read_recordings, replay  # noqa: PLC0415 - as above

    if profile.lock is None or profile.lock.memory != "bytes":
        raise InputError(
            "no-recordings",
            f"recordings are of a radio that keeps its count in a byte, and {profile.family} doesn't",
            value=profile.family,
            next_step="give the family of the recorded radio",
        )
    recordings = read_recordings(_document(file))

    def build(image: Image) -> HeadUnit:
        return HeadUnit(profile, image_of(image))

    results = replay(recordings, build)
    counts = {kind: sum(result.result == kind for result in results) for kind in _COLOURS}
    if as_json:
        print_json("replay", family=profile.family, **_counts_document(counts), traces=[*map(_document_of, results)])
    else:
        _print(name, results, counts)
    sure = all(result.result == "agrees" or result.reason.startswith("the recording") for result in results)
    return 0 if sure else _DIFFERS


def _document(file: str) -> object:
    try:
        return json.loads("\n".join(read_lines(file)))
    except (ValueError, RecursionError) as fault:
        raise InputError(
            "traces",
            f"{file!r} is not a JSON document ({fault})",
            value=file,
            expected="a document of recorded traces",
            next_step="give a document of recorded traces",
        ) from fault


def _counts_document(counts: dict[str, int]) -> dict[str, int]:
    return {kind.replace(" ", "_"): count for kind, count in counts.items()}


def _document_of(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "result": result.result,
        "reason": result.reason,
        "agrees": dict(result.agreed),
        "verdicts_late_ms": list(result.late_ms),
        "differences": [
            {"t_ms": round(each.t_ms), "what": each.what, "expected": each.expected, "seen": each.seen}
            for each in result.differences
        ],
        "observations": [seen._asdict() for seen in result.seen],
    }


def _print(name: str, results: tuple[Result, ...], counts: dict[str, int]) -> None:
    heading(f"{name}: recordings of the original firmware, replayed on the twin")
    click.echo()
    for result in results:
        row(result.result, result.name, fg=_COLOURS[result.result])
        agreed = ", ".join(f"{what} {count}" for what, count in result.agreed)
        late = ", ".join(f"{by:+.0f} ms" for by in result.late_ms)
        told = [f"agree: {agreed}" if agreed else "", f"verdict {late}" if late else "", result.reason]
        note("; ".join(filter(None, told)))
        for difference in result.differences:
            note(f"× {difference}")
    click.echo()
    note(
        ", ".join(
            f"{count} {kind.replace('agrees', 'agree').replace('differs', 'differ')}" for kind, count in counts.items()
        )
    )
    click.echo()
