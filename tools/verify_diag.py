"""Run the long verification of diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.verify_rows import run_pytest

if TYPE_CHECKING:
    from tools.verify_rows import Row


def verify_diag() -> list[Row]:
    """Run the long tests: corrupted bundles, a fault at every message, requests without end."""
    bar = "500,000 requests, 10,000 bundles, a fault at every message, answers of every length; 0 violations"
    rooms = ["tests/uds", "tests/twin/ecu", "tests/diag"]
    return run_pytest("diagnostics", bar, ["-m", "verify", *rooms], {"HEADUNIT_VERIFY": "1"})
