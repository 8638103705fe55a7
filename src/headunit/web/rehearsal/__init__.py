"""A rehearsal on a simulated radio: a session in virtual time, the guide through its plan, and the desk for both.

Pure: the time, and whatever is random, come from outside.
"""

from headunit.web.rehearsal.bucket import Bucket
from headunit.web.rehearsal.desk import Desk
from headunit.web.rehearsal.guide import Guidance, Guide
from headunit.web.rehearsal.messages import LONGEST, SCHEMA, Message, error_message, read_message
from headunit.web.rehearsal.session import Session
from headunit.web.rehearsal.words import ENGLISH, Phrase, in_words

__all__ = [
    "ENGLISH",
    "LONGEST",
    "SCHEMA",
    "Bucket",
    "Desk",
    "Guidance",
    "Guide",
    "Message",
    "Phrase",
    "Session",
    "error_message",
    "in_words",
    "read_message",
]
