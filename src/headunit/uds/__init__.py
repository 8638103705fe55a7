"""ISO 14229 without I/O: a diagnostic server that is given requests and the time, and answers for an EcuModel."""

from headunit.uds.model import DEFAULT, EXTENDED, Did, Dtc, EcuModel, Routine, ServerProfile
from headunit.uds.nrc import NRC_WORDS, SILENT_WHEN_FUNCTIONAL, Nrc, NrcWords, nrc_name
from headunit.uds.server import Server
from headunit.uds.services import SERVICES, Service
from headunit.uds.state import ServerState

__all__ = [
    "DEFAULT",
    "EXTENDED",
    "NRC_WORDS",
    "SERVICES",
    "SILENT_WHEN_FUNCTIONAL",
    "Did",
    "Dtc",
    "EcuModel",
    "Nrc",
    "NrcWords",
    "Routine",
    "Server",
    "ServerProfile",
    "ServerState",
    "Service",
    "nrc_name",
]
