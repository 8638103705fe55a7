"""``headunit web --phone``: the web app for a phone in the local network, over TLS, behind a one-time word."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import click
from starlette.middleware import Middleware

from headunit.cli.clock import now
from headunit.cli.output import note, row, warning
from headunit.cli.web_place import close_links, place_of
from headunit.errors import CannotWriteError
from headunit.web.app import web_app
from headunit.web.certificate import make_certificate, no_address
from headunit.web.clock import RealClock
from headunit.web.door import Door, Word
from headunit.web.phone import local_address, print_qr, welcome_app
from headunit.web.serve import Idle, Served, Watch, listen, serve, watching

if TYPE_CHECKING:
    from collections.abc import Sequence
    from socket import socket

__all__ = ["serve_phone"]


def serve_phone(home: str, port: int, idle_ms: float, host: str, links: Sequence[str] = ()) -> None:
    """Serve on the local network until it was idle for *idle_ms*; raises CannotWriteError (``no-network``)."""
    host = host or _host()
    clock = RealClock()
    word, used = Word(os.urandom, clock, _tell), Idle(clock)
    place = place_of(home, clock, far=True, links=links)
    certificate = make_certificate(host, now())
    inside, outside = _listen(host, port), _listen(host, 0)
    target = f"https://{host}:{inside.getsockname()[1]}/"
    welcome = f"http://{host}:{outside.getsockname()[1]}/"
    print_qr(welcome, sys.stdout)
    row("scan it, or", welcome, bold=True)
    row("the word", word.text, bold=True, fg="green")
    row("fingerprint", certificate.fingerprint)
    note("Your phone will warn of the certificate; the page says why. The word lets one phone in, once.")
    warning("everybody in this network can reach the door: use it at home, and end it with Ctrl+C")
    click.echo()
    inside_of = [Middleware(Door, word=word), watching(used)]
    app = web_app(place, (host,), inside_of)
    plain = welcome_app(host, target, certificate.fingerprint)
    watch = Watch(used, idle_ms, place.sweep, place.busy)
    try:
        serve([Served(app, inside, certificate), Served(plain, outside)], watch)
    finally:
        close_links(place.plug)


def _tell(word: str) -> None:
    note("The word was used. If you did not use it yourself, end the program with Ctrl+C.")
    row("the next word", word, bold=True, fg="green")


def _host() -> str:
    try:
        return local_address()
    except OSError as fault:
        raise CannotWriteError(
            "no-network",
            f"this computer is in no network ({fault.strerror})",
            next_step="join one, or leave --phone out",
        ) from fault


def _listen(host: str, port: int) -> socket:
    try:
        return listen(port, host)
    except OSError as fault:
        if fault.errno == errno.EADDRNOTAVAIL:
            raise no_address(host) from fault
        raise CannotWriteError(
            "port-taken", f"port {port} can't be had ({fault.strerror})", value=str(port), next_step="leave --port out"
        ) from fault
