"""Byte streams to an adapter: over TCP, or a serial port."""

from __future__ import annotations

import socket
import time
from typing import Protocol

from headunit.diag.links.errors import extra_missing, link_failed, link_lost

__all__ = ["ByteStream", "SerialStream", "SocketStream"]

_LONGEST = 1 << 18
"""How many bytes may wait; the longest answer in the wordiest form takes a tenth of that."""
_WRITE_S = 5.0


class ByteStream(Protocol):
    """Carry bytes both ways."""

    def write(self, data: bytes) -> None:
        """Send all of *data*."""

    def read_until(self, mark: bytes, timeout_s: float) -> bytes | None:
        """Return what comes before *mark*, or None when that doesn't come in time; then what came is kept."""

    def close(self) -> None:
        """Close the stream."""


class SocketStream:
    """Carry bytes over a TCP connection."""

    __slots__ = ("_buffer", "_name", "_socket")

    def __init__(self, host: str, port: int, timeout_s: float = 5.0) -> None:
        """Connect; raises LinkError (``link-open``)."""
        self._name = f"{host}:{port}"
        try:
            self._socket = socket.create_connection((host, port), timeout_s)
        except OSError as fault:
            raise link_failed(self._name, fault) from None
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""

    def write(self, data: bytes) -> None:
        """Send all of *data*; raises LinkError (``link-lost``)."""
        try:
            self._socket.settimeout(_WRITE_S)
            self._socket.sendall(data)
        except OSError as fault:
            raise link_lost(self._name, fault) from None

    def read_until(self, mark: bytes, timeout_s: float) -> bytes | None:
        """Return what comes before *mark*, or None; raises LinkError (``link-lost``)."""
        deadline = time.monotonic() + timeout_s
        while mark not in self._buffer:
            if not self._more(deadline):
                return None
        found, _, self._buffer = self._buffer.partition(mark)
        return found

    def peek(self, length: int, timeout_s: float) -> bytes | None:
        """Return the next *length* bytes and leave them there, or None; raises LinkError (``link-lost``)."""
        deadline = time.monotonic() + timeout_s
        while len(self._buffer) < length:
            if not self._more(deadline):
                return None
        return self._buffer[:length]

    def skip(self, length: int) -> None:
        """Take *length* bytes away that were looked at."""
        self._buffer = self._buffer[length:]

    def _more(self, deadline: float) -> bool:
        """Wait for more bytes, and return whether any came."""
        try:
            self._socket.settimeout(max(0.001, deadline - time.monotonic()))
            data = self._socket.recv(4096)
        except TimeoutError:
            return False
        except OSError as fault:
            raise link_lost(self._name, fault) from None
        if not data:
            raise link_lost(self._name, "the other end closed it")
        self._buffer += data
        _check_length(self._name, self._buffer)
        return True

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


class SerialStream:
    """Carry bytes over a serial port, or what looks like one."""

    __slots__ = ("_buffer", "_name", "_port")

    def __init__(self, path: str, baud: int) -> None:
        """Open the port; raises LinkError (``link-open``), ConfigurationError without the extra."""
        try:
            import serial  # noqa: PLC0415 - an extra
        except ImportError:
            raise extra_missing("pyserial") from None
        self._name = path
        try:
            # A port that two programs speak on at once serves neither.
            self._port = serial.Serial(path, baud, timeout=0.05, write_timeout=_WRITE_S, exclusive=True)
        except (OSError, ValueError) as fault:
            raise link_failed(path, fault) from None
        self._buffer = b""

    def write(self, data: bytes) -> None:
        """Send all of *data*; raises LinkError (``link-lost``)."""
        try:
            self._port.write(data)
        except OSError as fault:
            raise link_lost(self._name, fault) from None

    def read_until(self, mark: bytes, timeout_s: float) -> bytes | None:
        """Return what comes before *mark*, or None; raises LinkError (``link-lost``)."""
        deadline = time.monotonic() + timeout_s
        while mark not in self._buffer:
            try:
                self._buffer += self._port.read(max(1, self._port.in_waiting))
            except OSError as fault:
                raise link_lost(self._name, fault) from None
            _check_length(self._name, self._buffer)
            if mark not in self._buffer and time.monotonic() >= deadline:
                return None
        found, _, self._buffer = self._buffer.partition(mark)
        return found

    def close(self) -> None:
        """Close the port."""
        self._port.close()


def _check_length(name: str, buffer: bytes) -> None:
    """Raise LinkError (``link-lost``) where what came has no end."""
    if len(buffer) > _LONGEST:
        raise link_lost(name, "what came has no end")
