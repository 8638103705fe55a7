"""``headunit twin FAMILY --replay``: what it prints, and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from headunit.cli.main import main
from headunit.twin.replay import FORMAT
from tests.docs.test_json_schemas import closed, schema
from tests.twin.test_replay import GOOD, HOLD, SWITCHED_ON, WRONG_TWICE, observed

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "vw-premium-5-delco"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    told = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, told.out, told.err


def written(tmp_path: Path, **document: object) -> str:
    file = tmp_path / "traces.json"
    file.write_text(json.dumps({"format": FORMAT, **document}), encoding="utf-8")
    return str(file)


def spoilt() -> dict[str, Any]:
    trace = observed(SWITCHED_ON)
    trace["observations"][-1]["display"] = "9    SAFE  "
    return trace | {"name": "spoilt"}


def test_recordings_that_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, traces=[observed(WRONG_TWICE)], hold_threshold={"results": [HOLD]})
    status, out, err = run(capsys, "twin", FAMILY, "--replay", file)
    assert (status, err) == (0, "")
    assert "agrees      sample" in out
    assert "2 agree, 0 differ, 0 not replayed" in out


def test_each_difference_has_its_line_with_time_expectation_and_what_was_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    status, out, _ = run(capsys, "twin", FAMILY, "--replay", written(tmp_path, traces=[spoilt()]))
    assert status == 65
    assert "differs     spoilt" in out
    assert "× at 575 ms: display: expected '9    SAFE  ' for 25 ms, seen nothing of the kind" in out


def test_the_document_fits_its_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, traces=[observed(SWITCHED_ON), spoilt(), GOOD | {"name": "bad", "golden": False}])
    status, out, _ = run(capsys, "twin", FAMILY, "--replay", file, "--json")
    document = json.loads(out)
    assert status == 65
    assert [trace["result"] for trace in document["traces"]] == ["agrees", "differs", "not replayed"]
    assert (document["agrees"], document["differs"], document["not_replayed"]) == (1, 1, 1)
    assert list(Draft202012Validator(closed(schema("replay"))).iter_errors(document)) == []


def test_an_event_that_is_not_known_is_no_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = GOOD | {"events": [*SWITCHED_ON, {"t_ms": 700, "event": "kick"}]}
    status, out, _ = run(capsys, "twin", FAMILY, "--replay", written(tmp_path, traces=[strange]))
    assert status == 65
    assert "not replayed" in out
    assert "the event 'kick' is not known" in out


@pytest.mark.parametrize(
    ("family", "content", "status", "code"),
    [
        (FAMILY, None, 66, "file-missing"),
        (FAMILY, "{", 65, "traces"),
        (FAMILY, "[" * 100_000, 65, "traces"),
        (FAMILY, "{}", 65, "traces"),
        ("ford-keycode", '{"format": "x"}', 65, "no-recordings"),
    ],
)
def test_what_cannot_be_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], family: str, content: str | None, status: int, code: str
) -> None:
    file = tmp_path / "traces.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    ended, out, _ = run(capsys, "twin", family, "--replay", str(file), "--json")
    assert (ended, json.loads(out)["error"]["code"]) == (status, code)
