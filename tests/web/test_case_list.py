"""The list of cases: the newest first, a page at a time, and every one can be reached."""

from __future__ import annotations

import re

import pytest

from tests.web.server import Bench

MANY = 60


@pytest.fixture(scope="module")
def kept() -> tuple[Bench, list[str]]:
    """Keep many cases; return the names in the order they were begun."""
    bench = Bench()
    names = []
    for _ in range(MANY):
        answer = bench.post("/", display="CODE")
        names.append(answer.headers["location"].rsplit("/", 1)[1])
        bench.clock.ms += 60_000
    return bench, names


def listed(bench: Bench, page: str) -> list[str]:
    return re.findall(r'href="/cases/([A-Z0-9]+)"', bench.client.get(f"/cases{page}").text)


def test_every_case_is_on_one_page_the_newest_first(kept: tuple[Bench, list[str]]) -> None:
    bench, names = kept

    assert [name for page in ("", "?page=2", "?page=3") for name in listed(bench, page)] == names[::-1]


@pytest.mark.parametrize(
    ("page", "said", "newer", "older"),
    [
        ("", "1 to 25 of 60", "", "2"),
        ("?page=2", "26 to 50 of 60", "1", "3"),
        ("?page=3", "51 to 60 of 60", "2", ""),
        ("?page=0", "1 to 25 of 60", "", "2"),
        ("?page=99", "51 to 60 of 60", "2", ""),
        ("?page=-1", "1 to 25 of 60", "", "2"),
        ("?page=²", "1 to 25 of 60", "", "2"),
        ("?page=<b>", "1 to 25 of 60", "", "2"),
        (f"?page={'9' * 5000}", "1 to 25 of 60", "", "2"),
    ],
)
def test_pages_lead_to_their_neighbours(
    page: str, said: str, newer: str, older: str, kept: tuple[Bench, list[str]]
) -> None:
    text = kept[0].client.get(f"/cases{page}").text

    assert said in text
    assert re.findall(r'rel="prev" href="/cases\?page=(\d+)"', text) == ([newer] if newer else [])
    assert re.findall(r'rel="next" href="/cases\?page=(\d+)"', text) == ([older] if older else [])


def test_a_short_list_has_no_pages() -> None:
    bench = Bench()
    bench.post("/", display="CODE")

    assert "of 1 cases" not in bench.client.get("/cases").text
