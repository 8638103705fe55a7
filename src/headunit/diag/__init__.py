"""The tester's side: links to a unit, what may pass over them, and jobs that read it or, on a twin, reset it."""

from headunit.diag.clock import Clock, JumpingClock, WallClock
from headunit.diag.link import LinkInfo, PduLink, Voltmeter, VoltSample

__all__ = ["Clock", "JumpingClock", "LinkInfo", "PduLink", "VoltSample", "Voltmeter", "WallClock"]
