"""Write the request for a code, or for the link of a radio without one, that can be sent to the dealer as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.facts.records import Route

__all__ = [
    "FOR_ANOTHER",
    "FOR_A_CODE",
    "FOR_A_LINK",
    "RequestDetails",
    "dealer_request",
    "request_rows",
    "request_words",
]

_BLANK = "____________________"

FOR_A_CODE = (
    "Request for a radio security code",
    (
        "The radio named below asks for its security code since its supply was interrupted. I am the owner of the car. "
        "Please give me the code that belongs to this serial number."
    ),
)
FOR_A_LINK = (
    "Request to set up a radio with its car again",
    (
        "The radio named below checks itself against the car and does not play any more. It has no code to type. I am "
        "the owner of the car. Please set up the link between the radio and the car again."
    ),
)
"""Heading and request, for a radio with a code and for one that is linked to its car."""

FOR_ANOTHER = {
    wish: wish.replace("I am the owner of the car.", "I ask on behalf of the owner of the car.")
    for wish in (FOR_A_CODE[1], FOR_A_LINK[1])
}
"""A request of the owner's → the same from somebody who asks for the owner, such as a workshop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """Hold what is known of the radio and the car; what is empty becomes a line to fill in by hand."""

    unit: str
    serial: str = ""
    part_number: str = ""
    vin: str = ""
    car: str = ""
    owner: str = ""


def dealer_request(details: RequestDetails, route: Route, *, markdown: bool = False) -> str:
    """Return the request as plain text of at most 78 columns, or as Markdown.

    Where the route knows of no code it asks to set the radio up with its car again. It names the unit and the numbers
    and ticks off what proves the ownership; below the line stands, for the sender alone, whom to ask and how it goes.
    It never holds a code.
    """
    title, wish = request_words(route)
    bullet = "- [ ] " if markdown else "  [ ] "
    lines = [
        _heading(title, 1, markdown=markdown),
        "",
        f"To: {route.name}",
        "",
        *_wrapped(wish),
        "",
        *(_table(details) if markdown else _columns(details)),
        "",
        _heading("I show or enclose", 2, markdown=markdown),
        "",
        *(line for item in route.bring for line in _wrapped(item, first=bullet, rest=" " * len(bullet))),
        "",
        f"Date: {_BLANK}   Signature: {_BLANK}",
        "",
        "---" if markdown else "- " * 15 + "for you, not part of the letter",
        "",
        _heading("Whom to ask, and how it goes", 2, markdown=markdown),
        "",
        *_wrapped(route.ask),
        "",
        *_wrapped(route.how),
    ]
    return "\n".join(lines) + "\n"


def _heading(text: str, level: int, *, markdown: bool) -> str:
    if markdown:
        return f"{'#' * level} {text}"
    return text if level == 1 else f"{text}:"


def request_words(route: Route) -> tuple[str, str]:
    """Return the heading and the wish of a request along *route*."""
    return FOR_A_LINK if route.no_code else FOR_A_CODE


def request_rows(details: RequestDetails) -> list[tuple[str, str]]:
    """Return what the request names, each with its label; empty where a line is left to fill in."""
    return [
        ("Radio", details.unit),
        ("Serial on its label", details.serial),
        ("Part number", details.part_number),
        ("Car", details.car),
        ("VIN", details.vin),
        ("Owner", details.owner),
    ]


def _columns(details: RequestDetails) -> list[str]:
    return [f"  {label + ':':<22}{value or _BLANK}" for label, value in request_rows(details)]


def _table(details: RequestDetails) -> list[str]:
    # A pipe in a value would end the table's cell.
    rows = [f"| {label} | {value.replace('|', chr(92) + '|') or _BLANK} |" for label, value in request_rows(details)]
    return ["| | |", "| --- | --- |", *rows]


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    from textwrap import wrap  # noqa: PLC0415 - only letters are wrapped here

    return wrap(text, 78, initial_indent=first, subsequent_indent=rest)
