"""The pages' templates, the styles each page needs, and the folder of files they fetch."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.templating import Jinja2Templates

from headunit.web.panels import SPRITE

__all__ = ["STATIC", "STEPS", "templates"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

STEPS = (
    ("display", "Display"),
    ("radio", "Radio"),
    ("code", "Code"),
    ("rehearse", "Rehearse"),
    ("enter", "Enter"),
    ("keep", "Keep"),
)
"""The way, as the tuning scale has it: name and label."""

_STYLES = ("tokens", "base", "frame", "scale", "glass", "key", "chip", "media")


@cache
def templates() -> Jinja2Templates:
    """Return the templates; a name that a page doesn't get is an error."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    env.globals |= {"sprite": Markup(SPRITE), "steps": STEPS, "styles": _STYLES}  # noqa: S704 - made by this program
    return Jinja2Templates(env=env)
