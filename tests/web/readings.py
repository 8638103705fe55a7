"""Readings of made-up labels, and a reader that gives them in the real one's stead."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from headunit.errors import HeadunitError
from headunit.label.reading import CharacterReading, LabelField, LabelQuestion, LabelReading, LabelRefusal, Origin
from headunit.numbers import RadioCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from headunit.web.photo_reader import Shot

SERIAL = "BP5387W1000653"


def picture(kind: str = "PNG", size: tuple[int, int] = (318, 120)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


CROP = picture()


def field(text: str, *, doubtful: Sequence[int] = (), source: Origin = Origin.TEXT) -> LabelField:
    """Return a field; an underscore is hidden."""
    return LabelField(
        characters=tuple(
            CharacterReading(
                value=None if sign == "_" else sign,
                confidence=0.5,
                doubtful=sign == "_" or at in doubtful,
                source=Origin.NONE if sign == "_" else source,
            )
            for at, sign in enumerate(text)
        )
    )


def reading(
    text: str = SERIAL,
    *,
    doubtful: Sequence[int] = (),
    source: Origin = Origin.TEXT,
    part: str = "28185AX610",
    unsure: bool = False,
) -> LabelReading:
    """Return a reading with a question for each doubtful or hidden place; *unsure* whether it is the serial at all."""
    serial = field(text, doubtful=doubtful, source=source)
    return LabelReading(
        photos=("1",),
        serial=serial,
        part_number=field(part) if part else LabelField(),
        model=field("U12V") if part else LabelField(),
        vins=("SJNFBAJ10U1234567",) if part else (),
        families=("nissan-note-e11-audio-2009",),
        questions=tuple(
            LabelQuestion(
                index=at,
                text=f"what is {at}?",
                options=() if one.value is None else (one.value, "O"),
                crop=b"" if at == 0 else CROP,
                open=one.value is None,
                whole=unsure,
            )
            for at, one in enumerate(serial.characters)
            if one.doubtful
        ),
    )


REFUSED = LabelReading(
    photos=("1",),
    refused=LabelRefusal(
        reason="too few characters of the serial can be made out",
        advice="more light: go to a window or outdoors; pip install it, or headunit code SERIAL",
    ),
)
CARD = LabelReading(photos=("1",), code=RadioCode("2471"))


class FakeReader:
    """Give one reading or fault after the other; what is to be kept is written as the real one does."""

    def __init__(self, *answers: LabelReading | Exception) -> None:
        self.answers = list(answers)
        self.shots: list[tuple[Shot, ...]] = []
        self.seen: list[bytes] = []
        self.before: Callable[[], None] = lambda: None

    def __call__(self, shots: Sequence[Shot], opened: Callable[[int], None]) -> LabelReading:
        self.shots.append(tuple(shots))
        self.before()
        for number, shot in enumerate(shots, 1):
            self.seen.append(shot.path.read_bytes())
            if shot.keep is not None:
                shot.keep.write_bytes(b"anew:" + self.seen[-1])
            opened(number)
        answer = self.answers.pop(0)
        if isinstance(answer, LabelReading):
            return answer
        assert isinstance(answer, HeadunitError | OSError)
        raise answer
