"""The application: pages, files, and what stands before them: host names, headers, visitors, forms, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from headunit.errors import HeadunitError
from headunit.web.case_list import case_list_routes
from headunit.web.case_pages import case_routes
from headunit.web.compressed import Compressed
from headunit.web.crossing import Crossing
from headunit.web.fault_pages import broken_page, fault_page, missing_page
from headunit.web.first_pages import first_routes
from headunit.web.headers import SafeHeaders
from headunit.web.keep_pages import keep_routes
from headunit.web.kept_cases import kept_case_routes
from headunit.web.label_pages import label_routes
from headunit.web.language import Language
from headunit.web.pages import STATIC
from headunit.web.plug_pages import plug_routes
from headunit.web.posts import Posts
from headunit.web.radio_pages import radio_routes
from headunit.web.rehearse_pages import rehearse_mount
from headunit.web.setting_pages import setting_routes
from headunit.web.sweeping import Sweeping
from headunit.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from headunit.web.place import Place

__all__ = ["LOOPBACK", "web_app"]

LOOPBACK = ("127.0.0.1", "localhost")


def web_app(place: Place, hosts: Sequence[str] = LOOPBACK, inside: Sequence[Middleware] = ()) -> Starlette:
    """Return the application, which answers only to the names in *hosts*; *inside* stands last before every page."""
    return Starlette(
        routes=[
            *first_routes(place),
            *case_routes(place),
            *label_routes(place),
            *case_list_routes(place),
            *kept_case_routes(place),
            *keep_routes(place),
            *radio_routes(place),
            *plug_routes(place),
            *setting_routes(place),
            rehearse_mount(place.rehearsals),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(Compressed),
            Middleware(Language),
            Middleware(Visitor, names=place.names),
            Middleware(Crossing),
            Middleware(Sweeping, sweep=place.sweep),
            Middleware(Posts),
            *inside,
        ],
        exception_handlers={Exception: broken_page, HeadunitError: fault_page, 404: missing_page, 405: missing_page},
    )
