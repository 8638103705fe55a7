"""Completion of ids in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headunit.cli.context import open_catalogue

if TYPE_CHECKING:
    import click

__all__ = ["complete_brand", "complete_family", "complete_layout", "complete_rule"]


def complete_rule(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """Return the rule ids that begin so."""
    from headunit.codes.rules import ALL_RULES  # noqa: PLC0415 - only while completing

    return [rule.id for rule in ALL_RULES if rule.id.startswith(incomplete)]


def complete_family(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - as above
    """Return the family ids that begin so."""
    return [head.id for head in open_catalogue().heads if head.id.startswith(incomplete)]


def complete_brand(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - as above
    """Return the brands that begin so."""
    return [brand.name for brand in open_catalogue().brands if brand.name.lower().startswith(incomplete.lower())]


def complete_layout(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - as above
    """Return the ids of memory layouts that begin so."""
    from headunit.codes.images import ALL_LAYOUTS  # noqa: PLC0415 - only while completing

    return [layout.id for layout in ALL_LAYOUTS if layout.id.startswith(incomplete)]
