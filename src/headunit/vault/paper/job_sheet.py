"""The job sheet: which radio, what was done and on what evidence; in a workshop also who showed what, and who signs."""

from __future__ import annotations

from headunit.vault.paper.page import A4_MM, Font, Ink, Page
from headunit.vault.paper.sheet_content import JobSheet, JobStep

__all__ = ["JobSheet", "JobStep", "job_sheet"]

_LEFT, _RIGHT = 20.0, A4_MM[0] - 20.0
_WIDTH = _RIGHT - _LEFT
_TOP, _BOTTOM = 20.0, A4_MM[1] - 24.0
_HEAD_TOP_LATER = 34.0
_LABEL = 38.0
_LINE = 4.6
_SIGNATURES_HIGH = 34.0
_BY_HAND = 3.4
"""More room on a line that is filled in by hand."""


_TO_TICK = (
    "registration document in the name of the customer",
    "identity document",
    "proof of purchase of the radio, if it is not the car's own",
)


def job_sheet(sheet: JobSheet) -> bytes:
    """Return the sheet as a PDF of A4 pages: the same content gives the same bytes."""
    pages = _lay_out(sheet, 0)
    return _lay_out(sheet, pages.count).page.finish()


class _Flow:
    """Write from the top of a page to its foot, and go on at the top of the next."""

    def __init__(self, sheet: JobSheet, pages: int) -> None:
        """Begin the first of *pages*; 0 while they are being counted."""
        self.sheet, self._pages, self.count = sheet, pages, 0
        self.page = Page(A4_MM, title=f"{_title(sheet)} {sheet.number}")
        self.y = 0.0
        self._begin_page()

    def room(self, height: float) -> None:
        """Make sure that *height* millimetres are left, on a new page if need be."""
        if self.y + height > _BOTTOM:
            self.page.next_page()
            self._begin_page()

    def _begin_page(self) -> None:
        self.count += 1
        foot = f"{_title(self.sheet)} {self.sheet.number} · {self.sheet.day.isoformat()}"
        self.page.line((_LEFT, A4_MM[1] - 17), (_RIGHT, A4_MM[1] - 17), line_pt=0.4)
        self.page.text((_LEFT, A4_MM[1] - 12.5), self.fit(foot, _WIDTH - 30), size_pt=7.5, ink=Ink.GREY)
        of = f"page {self.count} of {self._pages}"
        self.page.text_right((_RIGHT, A4_MM[1] - 12.5), of, size_pt=7.5, ink=Ink.GREY)
        if self.count == 1:
            self.y = _first_head(self.page, self.sheet)
        else:
            self.page.text((_LEFT, _TOP + 4), f"{_title(self.sheet)}, continued", font=Font.TITLE, size_pt=11)
            self.page.text_right((_RIGHT, _TOP + 4), self.fit(self.sheet.number, 60), font=Font.NUMBER, size_pt=10)
            self.page.box((_LEFT, _TOP + 7), (_WIDTH, 0.7), fill=Ink.AMBER)
            self.y = _HEAD_TOP_LATER

    def fit(self, text: str, width: float) -> str:
        """Return *text*, shortened to *width* at the size of the foot."""
        return self.page.fitted(text, width, font=Font.TEXT, size_pt=7.5)[0]

    def heading(self, text: str, follows: float) -> None:
        """Write the heading of a section, on one page with the *follows* millimetres below it."""
        self.room(9 + follows)
        self.page.capitals((_LEFT, self.y + 3), text, size_pt=7, ink=Ink.BLACK)
        self.page.line((_LEFT, self.y + 5), (_RIGHT, self.y + 5), line_pt=0.6)
        self.y += 10

    def row(self, label: str, text: str, *, font: Font = Font.TEXT) -> None:
        """Write *label* and, beside it, *text* in as many lines as it takes; a line to fill in when it is empty."""
        lines = self.page.wrapped(text, _WIDTH - _LABEL, font=font, size_pt=9.5)
        for number, line in enumerate(lines):
            self.room(_LINE)
            if number == 0:
                self.page.text((_LEFT, self.y), label, size_pt=8.5, ink=Ink.GREY)
            self.page.text((_LEFT + _LABEL, self.y), line, font=font, size_pt=9.5)
            if not text:
                self.page.line((_LEFT + _LABEL, self.y + 1), (_RIGHT, self.y + 1))
            self.y += _LINE
        self.y += 0.9 if text else _BY_HAND


def _lay_out(sheet: JobSheet, pages: int) -> _Flow:
    flow = _Flow(sheet, pages)
    flow.heading("Car and radio", 2 * _LINE)
    for label, text in (*sheet.car, *sheet.unit):
        flow.row(label, text)
    for label, text in sheet.numbers:
        flow.row(label, text, font=Font.NUMBER)
    flow.y += 3
    _steps(flow)
    flow.heading("Result", 2 * _LINE)
    flow.row("After the work", sheet.result, font=Font.STRONG)
    if sheet.remarks:
        flow.row("Remarks", sheet.remarks)
    flow.y += 3
    if not sheet.for_owner:
        _ownership(flow)
        _signatures(flow)
    return flow


def _title(sheet: JobSheet) -> str:
    return "Radio record" if sheet.for_owner else "Job sheet"


def _first_head(page: Page, sheet: JobSheet) -> float:
    """Write the head of the first page and return where it ends."""
    page.box((0, 0), (A4_MM[0], 30), fill=Ink.BLACK)
    page.box((0, 30), (A4_MM[0], 1.1), fill=Ink.AMBER)
    page.text((_LEFT, 18), _title(sheet), font=Font.TITLE, size_pt=22, ink=Ink.WHITE)
    page.text((_LEFT, 23.5), "Car radio security code", size_pt=9.5, ink=Ink.LINE)
    number, size = page.fitted(sheet.number, 75, font=Font.NUMBER, size_pt=13)
    page.text_right((_RIGHT, 17.5), number, font=Font.NUMBER, size_pt=size, ink=Ink.WHITE)
    page.text_right((_RIGHT, 23.5), sheet.day.isoformat(), size_pt=9.5, ink=Ink.LINE)
    if sheet.for_owner:
        return 42
    middle = _LEFT + _WIDTH / 2 + 4
    heights = [
        _address(page, (_LEFT, 42), "Workshop", sheet.workshop),
        _address(page, (middle, 42), "Customer", sheet.customer),
    ]
    return max(heights) + 6


def _address(page: Page, at: tuple[float, float], label: str, lines: tuple[str, ...]) -> float:
    x, y = at
    width = _WIDTH / 2 - 4
    page.capitals((x, y), label, size_pt=6.5)
    y += 5.4
    for number, line in enumerate(lines or ("", "", "")):
        font = Font.STRONG if number == 0 else Font.TEXT
        for part in page.wrapped(line, width, font=font, size_pt=9.5):
            page.text((x, y), part, font=font, size_pt=9.5)
            if not line:
                page.line((x, y + 1), (x + width, y + 1))
                y += _BY_HAND
            y += _LINE
    return y


def _steps(flow: _Flow) -> None:
    """Write a table: when, what was done, and on what evidence."""
    when_wide, evidence_wide = 30.0, 52.0
    what_left, evidence_left = _LEFT + when_wide, _RIGHT - evidence_wide
    flow.heading("What was done, and on what evidence", 3 * _LINE)
    for step in flow.sheet.steps or (JobStep(when="", what=""),) * 4:
        columns = (
            (_LEFT, flow.page.wrapped(step.when, when_wide - 3, size_pt=8.5), Ink.GREY, 8.5),
            (what_left, flow.page.wrapped(step.what, evidence_left - what_left - 4, size_pt=9.5), Ink.BLACK, 9.5),
            (evidence_left, flow.page.wrapped(step.evidence, evidence_wide, size_pt=8.5), Ink.GREY, 8.5),
        )
        for number in range(max(len(lines) for _, lines, _, _ in columns)):
            flow.room(_LINE)
            for x, lines, ink, size_pt in columns:
                if number < len(lines):
                    flow.page.text((x, flow.y), lines[number], size_pt=size_pt, ink=ink)
            flow.y += _LINE if step.what else _LINE + _BY_HAND
        flow.page.line((_LEFT, flow.y - 2.6), (_RIGHT, flow.y - 2.6), line_pt=0.3)
        flow.y += 1.6
    flow.y += 3


def _ownership(flow: _Flow) -> None:
    flow.heading("Ownership: what was seen (no copies are kept)", 3 * _LINE)
    seen = flow.sheet.ownership
    for text in seen or _TO_TICK:
        for number, line in enumerate(flow.page.wrapped(text, _WIDTH - 7, size_pt=9.5)):
            flow.room(_LINE + 1)
            if number == 0:
                _tick_box(flow.page, (_LEFT, flow.y - 2.9), ticked=bool(seen))
            flow.page.text((_LEFT + 6, flow.y), line, size_pt=9.5)
            flow.y += _LINE + 0.6
    flow.y += 3


def _tick_box(page: Page, at: tuple[float, float], *, ticked: bool) -> None:
    x, y = at
    page.box(at, (3.4, 3.4), line=Ink.BLACK, radius=0.5, line_pt=0.7)
    if ticked:
        page.line((x + 0.7, y + 1.8), (x + 1.5, y + 2.7), ink=Ink.BLACK, line_pt=1.2)
        page.line((x + 1.5, y + 2.7), (x + 2.8, y + 0.8), ink=Ink.BLACK, line_pt=1.2)


def _signatures(flow: _Flow) -> None:
    """Write the lines to sign on, two in a row, never alone on half a page."""
    roles = flow.sheet.signatures
    width = _WIDTH / 2 - 6
    for first in range(0, len(roles), 2):
        flow.room(_SIGNATURES_HIGH)
        line_y = flow.y + 20
        for place, role in enumerate(roles[first : first + 2]):
            x = _LEFT + place * (width + 12)
            flow.page.line((x, line_y), (x + width, line_y), ink=Ink.BLACK, line_pt=0.6)
            flow.page.text((x, line_y + 4.5), f"{role}: date, name, signature", size_pt=8, ink=Ink.GREY)
        flow.y += _SIGNATURES_HIGH
