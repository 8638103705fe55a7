"""What may be opened from a page: what comes from a form is anybody's text, so it is no way to files or other networks.

From this computer: simulated units, serial ports, CAN adapters, and addresses of its own network, in figures. From a
phone: simulated units, serial ports that this computer lists, and what was named in the terminal; nothing else, so that
nobody in the local network can look around by it.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from headunit.diag.uri import parse_target
from headunit.errors import InputError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Collection

    from headunit.diag.uri import Target

__all__ = ["LONGEST_LINK", "check_reach", "wire_of"]

LONGEST_LINK = 200
_PORT = r"/dev/(?:tty(?:USB|ACM|S|AMA)[0-9]{1,3}|rfcomm[0-9]{1,3}|pts/[0-9]{1,6}|(?:cu|tty)\.[\w.-]{1,60}"
_SERIAL = re.compile(_PORT + r"|serial/by-(?:id|path)/[\w.:+-]{1,120})")
_CHANNEL = re.compile(r"[\w.-]{1,40}")
_CAN = frozenset({"gs_usb", "ixxat", "kvaser", "pcan", "socketcan", "usb2can", "vector", "virtual"})
_ADDRESS = {"can": "727:72F", "elm327": "727:72F", "doip": "0727"}
_SHAPE = {
    "can": re.compile("[0-7][0-9A-Fa-f]{2}:[0-7][0-9A-Fa-f]{2}"),
    "elm327": re.compile("[0-7][0-9A-Fa-f]{2}:[0-7][0-9A-Fa-f]{2}"),
    "doip": re.compile("[0-9A-Fa-f]{1,4}"),
}


def check_reach(
    uri: str, address: str, *, far: bool, ports: Collection[str] = (), offered: Collection[str] = ()
) -> Target:
    """Return the link that *uri* names if a page may open it; *far*: the page is on another device.

    *ports* are the serial ports that this computer lists, *offered* the links that were named in the terminal. Raises
    InputError (``link-uri``, ``link-long``, ``plug-address``), NotAllowedError (``link-not-from-here``,
    ``link-elsewhere``, ``link-no-port``).
    """
    if len(uri) > LONGEST_LINK or not uri.isprintable():
        raise InputError("link-long", "that is no link", expected=f"{LONGEST_LINK} printable characters at most")
    if uri in offered:
        named = parse_target(uri)  # what was named with an address is for that unit alone
        target = named if "address" in named.options else parse_target(uri, address)
        _check_address(target)
        return target
    target = parse_target(uri, address)
    port = target.scheme == "elm327" and not target.host and target.place in ports
    if far and target.scheme != "twin" and not port:
        raise NotAllowedError(
            "link-not-from-here",
            "from another device only simulated radios and adapters at this computer's serial ports can be opened",
            value=uri,
            next_step="name the link in the terminal with --link, or open it on the computer",
        )
    if target.host:
        _check_host(target)
    elif target.scheme == "can":
        _check_bus(target)
    elif target.scheme == "elm327" and target.place not in ports and not _SERIAL.fullmatch(target.place):
        raise _no_port(target)
    _check_address(target)
    return target


def _check_host(target: Target) -> None:
    """Refuse every name, and every address that isn't of this computer's own network."""
    try:
        own = _is_own(ipaddress.ip_address(target.host))
    except ValueError:
        own = False
    if not own:
        raise NotAllowedError(
            "link-elsewhere",
            f"{target.host!r} is no address in figures of your own network",
            value=target.uri,
            expected="an address such as 192.168.0.10",
            next_step="write the adapter's own address, as its manual or your router tells it",
        )


def _is_own(host: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inside = getattr(host, "ipv4_mapped", None) or host
    return inside.is_loopback or (inside.is_private and not (inside.is_unspecified or inside.is_reserved))


def _check_bus(target: Target) -> None:
    interface, _, channel = target.place.partition(":")
    fits = bool(interface in _CAN and _CHANNEL.fullmatch(channel))
    if interface == "slcan":
        fits = bool(_SERIAL.fullmatch(channel.partition("@")[0]))
    if interface == "udp_multicast":
        fits = _is_group(channel)
    if not fits:
        raise _no_port(target)


def _is_group(channel: str) -> bool:
    try:
        return ipaddress.ip_address(channel) in ipaddress.ip_network("239.0.0.0/8")
    except ValueError:
        return False


def _no_port(target: Target) -> NotAllowedError:
    return NotAllowedError(
        "link-no-port",
        f"{target.place!r} is no serial port or CAN adapter that a page may open",
        value=target.uri,
        expected="a port such as /dev/ttyUSB0, or a bus such as socketcan:can0",
        next_step="use the command line for anything else",
    )


def _check_address(target: Target) -> None:
    shape = _SHAPE.get(target.scheme)
    if shape is not None and not shape.fullmatch(target.options.get("address", "")):
        raise InputError(
            "plug-address",
            "the address of the unit is missing or wrong, and no source tells one for any radio",
            value=target.options.get("address", ""),
            expected=f"an address such as {_ADDRESS[target.scheme]}",
            next_step=f"write it as {_ADDRESS[target.scheme]}; if you don't know it, don't guess around in a car",
        )


def wire_of(target: Target) -> str:
    """Return what two links that share a wire have in common; every simulated unit has one of its own."""
    return "" if target.scheme == "twin" else f"{target.host}:{target.port}" if target.host else target.place
