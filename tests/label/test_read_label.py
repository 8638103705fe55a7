"""Made-up photos through the real models; the pictures are small, and what stands on them is known."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from PIL import Image

from headunit.cli.label import label_command
from headunit.errors import FileMissingError, InputError
from headunit.facts import load_catalogue
from headunit.identity import identify
from headunit.label import Origin, Photo, explain, label_text, read_label
from headunit.label.read import open_photo
from headunit.numbers import NumberKind

PHOTOS = Path(__file__).parent / "photos"
CATALOGUE = load_catalogue()


class Sample(NamedTuple):
    """What stands on a made-up label."""

    name: str
    serial: str
    part: str
    vin: str = ""


SAMPLES = (
    Sample("doubtful-eye.jpg", "29G8081IE", "28185SD493W"),
    Sample("vw-codes.jpg", "VWZ6Z5S1817045", "9K0035442B"),
    Sample("two-rows-vin.jpg", "J1NY4G8617RB", "28185JE589E", "JN17E3VT705939589"),
    Sample("part-in-bar-code.jpg", "QZ08A9688902", "28185BC818C"),
    Sample("close-to-a-form.jpg", "CZ52I5759891", "8200983509"),
    Sample("hidden-middle.jpg", "C72F5552G0121275", "0S4718C303PF"),
    Sample("precode.jpg", "H910", "8200334311"),
    Sample("unknown-form.jpg", "CM0530B6131958", "7617228301"),
    Sample("shot-left.jpg", "C72F5163G1234567", "28185AX610"),
    Sample("shot-middle.jpg", "C72F5163G1234567", "28185AX610"),
    Sample("lying-on-its-side.webp", "M123467", "5S7T18C815AB"),
    Sample("from-an-iphone.heic", "V234567", "5S7T18C815AB"),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_label_is_read_right_or_asked_about(sample: Sample) -> None:
    reading = read_label([PHOTOS / sample.name], CATALOGUE)
    characters = reading.serial.characters
    assert len(characters) == len(sample.serial)
    wrong = [
        index for index, (read, real) in enumerate(zip(characters, sample.serial, strict=True)) if read.value != real
    ]
    assert all(characters[index].doubtful for index in wrong)
    assert {question.index for question in reading.questions} == {
        index for index, character in enumerate(characters) if character.doubtful
    }
    assert reading.part_number.likely == sample.part
    assert reading.serial.likely not in {sample.vin, sample.part}
    assert not sample.vin or sample.vin in reading.vins


def test_answers_complete_a_reading() -> None:
    reading = read_label([PHOTOS / "doubtful-eye.jpg"], CATALOGUE)
    assert reading.serial.value is None
    for question in reading.questions:
        assert question.crop.startswith(b"\x89PNG")
        reading = reading.answered(question.index, "29G8081IE"[question.index])
    assert reading.serial.value == "29G8081IE"


def test_what_a_reflection_hides_on_one_shot_stands_on_another() -> None:
    shots = [PHOTOS / f"shot-{where}.jpg" for where in ("left", "middle", "right")]
    alone, together = read_label(shots[1:2], CATALOGUE), read_label(shots, CATALOGUE)
    assert any(character.value is None for character in alone.serial.characters)
    assert together.serial.likely == "C72F5163G1234567"
    assert {character.source for character in together.serial.characters} == {Origin.SHOTS}


def test_a_code_card_gives_its_number_and_no_serial() -> None:
    reading = read_label([PHOTOS / "code-card.jpg"], CATALOGUE)
    assert reading.code is not None
    assert (reading.code.reveal(), reading.serial.characters, reading.refused) == ("2471", (), None)


def test_a_hopeless_photo_is_refused_with_advice() -> None:
    reading = read_label([PHOTOS / "hopeless.jpg"], CATALOGUE)
    assert reading.refused is not None
    assert "light" in reading.refused.advice
    assert label_text(reading) == ("P/N 28185AX610" if reading.part_number.value else "")


def test_a_reading_is_told_as_the_text_of_a_label() -> None:
    reading = read_label([PHOTOS / "two-rows-vin.jpg"], CATALOGUE)
    assert label_text(reading).splitlines() == [
        "S/N J1NY4G8617RB",
        "P/N 28185JE589E",
        "Model AGC7739RF",
        "VIN JN17E3VT705939589",
    ]
    found = identify(label_text(reading), CATALOGUE)
    assert [(str(one.kind), one.value) for one in found.numbers if one.kind is NumberKind.VIN] == [
        ("vin", "JN17E3VT705939589")
    ]


def test_nothing_to_read_is_refused_with_advice() -> None:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "grey").save(file, "PNG")
    reading = read_label([file.getvalue()], CATALOGUE)
    assert reading.refused is not None
    assert reading.refused.advice
    assert reading.serial.value is None


def test_six_photos_are_too_many() -> None:
    with pytest.raises(InputError, match="6 photos"):
        read_label([b""] * 6, CATALOGUE)


def test_each_photo_gets_a_line_also_one_that_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff and no more")
    photos = [str(PHOTOS / "vw-codes.jpg"), str(broken), str(tmp_path / "none.jpg")]
    done = CliRunner().invoke(label_command, ["--each", *photos, "--jsonl"], standalone_mode=False)
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert [line["photos"] for line in lines] == [[photo] for photo in photos]
    assert [line["refused"] is None for line in lines] == [True, False, False]
    assert lines[0]["serial"]["value"] == "VWZ6Z5S1817045"
    assert {line["format"] for line in lines} == {"headunit/label/1"}


def test_the_picture_shows_what_was_read(tmp_path: Path) -> None:
    reading = read_label([PHOTOS / "doubtful-eye.jpg"], CATALOGUE)
    written = explain(reading, tmp_path / "pictures")
    assert len(written) == 1 + len(reading.questions)
    with Image.open(written[0]) as drawn, Image.open(PHOTOS / "doubtful-eye.jpg") as photo:
        assert drawn.size == photo.size


def test_one_photo_needs_no_list() -> None:
    with pytest.raises(FileMissingError, match="no file"):
        read_label("a.jpg", CATALOGUE)
    with pytest.raises(InputError, match="no JPEG"):
        read_label(b"no picture", CATALOGUE)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P"])
def test_a_photo_of_any_mode_is_looked_at_in_colours(mode: str) -> None:
    given = Photo(name="a", image=Image.new(mode, (200, 160)))
    assert open_photo(given).image.mode == "RGB"


def test_photos_of_two_radios_are_not_read_as_one() -> None:
    reading = read_label([PHOTOS / "precode.jpg", PHOTOS / "shot-left.jpg"], CATALOGUE)
    assert reading.serial.characters == ()
    assert reading.refused is not None
    assert "aren't of one and the same label" in reading.refused.reason
    assert reading.refused.advice == "the photos of one radio at a time"


def lit(name: str, places: tuple[int, ...]) -> bytes:
    """Return a photo with light on some characters of its serial."""
    with Image.open(PHOTOS / name) as file:
        photo = file.convert("RGB")
    characters = read_label([PHOTOS / name], CATALOGUE).serial.characters
    for character in (characters[index] for index in places):
        (x, y), half = character.place, character.height * 0.6
        photo.paste((255, 255, 255), (round(x - half * 0.6), round(y - half), round(x + half * 0.6), round(y + half)))
    written = io.BytesIO()
    photo.save(written, "JPEG", quality=90)
    return written.getvalue()


def test_what_light_hides_on_one_shot_stands_on_another() -> None:
    shots = [lit("shot-left.jpg", (4, 5)), lit("shot-middle.jpg", (9, 10)), lit("shot-right.jpg", (13, 14))]
    alone = [read_label([shot], CATALOGUE).serial for shot in shots]
    assert not any(serial.complete for serial in alone)
    assert all(serial.likely != "C72F5163G1234567" for serial in alone)
    assert read_label(shots, CATALOGUE).serial.likely == "C72F5163G1234567"
