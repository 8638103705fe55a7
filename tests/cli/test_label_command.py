"""What a person sees of a label that was read, and photos as answers of the guided way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image

from headunit.cli import recover_photo, recover_screen
from headunit.cli.label import label_command
from headunit.cli.label_screen import ask_doubts, print_reading
from headunit.cli.recover import recover_command
from headunit.cli.recover_photo import answer_from_photos, photos_offered, photos_typed
from headunit.errors import InputError
from headunit.facts import load_catalogue
from headunit.label import CharacterReading, LabelField, LabelQuestion, LabelReading, LabelRefusal, Origin
from headunit.label.barcodes import Barcode
from headunit.numbers import RadioCode
from headunit.recovery.asks import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

PHOTOS = Path(__file__).parents[1] / "label" / "photos"
SURE, ASKED = str(PHOTOS / "lying-on-its-side.webp"), str(PHOTOS / "doubtful-eye.jpg")
CATALOGUE = load_catalogue()
LABEL, SERIAL, CODE = Ask("label", "?", "text"), Ask("serial", "?", "text"), Ask("code", "?", "secret")


def field(text: str, *doubtful: int, source: Origin = Origin.TEXT) -> LabelField:
    return LabelField(
        characters=tuple(
            CharacterReading(
                value=None if character == "?" else character,
                confidence=0.9,
                doubtful=index in doubtful,
                source=source,
            )
            for index, character in enumerate(text)
        )
    )


def reading(serial: str = "", *doubtful: int, **more: object) -> LabelReading:
    questions = tuple(
        LabelQuestion(index=index, text=f"What is {index}?", options=(), open=serial[index] == "?")
        for index in doubtful
    )
    return LabelReading(photos=("a.jpg",), serial=field(serial, *doubtful), questions=questions, **more)  # type: ignore[arg-type]


REFUSED = reading(refused=LabelRefusal(reason="too dark", advice="more light; hold still"))
CARD = reading(code=RadioCode("2471"))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer every prompt from a list, in turn."""
    answers: list[str] = []
    monkeypatch.setattr("click.prompt", lambda *_args, **_more: answers.pop(0))
    monkeypatch.setattr("click.confirm", lambda *_args, **_more: answers.pop(0) == "y")
    return answers


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[LabelReading]:
    """Give readings from a list, in turn, instead of reading photos."""
    readings: list[LabelReading] = []

    def give(_photos: Sequence[str], _catalogue: object) -> LabelReading:
        return readings.pop(0)

    monkeypatch.setattr("headunit.label.read.read_label", give)
    return readings


def test_doubts_stand_in_brackets_and_what_is_hidden_is_an_underscore(capsys: pytest.CaptureFixture[str]) -> None:
    codes = (Barcode(format="QRCode", text="P1;SM1", corners=()), Barcode(format="ITF", text="0123", corners=()))
    shown = reading("M12?4", 1, 3, vins=("WVW",), barcodes=codes, part_number=field("28185"), model=field("RCD"))
    print_reading(shown, reveal=False)
    words = capsys.readouterr().out
    assert "M[1]2[_]4" in words
    assert "An underscore: hidden" in words
    assert "never the radio's serial" in words
    assert words.index("P1;SM1") < words.index("0123")
    assert "from the print" in words


def test_an_underscore_is_told_only_where_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    print_reading(reading("M12345", 1), reveal=False)
    words = capsys.readouterr().out
    assert "In [brackets]" in words
    assert "underscore" not in words


@pytest.mark.parametrize(
    ("source", "words"), [(Origin.BARCODE, "from a bar code"), (Origin.SHOTS, "from all photos together")]
)
def test_it_says_where_the_serial_is_from(source: Origin, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_reading(LabelReading(photos=("a.jpg",), serial=field("M123456", source=source)), reveal=False)
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(("reveal", "shown", "unseen"), [(False, "••••", "2 4 7 1"), (True, "2 4 7 1", "••••")])
def test_the_number_on_a_card_is_in_dots_unless_wanted(
    *, reveal: bool, shown: str, unseen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_reading(CARD, reveal=reveal)
    words = capsys.readouterr().out
    assert shown in words
    assert unseen not in words


def test_doubts_are_asked_for_and_may_stay_open(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += ["", "7", "nothing"]
    answered = ask_doubts(reading("?12345?", 0, 5, 6))
    assert answered.serial.likely == "?12347"
    typed[:] = ["##", "8"]
    assert ask_doubts(reading("M1", 1)).serial.value == "M8"
    assert "'##' is no answer for character 2 of the serial" in capsys.readouterr().out


def test_a_hidden_place_alone_may_be_answered_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prompt(words: str, **_more: object) -> str:
        asked.append(words)
        return ""

    monkeypatch.setattr("click.prompt", prompt)
    ask_doubts(reading("M12?4", 1, 3))
    assert ["nothing" in words for words in asked] == [False, True]


def test_the_command_shows_a_label_and_what_to_do_next(tmp_path: Path) -> None:
    done = CliRunner().invoke(label_command, [SURE, "--explain", str(tmp_path)], standalone_mode=False)
    assert done.return_value == 0
    assert "headunit code M123467" in done.output
    assert "picture:" in done.output


def test_the_command_leaves_doubts_to_the_person() -> None:
    done = CliRunner().invoke(label_command, [ASKED], standalone_mode=False)
    assert done.return_value == 65
    assert "29G8081[" in done.output
    assert "headunit code SERIAL" in done.output


def test_the_command_asks_on_a_terminal(
    read: list[LabelReading], typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read.append(reading("M12345?", 6, families=("ford-keycode",)))
    typed.append("6")
    monkeypatch.setattr("headunit.cli.label.on_a_terminal", lambda: True)
    done = CliRunner().invoke(label_command, ["a.jpg"], standalone_mode=False)
    assert "headunit code M123456" in done.output
    assert "headunit identify" not in done.output


def test_a_serial_of_no_known_form_is_identified_not_worked_out(read: list[LabelReading]) -> None:
    read.append(reading("CZ52I5759891", part_number=field("8200983509")))
    done = CliRunner().invoke(label_command, ["a.jpg"], standalone_mode=False)
    assert "headunit identify CZ52I5759891 8200983509" in done.output
    assert "headunit code" not in done.output


def test_the_command_refuses_with_advice(read: list[LabelReading]) -> None:
    read.append(REFUSED)
    done = CliRunner().invoke(label_command, ["a.jpg"], standalone_mode=False)
    assert done.return_value == 65
    assert "too dark" in done.output
    assert "hold still" in done.output


def test_photos_of_one_name_in_two_folders_have_pictures_of_their_own(
    tmp_path: Path, read: list[LabelReading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read += [replace(reading("M123456"), picture=Image.new("RGB", (90, 60))) for _ in range(3)]
    photos = ["one/a.jpg", "two/a.jpg", "a.jpg"]
    CliRunner().invoke(label_command, ["--each", "--jsonl", "--explain", "out", *photos], standalone_mode=False)
    assert sorted(path.name for path in Path("out").iterdir()) == ["a-2-read.png", "a-3-read.png", "a-read.png"]


@pytest.mark.parametrize("word", ["-", "nothing", "Nothing", "NONE"])
def test_nothing_is_nothing_however_it_is_written(typed: list[str], word: str) -> None:
    typed.append(word)
    assert ask_doubts(reading("M123456?", 7)).serial.value == "M123456"


def test_one_document_or_one_line_each_but_not_both() -> None:
    for words in (["--each"], ["--jsonl"], ["--each", "--jsonl", "--json"]):
        done = CliRunner().invoke(label_command, ["a.jpg", *words])
        assert done.exit_code == 2


@pytest.mark.parametrize(
    ("ask", "value", "files"),
    [
        (LABEL, "photo a.jpg", ("a.jpg",)),
        (SERIAL, "photo 'a b.jpg' c.jpg", ("a b.jpg", "c.jpg")),
        (CODE, "photo it's.jpg", ("it's.jpg",)),
        (LABEL, "photograph", ()),
        (LABEL, "S/N M123456", ()),
        (LABEL, "", ()),
        (Ask("display", "?", "text"), "photo a.jpg", ()),
    ],
)
def test_a_photo_is_named_behind_the_word(ask: Ask, value: str, files: tuple[str, ...]) -> None:
    assert photos_typed(ask, value) == files


def test_photos_are_offered_where_they_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert photos_offered(LABEL)
    assert not photos_offered(Ask("display", "?", "text"))
    monkeypatch.setattr(recover_photo, "find_spec", lambda _name: None)
    assert not photos_offered(LABEL)


def test_without_a_person_only_what_is_in_no_doubt_is_taken(read: list[LabelReading]) -> None:
    read += [reading("M123456"), reading("M123456"), reading("M12345O", 6), REFUSED, LabelReading(photos=("a",))]
    assert answer_from_photos(LABEL, ("a.jpg",), CATALOGUE, person=False) == "S/N M123456"
    assert answer_from_photos(SERIAL, ("a.jpg",), CATALOGUE, person=False) == "M123456"
    for code in ("label-doubtful", "label-unread", "label-doubtful"):
        with pytest.raises(InputError) as refused:
            answer_from_photos(LABEL, ("a.jpg",), CATALOGUE, person=False)
        assert refused.value.code == code


def test_a_person_compares_what_was_read(read: list[LabelReading], typed: list[str]) -> None:
    read += [reading("M12345?", 6), reading("M123456"), reading("M12345?", 6)]
    typed += ["6", "y"]
    assert answer_from_photos(LABEL, ("a.jpg",), CATALOGUE, person=True) == "S/N M123456"
    for answers, code in ((["n"], "label-not-so"), ([""], "label-doubtful")):
        typed[:] = answers
        with pytest.raises(InputError) as refused:
            answer_from_photos(LABEL, ("a.jpg",), CATALOGUE, person=True)
        assert refused.value.code == code


def test_a_code_card_answers_the_question_for_the_code(read: list[LabelReading], typed: list[str]) -> None:
    read += [CARD, CARD, reading("M123456")]
    typed.append("y")
    assert answer_from_photos(CODE, ("a.jpg",), CATALOGUE, person=True) == "2471"
    assert answer_from_photos(CODE, ("a.jpg",), CATALOGUE, person=False) == "2471"
    with pytest.raises(InputError) as refused:
        answer_from_photos(CODE, ("a.jpg",), CATALOGUE, person=False)
    assert refused.value.code == "label-no-code"


def test_a_hidden_name_of_a_photo_is_typed_once(typed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed += ["photo card.jpg", "never asked for"]
    assert recover_screen.read(CODE) == "photo card.jpg"
    assert typed == ["never asked for"]


def answers(tmp_path: Path, **given: str) -> str:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"format": "headunit/answers/1", "answers": {"display": "CODE", **given}}))
    return str(file)


def test_the_way_takes_a_photo_of_the_label(tmp_path: Path) -> None:
    words = ["--answers", answers(tmp_path), "--home", str(tmp_path), "--photo", SURE, "--json"]
    done = CliRunner().invoke(recover_command, words, standalone_mode=False)
    records = json.loads(done.output)["records"]
    assert {"what": "serial", "value": "M123467"}.items() <= next(
        record for record in records if record.get("what") == "serial"
    ).items()


def test_the_way_goes_on_after_a_photo_that_leaves_doubts(tmp_path: Path) -> None:
    words = ["--answers", answers(tmp_path, label=f"photo {ASKED}"), "--home", str(tmp_path), "--json"]
    done = CliRunner().invoke(recover_command, words, standalone_mode=False)
    document = json.loads(done.output)
    assert document["error"]["code"] == "label-doubtful"
    assert document["case"]


def test_a_person_on_the_way_confirms_the_photo_or_types_it(tmp_path: Path) -> None:
    lines = ["CODE", "n", "photo none.jpg", f"photo {SURE}", "y"]
    done = CliRunner().invoke(
        recover_command, ["--home", str(tmp_path), "--photo", SURE], input="\n".join(lines) + "\n"
    )
    assert "nothing was taken" in done.output
    assert "there is no file 'none.jpg'" in done.output
    assert "Which car is it: make, model, year?" in done.output
