"""What of a label is written down: all but what may be the code."""

from __future__ import annotations

import pytest

from headunit.identity import identify
from headunit.recovery.label_mask import label_without_code
from tests.recovery.radios import CATALOGUE


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ford M123456 2487", "Ford M123456 ####"),
        ("Citroen C5 2005 2006", "Citroen C5 2005 ####"),
        ("Audi 100", "Audi ###"),
        ("Fiat 500", "Fiat 500"),  # without the number it would be another car
        ("Ford 123456789012", "Ford 123456789012"),  # longer than any code
        ("A1234 Ford", "A1234 Ford"),  # part of a word
        ("Ford code4711", "Ford code####"),
        ("Ford CODE47-11", "Ford CODE##-##"),
        ("Ford Pin4711 M123456", "Ford Pin#### M123456"),
        ("Ford barcode4711", "Ford barcode4711"),
        ("Ford code4711X", "Ford code4711X"),
    ],
)
def test_a_lone_number_of_a_codes_length_is_masked_unless_it_tells_the_radio(text: str, kept: str) -> None:
    assert label_without_code(text, identify(text, CATALOGUE), CATALOGUE) == kept


@pytest.mark.parametrize("shown", ["", "CODE"])
def test_what_the_display_shows_saves_no_number_from_the_mask(shown: str) -> None:
    text = "Peugeot 307 4711"

    assert label_without_code(text, identify(text, CATALOGUE, display=shown), CATALOGUE) == "Peugeot ### ####"
