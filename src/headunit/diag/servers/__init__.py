"""Servers that put a simulated unit on a bus, a port or a terminal."""

from headunit.diag.servers.can_bus import CanServer
from headunit.diag.servers.doip import DoipServer
from headunit.diag.servers.elm327 import Elm327Adapter, Elm327Pty, Elm327Server
from headunit.diag.servers.tcp_lines import TcpLinesServer

__all__ = ["CanServer", "DoipServer", "Elm327Adapter", "Elm327Pty", "Elm327Server", "TcpLinesServer"]
