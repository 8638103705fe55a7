"""The catalogue as it is asked: names, misspelt names, and a private folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from headunit.errors import ConfigurationError, UnknownNameError
from headunit.facts import Catalogue, load_catalogue
from headunit.facts.catalogue import fold
from headunit.facts.folder import read_families, read_shipped_tables
from headunit.panel import variants, why_no_plan

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = """
id = "{id}"
name = "{name}"
summary = "A radio of mine."
brands = ["Nissan"]
rules = []
route = "nissan"
reason = "Only I know it."

[[fact.code_length]]
value = 7
sources = ["S01"]
confidence = "single"
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def write(folder: Path, family_id: str = "my-radio", *, name: str = "My radio", file: str = "") -> Path:
    path = folder / f"{file or family_id}.toml"
    path.write_text(PRIVATE.format(id=family_id, name=name), encoding="utf-8")
    return path


def test_families_are_asked_for_by_their_id(catalogue: Catalogue) -> None:
    family = catalogue.family("ford-keycode")
    assert family.id == catalogue.head("ford-keycode").id == "ford-keycode"
    assert catalogue.family("ford-keycode") is family
    assert [one.id for one in catalogue.families()] == [head.id for head in catalogue.heads]
    assert [head.id for head in catalogue.heads] == sorted(head.id for head in catalogue.heads)


BY_THE_CAR = "'headunit families' lists them; 'headunit identify Nissan Qashqai 2012' finds it by the car"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("ford-keycod", "did you mean 'ford-keycode'? 'headunit families' lists them"),
        ("FORD-KEYCODE", "did you mean 'ford-keycode'? 'headunit families' lists them"),
        ("blaupunkt-acr-4251", "did you mean 'blaupunkt-acr-4250'? 'headunit families' lists them"),
        ("", BY_THE_CAR),
        ("qqqqqqqq", BY_THE_CAR),
        ("no-such-radio", BY_THE_CAR),
        ("m123456", "that looks like a serial: headunit identify M123456"),
        ("28115 9243r", "that looks like a serial: headunit identify 281159243R"),
    ],
)
def test_a_misspelt_family_gets_the_nearest(catalogue: Catalogue, asked: str, hint: str) -> None:
    for ask in (catalogue.head, catalogue.family):
        with pytest.raises(UnknownNameError) as caught:
            ask(asked)
        fault = caught.value
        assert (fault.code, fault.message, fault.value) == ("unknown-family", f"there is no family {asked!r}", asked)
        assert (fault.expected, fault.next_step) == ("a family the catalogue holds", hint)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Nissan", "Nissan"),
        ("nissan", "Nissan"),
        ("VW", "Volkswagen"),
        ("skoda", "Škoda"),
        ("ŠKODA", "Škoda"),
        ("citroen", "Citroën"),
        ("CITROËN", "Citroën"),
        ("mercedes benz", "Mercedes-Benz"),
        ("Mercedes", "Mercedes-Benz"),
        ("alfa-romeo", "Alfa Romeo"),
        ("Range Rover", "Land Rover"),
        ("gm", "GM"),
    ],
)
def test_a_brand_is_found_however_it_is_written(catalogue: Catalogue, text: str, brand: str) -> None:
    assert catalogue.brand(text).name == brand


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Nisan", "did you mean 'Nissan'? the catalogue holds Acura, "),
        ("Renalt", "did you mean 'Renault'? the catalogue holds Acura, "),
        ("Tesla Motors", "the catalogue holds Acura, "),
    ],
)
def test_a_misspelt_brand_gets_the_nearest(catalogue: Catalogue, text: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        catalogue.brand(text)
    assert (caught.value.code, caught.value.message) == ("unknown-brand", f"there is no brand {text!r}")
    assert caught.value.expected == "a brand the catalogue holds"
    assert caught.value.next_step.startswith(hint)
    assert caught.value.next_step.endswith("Vauxhall, Volkswagen, Volvo")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Škoda", "skoda"),
        ("Citroën", "citroen"),
        ("Mercedes-Benz", "mercedesbenz"),
        ("C 3", "c3"),
        ("", ""),
        ("Mégane", "megane"),
    ],
)
def test_folding_drops_what_people_leave_out(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_private_folder_adds_a_family(tmp_path: Path, catalogue: Catalogue) -> None:
    write(tmp_path)
    (tmp_path / "notes.txt").write_text("not a family", encoding="utf-8")
    mine = load_catalogue(tmp_path)
    assert mine.family("my-radio").name == "My radio"
    assert {head.id for head in mine.heads} == {head.id for head in catalogue.heads} | {"my-radio"}
    assert [head.id for head in mine.heads] == sorted(head.id for head in mine.heads)


def test_a_private_folder_replaces_a_family(tmp_path: Path, catalogue: Catalogue) -> None:
    write(tmp_path, "ford-keycode", name="My Ford")
    mine = load_catalogue(tmp_path)
    assert mine.head("ford-keycode").name == "My Ford"
    best = mine.family("ford-keycode").code_length.best
    assert best
    assert best.value == 7
    assert len(mine.heads) == len(catalogue.heads)
    assert "ford-keycode" not in {family_id for family_id, _ in mine.number_tables()}


def test_an_empty_private_folder_changes_nothing(tmp_path: Path, catalogue: Catalogue) -> None:
    assert load_catalogue(tmp_path).heads == catalogue.heads


def test_a_private_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for folder in (missing, write(tmp_path)):
        with pytest.raises(ConfigurationError) as caught:
            load_catalogue(folder)
        fault = caught.value
        assert (fault.code, fault.value) == ("facts-folder", str(folder))
        assert fault.message == f"the facts folder {str(folder)!r} does not exist"
        assert fault.next_step == "make it, or unset HEADUNIT_FACTS"


def test_a_file_name_that_is_not_the_id_is_said(tmp_path: Path) -> None:
    write(tmp_path, "my-radio", file="other")
    with pytest.raises(ConfigurationError) as caught:
        read_families(tmp_path)
    fault = caught.value
    assert (fault.code, fault.value, fault.expected) == ("family-file", "other.toml", "my-radio.toml")
    assert str(fault) == "family file 'other.toml' holds the id 'my-radio': rename the file"


@pytest.mark.parametrize("content", [b"id = ", b'id = "\xff"', b"\x00"])
def test_a_file_that_is_no_toml_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(tmp_path)
    fault = caught.value
    assert (fault.code, fault.value, fault.next_step) == ("facts-folder", str(path), "mend the file")
    assert fault.message.startswith("the facts file 'broken.toml' can't be read (")


def test_a_folder_named_like_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(ConfigurationError, match=r"the facts file 'folder\.toml' can't be read"):
        load_catalogue(tmp_path)


def test_a_wrong_family_file_is_said(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("value = 7", 'value = "7"'), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(tmp_path)
    assert str(caught.value) == "family file 'my-radio' is wrong: code_length is not a whole number: mend the file"


def test_a_whole_catalogue_needs_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "families").mkdir()
    with pytest.raises(ConfigurationError, match=r"the facts file 'sources\.toml' can't be read"):
        read_shipped_tables(tmp_path)


def test_a_private_family_needs_a_known_route(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"nissan"', '"nisan"'), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(tmp_path)
    fault = caught.value
    assert (fault.code, fault.value) == ("family-file", "nisan")
    assert fault.message == "family file 'my-radio' names the route 'nisan', which is not known"
    assert fault.expected.startswith("one of alpine, becker, ")
    assert fault.next_step == "'dealer' fits any brand"


def test_a_kind_of_serial_that_is_taken_for_a_family_is_told_apart() -> None:
    catalogue = load_catalogue()
    families = {head.id for head in catalogue.heads}
    for entry in catalogue.unsolved:
        if entry.id in families:
            continue
        with pytest.raises(UnknownNameError, match="is a kind of serial") as caught:
            catalogue.family(entry.id)
        assert (caught.value.code, caught.value.value) == ("unknown-family", entry.id)
        assert f"'headunit request {entry.id}' writes" in caught.value.next_step


@pytest.mark.parametrize("asked", ["nissan qashqai", "qashqai", "nissan-qashqi", "QASHQAI"])
def test_a_family_asked_for_by_words_is_suggested_with_its_name_and_the_article_last(
    catalogue: Catalogue, asked: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        catalogue.head(asked)
    hint = caught.value.next_step
    assert hint.startswith(
        "did you mean one of 'nissan-qashqai-j10-audio-2012' (Nissan Qashqai radio with Radio Code (2012)), "
    )
    article = hint.index("'nissan-qashqai-j10-article' (Nissan Qashqai J10 radio as one article tells it)")
    assert article > hint.index("'nissan-connect-lcn1'")
    assert f"'headunit identify {' '.join(asked.replace('-', ' ').title().split())}' finds it by the car" in hint


def test_a_plan_is_named_where_there_is_one(catalogue: Catalogue) -> None:
    planned = {
        family.id
        for family in catalogue.families()
        if any(why_no_plan(family, scope) is None for scope in ("", *variants(family)))
    }
    assert {head.id for head in catalogue.heads if catalogue.has_plan(head.id)} == planned
    assert len(planned) > 10
    assert not catalogue.has_plan("no-such-family")


def test_where_nothing_can_be_typed_the_official_way_asks_for_no_code(catalogue: Catalogue) -> None:
    refused = [why_no_plan(family) for family in catalogue.families()]
    nothing = [each.family for each in refused if each and each.reason.startswith("this kind of radio has no code")]
    assert len(nothing) == 3
    for family_id in nothing:
        assert "there is no code to ask for" in catalogue.routes[catalogue.head(family_id).route].ask
