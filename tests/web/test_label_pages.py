"""A photographed label on the pages: sent, read, asked about, compared, and taken as ``recover --photo`` takes it."""

from __future__ import annotations

import asyncio
import html
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from headunit.errors import InputError
from headunit.label import label_text
from headunit.label.reading import LabelField, LabelReading, Origin
from headunit.web import uploads
from headunit.web.headers import CONTENT_POLICY
from headunit.web.visitor import Names
from tests.fewer import A_QUARTER
from tests.web.readings import CARD, CROP, REFUSED, SERIAL, FakeReader, picture, reading
from tests.web.server import Bench
from tests.web.walker import Walker, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response
    from starlette.types import Message, Receive

    from headunit.web.uploads import Upload

HOSTILE = "<script>alert(1)</script>"
JPEG = picture("JPEG")
NAMES = Names(bytes)
WORDS = "six plain words"


class Photographer(Walker):
    """Walk the way with photos."""

    def __init__(self, folder: Path, *answers: LabelReading | Exception) -> None:
        self.reader = FakeReader(*answers)
        super().__init__(Bench(folder=folder, reader=self.reader))
        self.photos = self.path + "/photos"
        self.case = self.path.split("/")[2]

    def send(self, *contents: bytes, name: str = "a.jpg", token: str | None = None, **fields: str) -> Response:
        token = self.bench.token if token is None else token
        files = [("photo", (name, content, "text/html")) for content in contents]
        data = {"token": token, "key": self.key, "number": "1", **fields}
        answer = self.bench.client.post(self.photos, data=data, files=files)
        self.join()
        return answer

    def join(self) -> None:
        assert self.bench.place.labels is not None
        self.bench.place.labels.join()

    @property
    def shown(self) -> str:
        answer = self.bench.client.get(self.photos)
        assert answer.status_code == 200, answer.headers
        return answer.text

    def do(self, what: str, **fields: str) -> Response:
        number = re.search(r'name="number" value="([^"]*)"', self.shown)
        assert number is not None
        return self.bench.post(f"{self.photos}/do", do=what, key=self.key, number=number[1], **fields)

    @property
    def kept(self) -> int:
        return len(self.bench.place.photos.kept(self.case))


def title(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found is not None
    return html.unescape(found[1])


def cells(page: str) -> str:
    """Return what a screen reader hears of the plate."""
    found = re.search(r'class="plate" role="img" aria-label="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_a_photo_becomes_the_label_of_the_case_once_it_is_confirmed(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    answer = one.send(JPEG)
    assert (answer.status_code, path_of(answer)) == (303, one.photos)
    page = one.shown
    assert title(page) == "Is this what the label says?"
    assert cells(page) == "The serial: " + ", ".join(SERIAL)
    assert "From the print on the label" in page
    assert "never the radio’s serial" in page
    assert one.key == "label"
    answer = one.do("yes")

    assert (answer.status_code, path_of(answer)) == (303, one.path)
    case = one.bench.place.cases.read(one.case)
    assert case.told("serial") == SERIAL
    assert case.told("vin") == "SJNFBAJ10U1234567"
    assert case.told_all("label")[0] == " ".join(label_text(reading()).split("\n"))
    assert one.kept == 1
    assert one.bench.place.labels is not None
    assert one.bench.place.labels.job(one.case, one.bench.visitor) is None


def test_a_number_that_may_not_be_the_serial_is_asked_about_as_such(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading(doubtful=[7], unsure=True))
    one.send(JPEG)
    assert "It isn’t certain that this number is the serial. Character 8: 1 or O?" in one.shown


def test_doubtful_places_are_asked_for_with_their_pictures(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading("_P5387W100065_", doubtful=[7]))
    one.send(JPEG)
    page = one.shown
    assert title(page) == "Please look at 3 characters"
    assert "not readable, P, 5, 3, 8, 7, W, 1 in doubt, 0" in cells(page)
    for words in ("before the first character", "Character 8: 1 or O?", "behind the last character"):
        assert words in page
    pictures = re.findall(r'<img class="crop" src="([^"]+)"', page)
    assert pictures == [f"{one.photos}/crop/7", f"{one.photos}/crop/13"]
    for path in pictures:
        given_picture = one.bench.client.get(path)
        assert (given_picture.content, given_picture.headers["content-type"]) == (CROP, "image/png")
        assert given_picture.headers["cache-control"] == "no-store"
        assert given_picture.headers["x-content-type-options"] == "nosniff"
        assert given_picture.headers["content-disposition"].startswith("inline; filename=")
    assert one.do("answers", q0="-", q7="1", o13="3").status_code == 303

    page = one.shown
    assert title(page) == "Is this what the label says?"
    assert cells(page) == "The serial: " + ", ".join("P5387W1000653")
    assert "what you said" in page
    again = one.bench.client.get(f"{one.photos}?look=again").text
    assert re.search(r'name="q7" value="1" checked', again)
    assert re.search(r'name="o13"[^>]* value="3"', again)
    one.do("yes")
    assert one.bench.place.cases.read(one.case).told_all("label")[0].startswith("S/N P5387W1000653")


def test_who_can_t_tell_is_told_to_take_another_photo_or_type(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading(doubtful=[7]), reading(source=Origin.SHOTS))
    one.send(JPEG)
    one.do("answers", q7="?")
    page = one.shown
    assert title(page) == "Something is still in doubt"
    assert 'name="more" value="yes"' in page
    assert "do" not in re.findall(r'name="(do)" value="yes"', page)
    refused = one.do("yes")
    assert refused.status_code == 422
    assert "what stands in brackets is in doubt" in refused.text
    one.send(JPEG, more="yes")

    assert [shot.path.name for shot in one.reader.shots[1]] == ["1.jpg", "1"]
    assert title(one.shown) == "Is this what the label says?"
    assert "From all photos together" in one.shown
    assert one.kept == 2


@pytest.mark.parametrize(
    "said", [{"q7": "other"}, {"q7": "other", "o7": " "}, {"q7": "%"}, {"q7": "12"}, {"q7": "x" * 99}]
)
def test_an_answer_that_is_none_is_told_and_nothing_is_taken(said: dict[str, str], tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading(doubtful=[7]))
    one.send(JPEG)
    answer = one.do("answers", **said)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert title(one.shown) == "Please look at 1 character"


def test_many_hidden_characters_call_for_another_photo_first(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading("BP53____000653"))
    one.send(JPEG)

    assert "4 characters are hidden" in one.shown
    assert one.shown.index('name="more"') < one.shown.index("What is character 5?")


def test_a_label_that_can_t_be_read_gets_advice_for_the_next_photo(tmp_path: Path) -> None:
    one = Photographer(tmp_path, replace(REFUSED, part_number=reading().part_number))
    one.send(JPEG)
    page = one.shown

    assert title(page) == "The label can’t be read on it"
    assert "More light: go to a window or outdoors" in page
    assert "headunit code" not in page
    assert 'name="more" value="yes"' in page
    assert "28185" in page
    assert "do" not in re.findall(r'name="(do)" value="yes"', page)
    assert one.do("yes").status_code == 422
    assert one.bench.place.cases.read(one.case).told("serial") == ""


def test_a_bar_code_says_so(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading(source=Origin.BARCODE, part=""))
    one.send(JPEG)

    assert "From a bar code on the label" in one.shown
    assert "Also on the label" not in one.shown


def test_a_photo_that_shows_a_code_is_not_kept(tmp_path: Path) -> None:
    one = Photographer(tmp_path, replace(reading(), code=CARD.code), CARD)
    one.send(JPEG)
    assert "The photo shows a code" in one.shown
    assert "2471" not in one.shown
    assert one.kept == 0
    one.send(JPEG)
    assert "It looks like a code card" in one.shown
    assert "2471" not in one.shown


def to_the_card(one: Photographer) -> None:
    one.answer("Ford Fiesta 2008")
    for _ in range(12):
        if one.key == "code":
            return
        choice = "card" if 'name="value" value="card"' in one.page else None
        assert (
            one.answer(
                choice or {"whose": "own", "used": "0", "legible": "yes"}.get(one.key) or one.first_choice
            ).status_code
            == 303
        )
    raise AssertionError(one.page)


def test_a_photographed_card_gives_a_code_that_is_compared_and_nowhere_kept(tmp_path: Path) -> None:
    one = Photographer(tmp_path, LabelReading(photos=("1",)), CARD)
    to_the_card(one)
    assert "thrown away, for it shows the code" in one.page
    one.send(JPEG)
    assert title(one.shown) == "There is no code on it"
    assert "no number on the photo is named as the code" in html.unescape(one.do("yes").text).casefold()
    one.send(JPEG)
    page = one.bench.client.get(one.photos)
    assert title(page.text) == "Is this the code on the card?"
    assert ">2, 4, 7, 1</p>" in page.text
    assert page.headers["cache-control"] == "no-store"
    answer = one.do("yes")

    assert (answer.status_code, answer.headers["location"].rpartition("/")[2]) == (303, "code")
    assert "2471" not in repr(one.bench.place.cases.read(one.case))
    assert one.kept == 0
    assert "2471" not in answer.headers["location"]


def test_what_the_engine_refuses_is_told_where_the_label_is_typed(tmp_path: Path) -> None:
    odd = reading("QQ", part="")
    one = Photographer(tmp_path, replace(odd, vins=()))
    one.send(JPEG)
    answer = one.do("yes")

    assert answer.status_code in {303, 422}
    if answer.status_code == 422:
        assert 'id="fault"' in answer.text


def test_after_a_new_start_kept_photos_are_read_again_or_deleted(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading(), reading())
    one.send(JPEG)
    assert one.bench.place.labels is not None
    one.bench.place.labels.forget_all()  # as a new program
    assert "1 photo goes with this case" in one.page
    assert title(one.shown) == "These photos were not read yet"
    one.do("again")
    one.join()
    assert title(one.shown) == "Is this what the label says?"
    assert path_of(one.do("drop")) == one.path

    assert one.kept == 0
    assert one.bench.client.get(one.photos).status_code == 303


def test_a_photo_is_seen_and_deleted_on_the_page_of_its_case(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    one.send(b"evil" + HOSTILE.encode(), name=f"../../{HOSTILE}.html")
    record = one.bench.client.get(f"/cases/{one.case}").text
    assert f'src="/cases/{one.case}/photos/1.jpg"' in record
    assert HOSTILE not in record + one.shown
    photo = one.bench.client.get(f"/cases/{one.case}/photos/1.jpg")
    assert photo.content.startswith(b"anew:")
    assert photo.headers["content-type"] == "image/jpeg"
    assert photo.headers["content-security-policy"] == CONTENT_POLICY
    assert photo.headers["cache-control"] == "no-store"
    assert "img-src 'self'" in CONTENT_POLICY
    sheet = one.bench.client.get(f"/cases/{one.case}/sheet").text
    assert "1.jpg (SHA-256 " in sheet
    assert one.bench.post(f"/cases/{one.case}/photos/1.jpg/delete").status_code == 303

    assert one.bench.client.get(f"/cases/{one.case}/photos/1.jpg").status_code == 404
    assert one.bench.client.get(f"/cases/{one.case}/photos/..%2f..%2fvault.huv").status_code == 404


@pytest.mark.parametrize("everything", [True, False])
def test_photos_are_deleted_with_the_case_and_with_everything(*, everything: bool, tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    one.send(JPEG)
    one.bench.post("/settings" if everything else f"/cases/{one.case}/delete", sure="yes")

    assert one.kept == 0
    assert (tmp_path / "photos").exists() != everything
    assert one.bench.place.labels is not None
    assert one.bench.place.labels.job(one.case, one.bench.visitor) is None


def test_what_else_there_is_goes_though_the_photos_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Photographer(tmp_path, reading())
    one.send(JPEG)
    bench = one.bench
    bench.post("/keep", do="new", passphrase=WORDS, again=WORDS)

    def held(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("headunit.recovery.store.photos.shutil.rmtree", held)
    answer = bench.post("/settings", sure="yes")

    assert answer.status_code == 503
    assert "Not everything could be deleted" in answer.text
    assert "Permission denied" in answer.text
    assert bench.place.cases.heads() == ()
    assert not (tmp_path / "vault.huv").exists()
    assert bench.place.labels is not None
    assert bench.place.labels.job(one.case, bench.visitor) is None


def test_what_one_browser_had_read_no_other_sees(tmp_path: Path) -> None:
    one = Photographer(tmp_path, CARD)
    to_the_card(one)
    one.send(JPEG)
    other = one.bench.another()
    assert path_of(other.client.get(one.photos)) == one.path
    page = other.client.get(one.path).text
    assert "See what was read" not in page
    assert other.client.get(f"{one.photos}/state").json()["shots"] == 0
    answer = other.post(f"{one.photos}/do", do="yes", key="code")

    assert path_of(answer) == one.photos
    assert title(one.shown) == "Is this the code on the card?"


def test_a_case_that_is_closed_forgets_what_was_read(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    one.send(JPEG)
    for _ in range(2):
        one.bench.post(f"/cases/{one.case}/close")

    assert one.bench.place.labels is not None
    assert one.bench.place.labels.job(one.case, one.bench.visitor) is None
    assert one.kept == 1


def test_without_the_extra_the_slot_says_so_and_typing_works(tmp_path: Path) -> None:
    walker = Walker(Bench(folder=tmp_path))
    assert "the extra “label” is not installed" in walker.page
    assert "python3 -m pip install '.[label]'" in html.unescape(walker.page)
    assert 'type="file"' not in walker.page
    token = walker.bench.token
    answer = walker.bench.client.post(f"{walker.path}/photos", data={"token": token}, files={"photo": ("a.jpg", JPEG)})
    assert answer.status_code == 422
    assert "can’t read photos" in answer.text
    assert walker.bench.client.get(f"{walker.path}/photos").status_code == 303
    assert walker.bench.client.get(f"{walker.path}/photos/state").json()["done"] is True
    assert walker.bench.client.get(f"{walker.path}/photos/crop/0").status_code == 404
    assert walker.bench.post(f"{walker.path}/photos/do", do="drop").status_code == 422
    assert walker.answer(SERIAL).status_code == 303


def test_with_bar_codes_alone_the_slot_says_so(tmp_path: Path) -> None:
    one = Photographer(tmp_path)
    assert one.bench.place.labels is not None
    one.bench.place.labels.prints = False

    assert "Only bar codes can be read here" in one.page


def test_while_it_is_read_the_page_says_how_far_it_is(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    seen: list[tuple[str, object]] = []

    def look() -> None:
        page = one.bench.client.get(one.photos).text
        seen.append((title(page), one.bench.client.get(f"{one.photos}/state").json()))
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
        assert one.bench.client.get(f"{one.photos}/crop/7").status_code == 404
        for what in ("answers", "yes"):
            assert one.bench.post(f"{one.photos}/do", do=what).status_code == 303

    one.reader.before = look
    one.send(JPEG, JPEG)

    assert seen == [("Reading the photos", {"done": False, "opened": 0, "shots": 2})]
    assert one.bench.client.get(f"{one.photos}/state").json() == {"done": True, "opened": 2, "shots": 2}


def test_a_photo_for_a_question_that_was_answered_meanwhile_changes_nothing(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    one.send(JPEG)
    one.answer(SERIAL)
    assert one.bench.client.get(one.photos).status_code == 303
    assert path_of(one.send(JPEG)) == one.path
    assert one.bench.post(f"{one.photos}/do", do="yes").status_code == 409
    assert one.bench.post(f"{one.photos}/do", do="nonsense").status_code == 303
    assert one.bench.post(f"{one.photos}/do", do="answers", q7="1").status_code == 303

    assert len(one.reader.shots) == 1


def test_a_label_that_was_left_behind_is_no_card(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    assert one.bench.post(f"{one.photos}/do", do="yes").status_code == 303
    one.send(JPEG)
    to_the_card(one)

    assert one.bench.client.get(one.photos).status_code == 303
    assert "See what was read" not in one.page
    assert one.bench.post(f"{one.photos}/do", do="yes", key="code").status_code == 303
    assert one.key == "code"


def test_an_unanswered_reading_is_found_again_from_the_question(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    one.send(JPEG)

    assert f'href="{one.photos}">See what was read' in one.page


@pytest.mark.parametrize(
    ("contents", "fields", "code"),
    [
        ([], {}, "No photo was sent"),
        ([b""], {}, "No photo was sent"),
        ([JPEG] * 6, {}, "More than 5 photos"),
        ([JPEG], {"x": "y" * 500}, "did not arrive whole"),
    ],
)
def test_what_is_no_set_of_photos_is_one_clear_sentence(
    contents: list[bytes], fields: dict[str, str], code: str, tmp_path: Path
) -> None:
    one = Photographer(tmp_path)
    if not contents:
        contents, fields = [b""], {}
    answer = one.send(*contents, **fields)

    assert answer.status_code == 422
    assert code in html.unescape(answer.text)
    assert one.kept == 0
    assert list((tmp_path / "photos").iterdir()) == []


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    one = Photographer(tmp_path)
    answer = one.send(JPEG, **{f"f{number}": "x" for number in range(30)})

    assert (answer.status_code, "More than 5 photos" in answer.text) == (422, True)


@pytest.mark.parametrize(("limit", "value"), [("LARGEST_PHOTO", 1000), ("LARGEST_UPLOAD", 1500)])
def test_too_many_bytes_are_refused_before_they_are_held(
    limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, limit, value)
    one = Photographer(tmp_path)
    answer = one.send(b"x" * 5000)

    assert answer.status_code == 422
    assert "MB" in answer.text
    assert list((tmp_path / "photos").iterdir()) == []


def sent_by(receive: Receive) -> Request:
    """Return a request with photos whose bytes *receive* gives."""
    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    state = {"visitor": "me", "names": NAMES}
    return Request({"type": "http", "method": "POST", "headers": headers, "state": state}, receive)


class JumpLoop(asyncio.SelectorEventLoop):
    """Tell a time that goes forward when a test says so."""

    ahead_s = 0.0

    def time(self) -> float:
        return super().time() + self.ahead_s


def slowly(loop: JumpLoop, folder: Path, pause_s: float, pieces: int, end: dict[str, object]) -> Upload:
    """Send one photo in *pieces* with pauses, then what *end* says."""
    head = (
        f'--b\r\ncontent-disposition: form-data; name="token"\r\n\r\n{NAMES.token("me")}\r\n'
        '--b\r\ncontent-disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    )
    messages: list[Message] = [{"type": "http.request", "body": head.encode(), "more_body": True}]
    messages += [{"type": "http.request", "body": b"x", "more_body": True}] * pieces
    messages.append(end)

    async def receive() -> Message:
        loop.ahead_s += pause_s
        for _ in range(3):  # so that a deadline that is over is seen
            await asyncio.sleep(0)
        return messages.pop(0)

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(uploads.receive(sent_by(receive), folder))


def in_a_thread(pause_s: float, pieces: int, end: dict[str, object], folder: Path) -> Upload:
    """Send beside a loop that the test may have."""
    with ThreadPoolExecutor() as beside:
        return beside.submit(lambda: slowly(JumpLoop(), folder, pause_s, pieces, end)).result()


WHOLE: dict[str, object] = {"type": "http.request", "body": b"\r\n--b--\r\n"}


def test_a_slow_upload_that_goes_on_is_waited_for(tmp_path: Path) -> None:
    upload = in_a_thread(15, 40, WHOLE, tmp_path)

    assert [path.read_bytes() for path in upload.photos] == [b"x" * 40]


@pytest.mark.parametrize(("pause_s", "pieces"), [(21, 1), (15, 70)])
def test_an_upload_that_stops_or_never_ends_is_not(pause_s: float, pieces: int, tmp_path: Path) -> None:
    with pytest.raises(uploads.NotOursError, match="took too long") as told:
        in_a_thread(pause_s, pieces, WHOLE, tmp_path)

    assert told.value.status == 408


def test_an_upload_that_breaks_off_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did not arrive whole"):
        in_a_thread(0, 1, {"type": "http.disconnect"}, tmp_path)


def test_an_endless_upload_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 10_000)
    monkeypatch.setattr(uploads, "_MOST_READ", 20_000)
    head = (
        f'--b\r\ncontent-disposition: form-data; name="token"\r\n\r\n{NAMES.token("me")}\r\n'
        '--b\r\ncontent-disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    )
    given: list[bytes] = []

    async def endless() -> dict[str, object]:
        given.append(b"x" * 1000 if given else head.encode())
        return {"type": "http.request", "body": given[-1], "more_body": True}

    request = sent_by(endless)
    with ThreadPoolExecutor() as beside, pytest.raises(InputError, match="have together more than"):
        beside.submit(lambda: asyncio.run(uploads.receive(request, tmp_path))).result()

    assert len(given) == 21
    assert (tmp_path / "1").stat().st_size < 10_000


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Photographer(tmp_path)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.Upload, "take", full)
    answer = one.send(JPEG)

    assert answer.status_code == 503
    assert "No space left on device" in answer.text


@pytest.mark.parametrize("token", ["", "x", Names(bytes).token("somebody else"), "é"])
def test_photos_of_another_page_are_refused_before_one_is_written(token: str, tmp_path: Path) -> None:
    one = Photographer(tmp_path)
    answer = one.send(JPEG, token=token)

    assert answer.status_code == 403
    assert title(answer.text) == "That did not work"
    assert answer.headers["connection"] == "close"
    assert one.reader.shots == []
    assert list((tmp_path / "photos").iterdir()) == []


def test_the_token_behind_the_photo_is_too_late(tmp_path: Path) -> None:
    one = Photographer(tmp_path)
    token = one.bench.token
    body = (
        '--b\r\ncontent-disposition: form-data; name="photo"; filename="a"\r\n\r\nx\r\n'
        f'--b\r\ncontent-disposition: form-data; name="token"\r\n\r\n{token}\r\n--b--\r\n'
    )
    kind = {"content-type": "multipart/form-data; boundary=b"}

    assert one.bench.client.post(one.photos, content=body.encode(), headers=kind).status_code == 403


@pytest.mark.parametrize(
    "header", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_photos_sent_by_another_page_are_refused(header: dict[str, str], tmp_path: Path) -> None:
    one = Photographer(tmp_path)
    one.bench.client.headers.update(header)

    assert one.send(JPEG).status_code == 403


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""])
def test_photos_come_as_a_form_with_files_alone(kind: str, tmp_path: Path) -> None:
    one = Photographer(tmp_path)

    assert one.bench.client.post(one.photos, content=b"x", headers={"content-type": kind}).status_code == 415


@A_QUARTER
@given(body=st.binary(max_size=400), where=st.sampled_from(["alone", "in the form", "as a part"]))
def test_any_bytes_in_place_of_photos_are_answered(
    body: bytes, where: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = Photographer(tmp_path_factory.mktemp("state"), *[InputError("photo-broken", "damaged")] * 2)
    token = one.bench.token
    head = f'--b\r\ncontent-disposition: form-data; name="token"\r\n\r\n{token}\r\n'
    kind = {"content-type": "multipart/form-data; boundary=b"}
    before = {"alone": "", "in the form": head, "as a part": f"{head}--b\r\n"}[where].encode()
    answer = one.bench.client.post(one.photos, content=before + body, headers=kind)
    assert answer.status_code in {303, 403, 422}
    one.join()


def test_a_damaged_photo_is_told_and_another_can_be_sent(tmp_path: Path) -> None:
    one = Photographer(tmp_path, InputError("photo-broken", f"photo {HOSTILE!r} is damaged", value=HOSTILE))
    one.send(b"no photo")
    page = one.shown

    assert title(page) == "That can’t be read"
    assert HOSTILE not in page
    assert 'type="file"' in page
    assert "See what was read" not in page


def test_a_second_set_while_one_is_read_is_told(tmp_path: Path) -> None:
    one = Photographer(tmp_path, reading())
    answers: list[int] = []

    def another() -> None:
        token = one.bench.token
        files = {"photo": ("a.jpg", JPEG)}
        answers.append(one.bench.client.post(one.photos, data={"token": token}, files=files).status_code)

    one.reader.before = another
    one.send(JPEG)

    assert answers == [409]
    assert one.kept == 1


def test_nothing_at_all_on_a_label_is_refused_too(tmp_path: Path) -> None:
    one = Photographer(tmp_path, LabelReading(photos=("1",), serial=LabelField()))
    one.send(JPEG)

    assert title(one.shown) == "The label can’t be read on it"
