"""The negative response codes of ISO 14229-1: what each is called, what it means to a person, and what to do."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["NRC_WORDS", "SILENT_WHEN_FUNCTIONAL", "Nrc", "NrcWords", "nrc_name"]


class Nrc:
    """Name the codes that this program gives or explains."""

    GENERAL_REJECT: Final = 0x10
    SERVICE_NOT_SUPPORTED: Final = 0x11
    SUB_FUNCTION_NOT_SUPPORTED: Final = 0x12
    WRONG_LENGTH: Final = 0x13
    RESPONSE_TOO_LONG: Final = 0x14
    BUSY: Final = 0x21
    CONDITIONS: Final = 0x22
    SEQUENCE: Final = 0x24
    OUT_OF_RANGE: Final = 0x31
    SECURITY: Final = 0x33
    INVALID_KEY: Final = 0x35
    ATTEMPTS_EXCEEDED: Final = 0x36
    DELAY: Final = 0x37
    PROGRAMMING: Final = 0x72
    PENDING: Final = 0x78
    SUB_FUNCTION_NOT_IN_SESSION: Final = 0x7E
    SERVICE_NOT_IN_SESSION: Final = 0x7F
    MOVING: Final = 0x88
    VOLTAGE_HIGH: Final = 0x92
    VOLTAGE_LOW: Final = 0x93


class NrcWords(NamedTuple):
    """Hold the standard's name of a code, what it means in plain words, and what a person can do."""

    iso_name: str
    meaning: str
    advice: str


NRC_WORDS: dict[int, NrcWords] = {
    Nrc.GENERAL_REJECT: NrcWords("generalReject", "the unit refused without a reason", "try once more, then stop"),
    Nrc.SERVICE_NOT_SUPPORTED: NrcWords(
        "serviceNotSupported", "the unit doesn't know this service", "nothing: such a unit can't do it"
    ),
    Nrc.SUB_FUNCTION_NOT_SUPPORTED: NrcWords(
        "subFunctionNotSupported", "the unit doesn't know this kind of the service", "nothing: such a unit can't do it"
    ),
    Nrc.WRONG_LENGTH: NrcWords(
        "incorrectMessageLengthOrInvalidFormat",
        "the request had the wrong length for this unit",
        "please report it: the tester is at fault",
    ),
    Nrc.RESPONSE_TOO_LONG: NrcWords(
        "responseTooLong", "the answer would not fit into one message", "ask for less at a time"
    ),
    Nrc.BUSY: NrcWords("busyRepeatRequest", "the unit is busy with another request", "wait a second and ask again"),
    Nrc.CONDITIONS: NrcWords(
        "conditionsNotCorrect",
        "the unit isn't in a state in which it does this",
        "read its lock state: an open radio or a running reset needs no other",
    ),
    Nrc.SEQUENCE: NrcWords(
        "requestSequenceError", "something has to come before this request", "begin the procedure anew"
    ),
    Nrc.OUT_OF_RANGE: NrcWords(
        "requestOutOfRange", "the unit has no such value or routine", "nothing: such a unit doesn't have it"
    ),
    Nrc.SECURITY: NrcWords("securityAccessDenied", "the unit asks for its key first", "unlock it with its key first"),
    Nrc.INVALID_KEY: NrcWords("invalidKey", "the key was wrong; a try is used up", "don't guess: check the key first"),
    Nrc.ATTEMPTS_EXCEEDED: NrcWords(
        "exceededNumberOfAttempts",
        "the key was wrong, and that was the last try for now",
        "leave the ignition on and wait",
    ),
    Nrc.DELAY: NrcWords(
        "requiredTimeDelayNotExpired",
        "the unit makes testers wait after wrong keys",
        "leave the ignition on and wait; a loss of supply starts the wait again",
    ),
    Nrc.PROGRAMMING: NrcWords(
        "generalProgrammingFailure", "the unit couldn't write its memory", "don't try again: the unit needs a workshop"
    ),
    Nrc.PENDING: NrcWords("requestCorrectlyReceived-ResponsePending", "the unit is still at it", "wait"),
    Nrc.SUB_FUNCTION_NOT_IN_SESSION: NrcWords(
        "subFunctionNotSupportedInActiveSession", "not in this diagnostic session", "change the session first"
    ),
    Nrc.SERVICE_NOT_IN_SESSION: NrcWords(
        "serviceNotSupportedInActiveSession", "not in this diagnostic session", "change the session first"
    ),
    Nrc.MOVING: NrcWords("vehicleSpeedTooHigh", "the car is moving", "stop the car"),
    Nrc.VOLTAGE_HIGH: NrcWords(
        "voltageTooHigh", "the supply voltage is too high", "stop the engine or set the charger lower"
    ),
    Nrc.VOLTAGE_LOW: NrcWords(
        "voltageTooLow", "the supply voltage is too low", "connect a charger that holds the voltage, and wait"
    ),
}
"""Every code by its number."""

SILENT_WHEN_FUNCTIONAL = frozenset(
    {
        Nrc.SERVICE_NOT_SUPPORTED,
        Nrc.SUB_FUNCTION_NOT_SUPPORTED,
        Nrc.OUT_OF_RANGE,
        Nrc.SUB_FUNCTION_NOT_IN_SESSION,
        Nrc.SERVICE_NOT_IN_SESSION,
    }
)
"""Codes that aren't sent in answer to a functional request: a unit that isn't meant stays silent."""


def nrc_name(code: int) -> str:
    """Return the standard's name of *code*, or its number where this program knows none."""
    words = NRC_WORDS.get(code)
    return words.iso_name if words else f"0x{code:02X}"
