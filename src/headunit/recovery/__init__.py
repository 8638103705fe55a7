"""One case from locked to playing: here, the request to a dealer."""

from headunit.recovery.dealer_request import RequestDetails, dealer_request

__all__ = ["RequestDetails", "dealer_request"]
