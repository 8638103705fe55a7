"""The vault's pages: made, opened for one browser, locked by itself, shown on request, exported on consent, deleted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from headunit.numbers import RadioCode
from headunit.web.vaults import LOCK_AFTER_MS
from tests.web.server import Bench
from tests.web.walker import NOTE, NOTE_CODE, WORDS, Walker

if TYPE_CHECKING:
    from pathlib import Path

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
    other = bench.another()

    assert "Open the vault with its passphrase" in other.client.get("/keep").text
    assert "Fiesta" not in other.client.get("/keep").text
    assert "Fiesta" in bench.client.get("/keep").text


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


def test_every_form_of_a_refused_export_leads_to_the_vault(bench: Bench) -> None:
    added(bench)
    page = bench.post("/keep/export", form="csv").text

    forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>", page)
    assert len(forms) >= 4
    assert all('action="/' in form for form in forms)


def test_a_code_that_can_t_be_the_radio_s_is_not_kept(bench: Bench) -> None:
    answer = bench.post("/keep/add", name="Civic", code="99999", family="honda-5key")

    assert answer.status_code == 422
    assert "99999" not in answer.text


def test_a_code_that_can_be_the_radio_s_is_kept_under_its_name(bench: Bench) -> None:
    assert bench.post("/keep/add", name="Fiesta", code="1234", family="ford-keycode").status_code == 303
    assert "Ford Keycode" in bench.client.get("/keep").text


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


def test_the_form_of_a_code_is_open_as_long_as_the_vault(bench: Bench) -> None:
    assert 'name="code"' in bench.client.get("/keep/add").text
    bench.post("/keep", do="lock")

    assert bench.client.get("/keep/add").headers["location"].endswith("/keep")


def test_passphrases_that_differ_make_no_vault(tmp_path: Path) -> None:
    bench = Bench(folder=tmp_path)
    answer = bench.post("/keep", do="new", passphrase=WORDS, again=OTHER)

    assert answer.status_code == 422
    assert not (tmp_path / "vault.huv").exists()


@pytest.mark.parametrize("form", ["pdf", ""])
def test_an_export_in_no_known_form_is_refused(bench: Bench, form: str) -> None:
    added(bench)

    assert bench.post("/keep/export", form=form, sure="yes").status_code == 422


def test_without_the_vault_s_library_its_pages_say_so() -> None:
    bench = Bench()

    assert bench.client.get("/keep").status_code == 200
    assert bench.post("/keep", do="open", passphrase=WORDS).status_code == 422
    assert "install the extra" in bench.post("/keep/add", name="Fiesta", code=CODE).text
    assert "Everything is deleted" in bench.post("/settings", sure="yes").text


def test_the_browser_that_opened_it_first_is_locked_out_by_the_ninth(bench: Bench) -> None:
    others = [bench.another() for _ in range(8)]
    for other in others:
        assert other.post("/keep", do="open", passphrase=WORDS).status_code == 303

    assert "Open the vault with its passphrase" in bench.client.get("/keep").text
    assert all("The vault is empty" in other.client.get("/keep").text for other in others)


@pytest.mark.parametrize(
    ("family", "code", "keys"),
    [
        pytest.param("nissan-qashqai-j10-audio-2012", "1203", 1, id="a plan"),
        pytest.param("nissan-qashqai-j10-audio-2012", "99999", 0, id="a code that does not fit"),
        pytest.param("nissan-nats-audio-link", "1203", 0, id="no plan"),
        pytest.param("a-radio-of-tomorrow", "1203", 0, id="a radio that is not known"),
    ],
)
def test_a_card_shows_the_keys_where_they_are_known(bench: Bench, family: str, code: str, keys: int) -> None:
    kept = added(bench)
    vaults, visitor = bench.place.vaults, bench.client.cookies["headunit"]
    assert vaults is not None
    held = vaults.opened(visitor)
    assert held is not None
    entry = replace(held.vault.find(kept), family=family, code=RadioCode(code))
    vaults.change(visitor, lambda vault: vault.without(entry.id).with_entry(entry))
    card = bench.client.get(f"/keep/card/{kept}").text

    assert all(f"<li>{digit}<span>" in card for digit in code)
    assert card.count('<ol class="how">') == keys


class Held:
    """Walk to the end of a case whose code is kept."""

    def __init__(self, bench: Bench) -> None:
        self.walker = Walker(bench)
        self.walker.answer(NOTE)
        self.walker.to("outcome")
        self.walker.answer("music")
        self.walker.answer("written")
        self.case = bench.place.cases.read(self.walker.path.split("/")[2])
        self.known = bench.place.cases.known(self.case)


def test_a_locked_vault_is_opened_by_the_form_of_the_case(bench: Bench) -> None:
    bench.post("/keep", do="lock")
    held = Held(bench)
    refused = held.walker.answer("vault")
    assert refused.status_code == 422
    assert "The vault is locked" in refused.text
    assert held.walker.answer("vault", passphrase=WORDS).status_code == 303

    assert NOTE in bench.client.get("/keep").text


def test_a_code_that_is_in_the_vault_already_is_not_kept_twice(bench: Bench) -> None:
    held, vaults, visitor = Held(bench), bench.place.vaults, bench.client.cookies["headunit"]
    assert vaults is not None
    keep = vaults.with_vault(held.known, visitor).into_vault
    assert keep is not None
    names = {keep(held.case, RadioCode(NOTE_CODE)) for _ in range(2)}  # as after a program that was cut off

    assert len(names) == 1
    assert bench.client.get("/keep").text.count(NOTE) == 1


def test_a_code_comes_from_the_vault(bench: Bench) -> None:
    assert bench.post("/keep/add", name="Note", code=NOTE_CODE, serial=NOTE, source="card").status_code == 303
    walker = Walker(bench)
    walker.answer(NOTE)
    known = bench.place.cases.known(case := bench.place.cases.read(walker.path.split("/")[2]))
    assert bench.place.vaults is not None
    give = bench.place.vaults.with_vault(known, bench.client.cookies["headunit"]).from_vault
    assert give is not None

    assert give(case).code.reveal() == NOTE_CODE


def test_a_vault_that_cannot_be_read_is_offered_all_the_same(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "vault.huv").write_bytes(b"")
    walker = Walker(bench)

    assert walker.answer(NOTE).status_code == 303
    assert walker.page
    assert "put a backup in its place" in bench.client.get("/keep").text
