"""Recordings of an original firmware, replayed on its twin: what agrees, and each thing that differs."""

from headunit.twin.replay.document import FORMAT, Image, Recordings, Seen, Trace, read_recordings
from headunit.twin.replay.memory import image_of
from headunit.twin.replay.report import replay
from headunit.twin.replay.result import AGREES, DIFFERS, NOT_REPLAYED, Result
from headunit.twin.replay.sides import Difference

__all__ = [
    "AGREES",
    "DIFFERS",
    "FORMAT",
    "NOT_REPLAYED",
    "Difference",
    "Image",
    "Recordings",
    "Result",
    "Seen",
    "Trace",
    "image_of",
    "read_recordings",
    "replay",
]
