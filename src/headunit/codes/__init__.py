"""Serial or memory image → code candidates, each with its evidence."""

from headunit.codes.answer import CodeAnswer, FoundCode
from headunit.codes.candidate import Candidate, Counts, Evidence, Grade, Refusal
from headunit.codes.find import find_codes
from headunit.codes.rules import find_rule

__all__ = ["Candidate", "CodeAnswer", "Counts", "Evidence", "FoundCode", "Grade", "Refusal", "find_codes", "find_rule"]
