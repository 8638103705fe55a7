"""Take the pictures of the web app's pages that the documentation shows: on a phone and a desktop, by day and by night.

Each picture has both sizes side by side; it is put into a palette, so that it stays small. Needs a headless Chromium.
"""

from __future__ import annotations

import io
import shutil
import sys
import threading
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from headunit.cli.web_place import place_of
from headunit.web.app import web_app
from headunit.web.clock import RealClock
from headunit.web.serve import listen

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images" / "web"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
PHONE, DESKTOP = (390, 844), (1280, 844)
GAP, COLOURS = 24, 128
PHOTO = Path(__file__).resolve().parent.parent / "tests" / "label" / "photos" / "doubtful-eye.jpg"
PASSPHRASE = "four words of mine"  # noqa: S105 - see below
"""Of a vault that is thrown away."""
_SERIALS = (f"V{number:06}" for number in count(3098))
"""Made-up serials of Ford radios, a new one for each case: a case knows the tries of an earlier one of its radio."""
_ANSWERS = {"whose": "own", "used": "0", "legible": "yes", "panel": "usual", "checklist": "ready", "press": "press"}


def first(page: Page, home: str) -> None:
    """Show the first page."""
    page.goto(home)


def radio(page: Page, home: str) -> None:
    """Type the number of a label."""
    first(page, home)
    _go(page, "button.choice[value='CODE']")
    serial = next(_SERIALS)
    page.fill("#number", serial)
    page.wait_for_function("n => document.querySelector('[data-reading]').textContent.includes(n)", arg=serial)


def photo(page: Page, home: str) -> None:
    """Send a photo of a label, and stand before the character that is in doubt."""
    first(page, home)
    _go(page, "button.choice[value='CODE']")
    page.wait_for_load_state()
    with page.expect_navigation():
        page.set_input_files("#pick", PHOTO)
    page.wait_for_selector(".crop", timeout=60_000)
    page.locator(".sign").nth(1).click()


def code(page: Page, home: str) -> None:
    """Go on to the code."""
    radio(page, home)
    _go(page, ".keys button.main")
    _answer_until(page, lambda: page.url.endswith("/code"))


def rehearse(page: Page, home: str) -> None:
    """Begin a rehearsal on a radio with preset keys, and press its first key."""
    page.goto(home + "rehearse/")
    page.select_option("#radio", "nissan-qashqai-j10-audio-2012|")
    page.fill("#code", "2487")
    _go(page, "button.main")
    page.wait_for_selector("[data-link=up]")
    page.locator(".pc[data-key='1']").press("Enter")
    page.wait_for_function("() => document.querySelector('[data-count] .on')")


def enter(page: Page, home: str) -> None:
    """Stand before the keys, with the plan."""
    code(page, home)
    _go(page, "a.key[href^='/case/']")
    _answer_until(page, lambda: _key(page) == "outcome")


def keep(page: Page, home: str) -> None:
    """Open a vault with two codes."""
    page.goto(home + "keep")
    page.fill("input[name=passphrase]", PASSPHRASE)
    again = page.locator("input[name=again]")
    if again.count():
        again.fill(PASSPHRASE)
    _go(page, "form button.main")
    if again.count() == 0 and page.locator("[name=entry]").count() == 0:
        _add(page, home, "Blue Fiesta", "2487")
        _add(page, home, "Grandma's Note", "2540")


def radios(page: Page, home: str) -> None:
    """Show what is known of one radio."""
    page.goto(home + "radios/nissan-qashqai-j10-audio-2012")


def cases(page: Page, home: str) -> None:
    """Show the cases, which the other pages left behind."""
    page.goto(home + "cases")


def plug(page: Page, home: str) -> None:
    """Read a simulated radio over its plug."""
    page.goto(home + "plug")
    page.select_option("#family", "nissan-qashqai-j10-article")
    _go(page, "form:has(#family) button")
    _go(page, "button[value=identify]")


PAGES: dict[str, Callable[[Page, str], None]] = {
    "1-display": first,
    "2-radio": radio,
    "2-photo": photo,
    "3-code": code,
    "4-rehearse": rehearse,
    "5-enter": enter,
    "6-keep": keep,
    "7-evidence": radios,
    "8-cases": cases,
    "9-plug": plug,
}


def _key(page: Page) -> str:
    field = page.locator("input[name=key]")
    return str(field.first.get_attribute("value")) if field.count() else ""


def _answer_until(page: Page, there: Callable[[], bool]) -> None:
    for _ in range(12):
        if there():
            return
        if _key(page) not in _ANSWERS:
            break
        _go(page, f"button[name=value][value='{_ANSWERS[_key(page)]}']")
    raise SystemExit(f"the way stands at {_key(page)!r}: {page.url}, {page.inner_text('main')[:300]}")


def _go(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def _add(page: Page, home: str, name: str, digits: str) -> None:
    page.goto(home + "keep/add")
    page.fill("[name=name]", name)
    page.fill("[name=code]", digits)
    _go(page, "form button.main")


def shot(browser: Browser, home: str, take: Callable[[Page, str], None], size: tuple[int, int], theme: str) -> bytes:
    """Return one page as PNG."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale="en-GB",  # type: ignore[arg-type]
        reduced_motion="reduce", has_touch=size == PHONE, is_mobile=size == PHONE,
    )  # fmt: skip
    page = context.new_page()
    take(page, home)
    page.evaluate("document.activeElement?.blur(), scrollTo(0, 0)")
    picture = page.screenshot()
    context.close()
    return picture


def side_by_side(pictures: list[bytes]) -> Image.Image:
    """Return the pictures in one row, in a palette."""
    parts = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    wide = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    sheet = Image.new("RGB", (wide, max(part.height for part in parts)), (128, 134, 136))
    at = 0
    for part in parts:
        sheet.paste(part, (at, 0))
        at += part.width + GAP
    return sheet.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def take_all(home: str, program: str, only: list[str]) -> None:
    """Take every picture, or those that are named."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu", "--no-first-run"])
        for theme in ("light", "dark"):
            for name, take in PAGES.items():
                if only and name not in only:
                    continue
                pictures = [shot(browser, home, take, size, theme) for size in (DESKTOP, PHONE)]
                target = IMAGES / f"{name}-{theme}.png"
                side_by_side(pictures).save(target, optimize=True)
                print(f"{target.name:<24}{target.stat().st_size / 1000:6.1f} kB")
        browser.close()


def main(arguments: list[str]) -> int:
    """Serve the app with a state folder of its own, and take the pictures of it."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        print("no browser is there: apt-get install chromium-headless-shell")
        return 1
    moments = count()
    with TemporaryDirectory() as folder:
        place = place_of(folder, RealClock())
        cases_ = place.cases
        cases_.now = lambda: datetime(2026, 11, 22, 12, 0, next(moments) % 60, tzinfo=UTC)
        taken = listen()
        config = uvicorn.Config(web_app(place), log_level="error", lifespan="off", ws="websockets-sansio")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            take_all(f"http://127.0.0.1:{taken.getsockname()[1]}/", program, arguments)
        finally:
            server.should_exit = True
            thread.join()
            if place.plug is not None:
                place.plug.close_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
