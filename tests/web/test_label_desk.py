"""Labels are read one at a time; photos go with the case, what shows a code is not kept, and no fault is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from headunit.errors import InputError, TryAgainError
from headunit.recovery.store.photos import PhotoStore
from headunit.web.label_desk import LabelDesk
from tests.web.readings import CARD, REFUSED, FakeReader, reading

if TYPE_CHECKING:
    from pathlib import Path

    from headunit.label.reading import LabelReading
    from headunit.web.label_desk import Job

CASE = "7K3M9X"
ME = "me"


class Desk:
    """Hold a desk with its store and reader."""

    def __init__(self, folder: Path, *answers: LabelReading | Exception) -> None:
        self.store = PhotoStore(folder / "photos")
        self.reader = FakeReader(*answers)
        self.desk = LabelDesk(self.reader, self.store)

    def send(
        self, *contents: bytes, case: str = CASE, visitor: str = ME, card: bool = False, more: bool = False
    ) -> Path:
        room = self.store.room()
        for number, content in enumerate(contents, 1):
            (room / str(number)).write_bytes(content)
        photos = [room / str(number) for number, _ in enumerate(contents, 1)]
        self.desk.begin(case, visitor, photos, room, card=card, more=more)
        return room

    def job(self, case: str = CASE, visitor: str = ME) -> Job | None:
        return self.desk.job(case, visitor)

    def kept(self, case: str = CASE) -> list[bytes]:
        return [path.read_bytes() for path in self.store.paths(case)]


def test_photos_are_read_written_anew_and_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading())
    room = desk.send(b"a", b"b")
    desk.desk.join()
    job = desk.job()

    assert job is not None
    assert (job.shots, job.opened, job.reading, job.kept, job.done) == (2, 2, reading(), True, True)
    assert desk.kept() == [b"anew:a", b"anew:b"]
    assert not room.exists()


def test_new_photos_take_the_place_of_old_ones_or_are_read_with_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading(), reading(), reading())
    desk.send(b"a")
    desk.desk.join()
    desk.send(b"b", more=True)
    desk.desk.join()
    assert desk.reader.seen[1:] == [b"anew:a", b"b"]
    assert desk.kept() == [b"anew:a", b"anew:b"]
    desk.send(b"c")
    desk.desk.join()

    assert desk.kept() == [b"anew:c"]


@pytest.mark.parametrize(("answer", "card"), [(CARD, False), (CARD, True), (REFUSED, True)])
def test_what_shows_a_code_or_is_a_card_is_never_kept(answer: LabelReading, *, card: bool, tmp_path: Path) -> None:
    desk = Desk(tmp_path, answer)
    room = desk.send(b"a", card=card)
    desk.desk.join()
    job = desk.job()

    assert job is not None
    assert (job.kept, desk.kept(), room.exists()) == (False, [], False)
    assert (desk.reader.shots[0][0].keep is None) == card


@pytest.mark.parametrize("fault", [InputError("photo-broken", "damaged"), OSError(28, "no room")])
def test_a_fault_is_told_and_leaves_nothing_behind(fault: Exception, tmp_path: Path) -> None:
    desk = Desk(tmp_path, fault, reading())
    room = desk.send(b"a")
    desk.desk.join()
    job = desk.job()

    assert job is not None
    assert job.fault is not None
    assert (job.fault.code, job.done) == ("photo-broken" if isinstance(fault, InputError) else "photos-unread", True)
    assert (desk.kept(), room.exists()) == ([], False)
    desk.send(b"b")
    desk.desk.join()
    assert desk.kept() == [b"anew:b"]


def test_kept_photos_are_read_again_and_stay(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading(), reading())
    desk.desk.again(CASE, ME)
    assert desk.job() is None
    desk.send(b"a")
    desk.desk.join()
    desk.desk.forget(CASE)
    desk.desk.again(CASE, ME)
    desk.desk.join()
    job = desk.job()

    assert job is not None
    assert (job.kept, desk.kept(), desk.reader.seen) == (True, [b"anew:a"], [b"a", b"anew:a"])


def test_a_case_that_is_deleted_while_it_is_read_keeps_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading(), reading())
    desk.reader.before = lambda: desk.desk.forget(CASE)
    desk.send(b"a")
    desk.desk.join()

    assert (desk.job(), desk.kept()) == (None, [])


def test_a_reading_belongs_to_who_asked_for_it_and_the_photos_to_the_case(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading(), reading(doubtful=[3]))
    desk.send(b"a", visitor="somebody")
    desk.desk.join()
    desk.desk.answer(CASE, ME, {3: "3"})
    assert desk.job() is None
    desk.desk.again(CASE, ME)
    desk.desk.join()
    mine, theirs = desk.job(), desk.job(visitor="somebody")
    assert mine is not None
    assert theirs is not None
    assert (mine.reading, theirs.reading) == (reading(doubtful=[3]), reading())
    assert desk.kept() == [b"anew:a"]
    desk.desk.forget(CASE)

    assert (desk.job(), desk.job(visitor="somebody")) == (None, None)


def test_one_label_of_a_case_and_few_in_all_wait_at_a_time(tmp_path: Path) -> None:
    desk = Desk(tmp_path, *[reading()] * 9)
    begun, go = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        assert go.wait(20)

    desk.reader.before = wait
    desk.send(b"a")
    assert begun.wait(20)
    with pytest.raises(TryAgainError, match="other photos"):
        desk.send(b"b")
    with pytest.raises(TryAgainError, match="other photos"):
        desk.send(b"b", visitor="somebody")
    for case in ("AAAAAA", "BBBBBB", "CCCCCC"):
        desk.send(b"a", case=case)
    with pytest.raises(TryAgainError, match="other photos"):
        desk.send(b"a", case="DDDDDD")
    go.set()
    desk.desk.join()

    assert desk.kept("CCCCCC") == [b"anew:a"]


def test_the_oldest_of_many_is_forgotten_and_its_photos_stay(tmp_path: Path) -> None:
    names = [f"CASE{number:02}" for number in range(17)]
    desk = Desk(tmp_path, *[reading()] * 17)
    for name in names:
        desk.send(b"a", case=name)
        desk.desk.join()

    assert [desk.job(name) is None for name in names] == [True, *[False] * 16]
    assert desk.kept(names[0]) == [b"anew:a"]


def test_answers_are_held_with_a_reading_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, reading(doubtful=[3]), InputError("photo-broken", "damaged"))
    desk.desk.answer(CASE, ME, {3: "3"})
    desk.send(b"a")
    desk.desk.join()
    desk.desk.answer(CASE, ME, {3: "3"})
    job = desk.job()
    assert job is not None
    assert job.answers == {3: "3"}
    desk.send(b"b")
    desk.desk.join()
    desk.desk.answer(CASE, ME, {3: "3"})
    job = desk.job()
    assert job is not None
    assert job.answers is None
    desk.desk.forget_all()
    assert desk.job() is None
