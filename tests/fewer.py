"""Fewer examples for a property that asks whole pages: a share of the profile's, so make verify still raises it."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["A_QUARTER"]

A_QUARTER = settings(max_examples=settings().max_examples // 4)
