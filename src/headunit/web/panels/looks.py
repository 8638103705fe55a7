"""How the drawing of each family looks: kind and tint of its display, tone and corners of its body.

These are choices of ours for the eye, told apart from facts: no source is claimed for any of them. A family without a
line of its own looks as its brand's neighbours do.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Look", "look_of"]


class Look(NamedTuple):
    """Hold a look.

    *kind* of display: ``dots``, ``seg14`` or ``screen``; *tint* ``amber``, ``teal``, ``green`` or ``ice``; *tone* of
    the body ``coal``, ``slate``, ``umber`` or ``moss``; *corner* radius and height of the keys (*key_h*) in user units.
    *compact*: the display stands beside the knob, as on a low radio.
    """

    kind: str = "dots"
    tint: str = "amber"
    tone: str = "coal"
    corner: int = 20
    key_h: int = 98
    compact: bool = False


_NISSAN = Look()
_OPEL = Look(tone="slate", corner=12, key_h=94)
_VW = Look(tint="green", tone="coal", corner=10, key_h=96)
_FIAT = Look(tint="green", tone="umber", corner=26)
_CHRYSLER = Look(tint="green", tone="slate", corner=14)
_NAVIGATION = Look(kind="screen", tint="ice", tone="coal", corner=18, key_h=92)
_LOOKS = {
    "audi-wiesbaden-1990": Look(tone="coal", corner=8, key_h=94),
    "blaupunkt-acr-4250": Look(tint="green", tone="slate", corner=8, key_h=94),
    "bmw-5key": Look(tint="amber", tone="coal", corner=14, key_h=96),
    "clarion-c7-psa": Look(tint="teal", tone="slate", corner=24),
    "ford-keycode": Look(tint="green", tone="moss", corner=28, key_h=100),
    "gm-theftlock": Look(kind="seg14", tint="teal", tone="umber", corner=16, key_h=104, compact=True),
    "honda-5key": Look(kind="seg14", tint="green", tone="coal", corner=20, compact=True),
    "mercedes-becker": Look(tint="ice", tone="coal", corner=8, key_h=92),
    "nissan-cats-code-1998": Look(tint="teal", tone="umber", corner=16),
    "nissan-micra-k11-blaupunkt-1993": Look(kind="seg14", tint="green", tone="slate", corner=8, compact=True),
    "psa-alpine-1986": Look(kind="seg14", tint="green", tone="coal", corner=6, key_h=94, compact=True),
    "renault-dacia-precode": Look(tint="ice", tone="slate", corner=26, key_h=100),
    "renault-rlink2-antitheft": Look(kind="screen", tint="ice", tone="slate", corner=12, key_h=92),
    "saturn-theft-2002": Look(kind="seg14", tint="green", tone="umber", corner=22, key_h=100, compact=True),
    "toyota-erc": Look(tint="green", tone="coal", corner=16),
    "toyota-lexus-sec": Look(tint="teal", tone="coal", corner=16),
    "volvo-sc8xx": Look(kind="seg14", tint="green", tone="moss", corner=10, compact=True),
}
_BY_BRAND = {
    "chrysler": _CHRYSLER,
    "fiat": _FIAT,
    "nissan": _NISSAN,
    "opel": _OPEL,
    "vag": _VW,
    "vw": _VW,
}


def look_of(family: str, *, touch: bool = False) -> Look:
    """Return how the drawing of *family* looks; with *touch*, a screen where its own line has none."""
    look = _LOOKS.get(family) or _BY_BRAND.get(family.partition("-")[0]) or Look()
    return look if not touch or look.kind == "screen" else _NAVIGATION._replace(tone=look.tone)
