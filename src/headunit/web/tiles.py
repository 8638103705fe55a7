"""The pictures of the first question: what a display can show, grouped by what a person does then.  Pure."""

from __future__ import annotations

from typing import NamedTuple

from headunit.web.language import gettext as _

__all__ = ["Bank", "Tile", "after_tiles", "display_banks"]


class Tile(NamedTuple):
    """Offer one display: the *value* that is answered, the *picture* of a text or of a *kind*, and its *name*."""

    value: str
    name: str
    picture: str = ""
    kind: str = ""


class Bank(NamedTuple):
    """Hold tiles that belong together."""

    title: str
    tiles: tuple[Tile, ...]


def display_banks() -> tuple[Bank, ...]:
    """Return the banks of the first question."""
    return (
        Bank(
            _("It asks for a code"),
            (
                Tile("CODE", _("The word CODE"), "CODE"),
                Tile("Radio Code: 0000", _("Radio Code and zeros"), "Radio Code: 0000"),
                Tile("----", _("Dashes or zeros only"), "----"),
                Tile("----", _("A number pad on a screen"), kind="pad"),
            ),
        ),
        Bank(
            _("It makes you wait"),
            (
                Tile("WAIT", _("WAIT, or a countdown"), "WAIT"),
                Tile("SAFE", _("SAFE, maybe with a number"), "SAFE"),
                Tile("LOCKED", _("LOCK or LOCKED, maybe with a number"), "LOCKED"),
                Tile("ERROR", _("ERR or ERROR"), "ERROR"),
            ),
        ),
        Bank(
            _("Something else"),
            (
                Tile("SECURE", _("SECURE or NEW"), "SECURE"),
                Tile("nothing", _("Nothing at all"), kind="dark"),
                Tile("OFF", _("OFF, but it is on"), "OFF"),
                Tile("music", _("It plays"), "FM 98.5"),
            ),
        ),
    )


def after_tiles() -> tuple[Tile, ...]:
    """Return what a radio can say to a code that was entered."""
    return (
        Tile("music", _("It plays"), "FM 98.5"),
        Tile("wrong", _("An error, SAFE or WAIT"), "ERROR"),
        Tile("no-reaction", _("Nothing happened"), kind="dark"),
        Tile("unclear", _("Something else"), kind="more"),
    )
