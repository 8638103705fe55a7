"""The vault's pages: made, opened for one browser, locked by itself, shown on request, exported on consent, deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from headunit.web.vaults import LOCK_AFTER_MS
from tests.web.server import Bench

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "four words of mine"
OTHER = "not these words"
CODE = "4713"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(folder=tmp_path)
    assert "There is no vault yet" in made.client.get("/keep").text
    assert made.post("/keep", do="new", passphrase=WORDS, again=WORDS).status_code == 303
    return made


def added(bench: Bench) -> str:
    assert bench.post("/keep/add", name="Fiesta <blue>", code=CODE, source="card").status_code == 303
    found = re.search(r'name="entry" value="([^"]+)"', bench.client.get("/keep").text)
    assert found is not None
    return found[1]


def test_an_empty_vault_says_so(bench: Bench) -> None:
    assert "The vault is empty" in bench.client.get("/keep").text


def test_a_code_is_hidden_until_it_is_asked_for(bench: Bench) -> None:
    entry = added(bench)

    assert CODE not in bench.client.get("/keep").text
    assert "Fiesta &lt;blue&gt;" in bench.client.get("/keep").text
    assert CODE in bench.post("/keep", do="show", entry=entry).text


def test_an_unused_vault_locks_itself(bench: Bench) -> None:
    entry = added(bench)
    bench.clock.ms += LOCK_AFTER_MS

    assert "Open the vault with its passphrase" in bench.client.get("/keep").text
    assert bench.client.get(f"/keep/card/{entry}").status_code == 303
    assert bench.post("/keep/export", form="csv", sure="yes").status_code == 422
    assert bench.post("/keep", do="open", passphrase=OTHER).status_code == 422
    assert bench.post("/keep", do="open", passphrase=WORDS).status_code == 303
    assert "Fiesta" in bench.client.get("/keep").text


def test_many_wrong_passphrases_are_slowed_down(bench: Bench) -> None:
    bench.post("/keep", do="lock")
    told = [bench.post("/keep", do="open", passphrase=OTHER).text for _ in range(11)]

    assert "many wrong passphrases" in told[-1]
    assert "many wrong passphrases" not in told[0]


def test_an_open_vault_is_open_to_one_browser_alone(bench: Bench) -> None:
    added(bench)
    other = Bench()
    other.client.app = bench.client.app

    assert "Fiesta" not in other.client.get("/keep").text


def test_a_card_is_printed_with_the_code_or_with_empty_boxes(bench: Bench) -> None:
    entry = added(bench)
    card = bench.client.get(f"/keep/card/{entry}").text
    empty = bench.client.get(f"/keep/card/{entry}?boxes=empty").text

    assert all(f"<li>{digit}<span>" in card for digit in CODE)
    assert not any(f"<li>{digit}<span>" in empty for digit in CODE)


@pytest.mark.parametrize("form", ["csv", "bitwarden-json", "keepass-xml"])
def test_an_export_wants_consent(bench: Bench, form: str) -> None:
    added(bench)
    refused = bench.post("/keep/export", form=form)
    given = bench.post("/keep/export", form=form, sure="yes")

    assert refused.status_code == 422
    assert CODE not in refused.text
    assert CODE in given.text
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.headers["cache-control"] == "no-store"


def test_a_code_that_can_t_be_the_radio_s_is_not_kept(bench: Bench) -> None:
    answer = bench.post("/keep/add", name="Civic", code="99999", family="honda-5key")

    assert answer.status_code == 422
    assert "99999" not in answer.text


def test_an_entry_is_removed_on_consent(bench: Bench) -> None:
    entry = added(bench)
    assert bench.post("/keep", do="remove", entry=entry).status_code == 422
    assert bench.post("/keep", do="remove", entry=entry, sure="yes").status_code == 303
    assert "The vault is empty" in bench.client.get("/keep").text


def test_everything_is_deleted_on_consent(bench: Bench) -> None:
    bench.post("/", display="CODE")
    assert bench.post("/settings").status_code == 422
    assert "Everything is deleted" in bench.post("/settings", sure="yes").text
    assert "There is no case yet" in bench.client.get("/cases").text
    assert "There is no vault yet" in bench.client.get("/keep").text
