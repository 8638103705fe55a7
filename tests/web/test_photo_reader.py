"""The process that reads photos: what it is told and tells, and that nothing it does hurts the pages."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from headunit.errors import ConfigurationError, InputError
from headunit.numbers import RadioCode
from headunit.web import photo_worker
from headunit.web.photo_reader import ProcessReader, Shot
from headunit.web.photo_worker import main, work
from headunit.web.reading_json import reading_document, reading_from
from tests.web.readings import CARD, REFUSED, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.label.reading import LabelReading

PHOTOS = Path(__file__).parents[1] / "label" / "photos"


@pytest.mark.parametrize("one", [reading("_P53", doubtful=[2]), reading(), REFUSED, CARD])
def test_a_reading_comes_through_as_json(one: LabelReading) -> None:
    assert reading_from(json.loads(json.dumps(reading_document(one)))) == one


def reader(program: str, longest_s: float = 60.0) -> ProcessReader:
    return ProcessReader("", command=(sys.executable, "-c", program), longest_s=longest_s)


ONE = (Shot(Path("a"), None),)


def test_each_photo_that_is_open_is_told_then_the_reading() -> None:
    told: list[int] = []
    lines = [{"opened": 1}, {"opened": 2}, {"reading": reading_document(reading())}]
    program = f"import sys; sys.stdin.read(); print({chr(10).join(map(json.dumps, lines))!r})"

    assert reader(program)(ONE, told.append) == reading()
    assert told == [1, 2]


@pytest.mark.parametrize(("code", "kind"), [("photo-broken", InputError), ("extra-missing", ConfigurationError)])
def test_a_fault_of_the_photos_is_raised_here(code: str, kind: type[Exception]) -> None:
    fault = {"fault": {"code": code, "message": "m", "value": "v", "expected": "e", "next_step": "n"}}

    with pytest.raises(kind, match="m: n"):
        reader(f"print({json.dumps(fault)!r})")(ONE, print)


def test_what_a_process_said_before_it_heard_the_job_is_heard() -> None:
    program = f"import os; os.close(0); print({json.dumps({'reading': reading_document(reading())})!r})"
    shots = tuple(Shot(Path("x" * 200_000), None) for _ in range(2))

    assert reader(program)(shots, print) == reading()


NONSENSE = (
    "5",
    "[]",
    "null",
    "{}",
    '{"opened": null}',
    '{"fault": {}}',
    '{"fault": 1}',
    '{"reading": 1}',
    '{"reading": {}}',
)


@pytest.mark.parametrize(
    "program",
    [
        *("", "raise SystemExit(3)", "print('no json')", "print('{', end='')"),
        *(f"print({line!r})" for line in NONSENSE),
    ],
)
def test_a_process_that_breaks_is_one_clear_sentence(program: str) -> None:
    with pytest.raises(InputError, match="more memory or time"):
        reader(program)(ONE, print)


def test_no_module_is_taken_from_the_folder_it_was_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "headunit.py").write_text("open('it-ran', 'x')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"no picture")

    with pytest.raises(InputError, match="no JPEG"):
        ProcessReader()((Shot(photo, None),), print)
    assert not (tmp_path / "it-ran").exists()


def test_a_process_that_never_listens_is_one_clear_sentence() -> None:
    shots = tuple(Shot(Path("x" * 200_000), None) for _ in range(2))

    with pytest.raises(InputError, match="more memory or time"):
        reader("import os; os.close(0)")(shots, print)


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match="took too long"):
        reader("import time; time.sleep(600)", longest_s=0.2)(ONE, print)


def test_a_missing_program_is_left_to_the_caller() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        ProcessReader(command=("/no-such-program",))(ONE, print)


def lines_of(photos: Sequence[dict[str, str]], facts: str = "") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    work({"photos": list(photos), "facts": facts}, told.append)
    return told


def photo(name: str, keep: Path | None = None) -> dict[str, str]:
    return {"path": str(PHOTOS / name), "keep": str(keep) if keep else ""}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Say how many photos were to be read, instead of reading them."""
    counts: list[int] = []

    def fake(photos: Sequence[object], _catalogue: object) -> LabelReading:
        counts.append(len(photos))
        return reading()

    monkeypatch.setattr(photo_worker, "read_label", fake)
    return counts


def test_photos_are_opened_one_after_the_other_and_read_together(read: list[int]) -> None:
    told = lines_of([photo("vw-codes.jpg"), photo("shot-left.jpg")])

    assert told == [{"opened": 1}, {"opened": 2}, {"reading": reading_document(reading())}]
    assert read == [2]


def test_private_facts_are_those_of_the_person(read: list[int], tmp_path: Path) -> None:
    told = lines_of([photo("vw-codes.jpg")], str(tmp_path / "none"))

    assert told[-1]["fault"]["code"] == "facts-folder"
    assert read == []


def test_what_is_kept_is_written_anew_without_place_and_camera(read: list[int], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "PHONE 9", 6
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 12.0)
    given, kept = tmp_path / "a.jpg", tmp_path / "k.jpg"
    Image.new("RGB", (400, 300), "grey").save(given, "JPEG", exif=exif, comment=b"my garage")
    assert b"PHONE 9" in given.read_bytes()
    lines_of([{"path": str(given), "keep": str(kept)}])

    content = kept.read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (300, 400), {})
    assert not any(word in content for word in (b"PHONE 9", b"my garage", b"Exif", b"GPS"))
    assert read == [1]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo-format"),
        (b"<html><script>alert(1)</script>", "photo-format"),
        (b"\xff\xd8\xff no more", "photo-broken"),
        (b"%PDF-1.7", "photo-format"),
    ],
)
def test_a_hostile_photo_is_a_fault_with_its_number(content: bytes, code: str, read: list[int], tmp_path: Path) -> None:
    path = tmp_path / "evil<b>.jpg"
    path.write_bytes(content)
    told = lines_of([photo("vw-codes.jpg"), {"path": str(path), "keep": str(tmp_path / "k")}])

    assert [told[0], told[1]["fault"]["code"], told[1]["fault"]["value"]] == [{"opened": 1}, code, "2"]
    assert read == []
    assert not (tmp_path / "k").exists()


def test_too_little_memory_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> LabelReading:
        raise MemoryError

    monkeypatch.setattr(photo_worker, "read_label", full)

    assert lines_of([photo("vw-codes.jpg")])[-1]["fault"]["code"] == "photo-too-much"


def test_the_process_bounds_itself_and_keeps_its_answers_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits: list[str] = []

    def chatty(job: object, tell: Any) -> None:  # noqa: ANN401 - as work has it
        sys.stdout.write("a library says hello")
        tell({"opened": job})

    monkeypatch.setattr(photo_worker, "_limit", lambda: limits.append("set"))
    monkeypatch.setattr(photo_worker, "work", chatty)
    monkeypatch.setattr(sys, "stdin", io.StringIO("7"))
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    main()

    assert limits == ["set"]
    assert capsys.readouterr().out == '{"opened": 7}\n'


def test_its_bounds_are_those_of_the_system() -> None:
    program = (
        "import json, resource; from headunit.web import photo_worker as w; w._limit();"
        "print(json.dumps([resource.getrlimit(one)[0] for one in "
        "(resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [photo_worker.MOST_MEMORY, 90, 0]


@pytest.mark.parametrize(("system", "bounds"), [("linux", 5), ("win32", 0)])
def test_bounds_are_asked_for_where_there_are_any(system: str, bounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *given: asked.append(given))
    monkeypatch.setattr(os, "nice", asked.append)
    monkeypatch.setattr(sys, "platform", system)
    photo_worker._limit()  # noqa: SLF001 - what the process begins with

    assert len(asked) == bounds


def test_a_code_is_in_no_message(read: list[int]) -> None:
    assert "2471" not in repr(reading_from(reading_document(CARD)))
    assert reading_from(reading_document(CARD)).code == RadioCode("2471")
    assert read == []
