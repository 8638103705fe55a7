"""The pages of a photographed label: taking photos in, reading, questions with pictures, and the person's yes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from headunit.errors import HeadunitError, InputError, UnknownNameError
from headunit.label.told import answer_of
from headunit.web.case_pages import around, known_of, take_answer, to, with_case
from headunit.web.case_view import step_of
from headunit.web.fault_pages import status_of
from headunit.web.label_view import answered, answers_from, asked_of, cells_of, origin_of, state_of
from headunit.web.pages import render
from headunit.web.photo_slot import PHOTO_KEYS, slot_of
from headunit.web.posts import read_form, refusal
from headunit.web.uploads import NotOursError, receive

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from headunit.recovery.asks import Ask
    from headunit.recovery.case import Case
    from headunit.web.label_desk import Job, LabelDesk
    from headunit.web.place import Place
    from headunit.web.uploads import Upload

__all__ = ["label_routes"]

_INDEX_DIGITS = 3
_MOST_FAMILIES = 4


def label_routes(place: Place) -> list[Route]:
    """Return the routes of photographed labels."""
    pages = _Pages(place)
    return [
        Route("/case/{case_id}/photos", pages.show, methods=["GET"], name="label_photos"),
        Route("/case/{case_id}/photos", pages.sent, methods=["POST"], name="send_photos"),
        Route("/case/{case_id}/photos/do", pages.do, methods=["POST"], name="photos_do"),
        Route("/case/{case_id}/photos/state", pages.state, methods=["GET"], name="photos_state"),
        Route("/case/{case_id}/photos/crop/{index}", pages.crop, methods=["GET"], name="crop"),
        Route("/cases/{case_id}/photos/{name}", pages.photo, methods=["GET"], name="photo"),
        Route("/cases/{case_id}/photos/{name}/delete", pages.deleted, methods=["POST"], name="delete_photo"),
    ]


class _Pages:
    def __init__(self, place: Place) -> None:
        self._place = place

    async def show(self, request: Request) -> Response:
        return self._page(request, self._case(request))

    async def sent(self, request: Request) -> Response:
        """Take photos in; they are read behind the next page."""
        case = self._case(request)
        room = self._place.photos.room()
        handed = False
        try:
            upload = await receive(request, room)
            handed = self._begun(request, case, upload, room)
        except NotOursError as fault:
            return refusal(request, fault.why, fault.status)
        except HeadunitError as fault:
            return self._page(request, case, fault)
        finally:
            if not handed:
                shutil.rmtree(room, ignore_errors=True)
        return to(request, "label_photos" if handed else "case", case)

    def _begun(self, request: Request, case: Case, upload: Upload, room: Path) -> bool:
        """Have the photos read, and return whether they are: not where the question was answered meanwhile."""
        case = self._case(request)  # an upload takes its time, and the case may have gone on
        ask, desk = self._ask(request, case), self._desk()
        if not upload.photos:
            raise InputError("upload-none", "no photo was sent", next_step="choose one first")
        if ask.key not in PHOTO_KEYS:
            return False
        more = upload.fields.get("more") == "yes"
        desk.begin(case.id, request.state.visitor, upload.photos, room, card=ask.key == "code", more=more)
        return True

    async def do(self, request: Request) -> Response:
        case, form = self._case(request), await read_form(request)
        act = {"answers": self._answers, "yes": self._yes, "again": self._again, "drop": self._drop}.get(
            form.get("do", "")
        )
        try:
            return act(request, case, form) if act else to(request, "label_photos", case)
        except HeadunitError as fault:
            return self._page(request, case, fault)

    async def state(self, request: Request) -> Response:
        """Tell a script how far it is."""
        job = self._job(request, self._case(request))
        if job is None:
            return JSONResponse({"done": True, "opened": 0, "shots": 0})
        return JSONResponse({"done": job.done, "opened": job.opened, "shots": job.shots})

    async def crop(self, request: Request) -> Response:
        """Give the picture of a doubtful place, which this program cut out and wrote."""
        job, index = self._job(request, self._case(request)), request.path_params["index"]
        asked = asked_of(job) if job else ()
        found = [one for one in asked if index.isdecimal() and str(one.question.index) == index[:_INDEX_DIGITS]]
        if not found or not found[0].pictured:
            raise UnknownNameError("unknown-photo", f"there is no picture {index!r}", value=index)
        return _picture(found[0].question.crop, "image/png", f"character-{found[0].number}.png")

    async def photo(self, request: Request) -> Response:
        case, name = self._case(request), request.path_params["name"]
        return _picture(self._place.photos.read(case.id, name), "image/jpeg", f"photo-{name}")

    async def deleted(self, request: Request) -> Response:
        case = self._case(request)
        self._place.photos.remove(case.id, request.path_params["name"])
        return to(request, "record", case)

    def _answers(self, request: Request, case: Case, form: dict[str, str]) -> Response:
        desk, job = self._desk(), self._job(request, case)
        if job is not None and job.reading is not None:
            desk.answer(case.id, request.state.visitor, answers_from(job.reading, form))
        return to(request, "label_photos", case)

    def _yes(self, request: Request, case: Case, form: dict[str, str]) -> Response:
        """Take what was read for what the label says: the person has compared it."""
        ask, desk, job = self._ask(request, case), self._desk(), self._job(request, case)
        if job is None or job.reading is None or job.card != (ask.key == "code"):
            return to(request, "label_photos", case)
        value = answer_of(answered(job.reading, job.answers or {}), ask.key)
        response = take_answer(request, self._place, case, {**form, "value": value})
        if response.status_code == 303:  # noqa: PLR2004 - it was taken
            desk.forget(case.id)
        return response

    def _again(self, request: Request, case: Case, _form: dict[str, str]) -> Response:
        self._desk().again(case.id, request.state.visitor)
        return to(request, "label_photos", case)

    def _drop(self, request: Request, case: Case, _form: dict[str, str]) -> Response:
        """Begin anew: without the photos, and without what was read."""
        self._desk().forget(case.id)
        self._place.photos.delete(case.id)
        return to(request, "case", case)

    def _case(self, request: Request) -> Case:
        return self._place.cases.read(request.path_params["case_id"])

    def _ask(self, request: Request, case: Case) -> Ask:
        return self._place.cases.ask(case, known_of(request, self._place, case))

    def _desk(self) -> LabelDesk:
        if self._place.labels is None:
            raise InputError(
                "photos-absent", "this installation can't read photos", next_step="install the extra 'label', or type"
            )
        return self._place.labels

    def _job(self, request: Request, case: Case) -> Job | None:
        return self._place.labels.job(case.id, request.state.visitor) if self._place.labels else None

    def _page(self, request: Request, case: Case, fault: HeadunitError | None = None) -> Response:
        known = known_of(request, self._place, case)
        ask, job = self._place.cases.ask(case, known), self._job(request, case)
        kept = self._place.photos.kept(case.id)
        card = ask.key == "code"
        if job is not None and job.card != card:
            job = None
        state = state_of(job, kept=bool(kept) and not card, again=request.query_params.get("look") == "again")
        if ask.key not in PHOTO_KEYS or (state == "none" and fault is None):
            return to(request, "case", case)
        context: dict[str, Any] = {
            **around(request, case, known, step_of(ask)),
            "ask": ask,
            "told": fault or (job.fault if job else None),
            "state": state,
            "job": job,
            "slot": slot_of(case, ask, self._place, request.state.visitor, here=True),
            "kept": () if card else kept,
            "families": self._families(job),
            **_of_reading(job),
        }
        status = status_of(fault) if fault else 200
        return with_case(request, case, render(request, "photos.html", context, status=status, here=step_of(ask)))

    def _families(self, job: Job | None) -> tuple[str, ...]:
        """Return the names of the radios whose label has the form of the one that was read."""
        found = job.reading.families if job and job.reading else ()
        return tuple(head.name for head in self._place.known.catalogue.heads if head.id in found)[:_MOST_FAMILIES]


def _of_reading(job: Job | None) -> dict[str, Any]:
    if job is None or job.reading is None:
        return {"reading": None}
    reading = answered(job.reading, job.answers or {})
    cells = cells_of(reading.serial)
    return {
        "reading": reading,
        "cells": cells,
        "hidden_cells": sum(cell.state == "hidden" for cell in cells),
        "part": cells_of(reading.part_number),
        "asked": asked_of(job),
        "origin": origin_of(job.reading),
    }


def _picture(content: bytes, kind: str, name: str) -> Response:
    """Return a picture of ours, under a name of ours."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
