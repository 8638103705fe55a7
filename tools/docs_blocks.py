"""Fill the marked blocks of a page: real output of commands, and tables made from the code.

Each mark is a comment on a line of its own, and ``<!-- end -->`` ends its block:

``<!-- run: headunit code M123456 -->``: the output stands below, and the exit status must be 0.
``<!-- run 69 head=5: headunit code … -->``: status 69; the first five lines, then a mark for the rest.
``<!-- run quiet: mkdir my-radios -->``: run it and show the command alone.
``<!-- table: lookalikes -->``: a table, by its name in build_docs.TABLES.

``<!-- file: radios.csv -->`` has no end: the fenced block below it is that file in the page's own folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tools.docs_run import CommandFailedError, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["fill", "without_trailing_space"]

_MARK = re.compile(
    r"^<!-- (?P<what>run|table|file)(?: (?P<options>[^:]*))?: (?P<text>.+?) -->\n(?P<body>.*?)(?=^<!-- |\Z)",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^```[a-z]*\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "<!-- end -->\n"


def fill(page: str, tables: Mapping[str, Callable[[], str]]) -> str:
    """Return *page* with every marked block filled anew; its commands run in one new folder, in order."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        return _MARK.sub(lambda match: _filled(match, folder, tables), page)


def _filled(match: re.Match[str], folder: Path, tables: Mapping[str, Callable[[], str]]) -> str:
    what, text = match["what"], match["text"]
    if what == "file":
        fence = _FENCE.search(match["body"])
        if fence is None:
            message = f"no fenced block below the file {text}"
            raise CommandFailedError(message)
        (folder / text).write_text(fence["content"], encoding="utf-8")
        return match[0]
    head = match[0].partition("\n")[0] + "\n"
    return head + (_session(match["options"] or "", text, folder) if what == "run" else tables[text]())


def _session(options: str, command: str, folder: Path) -> str:
    """Return the fenced block of one command."""
    words = options.split()
    expected = next((int(word) for word in words if word.isdigit()), 0)
    most = next((int(word.removeprefix("head=")) for word in words if word.startswith("head=")), 0)
    result = run(command, folder)
    if result.status != expected:
        message = f"'{command}' ended with status {result.status}, not {expected}:\n{result.output}"
        raise CommandFailedError(message)
    shown = without_trailing_space("" if "quiet" in words else result.output).strip("\n")
    lines = shown.splitlines()
    if most and len(lines) > most:
        shown = "\n".join([*lines[:most], "…"])
    blank = "\n" if shown.startswith("  ") else ""
    return "```console\n$ " + command + "\n" + (blank + shown + "\n" if shown else "") + "```\n"


def without_trailing_space(text: str) -> str:
    """Return *text* with the blanks at the ends of its lines taken off."""
    return "\n".join(line.rstrip() for line in text.split("\n"))
