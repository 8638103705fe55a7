"""Every error Headunit raises on purpose, with a stable code and an exit status.

    HeadunitError
    ├── InputError            65  what was given is wrong or ambiguous        (also ValueError)
    │   └── UnknownNameError  65  no such family, rule, source, column …      (also LookupError)
    ├── FileMissingError      66  no such file                                (also FileNotFoundError)
    ├── CannotWriteError      73  the target can't be written
    ├── ReadFailedError       74  the file is there and can't be read
    ├── LinkError             75  the adapter or the link to the unit doesn't do its part
    ├── TryAgainError         75  somebody else is at it just now
    ├── ConsentError          77  a step that can't be taken back was not agreed to
    ├── NotAllowedError       77  the guard forbids it, and nothing was sent
    └── ConfigurationError    78  a settings or facts file is wrong, or an extra is missing

Outcomes that a user must expect (refused, not publicly known, a question back) are values, not errors.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CannotWriteError",
    "ConfigurationError",
    "ConsentError",
    "FileMissingError",
    "HeadunitError",
    "InputError",
    "LinkError",
    "NotAllowedError",
    "ReadFailedError",
    "TryAgainError",
    "UnknownNameError",
]


class HeadunitError(Exception):
    """Say in one sentence what is wrong, with which value, and what to do next.

    *code* is stable and lower-kebab-case; *value* is what was given, *expected* what would have fitted and
    *next_step* what the user can do, each empty when there is nothing to say.
    """

    exit_status: ClassVar[int] = 70

    def __init__(self, code: str, message: str, *, value: str = "", expected: str = "", next_step: str = "") -> None:
        """Keep the parts; ``str()`` joins the message and the next step."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.value = value
        self.expected = expected
        self.next_step = next_step

    def __str__(self) -> str:
        """Return the sentence shown to a person: message, then the next step."""
        return f"{self.message}: {self.next_step}" if self.next_step else self.message


class InputError(HeadunitError, ValueError):
    """Something typed, pasted or read from a file does not fit."""

    exit_status = 65


class UnknownNameError(InputError, LookupError):
    """A name was asked for that the catalogue or the file does not hold."""


class FileMissingError(HeadunitError, FileNotFoundError):
    """The named file does not exist."""

    exit_status = 66


class CannotWriteError(HeadunitError):
    """The target file can't be written; nothing was left behind."""

    exit_status = 73


class ReadFailedError(HeadunitError):
    """The file exists and can't be read."""

    exit_status = 74


class TryAgainError(HeadunitError):
    """Nothing is wrong, but somebody else is at it just now; later it goes."""

    exit_status = 75


class LinkError(HeadunitError):
    """The adapter, the link or the unit at its end doesn't answer as it should; trying again may help."""

    exit_status = 75


class ConsentError(HeadunitError):
    """A step that can't be taken back was not agreed to; nothing was done."""

    exit_status = 77


class NotAllowedError(HeadunitError):
    """Something was asked for that must not reach a real unit; nothing was sent."""

    exit_status = 77


class ConfigurationError(HeadunitError):
    """A settings file, a private facts folder or the installation is not in order."""

    exit_status = 78
