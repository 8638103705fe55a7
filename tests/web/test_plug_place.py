"""The desk of the program itself: made where its library is there, and closed when the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.cli.web_place import close_links, place_of
from headunit.errors import InputError
from tests.web.plug_bench import FAMILY
from tests.web.server import HandClock

if TYPE_CHECKING:
    from pathlib import Path


def test_the_program_opens_links_by_its_own_clock_and_closes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = "doip://127.0.0.1:13400?address=0727"
    desk = place_of(str(tmp_path), HandClock(), far=True, links=(named,)).plug
    assert desk is not None
    assert (desk.far, desk.offered) == (True, (named,))
    assert isinstance(desk.ports(), list)
    name = desk.open("me", f"twin:{FAMILY}")
    session = desk.find(name, "me")
    assert session is not None
    session.opening.result(30)
    session.doing = "reset"
    close_links(desk)

    assert session.closed
    assert "isn't stopped half-way" in " ".join(capsys.readouterr().out.split())


def test_an_idle_end_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close_links(place_of(str(tmp_path), HandClock()).plug)
    close_links(None)

    assert capsys.readouterr().out == ""


def test_without_the_library_there_is_no_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.cli.web_place.find_spec", lambda _name: None)

    assert place_of(str(tmp_path), HandClock()).plug is None


def test_a_link_that_is_none_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no link"):
        place_of(str(tmp_path), HandClock(), links=("file:///etc/passwd",))
