"""Which radio is this?  Evidence → ranked families, with reasons and the question that would decide.  Pure."""

from headunit.identity.car import Car
from headunit.identity.identify import Identification, identify
from headunit.identity.rank import RankedFamily

__all__ = ["Car", "Identification", "RankedFamily", "identify"]
