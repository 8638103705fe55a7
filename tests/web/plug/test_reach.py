"""What a form may open, and what not: from this computer, and from another device."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import HeadunitError, InputError, NotAllowedError
from headunit.web.plug.reach import LONGEST_LINK, check_reach, wire_of

PORTS = ("/dev/ttyUSB0", "COM3")
TWIN = "twin:nissan-qashqai-j10-article"
NEAR = [
    TWIN,
    TWIN + "?volts=12.3&wrong=6",
    "elm327:/dev/ttyUSB0?address=727:72F",
    "elm327:/dev/ttyUSB7?address=727:72F",
    "elm327:/dev/rfcomm0?address=727:72f",
    "elm327:/dev/pts/12?address=727:72F",
    "elm327:/dev/serial/by-id/usb-FTDI_232-if00-port0?address=727:72F",
    "elm327:/dev/cu.OBDII?address=727:72F",
    "elm327:COM3?address=727:72F",
    "elm327://192.168.0.10:35000?address=727:72F",
    "elm327://[::1]:35000?address=727:72F",
    "doip://127.0.0.1:13400?address=0727",
    "doip://169.254.11.2?address=727",
    "doip://[fe80::1]:13400?address=0727",
    "tcp-lines://127.0.0.1:20001",
    "can:socketcan:can0?address=727:72F",
    "can:slcan:/dev/ttyACM0@115200?address=727:72F",
    "can:udp_multicast:239.74.163.2?address=727:72F",
]
FILES = [
    "elm327:/etc/passwd?address=727:72F",
    "elm327:/dev/mem?address=727:72F",
    "elm327:/dev/ttyUSB0/../../etc/passwd?address=727:72F",
    "elm327:/dev/serial/by-id/../../mem?address=727:72F",
    "elm327:/dev/ttyUSB0%0a?address=727:72F",
    "elm327:socket:?address=727:72F",
    "elm327:spy:COM3?address=727:72F",
    "can:slcan:/etc/passwd?address=727:72F",
    "can:serial:/dev/ttyUSB0?address=727:72F",
    "can:socketcand:can0?address=727:72F",
    "can:socketcan:../x?address=727:72F",
    "can:socketcan:?address=727:72F",
    "can:udp_multicast:8.8.8.8?address=727:72F",
    "can:udp_multicast:any?address=727:72F",
]
ELSEWHERE = [
    "doip://8.8.8.8:13400?address=0727",
    "doip://example.org:13400?address=0727",
    "doip://localhost:13400?address=0727",
    "tcp-lines://0.0.0.0:22",
    "tcp-lines://255.255.255.255:22",
    "tcp-lines://[::ffff:8.8.8.8]:22",
    "tcp-lines://[2001:4860:4860::8888]:22",
    "tcp-lines://2130706433:22",
    "elm327://user@example.org:22?address=727:72F",
]
NO_LINKS = ["", "file:///etc/passwd", "http://127.0.0.1/", "twi", "doip://[::1?address=0727", "elm327://:22", "TWIN:x"]


@pytest.mark.parametrize("uri", NEAR)
def test_this_computer_opens_adapters_and_its_own_network(uri: str) -> None:
    assert check_reach(uri, "", far=False, ports=PORTS).uri == uri


@pytest.mark.parametrize("uri", FILES)
def test_no_file_and_no_other_library_is_opened(uri: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        check_reach(uri, "", far=False, ports=PORTS)
    assert refused.value.code == "link-no-port"


@pytest.mark.parametrize("uri", ELSEWHERE)
def test_no_name_and_no_foreign_address_is_asked(uri: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        check_reach(uri, "", far=False, ports=PORTS)
    assert refused.value.code == "link-elsewhere"


@pytest.mark.parametrize("uri", NO_LINKS)
@pytest.mark.parametrize("far", [False, True])
def test_what_is_no_link_is_refused(uri: str, *, far: bool) -> None:
    with pytest.raises(InputError) as refused:
        check_reach(uri, "", far=far, ports=PORTS)
    assert refused.value.code == "link-uri"


@pytest.mark.parametrize("uri", [*NEAR, *FILES, *ELSEWHERE])
def test_another_device_opens_simulated_radios_and_listed_ports_alone(uri: str) -> None:
    if uri.startswith("twin:") or any(uri.startswith(f"elm327:{port}?") for port in PORTS):
        assert check_reach(uri, "", far=True, ports=PORTS).uri == uri
        return
    with pytest.raises(NotAllowedError) as refused:
        check_reach(uri, "", far=True, ports=PORTS)
    assert refused.value.code == "link-not-from-here"


@pytest.mark.parametrize("host", ["127.0.0.1:22", "10.0.0.1", "[::1]:80", "user@192.168.0.1"])
@pytest.mark.parametrize("port", ["/dev/ttyUSB0", "//dev/ttyUSB0"])
def test_a_listed_port_behind_a_host_opens_that_host_for_no_other_device(host: str, port: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        check_reach(f"elm327://{host}{port}?address=727:72F", "", far=True, ports=[port])
    assert refused.value.code == "link-not-from-here"


def test_what_the_terminal_named_is_opened_by_that_name_alone() -> None:
    named = "doip://127.0.0.1:13400?address=0727"

    assert check_reach(named, "", far=True, offered=[named]).port == 13400
    with pytest.raises(NotAllowedError):
        check_reach(named.replace("13400", "13401"), "", far=True, offered=[named])


def test_what_was_named_with_an_address_is_for_that_unit_alone() -> None:
    named, bare = "doip://127.0.0.1:13400?address=0727", "doip://127.0.0.1:13400"

    assert check_reach(named, "0E80", far=True, offered=[named]).options == {"address": "0727"}
    assert check_reach(bare, "0E80", far=True, offered=[bare]).options == {"address": "0E80"}
    with pytest.raises(InputError) as refused:
        check_reach(bare, "", far=True, offered=[bare])
    assert refused.value.code == "plug-address"


@pytest.mark.parametrize(
    ("uri", "address", "fits"),
    [
        ("elm327:/dev/ttyUSB0", "727:72F", True),
        ("elm327:/dev/ttyUSB0", "", False),
        ("elm327:/dev/ttyUSB0", "727", False),
        ("elm327:/dev/ttyUSB0", "827:72F", False),
        ("elm327:/dev/ttyUSB0", "727:72F\r", False),
        ("can:socketcan:can0", "727:72F", True),
        ("can:socketcan:can0", "0727", False),
        ("doip://127.0.0.1", "0727", True),
        ("doip://127.0.0.1", "0x727", False),
        ("tcp-lines://127.0.0.1:1", "", True),
    ],
)
def test_the_address_of_the_unit_must_fit(uri: str, address: str, *, fits: bool) -> None:
    if fits:
        check_reach(uri, address, far=False)
        return
    with pytest.raises(InputError) as refused:
        check_reach(uri, address, far=False)
    assert refused.value.code == "plug-address"


@pytest.mark.parametrize("uri", ["twin:" + "x" * LONGEST_LINK, "twin:a\nb", "twin:\x00"])
def test_what_is_too_long_or_not_printable_is_no_link(uri: str) -> None:
    with pytest.raises(InputError) as refused:
        check_reach(uri, "", far=False)
    assert refused.value.code == "link-long"


@given(uri=st.text(max_size=80) | st.from_regex(r"(elm327|can|doip|tcp-lines):.{0,60}", fullmatch=True))
def test_from_another_device_no_text_reaches_a_host_or_a_file(uri: str) -> None:
    try:
        target = check_reach(uri, "727:72F", far=True, ports=PORTS)
    except HeadunitError:
        return
    assert target.scheme == "twin" or (target.place in PORTS and not target.host)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("elm327:/dev/ttyUSB0?address=727:72F", "elm327:/dev/ttyUSB0?address=700:708", True),
        ("elm327:/dev/ttyUSB0?address=727:72F", "elm327:/dev/ttyUSB1?address=727:72F", False),
        ("doip://127.0.0.1:1?address=0727", "tcp-lines://127.0.0.1:1", True),
        ("doip://127.0.0.1:1?address=0727", "doip://127.0.0.1:2?address=0727", False),
        ("doip://127.0.0.1?address=0727", "doip://127.0.0.1:13400?address=0727", True),
        ("elm327://127.0.0.1?address=727:72F", "elm327://127.0.0.1:35000?address=727:72F", True),
    ],
)
def test_a_wire_is_the_same_whatever_is_spoken_on_it(one: str, other: str, *, same: bool) -> None:
    first, second = (wire_of(check_reach(uri, "", far=False)) for uri in (one, other))
    assert bool(first)
    assert (first == second) == same


def test_simulated_radios_share_no_wire() -> None:
    assert wire_of(check_reach(TWIN, "", far=False)) == ""
