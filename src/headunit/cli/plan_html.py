"""The page of an entry plan as one HTML file that needs nothing else, made for printing."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.cli.plan_sheet import Line, Sheet

__all__ = ["html_page"]

_WRITE = '<span class="line"></span>'
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 174mm; padding: 10mm 0; background: #fff; color: #000;
       font: 13pt/1.4 "Helvetica Neue", Helvetica, Arial, sans-serif; }
header { display: flex; justify-content: space-between; align-items: flex-end; gap: 8mm;
         border-bottom: 1.2pt solid #000; padding-bottom: 4mm; }
.kind { margin: 0; font-size: 9pt; letter-spacing: .12em; text-transform: uppercase; }
h1 { margin: 1mm 0 0; font-size: 21pt; line-height: 1.15; }
.variant { margin: 1mm 0 0; font-size: 11pt; }
.code { display: flex; gap: 2mm; margin: 0; }
.code b { border: 1.5pt solid #000; border-radius: 2mm; min-width: 13mm; padding: 1mm 0; text-align: center;
          font-size: 26pt; line-height: 1.2; }
ol { list-style: none; margin: 5mm 0 0; padding: 0; }
li { display: grid; grid-template-columns: 9mm 7mm 40mm 1fr; align-items: center; gap: 0 3mm; min-height: 11mm;
     padding: 1.6mm 0; border-bottom: .4pt solid #999; break-inside: avoid; }
li.words { grid-template-columns: 9mm 7mm 1fr; }
.box { width: 6mm; height: 6mm; border: 1.2pt solid #000; border-radius: 1mm; }
.number { font-weight: bold; text-align: right; }
.keys { display: flex; flex-wrap: wrap; align-items: center; gap: 1.5mm; font-size: 12pt; }
.keys kbd { border: 1.2pt solid #000; border-bottom-width: 2.4pt; border-radius: 1.5mm; min-width: 9mm;
            padding: .6mm 2mm; text-align: center; font: bold 12pt/1.3 "Helvetica Neue", Helvetica, Arial, sans-serif; }
.alarm { border: 1.5pt solid #000; border-radius: 2mm; margin: 5mm 0 0; padding: 2mm 4mm; font-weight: bold; }
.boxes { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; margin-top: 6mm; font-size: 10.5pt;
         line-height: 1.35; }
section { break-inside: avoid; }
h2 { margin: 0 0 1mm; font-size: 12pt; }
section ul { margin: 0; padding-left: 4.5mm; }
section li { display: list-item; min-height: 0; padding: .5mm 0; border: 0; }
.line { display: block; border-bottom: .6pt solid #000; height: 7mm; }
footer { margin-top: 6mm; padding-top: 2mm; border-top: .4pt solid #999; font-size: 8.5pt; }
@page { size: auto; margin: 16mm 18mm; }
@media print { body { max-width: none; padding: 0; } }
@media screen and (max-width: 180mm) { body { padding: 6mm; } header { display: block; } .code { margin-top: 4mm; }
  li { grid-template-columns: 9mm 7mm 1fr; } li p { grid-column: 3; } .boxes { grid-template-columns: 1fr; } }
p { margin: 0; }
.long { font-size: 10.5pt; }
.long li { grid-template-columns: 9mm 7mm 46mm 1fr; min-height: 7.6mm; padding: .6mm 0; }
.long li.words { grid-template-columns: 9mm 7mm 1fr; }
.long .keys, .long kbd { font-size: 9.5pt; }
.long + .alarm, .long ~ .boxes { margin-top: 4mm; font-size: 9pt; }
@media print { .long ~ footer { margin-top: 3mm; } }
.together { white-space: nowrap; }
"""
_MANY = 10
"""Lines that fit a page in large type."""


def html_page(sheet: Sheet) -> str:
    """Return *sheet* as a complete HTML document."""
    lines = "\n".join(map(_line, sheet.lines))
    code = "".join(f"<b>{digit}</b>" for digit in sheet.code)
    variant = f'<p class="variant">{escape(sheet.variant)}</p>' if sheet.variant else ""
    alarm = "" if sheet.complete else '<p class="alarm">Stops before the code is sent: no source says how.</p>'
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Entry plan: {escape(sheet.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<div><p class="kind">Radio code, key by key</p><h1>{escape(sheet.title)}</h1>{variant}</div>
<p class="code" aria-label="The code">{code}</p>
</header>
<ol{' class="long"' if len(sheet.lines) > _MANY else ""}>
{lines}
</ol>
{alarm}
<div class="boxes">
<section><h2>Mind</h2><ul>{_items(sheet.mind)}</ul></section>
<section><h2>If it doesn't play</h2><ul>{_items(sheet.fails)}</ul></section>
</div>
<footer>{escape(sheet.foot)}</footer>
</body>
</html>
"""


def _line(line: Line) -> str:
    head = f'<span class="box"></span><span class="number">{line.number}</span>'
    if not line.keys:
        return f'<li class="words">{head}<p>{_words(line.say)}</p></li>'
    caps = " + ".join(f"<kbd>{escape(key)}</kbd>" for key in line.keys)
    keys = f'<span class="keys">{caps} <span>{escape(line.manner)}</span></span>'
    return f"<li>{head}{keys}<p>{_words(line.say)}</p></li>"


def _words(text: str) -> str:
    """Return *text* escaped, its rows of dashes kept together."""
    return re.sub(r"-{2,}", r'<span class="together">\g<0></span>', escape(text))


def _items(texts: tuple[str, ...]) -> str:
    """Return list items; a text that ends in a colon is followed by a line to write on."""
    return "".join(f"<li>{escape(text)}{_WRITE if text.endswith(':') else ''}</li>" for text in texts)
