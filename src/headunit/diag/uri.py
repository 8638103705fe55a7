"""Open a link by its address.

twin:FAMILY?story=article&volts=12.8     a simulated unit in this process
can:INTERFACE:CHANNEL?address=727:72F    an adapter that python-can knows
elm327:/dev/ttyUSB0?address=727:72F      an ELM327 adapter on a serial port; elm327://HOST:PORT over the network
doip://HOST:PORT?address=0727            diagnostics on IP
tcp-lines://HOST:PORT                    lines of hexadecimal digits, for tests
"""

from __future__ import annotations

import ipaddress
import os
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from headunit.diag.links.doip import DoipLink
from headunit.diag.links.elm327 import Elm327Link
from headunit.diag.links.tcp_lines import TcpLinesLink
from headunit.diag.streams import SerialStream, SocketStream
from headunit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from headunit.diag.link import PduLink
    from headunit.diag.streams import ByteStream

__all__ = ["LINK_FORMS", "Target", "open_wire", "parse_target"]

LINK_FORMS = {
    "twin": "twin:FAMILY",
    "can": "can:INTERFACE:CHANNEL?address=727:72F",
    "elm327": "elm327:/dev/ttyUSB0?address=727:72F",
    "doip": "doip://HOST:PORT?address=0727",
    "tcp-lines": "tcp-lines://HOST:PORT",
}
"""Scheme → how such an address is written."""
_OPTIONS = {
    "twin": {"story", "volts", "code", "wrong", "panel"},
    "can": {"address", "bitrate", "port"},
    "elm327": {"address", "baud"},
    "doip": {"address"},
    "tcp-lines": set[str](),
}
_PORTS = {"doip": 13_400, "elm327": 35_000}
_TO_ALL_CAN = 0x7DF
_TO_GROUPS_IP = range(0xE000, 0xF000)
"""What reaches many units of a car at once: ISO 15765-4 on CAN; ISO 13400-2 on IP, and what car makers may add."""
_BAUD = 38_400
_LOCAL_BUSES = frozenset({"virtual", "udp_multicast"})


class Target(NamedTuple):
    """Hold an address taken apart; *host* is empty where *place* says all, and *port* the usual one unless named."""

    uri: str
    scheme: str
    place: str
    host: str
    port: int | None
    options: Mapping[str, str]


def parse_target(uri: str, address: str = "") -> Target:
    """Take *uri* apart; *address* goes before the one in it. Raises InputError (``link-uri``)."""
    scheme, _, rest = uri.partition(":")
    if scheme not in LINK_FORMS:
        raise _wrong(uri, f"there is no link {scheme!r}", "one of " + ", ".join(LINK_FORMS))
    try:
        parts = urlsplit(f"{scheme}:{rest}")
        host, port = parts.hostname or "", parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as fault:
        raise _wrong(uri, f"it can't be read ({fault})", LINK_FORMS[scheme]) from None
    if address:
        options["address"] = address
    if stray := sorted(set(options) - _OPTIONS[scheme]):
        allowed = ", ".join(sorted(_OPTIONS[scheme])) or "nothing"
        raise _wrong(uri, f"{scheme} has no {stray[0]!r}", f"{allowed} after the question mark")
    needs_host = scheme in {"doip", "tcp-lines"} or "//" in uri.partition("?")[0]
    if needs_host and not host:
        raise _wrong(uri, "it names no host", LINK_FORMS[scheme])
    return Target(uri, scheme, parts.path, host, _PORTS.get(scheme) if host and port is None else port, options)


def open_wire(target: Target) -> PduLink:
    """Open every link but a twin's; raises InputError, LinkError, or ConfigurationError without the extra."""
    if target.scheme == "can":
        return _open_can(target)
    if target.scheme == "elm327":
        return _open_elm(target)
    if target.scheme == "doip":
        return _open_doip(target)
    stream = SocketStream(target.host, _port(target))
    return TcpLinesLink(stream, target.uri, local=_is_loopback(target.host))


def _open_can(target: Target) -> PduLink:
    from headunit.diag.isotp_port import IsoTpPort, open_bus  # noqa: PLC0415 - an extra
    from headunit.diag.links.can_bus import CanLink  # noqa: PLC0415 - an extra

    interface, _, channel = target.place.partition(":")
    if not interface or not channel:
        raise _wrong(target.uri, "it names no channel", LINK_FORMS["can"])
    sends, hears = _ids(target)
    options = {name: _number(target, name, 0) for name in ("bitrate", "port") if name in target.options}
    extra = {"hop_limit": 0, "fd": False} if interface == "udp_multicast" else {}
    port = IsoTpPort(open_bus(interface, channel, **options, **extra), sends, hears)
    return CanLink(port, target.uri, f"CAN {interface} {channel}", local=interface in _LOCAL_BUSES)


def _open_elm(target: Target) -> PduLink:
    ids = _ids(target)
    if target.host:
        network = SocketStream(target.host, _port(target))
        return _or_closed(network, lambda: Elm327Link(network, target.uri, ids, local=_is_loopback(target.host)))
    if not target.place:
        raise _wrong(target.uri, "it names no port", LINK_FORMS["elm327"])
    serial = SerialStream(target.place, _number(target, "baud", _BAUD))
    local = os.path.realpath(target.place).startswith("/dev/pts/")
    return _or_closed(serial, lambda: Elm327Link(serial, target.uri, ids, local=local))


def _open_doip(target: Target) -> PduLink:
    text = target.options.get("address", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", text):
        raise _no_address(target, "the logical address of the unit, such as 0727")
    address = int(text, 16)
    if address in _TO_GROUPS_IP:
        raise _to_many(target)
    stream = SocketStream(target.host, _port(target))
    return _or_closed(stream, lambda: DoipLink(stream, target.uri, address, local=_is_loopback(target.host)))


def _or_closed(stream: ByteStream, make: Callable[[], PduLink]) -> PduLink:
    """Return the link over *stream*, which is closed again where the other end doesn't do its part."""
    try:
        return make()
    except BaseException:
        stream.close()
        raise


def _ids(target: Target) -> tuple[int, int]:
    """Return the two CAN identifiers that the address names."""
    found = re.fullmatch(r"([0-7][0-9A-Fa-f]{2}):([0-7][0-9A-Fa-f]{2})", target.options.get("address", ""))
    if found is None or found[1].upper() == found[2].upper():
        raise _no_address(target, "the identifiers of request and answer, such as 727:72F")
    sends, hears = int(found[1], 16), int(found[2], 16)
    if _TO_ALL_CAN in {sends, hears}:
        raise _to_many(target)
    return sends, hears


def _port(target: Target) -> int:
    if target.port is None:
        raise _wrong(target.uri, "it names no port", LINK_FORMS[target.scheme])
    return target.port


def _number(target: Target, name: str, otherwise: int) -> int:
    text = target.options.get(name, str(otherwise))
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise _wrong(target.uri, f"{name} must be a whole number", "a whole number")
    return int(text)


def _is_loopback(host: str) -> bool:
    """Return whether *host* is this machine for certain; a name is looked up by nobody here."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(uri: str, what: str, expected: str) -> InputError:
    return InputError("link-uri", f"link {uri!r}: {what}", value=uri, expected=expected, next_step=f"write {expected}")


def _no_address(target: Target, expected: str) -> InputError:
    return InputError(
        "link-address",
        f"link {target.uri!r} needs the address of the unit, and no source tells one for any radio",
        value=target.options.get("address", ""),
        expected=expected,
        next_step=f"give --address: {expected}",
    )


def _to_many(target: Target) -> InputError:
    return InputError(
        "link-to-many",
        f"the address in link {target.uri!r} reaches many units of a car at once, and one is asked here",
        value=target.options["address"],
        expected="the address of one unit",
        next_step="give the address of the radio itself",
    )
