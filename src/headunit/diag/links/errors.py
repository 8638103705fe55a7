"""What a link says when it fails; each kind of failure has a code of its own."""

from __future__ import annotations

from headunit.errors import ConfigurationError, LinkError

__all__ = ["extra_missing", "link_failed", "link_lost"]


def link_lost(what: str, reason: object) -> LinkError:
    """Return the error of a link that broke off."""
    return LinkError(
        "link-lost",
        f"the link to {what} broke off ({reason})",
        value=what,
        next_step="check plug and adapter, then look at the unit's state before anything else",
    )


def link_failed(what: str, reason: object) -> LinkError:
    """Return the error of a link that can't be opened."""
    return LinkError(
        "link-open",
        f"{what} can't be opened ({reason})",
        value=what,
        next_step="check that the adapter is plugged in, the ignition is on, and the name is right",
    )


def extra_missing(library: str) -> ConfigurationError:
    """Return the error of an installation without the extra."""
    return ConfigurationError(
        "extra-missing",
        f"this needs {library}, which isn't installed",
        value=library,
        next_step="install the extra: python3 -m pip install 'headunit[obd]'",
    )
