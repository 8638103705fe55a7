"""``headunit ecu``: serve a simulated unit, so that testers of any kind can speak with it."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from headunit.cli.complete import complete_family
from headunit.cli.context import open_catalogue
from headunit.cli.output import command, heading, note, row

if TYPE_CHECKING:
    from headunit.diag.host import EcuHost

__all__ = ["ecu_command"]


@click.group("ecu")
def ecu_command() -> None:
    """Let a simulated unit answer testers; all of its services are invented."""


@ecu_command.command("serve")
@click.argument("family_id", metavar="FAMILY", shell_complete=complete_family)
@click.option("--can", metavar="INTERFACE:CHANNEL[:PORT]", help="On a CAN bus, by python-can's names.")
@click.option("--tcp-lines", type=click.IntRange(0, 65_535), metavar="PORT", help="Lines over TCP (0: any free port).")
@click.option("--doip", type=click.IntRange(0, 65_535), metavar="PORT", help="Diagnostics on IP (0: any free port).")
@click.option("--elm327", metavar="PORT|pty", help="A simulated ELM327 adapter, over TCP or on a terminal.")
@click.option("--panel", default="", metavar="VARIANT", help="A radio with other keys.")
@click.option("--story", type=click.Choice(["hardened", "article"]), help="What a sagging supply does to a reset.")
@click.option("--code", help="The unit's code; a made-up one when not given. It stays in the shell's history.")
@click.option("--volts", type=click.FloatRange(0, 60), default=12.8, show_default=True, help="The supply voltage.")
@click.option("--sag", type=click.FloatRange(0, 60), metavar="VOLTS", help="Let the supply fall to VOLTS in a reset.")
@click.option("--wrong", type=click.IntRange(0, 99), default=0, help="Wrong codes that were entered before.")
def serve_command(
    family_id: str,
    can: str | None,
    tcp_lines: int | None,
    doip: int | None,
    elm327: str | None,
    panel: str,
    story: str | None,
    code: str | None,
    volts: float,
    sag: float | None,
    wrong: int,
) -> int:
    """Serve a simulated unit of FAMILY on this machine until Ctrl-C; all links lead to the one unit.

    \b
      headunit ecu serve nissan-qashqai-j10-article --doip 13400 --elm327 pty
    """
    if can is None and tcp_lines is None and doip is None and elm327 is None:
        message = "say where: --can, --tcp-lines, --doip or --elm327"
        raise click.UsageError(message)
    from headunit.diag.clock import WallClock  # noqa: PLC0415 - '--help' needs no links
    from headunit.diag.host import EcuHost  # noqa: PLC0415 - as above
    from headunit.diag.open import make_unit  # noqa: PLC0415 - as above

    unit = make_unit(
        open_catalogue(),
        family_id.lower(),
        os.urandom,
        panel=panel,
        story=story or "",
        code=code,
        volts=volts,
        wrong=wrong,
    )
    host = EcuHost(unit, WallClock(), sag_v=sag)
    with ExitStack() as stack:
        _tell(host, family_id, _serve(stack, host, can, tcp_lines, doip, elm327))
        _wait()
    return 0


def _tell(host: EcuHost, family_id: str, uris: list[str]) -> None:
    """Say where the unit answers, and what to try there."""
    unit = host.unit
    heading(f"A simulated unit of {family_id} answers")
    click.echo()
    row("lock", f"{unit.lock.phase}, {host.volts():g} V, story {unit.ecu.profile.story}")
    note("its services are invented: no real radio answers like this")
    for uri in uris:
        command(f"headunit diag identify --link '{uri}'")
    note("and to reset its lock, in another terminal:")
    command(f"headunit diag reset --link '{uris[0]}'")
    row("", "Ctrl-C ends it")


def _serve(
    stack: ExitStack, host: EcuHost, can: str | None, tcp_lines: int | None, doip: int | None, elm327: str | None
) -> list[str]:
    """Open the servers asked for and return how a tester names each."""
    from headunit.diag import servers  # noqa: PLC0415 - '--help' needs no links

    uris = []
    if can is not None:
        uris.append(_serve_can(stack, host, can))
    if tcp_lines is not None:
        uris.append(stack.enter_context(servers.TcpLinesServer(host, port=tcp_lines)).uri)
    if doip is not None:
        uris.append(stack.enter_context(servers.DoipServer(host, port=doip)).uri)
    if elm327 == "pty":
        uris.append(stack.enter_context(servers.Elm327Pty(host)).uri)
    elif elm327 is not None:
        if not elm327.isdecimal() or int(elm327) > 65_535:  # noqa: PLR2004 - the highest port
            message = "--elm327 takes a port number or 'pty'"
            raise click.UsageError(message)
        uris.append(stack.enter_context(servers.Elm327Server(host, port=int(elm327))).uri)
    return uris


def _serve_can(stack: ExitStack, host: EcuHost, place: str) -> str:
    from headunit.diag import servers  # noqa: PLC0415 - '--help' needs no links
    from headunit.diag.isotp_port import open_bus  # noqa: PLC0415 - as above

    interface, _, channel = place.partition(":")
    channel, _, port = channel.partition(":")
    if not channel or (port and not port.isdecimal()):
        message = "--can takes INTERFACE:CHANNEL, such as udp_multicast:239.74.163.2"
        raise click.UsageError(message)
    options = {"hop_limit": 0, "fd": False} if interface == "udp_multicast" else {}
    more = {"port": int(port)} if port else {}
    stack.enter_context(servers.CanServer(host, open_bus(interface, channel, **options, **more)))
    profile = host.unit.ecu.profile
    ids = f"{profile.request_id:03X}:{profile.response_id:03X}"
    return f"can:{interface}:{channel}?address={ids}" + (f"&port={port}" if port else "")


def _wait() -> None:
    """Wait for Ctrl-C, or for being told to end."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    while not ended.wait(0.2):
        pass
