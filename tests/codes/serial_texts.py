"""What Hypothesis takes for serials: whole, damaged, misread, of no kind."""

from __future__ import annotations

from hypothesis import strategies as st

from headunit.codes.row_answer import Hints
from headunit.codes.rules import ALL_RULES
from headunit.facts import load_catalogue
from headunit.facts.shapes import number_shapes

CATALOGUE = load_catalogue()

_PATTERNS = [shape.pattern for shape in number_shapes(CATALOGUE)] + [rule.pattern for rule in ALL_RULES]
_SHAPED = st.sampled_from(_PATTERNS).flatmap(lambda pattern: st.from_regex(f"(?:{pattern})", fullmatch=True))
_FORD = st.from_regex("[MVmv][0-9]{6}", fullmatch=True)
_TYPED = st.text("MVBPGACXTUZ0123456789OILS -./\n", max_size=16)
_EDIT = st.tuples(st.integers(0, 20), st.sampled_from(["", *"0O1I8B5S2Z6GMVX7 -", "\udcff", "Ž"]), st.booleans())


@st.composite
def serial_texts(draw: st.DrawFn) -> str:
    """Give a number, whole or with a few characters changed."""
    characters = list(draw(_FORD | _SHAPED | _TYPED | st.text(max_size=8)))
    for place, character, replaced in draw(st.lists(_EDIT, max_size=2)):
        at = place % (len(characters) + 1)
        characters[at : at + replaced] = character
    return "".join(characters)


hint_texts = st.builds(
    Hints,
    rule=st.sampled_from(["", "", "", *(rule.id for rule in ALL_RULES), "no-such-rule"]),
    family=st.sampled_from(["", "", "", *(head.id for head in CATALOGUE.heads), "no-such-family"]),
    brand=st.sampled_from(["", "", "", "Ford", "fiat", "Renault", "Becker", "Kia", "no such brand"]),
)
