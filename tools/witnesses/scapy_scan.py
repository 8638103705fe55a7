# SPDX-License-Identifier: GPL-2.0-only
"""Let scapy's scanner look at the unit behind a DoIP gateway on this machine, and print what it found as JSON.

Run by make verify in scapy's own environment; nothing of Headunit imports this, and it imports nothing of Headunit.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scapy.contrib.automotive import log_automotive
from scapy.contrib.automotive.doip import UDS_DoIPSocket
from scapy.contrib.automotive.uds_scan import (
    UDS_DSCEnumerator,
    UDS_EREnumerator,
    UDS_RCEnumerator,
    UDS_RDBIEnumerator,
    UDS_SA_XOR_Enumerator,
    UDS_Scanner,
    UDS_ServiceEnumerator,
    UDS_TPEnumerator,
)

log_automotive.setLevel("ERROR")
_NEGATIVE, _SUPPRESS = 0x7F, 0x80
ENUMERATORS = [
    UDS_DSCEnumerator,
    UDS_ServiceEnumerator,
    UDS_TPEnumerator,
    UDS_EREnumerator,
    UDS_SA_XOR_Enumerator,
    UDS_RDBIEnumerator,
    UDS_RCEnumerator,
]


def main() -> None:
    """Scan: port, logical address in hexadecimal digits, and the longest time in seconds come from the command line."""
    port, address, seconds = int(sys.argv[1]), int(sys.argv[2], 16), float(sys.argv[3])

    def connect() -> Any:  # noqa: ANN401 - scapy ships no types
        return UDS_DoIPSocket("127.0.0.1", port, source_address=0x0E00, target_address=address)

    scanner = UDS_Scanner(
        connect(),
        reconnect_handler=connect,
        test_cases=ENUMERATORS,
        UDS_RDBIEnumerator_kwargs={"scan_range": [*range(0x0100, 0x0200), *range(0xF180, 0xF1A0), 0xFD01, 0xFDFE]},
        UDS_RCEnumerator_kwargs={"scan_range": range(0x0200, 0x0300)},
    )
    scanner.scan(timeout=seconds)
    results = [result for case in scanner.configuration.test_cases for result in case.results]
    silent = [bytes(result.req) for result in results if result.resp is None]
    found = {
        "complete": scanner.scan_completed,
        "sent": len(results),
        "unanswered": [request.hex() for request in silent if not _wants_silence(request)],
        "codes": sorted({result.resp.negativeResponseCode for result in results if _is_negative(result)}),
        "dids": sorted({bytes(r.req)[1:3].hex().upper() for r in results if _is_positive(r, 0x22)}),
        "routines": sorted({bytes(r.req)[2:4].hex().upper() for r in results if _is_denied(r, 0x31)}),
    }
    print(json.dumps(found))


def _wants_silence(request: bytes) -> bool:
    """Return whether bit 7 of the sub-function asks for no positive answer."""
    return request[0] in {0x10, 0x11, 0x19, 0x27, 0x31, 0x3E} and len(request) > 1 and request[1] >= _SUPPRESS


def _is_negative(result: Any) -> bool:  # noqa: ANN401 - as above
    return result.resp is not None and bytes(result.resp)[0] == _NEGATIVE


def _is_positive(result: Any, service: int) -> bool:  # noqa: ANN401 - as above
    return result.resp is not None and bytes(result.resp)[0] == service + 0x40


def _is_denied(result: Any, service: int) -> bool:  # noqa: ANN401 - as above
    return _is_negative(result) and bytes(result.resp)[1:] == bytes((service, 0x33))


main()
