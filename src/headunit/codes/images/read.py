"""From a memory image to the code in it: every layout is tried, and only a mark in the bytes names one unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headunit.codes.candidate import Refusal
from headunit.codes.images import ALL_LAYOUTS, find_layout
from headunit.codes.images.answer import ImageAnswer, Standing, StoredCode
from headunit.codes.images.compare import compared
from headunit.codes.images.layout import MarkKind
from headunit.errors import InputError
from headunit.facts.question import Option, Question
from headunit.numbers.memory_image import BytesAbsentError

if TYPE_CHECKING:
    from headunit.codes.images.layout import Decoded, Layout, Mark
    from headunit.facts.catalogue import Catalogue
    from headunit.numbers.memory_image import MemoryImage

__all__ = ["read_image"]

_LONGEST_PATTERN = 32
_TEXT = bytes({*range(0x20, 0x7F), *b"\t\n\r"})
_BYTE_ORDER = "93Cxx readers write the two bytes of a word in either order, and here nothing tells which: two codes"
_ZEROS = "the bytes of the code are zero, as where none was ever stored"


def read_image(image: MemoryImage, catalogue: Catalogue, *, layout: str = "") -> ImageAnswer:
    """Return what the known layouts read in *image*, best first; *layout* is an id and narrows to that one.

    Raises InputError (``image-blank``, ``image-is-text``, ``image-size``) and UnknownNameError (``unknown-layout``).
    """
    _refuse_blank(image)
    folded = image.folded()
    answer = ImageAnswer(size_bytes=len(image), repeats_after=len(folded) if len(folded) < len(image) else 0)
    tried = [_read(known, sized) for known in ALL_LAYOUTS if (sized := _sized(known, image))]
    marked = [stored for stored in tried if stored.standing is Standing.RECOGNISED]
    marked.sort(key=lambda stored: -_strength(stored))
    if layout:
        named = _read_named(find_layout(layout), image)
        others = tuple(stored for stored in marked if stored.layout is not named.layout)
        return replace(answer, stored=(_completed(named, image, catalogue, others),))
    if marked:
        sure = (_without_zeros(stored) for stored in marked)
        return replace(answer, stored=tuple(_completed(stored, image, catalogue) for stored in sure))
    fitting = sorted((stored for stored in tried if _fits(stored)), key=lambda stored: -len(stored.found))
    possible = tuple(stored.layout for stored in fitting)
    if possible:
        return replace(answer, possible=possible, question=_question(len(image), possible))
    reason = f"no published memory layout fits these {len(image)} bytes"
    return replace(answer, refused=(Refusal(reason=reason, route="dealer"),))


def _refuse_blank(image: MemoryImage) -> None:
    """Refuse bytes that are surely no memory of a radio."""
    data = image.data
    longest = min(_LONGEST_PATTERN, len(data) // 2)
    period = next((step for step in range(1, longest + 1) if data[step:] == data[:-step]), 0)
    if period:
        what = f"is 0x{data[0]:02X}" if period == 1 else f"repeats a pattern of {period} bytes"
        raise InputError(
            "image-blank",
            f"the whole image {what}: the chip is erased, or the reader had no contact",
            value=f"{len(image)} bytes",
            expected="the content of a radio's memory chip",
            next_step="read the chip twice and compare the two images",
        )
    if not data.translate(None, _TEXT):
        raise InputError(
            "image-is-text",
            "the file is plain text, not the content of a memory chip",
            value=f"{len(image)} bytes",
            expected="a .bin file, Intel HEX or Motorola S-record",
            next_step="save the image as .bin in the reader's program",
        )


def _sized(layout: Layout, image: MemoryImage) -> MemoryImage | None:
    """Return the image in a size the layout's chip has: as it is, or without repetitions; else None."""
    return next((sized for sized in (image, image.folded()) if len(sized) in layout.sizes_bytes), None)


def _read_named(layout: Layout, image: MemoryImage) -> StoredCode:
    """Read with the layout that was named; what doesn't fit its chip is an error."""
    sized = _sized(layout, image)
    if sized is None:
        sizes = " or ".join(map(str, layout.sizes_bytes))
        raise InputError(
            "image-size",
            f"the image has {len(image)} bytes, the chip {layout.chip} of {layout.title} has {sizes}",
            value=f"{len(image)} bytes",
            expected=f"{sizes} bytes",
            next_step="check which chip was read",
        )
    stored = _read(layout, sized)
    return replace(stored, standing=Standing.NAMED) if stored.standing is Standing.POSSIBLE else stored


def _read(layout: Layout, image: MemoryImage) -> StoredCode:
    """Read *image*, which has a size of the layout's chip, in the byte order that shows more marks."""
    stored = _read_as_is(layout, image)
    if not layout.word_order:
        return stored
    other = replace(_read_as_is(layout, image.swapped()), swapped=True)
    if len(other.found) > len(stored.found):
        return other
    rival = other.code if len(other.found) == len(stored.found) else None
    return replace(stored, rival=None if rival == stored.code else rival)


def _read_as_is(layout: Layout, image: MemoryImage) -> StoredCode:
    """Read what stands there; a mark that decides recognises the layout, even where one that is needed is missing."""
    found = tuple(mark for mark in layout.marks if _present(mark, image))
    missing = tuple(mark for mark in layout.marks if mark not in found)
    lacking = [mark.words for mark in missing if mark.needed]
    return StoredCode(
        layout=layout,
        standing=Standing.RECOGNISED if any(mark.decides for mark in found) else Standing.POSSIBLE,
        outcome=f"this memory lacks {' and '.join(lacking)}" if lacking else _decoded(layout, image),
        found=found,
        missing=missing,
        lock=() if lacking else _lock(layout, image),
    )


def _present(mark: Mark, image: MemoryImage) -> bool:
    """Return whether *mark* stands in bytes that the image holds."""
    try:
        return mark.present(image)
    except BytesAbsentError:
        return False


def _decoded(layout: Layout, image: MemoryImage) -> Decoded:
    try:
        return layout.decode(image)
    except BytesAbsentError as absent:
        return f"the file leaves out bytes of {absent}, from which the code is read"


def _lock(layout: Layout, image: MemoryImage) -> tuple[str, ...]:
    try:
        return layout.lock(image) if layout.lock else ()
    except BytesAbsentError:
        return ()


def _fits(stored: StoredCode) -> bool:
    """Return whether nothing speaks against a layout without a mark of its own; one that has such marks lacks them."""
    return stored.code is not None and not stored.layout.distinguished and not _is_zeros(stored)


def _is_zeros(stored: StoredCode) -> bool:
    """Return whether the bytes of the code are zero."""
    return stored.layout.empty_is_zero and stored.code is not None and not stored.code.reveal().strip("0")


def _without_zeros(stored: StoredCode) -> StoredCode:
    """Take zeros back that no sum vouches for: nobody named the layout, so they are no code."""
    if not _is_zeros(stored) or any(mark.kind is MarkKind.CHECKSUM for mark in stored.found):
        return stored
    return replace(stored, outcome=_ZEROS)


def _strength(stored: StoredCode) -> int:
    return sum(mark.decides for mark in stored.found)


def _completed(
    stored: StoredCode, image: MemoryImage, catalogue: Catalogue, others: tuple[StoredCode, ...] = ()
) -> StoredCode:
    """Add the comparison with the code rules, and what the person must know before typing.

    *others* are recognised in the same bytes, while *stored* was named.
    """
    if not stored.code:
        return replace(stored, warnings=tuple(map(_other, others)))
    warnings = (*map(_other, others), *stored.layout.notes)
    if stored.layout.distinguished and stored.standing is Standing.NAMED:
        warnings += ("nothing that tells this memory from others was found in it: be sure that it is this radio's",)
    if _is_zeros(stored):
        warnings += (f"{_ZEROS}: this may be no code at all",)
    if stored.rival:
        warnings += (_BYTE_ORDER,)
    read = image.swapped() if stored.swapped else image
    return replace(stored, comparisons=compared(stored.layout, read, stored.code, catalogue), warnings=warnings)


def _other(stored: StoredCode) -> str:
    """Say by which marks another radio's memory was recognised."""
    marks = " and ".join(mark.words for mark in stored.found if mark.decides)
    return f"this memory holds {marks}, as that of {stored.layout.title} does ({stored.layout.id}): be sure which it is"


def _question(size_bytes: int, possible: tuple[Layout, ...]) -> Question:
    options = tuple(Option(label=layout.title, arguments=("--layout", layout.id)) for layout in possible)
    return Question(
        text=f"Nothing in these {size_bytes} bytes tells which radio they are from. Which is it?", options=options
    )
