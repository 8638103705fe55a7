"""``headunit diag``: read a unit over an adapter, and reset a simulated one."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from headunit.cli.diag_open import asks_standing, link_options, opened_link
from headunit.cli.output import heading, note, print_json, row, warning
from headunit.cli.shared import json_option

if TYPE_CHECKING:
    from headunit.diag.identify import Value

__all__ = ["diag_command", "serial_ports"]

_LIBRARIES = {"twin": "udsoncan", "can": "can", "elm327": "serial", "doip": "udsoncan", "tcp-lines": "udsoncan"}
_WHAT = {
    "twin": "a simulated unit in this program: nothing real is touched",
    "can": "a CAN adapter that python-can knows (untested with a real one)",
    "elm327": "an ELM327 adapter, on a serial port or elm327://HOST:PORT (untested with a real one)",
    "doip": "diagnostics on IP (untested with a real car)",
    "tcp-lines": "lines of hexadecimal digits, as gallia speaks them",
}
_NAMES = {
    "vin": "VIN",
    "part_number": "part number",
    "serial": "serial",
    "hardware": "hardware",
    "software": "software",
    "software_of_the_car_maker": "maker's sw",
    "system_name": "system",
}


@click.group("diag")
def diag_command() -> None:
    """Read a unit over an adapter: who it is, its voltage, its fault codes; and reset a simulated one.

    Of a real unit only values and fault codes are read: nothing else reaches it. No source documents the reset of any
    real radio, so none is offered. The simulated unit's services are invented.

    \b
      headunit diag identify --link twin:nissan-qashqai-j10-article
      headunit diag identify --link elm327:/dev/ttyUSB0 --address 727:72F
    """


@diag_command.command("links")
@json_option
def links_command(*, as_json: bool) -> int:
    """Show how links are written, what each needs, and the serial ports there are."""
    from headunit.diag.uri import LINK_FORMS  # noqa: PLC0415 - '--help' needs no links

    ready = {scheme: find_spec(library) is not None for scheme, library in _LIBRARIES.items()}
    ports = serial_ports()
    if as_json:
        links = [{"scheme": name, "form": form, "ready": ready[name]} for name, form in LINK_FORMS.items()]
        print_json("diag-links", links=links, serial_ports=ports)
        return 0
    heading("Links")
    click.echo()
    for scheme, form in LINK_FORMS.items():
        row(scheme, form, bold=True)
        note(_WHAT[scheme])
        if not ready[scheme]:
            warning("needs the extra: python3 -m pip install 'headunit[obd]'")
    row("serial ports", ", ".join(ports) or "none seen")
    return 0


def serial_ports() -> list[str]:
    """Return the serial ports that this computer lists; none without the library that looks."""
    try:
        from serial.tools.list_ports import comports  # noqa: PLC0415 - an extra
    except ImportError:
        return []
    return sorted(str(port.device) for port in comports())


@diag_command.command("probe")
@link_options
def probe_command(*, uri: str, address: str, standing: bool, as_json: bool) -> int:
    """Try a link: the adapter, what it lacks, the voltage, and whether a simulated unit is at its other end."""
    with opened_link(uri, address) as opened:
        from headunit.diag.link import Voltmeter  # noqa: PLC0415 - '--help' needs no links
        from headunit.diag.reset_report import link_document  # noqa: PLC0415 - as above

        asks_standing(opened, standing=standing)
        info = opened.link.info
        sample = opened.link.sample() if isinstance(opened.link, Voltmeter) else None
        volts = sample.volts if sample else None
        if as_json:
            print_json("diag-probe", link=link_document(info), twin=opened.family or None, volts=volts)
            return 0
        heading(f"Link {info.uri}")
        click.echo()
        row("adapter", info.adapter)
        row("lacks", ", ".join(info.limits) or "nothing that is needed")
        row("voltage", "not measured by this link" if volts is None else f"{volts:.2f} V")
        row("unit", f"simulated: {opened.family}" if opened.family else "taken for a real one: it is only read")
        return 0


@diag_command.command("identify")
@link_options
def identify_command(*, uri: str, address: str, standing: bool, as_json: bool) -> int:
    """Read who a unit is: VIN, part number, serial, hardware and software."""
    with opened_link(uri, address) as opened:
        from headunit.diag.identify import identify  # noqa: PLC0415 - an extra
        from headunit.diag.reset_report import identity_document  # noqa: PLC0415 - as above

        asks_standing(opened, standing=standing)
        identity = identify(opened.link)
        if as_json:
            values = identity_document(identity)
            print_json("diag-identity", link=uri, twin=opened.family or None, complete=identity.complete, values=values)
        else:
            heading("Read from a simulated unit" if opened.family else "Read from the unit")
            click.echo()
            for value in identity.values:
                _show(value)
        return 0 if identity.complete else 75


def _show(value: Value) -> None:
    label = _NAMES[value.name]
    if value.refused:
        row(label, f"not told: {value.refused.words}", dim=True)
    elif value.problem:
        row(label, value.problem, fg="yellow")
    else:
        row(label, value.shown)


@diag_command.command("faults")
@link_options
def faults_command(*, uri: str, address: str, standing: bool, as_json: bool) -> int:
    """Read the fault codes that a unit has stored; nothing is cleared."""
    with opened_link(uri, address) as opened:
        from headunit.diag.identify import read_faults  # noqa: PLC0415 - an extra
        from headunit.diag.reset_report import faults_document  # noqa: PLC0415 - as above
        from headunit.diag.tester import Refusal  # noqa: PLC0415 - as above

        asks_standing(opened, standing=standing)
        found = read_faults(opened.link)
        if isinstance(found, Refusal):
            if as_json:
                print_json("diag-faults", link=uri, twin=opened.family or None, refused=f"{found.nrc:02X}", faults=[])
            else:
                row("fault codes", f"not told: {found.words}")
            return 69
        if as_json:
            faults = faults_document(found)
            print_json("diag-faults", link=uri, twin=opened.family or None, refused=None, faults=faults)
            return 0
        heading("Stored fault codes")
        click.echo()
        for fault in found:
            row(fault.code, fault.words)
        if not found:
            row("", "none")
        return 0


def _add_reset() -> None:
    from headunit.cli.diag_reset import reset_command  # noqa: PLC0415 - it is long enough for a file of its own

    diag_command.add_command(reset_command)


_add_reset()
