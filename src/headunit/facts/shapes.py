"""Turn the number formats of the catalogue into the shapes that texts are read by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from headunit.numbers.shapes import NumberKind, NumberShape

if TYPE_CHECKING:
    from headunit.facts.catalogue import Catalogue

__all__ = ["number_shapes"]

_FOUR_DIGITS = "[0-9]{4}"


@lru_cache(maxsize=4)
def number_shapes(catalogue: Catalogue) -> tuple[NumberShape, ...]:
    """Return one shape for each kind and pattern, with every family and unsolved entry that shares it.

    Four bare digits are no serial of their own but the end of many: they get the kind ``digits``.
    """
    families: dict[tuple[NumberKind, str], list[str]] = {}
    texts: dict[tuple[NumberKind, str], list[tuple[str, str]]] = {}
    for family_id, table in catalogue.number_tables():
        kind = NumberKind.DIGITS if table["pattern"] == _FOUR_DIGITS else NumberKind(table["kind"])
        key = (kind, table["pattern"])
        families.setdefault(key, []).append(family_id)
        texts.setdefault(key, []).append((table.get("where", ""), table.get("words", "")))
    shapes = [_shape(key, ids, texts[key]) for key, ids in families.items()]
    for entry in catalogue.unsolved:
        if not entry.brand_only:
            shapes += [
                NumberShape(
                    kind=NumberKind.SERIAL, pattern=pattern, unsolved=(entry.id,), words=f"a serial of {entry.title}"
                )
                for pattern in entry.patterns
            ]
    parts = [shape for shape in shapes if shape.kind is NumberKind.PART_NUMBER]
    for blaupunkt in catalogue.blaupunkt_types:
        made_for = f", Nissan {blaupunkt.nissan_part}" if blaupunkt.nissan_part else ""
        words = f"the Blaupunkt type number of the units labelled {blaupunkt.label_prefix}{made_for}"
        for number in filter(None, (blaupunkt.number, blaupunkt.nissan_part)):
            owners = tuple(
                dict.fromkeys(family for shape in parts if shape.matches(number) for family in shape.families)
            )
            shapes.append(NumberShape(kind=NumberKind.PART_NUMBER, pattern=number, families=owners, words=words))
    return tuple(shapes)


def _shape(key: tuple[NumberKind, str], families: list[str], texts: list[tuple[str, str]]) -> NumberShape:
    """Return the shape of one kind and pattern; where its families describe it differently the words stay empty."""
    kind, pattern = key
    agreed = len({words for _, words in texts}) == 1
    return NumberShape(
        kind=kind,
        pattern=pattern,
        families=tuple(dict.fromkeys(families)),
        where=texts[0][0],
        words=texts[0][1] if agreed else "",
    )
