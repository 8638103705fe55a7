"""What a newcomer could misread: orders, guesses, folded warnings, the letter of a workshop, and the way back."""

from __future__ import annotations

import re

import pytest

from headunit.recovery.records import Customer, SourceState
from tests.web.server import Bench
from tests.web.walker import Walker

_TO_THE_KEYS = {"whose": "own", "used": "0", "source": "card", "panel": "usual", "checklist": "ready", "legible": "yes"}


@pytest.fixture
def bench() -> Bench:
    return Bench()


def _on(walker: Walker, key: str, **said: str) -> None:
    for _ in range(14):
        if walker.key == key:
            return
        walker.answer({**_TO_THE_KEYS, **said}.get(walker.key) or walker.first_choice)
    raise AssertionError(walker.key)


@pytest.mark.parametrize("name", ["vag-safe-generic", "opel-siemens-as"])
def test_the_question_for_the_tries_used_tells_nobody_to_type(bench: Bench, name: str) -> None:
    walker = Walker(bench, "SAFE")
    walker.answer(name)
    _on(walker, "used", means="asks")

    assert "It counts the tries" in walker.page
    assert "type the code" not in walker.page.casefold()


def test_a_plan_that_was_tried_is_not_called_practised(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("V003098 Ford Fiesta 2004")
    _on(walker, "press")

    assert "Tried on the simulated radio" in walker.page
    assert "does not mean that you have practised it" in walker.page


@pytest.mark.parametrize(("name", "guessed"), [("toyota-erc", True), ("ford-keycode", False)])
def test_guessed_keys_are_called_a_guess_in_the_rehearsal(bench: Bench, name: str, guessed: bool) -> None:  # noqa: FBT001 - a parameter
    begun = bench.post("/rehearse/", radio=f"{name}|")
    page = bench.client.get(begun.headers["location"]).text

    assert ("These keys are our guess" in page) == guessed


def test_a_code_of_a_radio_that_is_not_known_cannot_be_checked(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("unread")
    for said in ("none", "own", "unknown", "card", "1234"):
        walker.answer(said)
    page = bench.client.get(f"{walker.path}/code").text

    assert "We can’t check this code" in page
    assert "I am at the radio now" not in page
    assert re.search(rf'class="key main" href="{walker.path}">Go on<', page)
    assert "If it differs from ours" not in page


def test_a_workshop_writes_on_behalf_of_the_owner(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("VWZ5Z7B5013069 Volkswagen Golf")
    _on(walker, "customer", whose="customer")
    walker.answer("Order 17")
    walker.answer("registration")
    cases = bench.place.cases
    cases.write(cases.read(walker.path.split("/")[2]), SourceState("dealer", "chosen"))
    _on(walker, "dealer", used="unknown")

    assert "on behalf of the owner" in walker.page
    assert "I am the owner" not in walker.page
    assert "Order 17" in walker.page


def test_a_radio_that_waits_is_not_to_be_asked_for_its_serial() -> None:
    assert "Press nothing until the wait is over" in Walker(Bench(), "WAIT").page
    assert "Press nothing until the wait is over" not in Walker(Bench(), "CODE").page


def test_a_serial_on_the_screen_leads_from_the_dealer_to_the_serial(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("ford-keycode")
    _on(walker, "source")
    assert bench.post(f"{walker.path}/serial").status_code == 303
    assert walker.key == "source"
    walker.answer("dealer")
    assert "Hold 6 and press 1" in walker.page
    bench.post(f"{walker.path}/serial")

    assert walker.key == "serial"


@pytest.mark.parametrize(
    "path", ["", "/sources", "/ford-keycode", "/ford-keycode/questions", "/ford-keycode/checklist"]
)
def test_a_page_on_radios_leads_back_to_the_case_by_its_name(bench: Bench, path: str) -> None:
    walker = Walker(bench)
    assert walker.page
    assert f"Go on with case {walker.path.split('/')[2]}" in bench.client.get("/").text
    walker.answer("ford-keycode")
    page = bench.client.get(f"/radios{path}").text

    assert f'href="{walker.path}">Go on with your case: ' in page
    assert "case: Ford" in bench.client.get("/").text


def test_the_card_of_a_radio_leads_back_too(bench: Bench) -> None:
    walker = Walker(bench)
    assert walker.page
    for page in (
        bench.client.get("/radios/ford-keycode/card"),
        bench.post("/radios/ford-keycode/card", number="1234"),
    ):
        assert f'href="{walker.path}">Go on with case' in page.text


def test_a_customer_is_a_customer_only_in_a_workshop(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer("ford-keycode")
    walker.answer("own")
    cases = bench.place.cases
    cases.write(cases.read(walker.path.split("/")[2]), Customer("Order 17"))
    cases.write(cases.read(walker.path.split("/")[2]), SourceState("dealer", "chosen"))
    _on(walker, "dealer")

    assert "Order 17" not in walker.page
