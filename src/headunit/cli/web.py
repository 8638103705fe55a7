"""``headunit web``: serve the web app on this computer and open it in the browser."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from headunit.cli.output import note, row
from headunit.cli.state import home_option
from headunit.errors import CannotWriteError, ConfigurationError

if TYPE_CHECKING:
    from socket import socket

__all__ = ["web_command"]

_NEEDED = ("cryptography", "jinja2", "segno", "starlette", "uvicorn", "websockets")
_MINUTE_MS = 60_000


@click.command("web")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="PORT", help="A port; any free one if not given."
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
@click.option(
    "--idle", type=click.IntRange(1, 1440), default=30, metavar="MINUTES", help="End after so long unused (30)."
)
@click.option("--phone", is_flag=True, help="Let a phone in the local network in, by a one-time word.")
@click.option("--link", "links", multiple=True, metavar="URI", help="With --phone: a diagnostic link that it may open.")
@click.option("--host", default="", metavar="ADDRESS", help="With --phone: the address to listen on.")
@home_option
def web_command(
    port: int, no_browser: bool, idle: int, phone: bool, links: tuple[str, ...], host: str, home: str
) -> int:
    """Open the whole recovery in the browser, with a live front panel of your radio.

    \b
      headunit web
      headunit web --phone
    """
    if not all(map(find_spec, _NEEDED)):
        raise ConfigurationError(
            "extra-missing",
            "the web app needs the extra 'web', which is not installed",
            value="web",
            next_step="run 'make extras' in Headunit's folder, or there: python3 -m pip install '.[web]'",
        )
    from headunit.cli.web_place import close_links, place_of  # noqa: PLC0415 - '--help' needs no server
    from headunit.web.app import web_app  # noqa: PLC0415 - an extra
    from headunit.web.clock import RealClock  # noqa: PLC0415 - as above
    from headunit.web.serve import Idle, Served, Watch, serve, watching  # noqa: PLC0415 - as above

    if phone:
        from headunit.cli.web_phone import serve_phone  # noqa: PLC0415 - needs certificates and QR codes

        serve_phone(home, port, idle * _MINUTE_MS, host, links)
        return 0
    clock = RealClock()
    taken = _listen(port)
    address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    row("address", address, bold=True)
    note(f"Only this computer can reach it. It ends with Ctrl+C, or after {idle} minutes unused.")
    if not no_browser:
        click.launch(address)
    place, used = place_of(home, clock, links=links), Idle(clock)
    app = web_app(place, inside=[watching(used)])
    try:
        serve([Served(app, taken)], Watch(used, idle * _MINUTE_MS, place.sweep, place.busy))
    finally:
        close_links(place.plug)
    return 0


def _listen(port: int) -> socket:
    from headunit.web.serve import listen  # noqa: PLC0415 - an extra

    try:
        return listen(port)
    except OSError as fault:
        raise CannotWriteError(
            "port-taken", f"port {port} can't be had ({fault.strerror})", value=str(port), next_step="leave --port out"
        ) from fault
