"""The code rules: from a serial to its code by pure arithmetic, one module per maker of the rule.

A rule knows nothing of the other rules and nothing of families; what each one is worth stands with its candidates and
in docs/explanation/evidence.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.codes.rules import becker, blaupunkt, clarion, continental, daiichi, ford, panasonic, renault
from headunit.errors import UnknownNameError

if TYPE_CHECKING:
    from headunit.codes.rule import Rule

__all__ = ["ALL_RULES", "find_rule"]

_BECKER_4, _BECKER_5, _CHRYSLER_T00BE = becker.RULES

#: Every rule, in the order in which they are shown.
ALL_RULES: tuple[Rule, ...] = (
    *renault.RULES,
    *ford.RULES,
    *continental.RULES,
    *daiichi.RULES,
    *clarion.RULES,
    *blaupunkt.RULES,
    _BECKER_4,
    _BECKER_5,
    *panasonic.RULES,
    _CHRYSLER_T00BE,
)


def find_rule(rule_id: str) -> Rule:
    """Return the rule with that id; raises UnknownNameError (``unknown-rule``)."""
    for rule in ALL_RULES:
        if rule.id == rule_id:
            return rule
    raise UnknownNameError(
        "unknown-rule",
        f"there is no rule {rule_id!r}",
        value=rule_id,
        expected="one of " + ", ".join(rule.id for rule in ALL_RULES),
        next_step="'headunit rules' lists them",
    )
