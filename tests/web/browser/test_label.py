"""A photographed label in the real browser, with the real reader: on a phone, without scripts, and for everybody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from headunit.web.photo_reader import ProcessReader
from tests.web.browser.test_way import looked_at
from tests.web.readings import CARD, REFUSED, FakeReader, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from headunit.label.reading import LabelReading
    from tests.web.browser.conftest import Server

PHOTOS = Path(__file__).parents[2] / "label" / "photos"
READ_MS = 60_000
"""The real reader shares two cores with the browser and with other tests."""


@pytest.fixture
def read(server: Server) -> Callable[..., FakeReader]:
    """Give readings in the real reader's stead, until the test is over."""

    def given(*answers: LabelReading | Exception) -> FakeReader:
        fake = FakeReader(*answers)
        desk = server.place.labels
        assert desk is not None
        desk._reader = fake  # noqa: SLF001 - the seam for tests
        return fake

    return given


@pytest.fixture(autouse=True)
def real_again(server: Server) -> None:
    desk = server.place.labels
    assert desk is not None
    desk._reader = ProcessReader()  # noqa: SLF001 - as above


def to_the_label(page: Page) -> None:
    page.locator("button.choice[value='CODE']").first.click()
    expect(page.locator("#pick")).to_be_attached()


def send(page: Page, *photos: str, field: str = "#pick") -> None:
    with page.expect_navigation():
        page.set_input_files(field, [str(PHOTOS / name) for name in photos])


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_a_label_is_photographed_on_a_phone_and_becomes_the_case_s(
    locale: str, server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(server.address, "phone", "dark", touch=True, locale=locale)
    page.locator("button.choice[value='CODE']").first.tap()
    camera = page.locator("label[for=shoot]")
    expect(camera).to_be_visible()
    box = camera.bounding_box()
    assert box is not None
    assert box["height"] >= 52
    looked_at(page)
    with page.expect_file_chooser() as chooser:
        camera.tap()
    assert page.locator("#shoot").get_attribute("capture") == "environment"
    with page.expect_navigation():
        chooser.value.set_files(str(PHOTOS / "doubtful-eye.jpg"))
    expect(page.locator("fieldset")).to_have_count(1, timeout=READ_MS)
    looked_at(page)
    crop = page.locator("img.crop")
    assert crop.evaluate("one => one.complete && one.naturalWidth") > 200
    page.locator("label.sign").filter(has_text=re.compile("^I")).first.tap()
    with page.expect_navigation():
        page.locator("button[value=answers]").tap()
    expect(page.locator(".plate")).to_have_attribute("aria-label", re.compile("2, 9, G, 8, 0, 8, 1, I, E$"))
    page.reload()
    looked_at(page)
    with page.expect_navigation():
        page.locator("button[value=yes]").tap()

    case = page.url.split("/case/")[1][:6]
    page.goto(f"{server.address}/cases/{case}")
    expect(page.locator(".log")).to_contain_text("S/N 29G8081IE")
    expect(page.locator(".shots img")).to_have_count(1)
    looked_at(page)


def test_without_scripts_a_label_is_read_all_the_same(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(server.address)
    to_the_label(page)
    expect(page.locator("#pick")).to_be_visible()
    page.set_input_files("#pick", str(PHOTOS / "vw-codes.jpg"))
    page.get_by_role("button", name="Send and read").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Reading the photo|Is this what"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what the label says?", timeout=READ_MS)
    page.get_by_role("button", name="Yes, each character").click()
    case = page.url.split("/case/")[1][:6]

    page.goto(f"{server.address}/cases/{case}")
    expect(page.locator(".log")).to_contain_text("S/N VWZ6Z5S1817045")
    context.close()


def test_a_restart_leaves_the_photos_and_they_are_read_again(
    server: Server, open_page: Callable[..., Page], read: Callable[..., FakeReader]
) -> None:
    read(reading())
    page = open_page(server.address, "phone", touch=True)
    to_the_label(page)
    send(page, "vw-codes.jpg")
    expect(page.locator("button[value=yes]")).to_be_visible()
    server.stop()
    server.start(anew=True)
    read(reading())
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("These photos were not read yet")
    looked_at(page)
    with page.expect_navigation():
        page.locator("button[value=again]").tap()
    expect(page.locator("button[value=yes]")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param("phone", "light"),
        pytest.param("desktop", "dark"),
        pytest.param("small", "dark"),
        pytest.param("phone", "dark", marks=pytest.mark.verify),
        pytest.param("desktop", "light", marks=pytest.mark.verify),
    ],
)
@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (reading("_P53870W100065_", doubtful=[7]), "Bitte sehen Sie"),
        (reading("BP53____000653"), "Bitte sehen Sie"),
        (REFUSED, "Der Aufkleber ist darauf nicht zu lesen"),
        (CARD, "Der Aufkleber ist darauf nicht zu lesen"),
        (OSError(28, "no room"), "Das lässt sich nicht lesen"),
    ],
    ids=["questions", "hidden", "refused", "card", "fault"],
)
def test_axe_finds_nothing_in_any_state(
    answer: LabelReading | Exception,
    title: str,
    size: str,
    theme: str,
    server: Server,
    open_page: Callable[..., Page],
    read: Callable[..., FakeReader],
) -> None:
    fake = read(answer)
    page = open_page(server.address, size, theme, touch=size == "phone", locale="de-DE")
    to_the_label(page)
    send(page, "vw-codes.jpg", "shot-left.jpg")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    looked_at(page)

    assert len(fake.seen) == 2


def test_the_questions_are_answered_by_keyboard_alone(
    server: Server, open_page: Callable[..., Page], read: Callable[..., FakeReader]
) -> None:
    read(reading(doubtful=[7]))
    page = open_page(server.address)
    to_the_label(page)
    send(page, "vw-codes.jpg")
    page.locator("input[name=q7]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    looked_at(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what the label says?")


def test_too_many_photos_are_told_before_they_are_sent(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.address, "phone", touch=True)
    to_the_label(page)
    page.set_input_files("#pick", [str(PHOTOS / "vw-codes.jpg")] * 6)

    expect(page.locator("[data-status]")).to_have_text("At most five photos of one label can be read together.")
    assert page.url.endswith(page.url.split("/case/")[1])
