"""A job sheet tells what was done and on what evidence, over as many pages as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2

from headunit.vault.paper.job_sheet import JobSheet, JobStep, job_sheet

SHEET = JobSheet(
    number="2026-0417",
    day=date(2026, 11, 22),
    workshop=("Sample Auto Electrics", "1 Hill Road"),
    customer=("Mrs Example",),
    car=(("Car", "Ford Fiesta 2004"), ("VIN", "WF0AXXGAJA4A12345")),
    unit=(("Radio", "Ford radios with an M or V serial"),),
    numbers=(("Serial", "M123456"),),
    steps=(
        JobStep(when="10:05", what="Serial read from the label.", evidence="complete, no doubtful character"),
        JobStep(when="10:12", what="Code found by the rule ford-m.", evidence="confirmed"),
    ),
    result="The radio plays.",
    ownership=("registration document in the name of the customer",),
    remarks="Battery terminal tightened.",
)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def lines_drawn(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(1 for page in document for thing in page.get_objects() if thing.type == 2)


def test_a_sheet_tells_all_that_it_was_given() -> None:
    (shown,) = texts(job_sheet(SHEET))

    given = (*SHEET.workshop, *SHEET.customer, *SHEET.ownership, SHEET.result, SHEET.remarks, SHEET.number)
    given += tuple(text for pair in (*SHEET.car, *SHEET.unit, *SHEET.numbers) for text in pair)
    given += tuple(text for step in SHEET.steps for text in (step.when, step.what, step.evidence))
    assert [text for text in given if text not in shown] == []
    assert "Workshop: date, name, signature" in shown
    assert "Customer: date, name, signature" in shown
    assert "page 1 of 1" in shown


def test_an_empty_sheet_has_boxes_to_tick_and_lines_to_fill_in() -> None:
    blank = replace(
        SHEET, customer=(), car=(("Car", ""),), numbers=(("Serial", ""),), steps=(), result="", ownership=()
    )
    (shown,) = texts(job_sheet(replace(blank, result="", remarks="")))

    assert "registration document in the name of the customer" in shown
    assert "identity document" in shown
    assert "Remarks" not in shown
    assert lines_drawn(job_sheet(blank)) > lines_drawn(job_sheet(SHEET))


def test_an_owners_own_sheet_has_no_workshop_no_customer_and_nothing_to_sign() -> None:
    (shown,) = texts(job_sheet(replace(SHEET, workshop=(), customer=(), ownership=(), for_owner=True)))

    assert shown.startswith("Radio record")
    assert SHEET.result in shown
    assert [word for word in ("Job sheet", "WORKSHOP", "CUSTOMER", "OWNERSHIP", "signature") if word in shown] == []
    assert "WORKSHOP" in texts(job_sheet(SHEET))[0]


def test_a_ticked_box_has_two_strokes_more_than_an_empty_one() -> None:
    three = ("a", "b", "c")
    to_tick, ticked = job_sheet(replace(SHEET, ownership=())), job_sheet(replace(SHEET, ownership=three))

    assert lines_drawn(ticked) == lines_drawn(to_tick) + 2 * 3


def test_a_long_sheet_goes_on_on_the_next_page() -> None:
    steps = tuple(JobStep(when=f"step {number}", what="x" * 150, evidence="seen " * 30) for number in range(30))
    pages = texts(job_sheet(replace(SHEET, steps=steps, signatures=("Workshop", "Customer", "Witness"))))

    assert len(pages) > 2
    assert [f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(
        pages
    )
    assert all("Job sheet, continued" in page for page in pages[1:])
    assert [number for number in range(30) if not any(f"step {number} " in page for page in pages)] == []
    assert "Witness: date, name, signature" in pages[-1]


def test_long_rows_and_remarks_are_wrapped_over_pages() -> None:
    remarks = "\n".join(f"remark {number} " + "word " * 40 for number in range(40))
    pages = texts(job_sheet(replace(SHEET, remarks=remarks, ownership=("seen " * 60,), workshop=("w" * 200,))))

    assert len(pages) > 2
    assert [number for number in range(40) if not any(f"remark {number} " in page for page in pages)] == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert job_sheet(SHEET) == job_sheet(SHEET)
