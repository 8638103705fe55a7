"""What the commands print with --json is what the published schemas say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from headunit.cli.families import family_document
from headunit.facts import load_catalogue

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "reference" / "schemas"
CATALOGUE = load_catalogue()
SAMPLE = str(ROOT / "demo" / "images" / "rcd310-sample.bin")
EVENTS: tuple[dict[str, object], ...] = (
    {"event": "ignition", "position": "on"},
    {"event": "battery", "volts": 12.6},
    {"event": "look"},
    {"event": "press", "key": "1"},
    {"event": "release", "key": "1"},
    {"event": "turn", "key": "VOLUME", "detents": -2},
    {"event": "fuse", "name": "battery", "fitted": False},
    {"event": "ground", "good": False},
    {"event": "plug", "connected": False},
    {"event": "immobiliser", "knows": False},
    {"event": "supply-low", "low": True},
    {"event": "cut", "keep_ram": True},
    {"event": "hang", "what": "keys"},
    {"event": "factory-reset"},
    {"event": "diagnostic-reset"},
)
"""One event of each kind."""
_FILLER = bytes(range(0xA1, 0xFA))
PHOTOS = ROOT / "tests" / "label" / "photos"
IMAGES = {
    "clarion": b"\xaa\xaa\x34\x12" + (_FILLER * 2)[:124],
    "acr": b"\xa1\xa2\xa3\x04\x00\x21\x43" + b"BP5511Z1234567" + (_FILLER * 2)[:107],
    "unknown": _FILLER,
    "script": b"".join(
        json.dumps({"t_ms": index * 200, **event}).encode() + b"\n" for index, event in enumerate(EVENTS)
    ),
}


def schema(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return content


def closed(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return *part* refusing keys it does not name: readers accept new ones, but each of ours is to be described."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {key: closed(value) for key, value in part.items()}
    return {"additionalProperties": False, **inner} if isinstance(part.get("properties"), dict) else inner


def faults(name: str, document: object) -> list[str]:
    return [error.message for error in Draft202012Validator(closed(schema(name))).iter_errors(document)]


def printed(*arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "headunit", *arguments, "--json"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*.json")))
def test_a_schema_is_itself_valid_and_named_on_the_page(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))

    assert f"(schemas/{name}.json)" in (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("code", ["code", "M123456"]),
        ("code", ["code", "0005", "--rule", "becker-4"]),
        ("code", ["code", "1234"]),
        ("code", ["code", "1234", "--rule", "becker-5"]),
        ("code", ["code", "VWZ1Z2Y1234567"]),
        ("code", ["code", "BP531851234567"]),
        ("code", ["code", "99XYZ77", "--brand", "Kia"]),
        ("error", ["code", "ZZ99", "--brand", "Kia"]),
        ("identify", ["identify", "S/N: BP2346 5 1234567"]),
        ("identify", ["identify", "Nissan Qashqai 2011"]),
        ("identify", ["identify", "nothing at all"]),
        ("identify", ["identify", "M12345O", "--vin", "SJNFAAJ10U1234567"]),
        ("families", ["families"]),
        ("rules", ["rules"]),
        ("request", ["request", "ford-keycode", "--serial", "M123456"]),
        ("request", ["request", "vag-serial"]),
        ("image", ["image", SAMPLE]),
        ("image", ["image", SAMPLE, "--layout", "delphi-rcd310"]),
        ("image", ["image", "{clarion}"]),
        ("image", ["image", "{clarion}", "--layout", "blaupunkt-acr-4250"]),
        ("image", ["image", "{acr}"]),
        ("image", ["image", "{acr}", "--layout", "blaupunkt-acr-4250"]),
        ("image", ["image", "{unknown}"]),
        ("layouts", ["image", "--layouts"]),
        ("label", ["label", str(PHOTOS / "two-rows-vin.jpg")]),
        ("label", ["label", str(PHOTOS / "vw-codes.jpg")]),
        ("label", ["label", str(PHOTOS / "shot-middle.jpg")]),
        ("label", ["label", str(PHOTOS / "code-card.jpg"), "--reveal"]),
        ("label", ["label", str(PHOTOS / "hopeless.jpg")]),
        ("error", ["label", "{script}"]),
        ("diodes", ["diodes", "001010011100"]),
        ("card-check", ["card-check", "volvo-sc8xx", "1247"]),
        ("card-check", ["card-check", "volvo-sc8xx", "1236", "--reveal"]),
        ("card-check", ["card-check", "ford-keycode", "M123456"]),
        ("plan", ["plan", "nissan-qashqai-j10-audio-2012", "--code", "2487"]),
        ("plan", ["plan", "vag-safe-generic", "--code", "2487"]),
        ("plan", ["plan", "nissan-note-e11-audio-2009", "--code", "2487"]),
        ("plan", ["plan", "nissan-nats-audio-link"]),
        ("plan", ["plan", "mercedes-becker"]),
        ("rehearsal", ["rehearse", "ford-keycode", "--script", "{script}"]),
        ("rehearsal", ["rehearse", "nissan-nats-audio-link", "--script", "{script}"]),
        ("error", ["rehearse", "ford-keycode", "--script", "{clarion}"]),
        ("error", ["rehearse", "ford-keycode"]),
        ("twin", ["twin", "ford-keycode"]),
        ("twin", ["twin", "renault-dacia-precode", "--panel", "stalk"]),
        ("twin", ["twin", "nissan-connect-lcn2kai"]),
        ("twin", ["twin", "nissan-nats-audio-link"]),
        ("twin", ["twin", "nissan-qashqai-j10-article"]),
        ("error", ["twin", "ford-keycode", "--panel", "stalk"]),
        ("diag-links", ["diag", "links"]),
        ("diag-probe", ["diag", "probe", "--link", "twin:nissan-qashqai-j10-article"]),
        ("diag-identity", ["diag", "identify", "--link", "twin:nissan-qashqai-j10-article"]),
        ("diag-faults", ["diag", "faults", "--link", "twin:nissan-qashqai-j10-article"]),
        ("diag-reset", ["diag", "reset", "--link", "twin:nissan-qashqai-j10-article", "--journal", "{journal}"]),
        ("error", ["diag", "identify", "--link", "doip://127.0.0.1:1"]),
        ("error", ["plan", "volvo-sc8xx", "--code", "1278"]),
        ("advice", ["advise"]),
        ("advice", ["advise", "opel-siemens-as", "--display", "7 SAFE"]),
        ("advice", ["advise", "--brand", "Nissan", "--display", "WAIT", "--seen", "locks-again"]),
        ("advice", ["advise", "nissan-qashqai-j10-article", "--seen", "blinking-cursor"]),
        ("observations", ["advise", "--list"]),
        ("faq", ["faq", "nissan-qashqai-j10-article"]),
        ("faq", ["faq", "ford-keycode"]),
        ("checklist", ["checklist", "saturn-theft-2002"]),
        ("checklist", ["checklist", "renault-rlink2-antitheft"]),
        ("error", ["advise", "--seen", "rain"]),
        ("error", ["image", "/nowhere/at/all"]),
        ("error", ["code", "SJNFAAJ10U1234567"]),
        ("error", ["code"]),
        ("error", ["family", "no-such-family"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_printed_document_fits_its_schema(name: str, arguments: list[str], tmp_path: Path) -> None:
    for made, content in IMAGES.items():
        (tmp_path / made).write_bytes(content)
    given = [str(tmp_path / word.strip("{}")) if word.startswith("{") else word for word in arguments]

    assert faults(name, printed(*given)) == []


def test_the_summary_of_a_file_of_serials_fits_its_schema(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("serial\nM123456\n1234\n", encoding="utf-8")

    assert faults("bulk", printed("bulk", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"))) == []


@pytest.mark.parametrize("family", [head.id for head in CATALOGUE.heads])
def test_the_document_of_every_family_fits_its_schema(family: str) -> None:
    content = json.loads(json.dumps(family_document(CATALOGUE.family(family), CATALOGUE)))

    assert faults("family", {"format": "headunit/family/1", **content}) == []


def test_a_schema_refuses_a_document_that_lacks_a_key() -> None:
    document = printed("code", "M123456")
    del document["candidates"][0]["counts"]

    assert faults("code", document) == ["'counts' is a required property"]


def test_the_documents_of_the_vault_fit_their_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADUNIT_HOME", str(tmp_path / "home"))
    (tmp_path / "pass").write_text("correct horse battery", encoding="utf-8")
    (tmp_path / "in.csv").write_text("name,code,id\nPolo,1234,00000000\nBank,secret,\n", encoding="utf-8")
    vault = ("vault-action", "init"), ("vault-entry", "add", "Fiesta", "--code", "2487", "--serial", "M123456")
    told = [(name, printed("vault", *words, "--passphrase-file", str(tmp_path / "pass"))) for name, *words in vault]
    rest = (
        ("vault", "vault", "list", "--reveal"),
        ("vault", "vault", "list", "--serial", "none"),
        ("vault-entry", "vault", "show", "Fiesta"),
        ("vault-action", "vault", "export", str(tmp_path / "out"), "--format", "csv"),
        ("vault-import", "vault", "import", str(tmp_path / "in.csv")),
        ("vault-import", "vault", "import", str(tmp_path / "out")),
        ("vault-action", "vault", "backup", str(tmp_path / "copy")),
        ("vault-action", "card", "Fiesta", "--output", str(tmp_path / "card.pdf")),
        ("vault-action", "vault", "remove", "Polo", "--yes"),
    )
    told += [(name, printed(*words, "--passphrase-file", str(tmp_path / "pass"))) for name, *words in rest]

    assert [found for name, document in told for found in faults(name, document)] == []
