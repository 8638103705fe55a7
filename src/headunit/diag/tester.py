"""The tester's side of ISO 14229: udsoncan over any link; a refusal by the unit is a value, silence an error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from headunit.diag.links.errors import extra_missing, link_lost
from headunit.errors import LinkError
from headunit.uds import NRC_WORDS, nrc_name

try:
    from udsoncan.client import Client
    from udsoncan.connections import BaseConnection
    from udsoncan.exceptions import (
        InvalidResponseException,
        NegativeResponseException,
        TimeoutException,
        UnexpectedResponseException,
    )
    from udsoncan.Request import Request
    from udsoncan.services.ReadDataByIdentifier import ReadDataByIdentifier
except ImportError:  # pragma: no cover - the tests have the extra
    raise extra_missing("udsoncan") from None

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.diag.link import PduLink

__all__ = ["LinkConnection", "Refusal", "Tester"]

_T = TypeVar("_T")
_P2_S, _P2_STAR_S = 1.0, 6.0
_AGAIN = 2
"""How often a request that changes nothing is repeated when no answer comes."""

_MOST_PENDING = 30
"""How often a unit may say that it takes longer: at 5 s each, two and a half minutes."""

_MOST_STALE = 100
"""How many answers that came too late may wait; a link that has more never falls silent."""
_NEGATIVE, _PENDING = b"\x7f", 0x78


class Refusal(NamedTuple):
    """Hold a negative answer."""

    nrc: int

    @property
    def words(self) -> str:
        """Say it in plain words, with its name in the standard."""
        known = NRC_WORDS.get(self.nrc)
        return f"{known.meaning} ({known.iso_name})" if known else f"the unit refused ({nrc_name(self.nrc)})"

    @property
    def advice(self) -> str:
        """Say what can be done."""
        known = NRC_WORDS.get(self.nrc)
        return known.advice if known else "look the number up in the unit's own documents"


class LinkConnection(BaseConnection):
    """Let udsoncan speak over a link, and end what a unit would let last for ever."""

    def __init__(self, link: PduLink) -> None:
        """Take an open link."""
        super().__init__("headunit")
        self._link = link
        self._pending = 0

    def open(self) -> LinkConnection:
        """Return itself: the link is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the link open: whoever opened it closes it."""

    def close(self) -> None:
        """Leave the link open: whoever opened it closes it."""

    def is_open(self) -> bool:
        """Return True."""
        return True

    def specific_send(self, payload: bytes, timeout: float | None = None) -> None:
        """Send a request."""
        del timeout
        self._pending = 0
        self._link.send(bytes(payload))

    def specific_wait_frame(self, timeout: float | None = None) -> bytes:
        """Wait for an answer; raises LinkError (``never-ready``) where the unit only ever says that it takes longer."""
        answer = self._link.receive(_P2_S if timeout is None else timeout)
        if answer is None:
            raise TimeoutException
        if answer[:1] == _NEGATIVE and answer[2:] == bytes((_PENDING,)):
            self._pending += 1
            if self._pending > _MOST_PENDING:
                raise _never_ready(self._link.info.uri)
        return answer

    def empty_rxqueue(self) -> None:
        """Forget answers that came too late; raises LinkError (``link-lost``) where there is no end to them."""
        for _ in range(_MOST_STALE):
            if self._link.receive(0) is None:
                return
        raise link_lost(self._link.info.uri, "it never falls silent")


class Tester:
    """Ask one unit; each method returns what came or a :class:`Refusal`, and raises LinkError where nothing came."""

    __slots__ = ("_client", "link")

    def __init__(self, link: PduLink) -> None:
        """Wait as long as a unit and this link may take, never less."""
        self.link = link
        config: Any = {
            "p2_timeout": _P2_S + link.info.latency_s,
            "p2_star_timeout": _P2_STAR_S + link.info.latency_s,
            "request_timeout": None,
            "use_server_timing": False,
            "standard_version": 2006,  # then a change of session may be answered without times, which nothing here uses
        }
        connection = LinkConnection(link)
        self._client = Client(connection, config=config)
        for logger in (connection.logger, self._client.logger):
            if not logger.handlers:  # what goes wrong is told by values and errors, not on the screen
                logger.addHandler(logging.NullHandler())

    def read(self, did: int) -> bytes | Refusal:
        """Return the value of a data identifier, whatever its length."""
        asked = did.to_bytes(2, "big")
        request = Request(ReadDataByIdentifier, data=asked)

        def ask() -> bytes:
            answer: Any = self._client.send_request(request)
            if answer.data[:2] != asked:
                raise UnexpectedResponseException(answer, "another identifier is answered")
            return bytes(answer.data[2:])

        return self._asked(ask)

    def faults(self) -> tuple[tuple[int, int], ...] | Refusal:
        """Return the stored fault codes, each with its status byte."""

        def ask() -> tuple[tuple[int, int], ...]:
            answer: Any = self._client.get_dtc_by_status_mask(0xFF)
            return tuple((dtc.id, dtc.status.get_byte_as_int()) for dtc in answer.service_data.dtcs)

        return self._asked(ask)

    def present(self) -> Refusal | None:
        """Say "I am here"."""
        return self._asked(lambda: _nothing(self._client.tester_present()))

    def session(self, session: int) -> Refusal | None:
        """Change the diagnostic session."""
        return self._asked(lambda: _nothing(self._client.change_session(session)))

    def seed(self) -> bytes | Refusal:
        """Ask for a seed; one of zeros means that the unit is unlocked."""

        def ask() -> bytes:
            answer: Any = self._client.request_seed(1)
            return bytes(answer.service_data.seed)

        return self._asked(ask)

    def key(self, key: bytes) -> Refusal | None:
        """Send a key, once: a try may be used up."""
        return self._asked(lambda: _nothing(self._client.send_key(2, key)), again=0)

    def start_routine(self, routine: int) -> bytes | Refusal:
        """Start a routine, once, whatever comes."""
        return self._asked(lambda: _status_record(self._client.start_routine(routine)), again=0)

    def routine_result(self, routine: int) -> bytes | Refusal:
        """Return how a routine stands."""
        return self._asked(lambda: _status_record(self._client.get_routine_result(routine)))

    def restart(self) -> Refusal | None:
        """Let the unit restart, once."""
        return self._asked(lambda: _nothing(self._client.ecu_reset(1)), again=0)

    def _asked(self, ask: Callable[[], _T], again: int = _AGAIN) -> _T | Refusal:
        """Ask, and again where nothing usable came; raises LinkError (``no-answer``)."""
        for left in range(again, -1, -1):
            try:
                return ask()
            except NegativeResponseException as refused:
                return Refusal(refused.response.code or 0)
            except (TimeoutException, InvalidResponseException, UnexpectedResponseException) as fault:
                if not left:
                    raise _no_answer(self.link.info.uri, fault) from None
        raise AssertionError  # pragma: no cover - the loop returns or raises


def _status_record(answer: Any) -> bytes:  # noqa: ANN401 - udsoncan's
    return bytes(answer.service_data.routine_status_record)


def _nothing(answer: Any) -> None:  # noqa: ANN401 - udsoncan's
    """Drop an answer that says no more than yes."""
    del answer


def _no_answer(uri: str, fault: Exception) -> LinkError:
    kind = "no answer came in time" if isinstance(fault, TimeoutException) else "what came is no answer to this"
    return LinkError(
        "no-answer",
        f"the unit at {uri} doesn't answer: {kind}",
        value=uri,
        next_step="check that the ignition is on and the address is right",
    )


def _never_ready(uri: str) -> LinkError:
    return LinkError(
        "never-ready",
        f"the unit at {uri} says again and again that it takes longer, and never ends",
        value=uri,
        next_step="leave it alone for some minutes with the ignition on, then look again",
    )
