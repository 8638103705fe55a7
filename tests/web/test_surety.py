"""The page of a code calls it no surer than it is: by its rule, by its serial, and by other codes beside it."""

from __future__ import annotations

import re

import pytest

from headunit.recovery.records import Held, Told
from tests.web.server import Bench
from tests.web.walker import NOTE, Walker


@pytest.fixture
def walker() -> Walker:
    return Walker(Bench())


def under_the_code(walker: Walker) -> str:
    """Return what stands under the digits, as text."""
    page = walker.bench.client.get(f"{walker.path}/code").text
    found = re.search(r'class="chips under-code">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split())


def hold(walker: Walker, held: Held) -> str:
    """Write down what is held, and return the page of the code."""
    cases = walker.bench.place.cases
    cases.write(cases.read(walker.path.split("/")[2]), held)
    return walker.bench.client.get(f"{walker.path}/code").text


def test_a_proved_rule_with_a_serial_that_is_sure(walker: Walker) -> None:
    walker.answer(NOTE)
    walker.to("checklist")

    assert under_the_code(walker).startswith("Confirmed")
    assert "It was worked out for the serial number above" in walker.bench.client.get(f"{walker.path}/code").text


def test_a_character_in_doubt_lowers_what_a_proved_rule_gives(walker: Walker) -> None:
    walker.answer(NOTE)
    walker.to("legible")
    for said in ("no", f"{NOTE[:-1]}?", NOTE[-1]):
        assert walker.answer(said).status_code == 303

    assert under_the_code(walker) == "In doubt A character of the serial is in doubt."
    page = walker.bench.client.get(f"{walker.path}/code").text
    assert "for a serial number with a character in doubt" in page
    assert page.count(">Confirmed<") == 1  # the rule's own grade, where it says why we think so


def test_a_serial_that_a_unit_told_is_said_to_be_its_word(walker: Walker) -> None:
    cases = walker.bench.place.cases
    cases.write(cases.read(walker.path.split("/")[2]), Told("plug-serial", NOTE), Told("plug-unit", "taken for real"))
    walker.answer(NOTE)
    walker.to("legible")
    assert walker.answer("unseen").status_code == 303
    page = walker.bench.client.get(f"{walker.path}/code").text

    assert under_the_code(walker) == "In doubt Nobody has compared the serial with the label."
    assert "for a serial number that nobody has compared with the label" in page
    assert "The serial is the unit’s own word" in page
    assert "A character of the serial" not in page


def test_a_rival_lowers_what_a_proved_rule_gives(walker: Walker) -> None:
    walker.answer(NOTE)
    walker.to("checklist")
    held = walker.bench.place.cases.read(walker.path.split("/")[2]).held
    assert held is not None
    hold(walker, held._replace(rivals=True))

    assert under_the_code(walker).startswith("One of several Another code is possible")


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (Held("card"), ""),
        (Held("card", rivals=True), "Two codes for one radio"),
        (Held("card", doubtful=True), "This code is in doubt"),
    ],
)
def test_a_code_from_paper_is_never_said_to_be_right(walker: Walker, held: Held, told: str) -> None:
    walker.answer("Nissan Qashqai audio 2012 7612830085")
    walker.to("source")
    walker.answer("card")
    walker.answer("1234")
    page = hold(walker, held)

    assert "right for the serial" not in page
    assert "only the radio can say" in page
    for title in ("Two codes for one radio", "This code is in doubt"):
        assert (title in page) == (title == told)
