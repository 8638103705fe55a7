"""The table: what people copy from labels and say of their cars, and what Headunit must take it for."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from headunit.facts import Catalogue, load_catalogue
from headunit.identity import Identification, identify

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))["row"]
EVIDENCE = ("brand", "model", "year", "vin", "display")
TABLE = [
    pytest.param(
        row, id=row["name"], marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
    )
    for row in ROWS
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def answer(row: dict[str, Any], catalogue: Catalogue) -> Identification:
    return identify(row["text"], catalogue, **{key: row[key] for key in EVIDENCE if key in row})


@pytest.mark.parametrize("row", TABLE)
def test_label_is_read_as_a_person_would_read_it(row: dict[str, Any], catalogue: Catalogue) -> None:
    found = answer(row, catalogue)
    ids = [family.id for family in found.families]
    assert [[str(number.kind), number.value] for number in found.numbers] == row["numbers"]
    if "first" in row:
        assert ids[:1] == [row["first"]] * bool(row["first"])
    else:
        assert found.question is not None
        assert not row["asked"] or row["asked"] in ids[:2]
    if "suggests" in row:
        assert [other.value for number in found.numbers for other in number.alternatives] == row["suggests"]
    assert found.car.brand == row.get("car", found.car.brand)


def test_the_table_is_long_enough_and_says_everything_once() -> None:
    assert len(ROWS) >= 100
    assert [name for name, count in Counter(row["name"] for row in ROWS).items() if count > 1] == []
    assert all(("first" in row) != ("asked" in row) for row in ROWS)
    known = {"name", "text", "numbers", "first", "asked", "suggests", "car", "xfail", *EVIDENCE}
    assert set().union(*ROWS) <= known


def test_most_rows_work_today() -> None:
    assert sum("xfail" in row for row in ROWS) <= len(ROWS) // 20
