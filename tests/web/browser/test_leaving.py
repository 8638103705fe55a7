"""In a real browser: a second scan of the picture code throws nobody out; a shown code goes when the vault locks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from headunit.web import serve, vaults
from tests.web.test_phone import Phone
from tests.web.walker import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.web.browser.conftest import Server

CODE = "4713"


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    monkeypatch.setattr(serve, "_LOOK_S", 0.02)
    one = Phone()
    yield one
    one.end()
    for taken in (one.inside, one.outside):
        taken.close()


def test_a_second_scan_leads_back_in_and_the_first_page_stays_inside(phone: Phone, browser: Browser) -> None:
    welcome = f"http://127.0.0.1:{phone.outside.getsockname()[1]}/"
    context = browser.new_context(ignore_https_errors=True)
    first = context.new_page()
    first.goto(welcome)
    first.click("a.key.main")
    first.fill("#word", phone.word.text)
    first.click("button.key.main")
    expect(first.locator("h1")).to_have_text("What does your display show?")

    second = context.new_page()
    second.goto(welcome)
    second.click("a.key.main")
    expect(second.locator("h1")).to_have_text("What does your display show?")
    first.reload()
    expect(first.locator("h1")).to_have_text("What does your display show?")
    context.close()


def shown(page: Page, server: Server) -> None:
    """Put a code into a vault of its own, and show it."""
    place = server.place
    assert place.vaults is not None
    place.vaults.delete()
    page.goto(f"{server.address}/keep")
    page.fill("#passphrase", WORDS)
    page.fill("#again", WORDS)
    page.click("button[value=new]")
    page.goto(f"{server.address}/keep/add")
    page.fill("#name", "Fiesta")
    page.fill("#code", CODE)
    page.click("form.sect button.main")
    page.click("button[value=show]")
    expect(page.locator(".dots")).to_have_text(CODE)
    page.wait_for_load_state()  # its scripts have run then


def test_a_shown_code_goes_when_the_vault_locks(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(server.address)
    page.clock.install()
    shown(page, server)
    server.clock.ahead_ms += vaults.LOCK_AFTER_MS
    page.clock.fast_forward(vaults.LOCK_AFTER_MS + 2000)

    expect(page.locator("h2").first).to_have_text("The vault is locked")
    assert re.search(r"/keep\?rest=1$", page.url)
    page.go_back()
    expect(page.locator("body")).not_to_contain_text(CODE)


def test_a_shown_code_goes_without_scripts_too(
    server: Server, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    shown(page, server)
    monkeypatch.setattr(vaults, "LOCK_AFTER_MS", 3000)
    page.goto(f"{server.address}/keep")
    page.click("button[value=show]")

    expect(page.locator("h2").first).to_have_text("The vault is locked", timeout=20_000)
    context.close()
