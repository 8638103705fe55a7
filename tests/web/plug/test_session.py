"""Links behind pages: who may use one, when it is closed, and that two never share a wire."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from headunit.diag.clock import JumpingClock
from headunit.diag.host import EcuHost
from headunit.diag.link import VoltSample
from headunit.diag.reset_report import Consent
from headunit.diag.servers import DoipServer, Elm327Server, TcpLinesServer
from headunit.errors import ConsentError, HeadunitError, LinkError, NotAllowedError, TryAgainError, UnknownNameError
from headunit.web.plug.desk import KEPT_MS
from headunit.web.plug.session import IDLE_MS, LEFT_MS
from tests.web.plug_bench import FAMILY, a_desk, a_host
from tests.web.server import HandClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from headunit.web.plug import PlugDesk, PlugSession

TWIN = f"twin:{FAMILY}?wrong=6"
YES = Consent(reset=True, standing=True)


class Desk:
    """Hold a desk with its clocks."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.links = HandClock(), JumpingClock()
        self.desk: PlugDesk = a_desk(self.clock, folder, self.links)

    def open(self, uri: str = TWIN, visitor: str = "me", address: str = "") -> PlugSession:
        found = self.desk.find(self.desk.open(visitor, uri, address), visitor)
        assert found is not None
        found.opening.result(20)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path)
    yield one
    one.desk.close_all()


@contextmanager
def taken_for_real(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nobody recognise a simulated unit, so that it is treated as a real one."""
    with monkeypatch.context() as patched:
        patched.setattr("headunit.diag.guarded.twin_family", lambda _link: "")
        yield


def is_closed(session: PlugSession) -> bool:
    return session.closed


def measured(session: PlugSession) -> tuple[float | None, str]:
    """Return the voltage, and the code of what stood against it."""
    return session.sample.volts if session.sample else None, session.unmeasured.code if session.unmeasured else ""


def test_a_simulated_unit_is_measured_read_and_reset(desk: Desk) -> None:
    session = desk.open()
    assert (session.twin, session.may_ask) == (FAMILY, True)
    assert session.sample is not None
    assert session.sample.volts == 12.8
    session.identify().result(20)
    session.read_faults().result(20)
    session.reset(YES).result(20)

    assert session.identity is not None
    assert session.identity.text("serial") == "M123456"
    assert session.faults is not None
    assert session.report is not None
    assert session.report.verdict == "done"
    assert [line.words for line in session.lines] == [line.words for line in session.report.lines]
    assert session.done == 4
    assert session.doing == ""


def test_without_consent_the_reset_is_refused(desk: Desk) -> None:
    session = desk.open()
    session.reset(Consent(reset=False, standing=True)).result(20)

    assert session.report is not None
    assert session.report.verdict == "refused"


@pytest.mark.parametrize("server", [TcpLinesServer, DoipServer])
def test_where_the_link_measures_nothing_a_simulated_unit_is_asked(desk: Desk, server: type[DoipServer]) -> None:
    with server(a_host(desk.links, volts=13.1)) as one:
        session = desk.open(one.uri)
        assert session.sample == VoltSample(volts=13.1, source="unit", at_s=desk.links.now())
        session.end()
        session.worker.join()


def test_a_unit_that_does_not_tell_its_voltage_has_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with DoipServer(a_host(desk.links)) as one:
        monkeypatch.setattr("headunit.diag.tester.Tester.read", lambda *_: b"")
        assert desk.open(one.uri).sample is None
        desk.desk.close_all()


def test_a_link_that_breaks_off_says_so_and_knows_no_voltage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = desk.open()

    def broken(_: object) -> VoltSample:
        raise LinkError("link-lost", "it broke off")

    monkeypatch.setattr("headunit.diag.links.twin.TwinLink.sample", broken)
    session.measure().result(20)
    assert measured(session) == (None, "link-lost")
    monkeypatch.undo()
    session.measure().result(20)
    assert measured(session) == (12.8, "")


def test_a_real_unit_is_asked_nothing_before_the_car_stands_and_never_reset(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = a_host(desk.links)
    asked: list[bytes] = []
    exchange = EcuHost.exchange

    def noted(unit: EcuHost, request: bytes, *, functional: bool = False) -> Iterator[bytes]:
        asked.append(request)
        return exchange(unit, request, functional=functional)

    monkeypatch.setattr(EcuHost, "exchange", noted)
    with Elm327Server(host) as one, taken_for_real(monkeypatch):
        session = desk.open(one.uri)
        assert (session.twin, session.may_ask, *measured(session)) == ("", False, None, "")
        for begin in (session.identify, session.read_faults):
            with pytest.raises(ConsentError) as refused:
                begin()
            assert refused.value.code == "not-standing"
        assert not asked
        session.standing = True
        session.identify().result(20)
        session.read_faults().result(20)
        with pytest.raises(NotAllowedError) as never:
            session.reset(YES)
        assert never.value.code == "reset-not-documented"
        desk.desk.close_all()
    assert measured(session) == (12.8, "")
    assert {request[0] for request in asked} == {0x22, 0x19}


def test_an_unknown_voltage_of_a_real_unit_is_never_asked_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with DoipServer(a_host(desk.links)) as one, taken_for_real(monkeypatch):
        session = desk.open(one.uri)
        session.standing = True
        session.identify().result(20)
        assert session.sample is None
        desk.desk.close_all()


def test_what_can_t_be_opened_says_why_and_is_closed(desk: Desk) -> None:
    for uri, kind in (("twin:no-such-radio", UnknownNameError), ("tcp-lines://127.0.0.1:1", LinkError)):
        session = desk.open(uri)
        assert isinstance(session.fault, kind)
        session.worker.join()
        assert session.closed
        with pytest.raises(TryAgainError) as refused:
            session.identify()
        assert refused.value.code == "link-closed"
        with pytest.raises(TryAgainError):
            session.check_reset()
        assert session.doing == ""


def test_a_closed_link_is_not_reset(desk: Desk) -> None:
    session = desk.open()
    session.end()
    session.worker.join()
    with pytest.raises(TryAgainError) as refused:
        session.reset(YES)
    assert refused.value.code == "link-closed"


@pytest.mark.parametrize(("live", "after_ms"), [(True, LEFT_MS), (False, IDLE_MS)])
def test_a_link_that_was_left_is_closed_in_time_and_not_before(desk: Desk, after_ms: int, *, live: bool) -> None:
    session = desk.open()
    session.use(live=live)
    desk.clock.ms += after_ms
    assert session.measure().result(20) is None
    assert not is_closed(session)
    desk.clock.ms += 1
    session.worker.join()

    assert session.closed


class Slow:
    """Hold up what is read until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.go = threading.Event(), threading.Event()
        monkeypatch.setattr("headunit.web.plug.session.read_faults", self)

    def __call__(self, _link: object) -> tuple[()]:
        self.began.set()
        assert self.go.wait(20)
        return ()


def test_one_thing_is_asked_at_a_time_and_nobody_leaves_in_between(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session, slow = desk.open(), Slow(monkeypatch)
    reading = session.read_faults()
    assert slow.began.wait(20)
    for begin in (session.identify, lambda: session.reset(YES), lambda: desk.desk.open("me", TWIN)):
        with pytest.raises(TryAgainError) as refused:
            begin()
        assert refused.value.code == "link-busy"
    desk.clock.ms += IDLE_MS * 2
    assert not is_closed(session)
    slow.go.set()
    reading.result(20)
    assert session.faults == ()


def test_a_link_is_its_browser_s_alone(desk: Desk) -> None:
    name = desk.desk.open("me", TWIN)

    assert desk.desk.find(name, "me") is not None
    assert desk.desk.find(name, "you") is None
    assert desk.desk.find("nothing", "me") is None
    assert (desk.desk.current("me"), desk.desk.current("you")) == (name, "")


def test_a_new_link_closes_the_one_before(desk: Desk) -> None:
    first = desk.open()
    second = desk.open()

    assert first.closed
    assert not second.closed


def test_a_wire_is_open_once(desk: Desk) -> None:
    with DoipServer(a_host(desk.links)) as one:
        desk.open(one.uri)
        with pytest.raises(TryAgainError) as refused:
            desk.open(one.uri, "you")
        assert refused.value.code == "link-in-use"
        desk.desk.close_all()


def test_from_a_phone_a_link_of_the_terminal_leads_to_the_unit_that_was_named(desk: Desk, tmp_path: Path) -> None:
    with DoipServer(a_host(desk.links)) as one:
        far = a_desk(desk.clock, tmp_path, desk.links, far=True, offered=[one.uri])
        session = far.find(far.open("phone", one.uri, "0001"), "phone")
        assert session is not None
        session.opening.result(20)
        assert session.twin == FAMILY
        far.close_all()


def test_few_links_are_open_at_once(desk: Desk) -> None:
    for visitor in "abcd":
        desk.open(visitor=visitor)
    with pytest.raises(TryAgainError) as refused:
        desk.open(visitor="e")
    assert refused.value.code == "links-many"


def test_old_links_are_forgotten(desk: Desk) -> None:
    names = []
    for _ in range(18):
        desk.open()
        names.append(desk.desk.current("me"))

    assert desk.desk.find(names[0], "me") is None
    assert desk.desk.find(names[-1], "me") is not None


def test_a_link_that_was_left_is_swept(desk: Desk) -> None:
    session = desk.open()
    desk.clock.ms += IDLE_MS
    desk.desk.sweep()
    assert not is_closed(session)
    desk.clock.ms += 1
    desk.desk.sweep()

    assert is_closed(session)


def test_what_was_read_is_forgotten_when_nobody_looks_at_it_any_more(desk: Desk) -> None:
    name = desk.desk.open("me", TWIN)
    session = desk.desk.find(name, "me")
    assert session is not None
    session.opening.result(20)
    session.end()
    session.worker.join()
    desk.clock.ms += KEPT_MS
    desk.desk.sweep()
    assert desk.desk.find(name, "me") is session
    desk.clock.ms += KEPT_MS + 1
    desk.desk.sweep()

    assert desk.desk.find(name, "me") is None


def test_a_reset_is_never_swept_and_its_link_is_no_one_else_s(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with DoipServer(a_host(desk.links)) as one:
        name = desk.desk.open("me", one.uri)
        session, slow = desk.desk.find(name, "me"), Slow(monkeypatch)
        assert session is not None
        session.opening.result(20)
        monkeypatch.setattr(session, "_reset", slow)
        ending = session.reset(YES)
        assert slow.began.wait(20)
        desk.clock.ms += 2 * KEPT_MS
        desk.desk.forget()
        desk.desk.sweep()
        assert not is_closed(session)
        session.end()
        desk.desk.sweep()
        with pytest.raises(TryAgainError) as refused:
            desk.desk.open("you", one.uri)
        assert refused.value.code == "link-in-use"
        assert desk.desk.find(name, "me") is session
        slow.go.set()
        ending.result(20)
        desk.desk.close_all()


def test_everything_that_is_deleted_takes_links_along(desk: Desk) -> None:
    name = desk.desk.open("me", TWIN)
    session = desk.desk.find(name, "me")
    assert session is not None
    session.opening.result(20)
    desk.desk.forget()
    assert desk.desk.find(name, "me") is None
    session.worker.join()
    desk.desk.sweep()

    assert is_closed(session)
    assert len(desk.desk._kept) == 0  # noqa: SLF001 - nobody else holds what was read


def test_the_end_of_the_program_waits_for_a_reset(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session, began, go = desk.open(), threading.Event(), threading.Event()
    run = "headunit.diag.reset.ResetJob.run"

    def slow(_job: object, _consent: Consent) -> str:
        began.set()
        assert go.wait(20)
        return "whole"

    monkeypatch.setattr(run, slow)
    session.reset(YES)
    assert began.wait(20)
    assert session.doing == "reset"
    assert desk.desk.resetting
    ending = threading.Thread(target=desk.desk.close_all)
    ending.start()
    ending.join(0.05)
    assert ending.is_alive()
    go.set()
    ending.join()
    assert str(session.report) == "whole"
    assert is_closed(session)


def test_only_radios_with_a_code_are_offered_as_simulated(desk: Desk) -> None:
    families = dict(desk.desk.families)

    assert FAMILY in families
    assert list(families.values()) == sorted(families.values(), key=str.casefold)
    assert len(families) > 30


def test_a_hostile_link_opens_nothing(desk: Desk) -> None:
    with pytest.raises(HeadunitError):
        desk.desk.open("me", "elm327:/etc/passwd", "727:72F")
    assert desk.desk.current("me") == ""
