"""Lines over TCP: an answer that comes too late is no answer to the next request."""

from __future__ import annotations

from headunit.diag.links.tcp_lines import TcpLinesLink


class Lines:
    """Give lines that came, and note what is written."""

    def __init__(self, *came: bytes) -> None:
        self._came = list(came)
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data

    def read_until(self, _mark: bytes, _timeout_s: float) -> bytes | None:
        return self._came.pop(0) if self._came else None

    def close(self) -> None:
        """Do nothing."""


def test_what_came_too_late_is_dropped_before_the_next_request() -> None:
    lines = Lines(b"7e00", b"7e00")
    link = TcpLinesLink(lines, "tcp-lines://127.0.0.1:1", local=True)

    link.send(b"\x22\xf1\x90")

    assert lines.written == b"22f190\n"
    assert link.receive(1) is None
