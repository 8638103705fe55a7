"""Draw the terminal picture of the README from what the program really prints."""

from __future__ import annotations

import io

from click.testing import CliRunner
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from headunit.cli.main import cli

__all__ = ["picture"]

_COMMANDS = (
    ("headunit code M123456", ["code", "M123456"]),
    ('headunit identify "S/N: BP2346 5 1234567"', ["identify", "S/N: BP2346 5 1234567"]),
)
_WIDTH = 78


def _rgb(text: str) -> tuple[int, int, int]:
    """Return red, green and blue of six hexadecimal digits."""
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


_THEME = TerminalTheme(
    (24, 27, 34),
    (226, 229, 235),
    [_rgb(text) for text in ("464b56", "f07178", "7ed38e", "f0c674", "7aaaf7", "c792ea", "6ecdd8", "e2e5eb")],
    [_rgb(text) for text in ("848a96", "ff8b92", "96e8a6", "ffda8c", "96c0ff", "daaafa", "8ce2ec", "ffffff")],
)
_FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>headunit code and headunit identify on a terminal</title>
<style>
.{unique_id}-matrix {{ font-family: DejaVu Sans Mono, Menlo, Consolas, monospace;
 font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 17px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture() -> str:
    """Return docs/images/terminal.svg."""
    console = Console(record=True, width=_WIDTH + 2, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for shown, arguments in _COMMANDS:
        result = CliRunner().invoke(cli, arguments, color=True, env={"COLUMNS": str(_WIDTH)}, catch_exceptions=False)
        console.print(Text("$ ", style="bold green") + Text(shown, style="bold white"))
        console.print(Text.from_ansi(result.output.rstrip("\n")))
        console.print()
    svg = console.export_svg(title="headunit", theme=_THEME, code_format=_FORMAT, unique_id="terminal")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
