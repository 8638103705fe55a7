"""What is over is forgotten: an open vault in time, what came from it, and everything when everything is deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from headunit.errors import CannotWriteError, TryAgainError
from headunit.recovery.store.sqlite_cases import SqliteCaseStore
from headunit.web.vaults import LOCK_AFTER_MS
from tests.web.server import Bench
from tests.web.walker import NOTE, NOTE_CODE, WORDS, Walker

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.web.vaults import Vaults

CODE = "47131"
WRONG = "not these words"
BECKER, FAMILY = "BE4705 A1234567", "mercedes-becker"
SHOWN = ", ".join(CODE)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(folder=tmp_path)
    made.post("/keep", do="new", passphrase=WORDS, again=WORDS)
    made.post("/keep/add", name="Mercedes", code=CODE, family=FAMILY, serial=BECKER, source="card")
    return made


def vaults_of(bench: Bench) -> Vaults:
    assert bench.place.vaults is not None
    return bench.place.vaults


def is_open(bench: Bench) -> bool:
    return vaults_of(bench).looked_at(bench.client.cookies["headunit"]) is not None


def held(bench: Bench) -> int:
    return len(vaults_of(bench)._open)  # noqa: SLF001 - nobody else may hold it any more


def test_a_vault_is_forgotten_in_time_though_its_browser_never_comes_again(bench: Bench) -> None:
    bench.clock.ms += LOCK_AFTER_MS - 1
    bench.another().client.get("/settings")
    assert held(bench) == 1
    bench.clock.ms += 1
    bench.another().client.get("/settings")

    assert held(bench) == 0


def test_the_server_forgets_a_vault_when_nobody_asks_for_anything(bench: Bench) -> None:
    bench.clock.ms += LOCK_AFTER_MS
    bench.place.sweep()

    assert held(bench) == 0


def with_code_from_the_vault(bench: Bench) -> Walker:
    walker = Walker(bench)
    for key, said in (
        ("label", BECKER), ("car", "none"), ("family", FAMILY), ("whose", "own"), ("used", "0"), ("source", "vault"),
        ("vault", "open"),
    ):  # fmt: skip
        assert walker.key == key
        assert walker.answer(said).status_code == 303
    return walker


@pytest.mark.parametrize("how", ["time", "lock", "delete"])
def test_a_code_from_the_vault_is_forgotten_when_it_locks(bench: Bench, how: str) -> None:
    walker = with_code_from_the_vault(bench)
    page = f"{walker.path}/code"
    assert SHOWN in bench.client.get(page).text
    if how == "time":
        bench.clock.ms += LOCK_AFTER_MS
    elif how == "lock":
        bench.post("/keep", do="lock")
    else:
        vaults_of(bench).delete()

    assert SHOWN not in bench.client.get(page).text
    assert walker.page


def test_a_case_that_was_deleted_has_nothing_to_forget(bench: Bench) -> None:
    walker = with_code_from_the_vault(bench)
    bench.place.cases.delete(walker.path.split("/")[2])

    assert bench.post("/keep", do="lock").status_code == 303
    assert "The vault is locked" in bench.client.get("/keep").text


def test_a_code_that_was_worked_out_stays_when_the_vault_locks(bench: Bench) -> None:
    walker = Walker(bench)
    walker.answer(NOTE)
    walker.to("outcome")
    bench.post("/keep", do="lock")

    assert ", ".join(NOTE_CODE) in bench.client.get(f"{walker.path}/code").text


def test_a_page_with_what_the_vault_holds_leaves_when_it_locks(bench: Bench) -> None:
    entry = re.search(r'name="entry" value="([^"]+)"', bench.client.get("/keep").text)
    assert entry is not None
    pages = [
        bench.client.get("/keep"),
        bench.post("/keep", do="show", entry=entry[1]),
        bench.client.get(f"/keep/card/{entry[1]}"),
    ]

    for page in pages:
        assert page.headers["refresh"] == f"{LOCK_AFTER_MS // 1000 + 1}; url=/keep?rest=1"
        assert f'data-locks="{LOCK_AFTER_MS // 1000 + 1}"' in page.text
        assert "js/locks.js" in page.text
    bench.post("/keep", do="lock")
    assert "refresh" not in bench.client.get("/keep").headers
    assert "data-locks" not in bench.client.get("/keep").text


def test_a_page_that_comes_by_itself_puts_no_lock_off(bench: Bench) -> None:
    bench.clock.ms += LOCK_AFTER_MS - 1000
    again = bench.client.get("/keep?rest=1")
    assert "Mercedes" in again.text
    assert again.headers["refresh"] == "2; url=/keep?rest=1"
    bench.clock.ms += 1000

    assert "The vault is locked" in bench.client.get("/keep?rest=1").text
    assert not is_open(bench)


def test_a_code_that_was_typed_while_the_vault_locked_itself_is_kept(bench: Bench) -> None:
    bench.clock.ms += LOCK_AFTER_MS
    form = {"name": "Civic", "code": "55555", "car": "Civic 2011"}
    locked = bench.post("/keep/add", **form)
    wrong = bench.post("/keep/add", **form, passphrase=WRONG)

    for page in (locked, wrong):
        assert page.status_code == 422
        assert 'name="passphrase"' in page.text
        assert 'value="55555"' in page.text
        assert WRONG not in page.text
    assert bench.post("/keep/add", **form, passphrase=WORDS).status_code == 303
    assert "Civic" in bench.client.get("/keep").text


def test_everything_goes_though_the_vault_is_damaged(bench: Bench, tmp_path: Path) -> None:
    for name in ("vault.huv", "vault.format-0.abc.huv", ".vault.huv.part"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "of-somebody-else.huv").write_bytes(b"")
    assert 'name="sure"' in bench.client.get("/settings").text
    assert "Everything is deleted" in bench.post("/settings", sure="yes").text

    assert [path.name for path in tmp_path.glob("*.huv")] == ["of-somebody-else.huv"]
    assert not (tmp_path / ".vault.huv.part").exists()
    assert held(bench) == 0


def test_the_vault_goes_though_the_cases_can_t_be_read(tmp_path: Path) -> None:
    kept = tmp_path / "cases.sqlite3"
    kept.write_bytes(b"no cases" * 500)
    bench = Bench(folder=tmp_path, store=lambda: SqliteCaseStore(kept))
    bench.post("/keep", do="new", passphrase=WORDS, again=WORDS)
    page = bench.client.get("/settings")
    assert page.status_code == 200
    assert "The cases can’t be read" in page.text
    answer = bench.post("/settings", sure="yes")

    assert answer.status_code == 503
    assert "Not everything could be deleted" in answer.text
    assert "Everything is deleted" not in answer.text
    assert not (tmp_path / "vault.huv").exists()


def test_the_other_cases_go_though_one_lingers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    walkers = [Walker(bench) for _ in range(3)]
    store = bench.place.cases.store
    delete = store.delete
    stays = walkers[1].path.split("/")[2]

    def deleted(case_id: str) -> None:
        if case_id == stays:
            raise TryAgainError("case-lingers", "another program holds it", value=case_id)
        delete(case_id)

    monkeypatch.setattr(store, "delete", deleted)
    answer = bench.post("/settings", sure="yes")

    assert answer.status_code == 409
    assert [head.id for head in bench.place.cases.heads()] == [stays]
    assert not vaults_of(bench).may_exist


def test_a_vault_that_can_t_be_deleted_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path, *, missing_ok: bool) -> None:
        raise PermissionError(13, f"Permission denied {missing_ok}")

    monkeypatch.setattr("pathlib.Path.unlink", refused)
    answer = bench.post("/settings", sure="yes")

    assert answer.status_code == 503
    assert "Permission denied" in answer.text
    with pytest.raises(CannotWriteError, match="can't be deleted"):
        vaults_of(bench).delete()


def test_a_code_that_was_typed_outlives_the_vault(bench: Bench) -> None:
    with_code_from_the_vault(bench)
    typed = Walker(bench)
    typed.answer("Nissan Qashqai audio 2012 7612830085")
    typed.to("source")
    typed.answer("card")
    typed.answer("1234")
    bench.post("/keep", do="lock")

    assert "1, 2, 3, 4" in bench.client.get(f"{typed.path}/code").text
