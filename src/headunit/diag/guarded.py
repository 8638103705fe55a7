"""Who is at the other end: a simulated unit, which may be asked anything, or a real one, behind the allow-list.

A twin says so in a data identifier of its own, and is believed only over a link that doesn't leave this machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.diag.wrappers import AllowListLink
from headunit.errors import NotAllowedError
from headunit.twin.ecu import MARKER, DidOf

if TYPE_CHECKING:
    from headunit.diag.link import PduLink

__all__ = ["guarded", "only_on_a_twin", "twin_family"]

_ASK = bytes((0x22, *DidOf.MARKER.to_bytes(2, "big")))
_POSITIVE = b"\x62" + _ASK[1:]
_WAIT_S = 1.0


def twin_family(link: PduLink) -> str:
    """Return the family of the twin at the other end, or an empty text for what may be real; raises LinkError."""
    if not link.info.local:
        return ""
    link.send(_ASK)
    answer = link.receive(_WAIT_S + link.info.latency_s) or b""
    name, _, family = answer.removeprefix(_POSITIVE).decode("ascii", "replace").partition(" ")
    return family if answer.startswith(_POSITIVE) and name == MARKER else ""


def guarded(link: PduLink) -> tuple[PduLink, str]:
    """Return the link to use, behind the allow-list unless a twin is there, and the twin's family; raises LinkError."""
    family = twin_family(link)
    return (link if family else AllowListLink(link)), family


def only_on_a_twin(link: PduLink, what: str) -> None:
    """Raise NotAllowedError (``not-a-twin``) where *what*, a scan or fuzzing, would reach anything but a twin."""
    if not twin_family(link):
        raise NotAllowedError(
            "not-a-twin",
            f"{what} is for simulated units only: it would use up the tries of a real one",
            value=link.info.uri,
            expected="a link to a unit that 'headunit ecu serve' serves on this machine",
            next_step="nothing was sent that changes anything",
        )
