"""Keep it safe: the vault with its entries, what is added and removed, and copies for other programs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headunit.errors import ConsentError, HeadunitError, InputError
from headunit.vault.exchange.merge import ExchangeForm, export_text
from headunit.vault.reference import Reference
from headunit.web.card_view import card_context
from headunit.web.fault_pages import status_of
from headunit.web.kept_entry import entry_from_form
from headunit.web.pages import render
from headunit.web.posts import read_form
from headunit.web.sentences import tr

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from headunit.vault.entry import Entry
    from headunit.web.place import Place
    from headunit.web.vaults import Opened, Vaults

    Endpoint = Callable[[Request], Awaitable[Response]]

__all__ = ["keep_routes"]

_REST = "/keep?rest=1"
_FILES = {
    ExchangeForm.KEEPASS_XML: ("radio-codes.xml", "application/xml"),
    ExchangeForm.BITWARDEN_JSON: ("radio-codes.json", "application/json"),
    ExchangeForm.CSV: ("radio-codes.csv", "text/csv"),
}


def keep_routes(place: Place) -> list[Route]:
    """Return the routes of the vault."""
    pages = _Pages(place)
    return [
        Route("/keep", pages.show, methods=["GET"], name="keep"),
        Route("/keep", pages.do, methods=["POST"], name="keep_do"),
        Route("/keep/add", pages.add, methods=["GET"], name="keep_add"),
        Route("/keep/add", pages.added, methods=["POST"], name="keep_added"),
        Route("/keep/card/{reference}", pages.card, methods=["GET"], name="card"),
        Route("/keep/export", pages.export, methods=["POST"], name="export"),
    ]


class _Pages:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._acts: dict[str, Callable[[Vaults, str, dict[str, str]], str]] = {
            "open": _open,
            "new": _new,
            "lock": _lock,
            "show": _show,
            "remove": _remove,
        }

    async def show(self, request: Request) -> Response:
        return self._page(request, rests="rest" in request.query_params)

    async def do(self, request: Request) -> Response:
        form = await read_form(request)
        act = self._acts.get(form.get("do", ""))
        try:
            shown = act(self._vaults, request.state.visitor, form) if act else ""
        except HeadunitError as fault:
            return self._page(request, fault)
        return self._page(request, shown=shown) if shown else _back(request)

    async def add(self, request: Request) -> Response:
        return self._form(request) if self._opened(request) else _back(request)

    async def added(self, request: Request) -> Response:
        form, vaults = await read_form(request), self._vaults
        try:
            if form.get("passphrase"):  # it locked itself while the form was filled in
                vaults.unlock(request.state.visitor, form["passphrase"])
            entry = entry_from_form(form, vaults, self._must_be_open(request), self._place.known.catalogue)
            vaults.change(request.state.visitor, lambda vault: vault.with_entry(entry))
        except HeadunitError as fault:
            return self._form(request, fault, form)
        return _back(request)

    async def card(self, request: Request) -> Response:
        held = self._opened(request)
        if held is None:
            return _back(request)
        entry = held.vault.find(str(Reference.read(request.path_params["reference"])))
        empty = request.query_params.get("boxes") == "empty"
        context = {**card_context(entry, self._place.known, empty=empty), "locks_s": self._locks_s(held)}
        return self._resting(render(request, "card.html", context), held)

    async def export(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            held, kind = self._must_be_open(request), _form_of(form)
        except HeadunitError as fault:
            return self._page(request, fault)
        name, media = _FILES[kind]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(export_text(held.vault.entries, kind), media_type=media, headers=headers)

    @property
    def _vaults(self) -> Vaults:
        vaults = self._place.vaults
        if vaults is None:
            raise InputError("vault-absent", "this installation has no vault", next_step="install the extra 'vault'")
        return vaults

    def _opened(self, request: Request) -> Opened | None:
        return self._vaults.opened(request.state.visitor)

    def _must_be_open(self, request: Request) -> Opened:
        held = self._opened(request)
        if held is None:
            raise InputError("vault-locked", "the vault is locked", next_step="type its passphrase")
        return held

    def _page(
        self, request: Request, fault: HeadunitError | None = None, shown: str = "", *, rests: bool = False
    ) -> Response:
        """Return the page; one that *rests* came by itself, and doesn't put the lock off."""
        vaults = self._place.vaults
        look = None if vaults is None else vaults.looked_at if rests else vaults.opened
        held = look(request.state.visitor) if look else None
        context = {
            "able": vaults is not None,
            "exists": vaults is not None and vaults.exists,
            "entries": [(entry, self._radio(entry)) for entry in held.vault.entries] if held else None,
            "shown": shown,
            "minutes": 5,
            "told": fault,
            "locks_s": self._locks_s(held) if held else 0,
        }
        page = render(request, "keep.html", context, status=status_of(fault) if fault else 200, here="keep")
        return self._resting(page, held) if held else page

    def _locks_s(self, held: Opened) -> int:
        """Return after how many seconds a page that is shown now has to be gone."""
        return ceil(self._vaults.left_ms(held) / 1000) + 1

    def _resting(self, page: Response, held: Opened) -> Response:
        """Let the browser leave *page* when the vault locks itself, with scripts or without."""
        page.headers["Refresh"] = f"{self._locks_s(held)}; url={_REST}"
        return page

    def _radio(self, entry: Entry) -> str:
        heads = {head.id: tr(head.name) for head in self._place.known.catalogue.heads}
        return heads.get(entry.family, entry.family)

    def _form(
        self, request: Request, fault: HeadunitError | None = None, typed: dict[str, str] | None = None
    ) -> Response:
        heads = sorted(self._place.known.catalogue.heads, key=lambda head: tr(head.name).casefold())
        locked = self._opened(request) is None
        if not locked:  # the code was looked at and not taken: it is to be read once more
            typed = {name: text for name, text in (typed or {}).items() if name != "code"}
        context = {"heads": heads, "typed": typed or {}, "locked": locked, "told": fault}
        return render(request, "keep_add.html", context, status=status_of(fault) if fault else 200, here="keep")


def _back(request: Request) -> Response:
    return RedirectResponse(request.url_for("keep"), 303)


def _open(vaults: Vaults, visitor: str, form: dict[str, str]) -> str:
    vaults.unlock(visitor, form.get("passphrase", ""))
    return ""


def _new(vaults: Vaults, visitor: str, form: dict[str, str]) -> str:
    vaults.create(visitor, form.get("passphrase", ""), form.get("again", ""))
    return ""


def _lock(vaults: Vaults, visitor: str, _form: dict[str, str]) -> str:
    vaults.lock(visitor)
    return ""


def _show(vaults: Vaults, visitor: str, form: dict[str, str]) -> str:
    """Return the reference of the entry whose code is to be shown."""
    held = vaults.opened(visitor)
    return str(held.vault.find(str(Reference.read(form.get("entry", "")))).id) if held else ""


def _remove(vaults: Vaults, visitor: str, form: dict[str, str]) -> str:
    if form.get("sure") != "yes":
        raise ConsentError("not-agreed", "nothing was removed", next_step="tick the box first")
    wanted = Reference.read(form.get("entry", ""))
    vaults.change(visitor, lambda vault: vault.without(wanted))
    return ""


def _form_of(form: dict[str, str]) -> ExchangeForm:
    if form.get("sure") != "yes":
        raise ConsentError("not-agreed", "nothing was written", next_step="tick the box first")
    try:
        return ExchangeForm(form.get("form", ""))
    except ValueError:
        raise InputError("export-form", "no such form", value=form.get("form", "")[:40]) from None
