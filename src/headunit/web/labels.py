"""The words that stand beside a sentence of the engine, and how sure a claim is, in the language of the page."""

from __future__ import annotations

from headunit.web.language import gettext as _

__all__ = ["confidence", "labelled"]

_TICKS = {"documented": 5, "several": 4, "single": 3, "article": 2, "practice": 1}


def labelled(label: str) -> str:
    """Return the heading for a line that the engine labels *label*."""
    headings = {
        "also": _("Also"),
        "as read": _("As you read it"),
        "battery": _("Next time"),
        "by hand": _("By hand"),
        "code": _("Your code"),
        "digits": _("Typing it"),
        "don't": _("Better not"),
        "earlier": _("An earlier case"),
        "first": _("First of all"),
        "fits": _("This fits"),
        "good": _("Good"),
        "guard": _("Before you press"),
        "how long": _("How long"),
        "imagined": _("Imagined in the rehearsal"),
        "it counts": _("It counts the tries"),
        "it says": _("It says"),
        "leave on": _("Leave on"),
        "meaning": _("What it means"),
        "mind": _("Please mind"),
        "next": _("What to do now"),
        "no rule": _("Why there is no code yet"),
        "not known": _("Not known"),
        "or": _("Or"),
        "paused": _("The wait stands still"),
        "plan": _("The keys"),
        "radio": _("Your radio"),
        "rehearsed": _("Tried on the simulated radio"),
        "sending": _("Sending it"),
        "serial": _("The serial"),
        "the wait": _("The wait"),
        "then": _("After that"),
        "tries": _("Tries left"),
        "wait": _("It waits"),
        "where": _("Where the number is"),
        "□": _("Check"),
    }
    return headings.get(label, label)


def confidence(basis: str) -> tuple[str, int]:
    """Return what a confidence is called, and how many of five ticks it has."""
    names = {
        "documented": _("Documented"),
        "several": _("Several agree"),
        "single": _("One report"),
        "article": _("Article only"),
        "practice": _("Practice"),
    }
    return names.get(basis, basis), _TICKS.get(basis, 0)
