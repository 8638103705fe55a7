"""``twin``: what a simulated radio is made of, and logs that can be played again."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from headunit.cli.main import main
from headunit.facts import load_catalogue
from headunit.panel import variants

if TYPE_CHECKING:
    from pathlib import Path

QASHQAI = "nissan-qashqai-j10-audio-2012"
RADIOS = [(family.id, scope) for family in load_catalogue().families() for scope in ("", *variants(family))]
NIGHT = """\
{"t_ms": 0, "event": "ignition", "position": "on"}
{"t_ms": 0, "event": "battery", "volts": 12.6}

{"t_ms": 3000, "event": "press", "key": "1"}
{"t_ms": 3120, "event": "release", "key": "1"}
{"t_ms": 4000, "event": "press", "key": "6"}
{"t_ms": 7000, "event": "release", "key": "6"}
{"t_ms": 20000, "event": "look"}
"""


class Runner:
    """Run ``headunit twin`` in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capture, self._patch = capture, patch

    def __call__(self, *arguments: str, given: str = "") -> tuple[int, str, str]:
        self._patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        with pytest.raises(SystemExit) as ended:
            main(["twin", *arguments])
        captured = self._capture.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    def document(self, *arguments: str) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self(*arguments, "--json")[1])
        return loaded


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setenv("COLUMNS", "80")
    return Runner(capsys, monkeypatch)


@pytest.mark.parametrize(("family", "scope"), RADIOS, ids=lambda value: value or "-")
def test_every_radio_says_what_it_is_made_of(run: Runner, family: str, scope: str) -> None:
    status, out, err = run(family, "--panel", scope)
    assert (status, err) == (0, "")
    assert "imagined, for want of a source" in " ".join(out.split())
    assert [line for line in out.splitlines() if len(line) > 80 and "headunit rehearse" not in line] == []
    document = run.document(family, "--panel", scope)
    assert (document["family"], document["panel"]) == (family, scope)
    assert document["link"] == (document["lock"] is None)


@pytest.mark.parametrize(
    ("family", "told"),
    [
        (
            QASHQAI,
            "no wait (2 times), then 1 hour, and so on a wait passes while the radio is on",
        ),
        (
            "ford-keycode",
            "no wait (2 times), then 30 minutes, and so on; locked after 10; for ever after 13 a wait",
        ),
        ("volvo-sc8xx", "entry a key for each digit types it"),
        ("renault-dacia-precode", "twice as long each time"),
        ("nissan-nats-audio-link", "entry none: such a unit has no code to enter"),
    ],
)
def test_the_lock_is_told_in_words(run: Runner, family: str, told: str) -> None:
    assert told in " ".join(run(family)[1].split())


def test_a_log_tells_events_and_what_was_seen(run: Runner) -> None:
    status, out, _ = run(QASHQAI, "--events", "-", given=NIGHT)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert lines[:2] == [
        {"t_ms": 0, "event": "ignition", "position": "on"},
        {"t_ms": 0, "event": "battery", "volts": 12.6},
    ]
    assert [lines[2]["t_ms"], lines[2]["seen"], lines[2]["detail"][:3]] == [0, "memory", "80 "]
    assert lines[3] == {"t_ms": 200, "seen": "display", "detail": "Radio Code: 0000"}
    assert {"t_ms": 6005, "seen": "display", "detail": "ERROR"} in lines
    assert {"t_ms": 8005, "seen": "display", "detail": "Radio Code: 0000"} in lines
    assert [line["t_ms"] for line in lines] == sorted(line["t_ms"] for line in lines)


@pytest.mark.parametrize("family", [QASHQAI, "nissan-nats-audio-link", "vw-premium-5-delco", "opel-car2003"])
def test_a_log_played_again_gives_the_same_log(run: Runner, tmp_path: Path, family: str) -> None:
    first, second = tmp_path / "first.log", tmp_path / "second.log"
    (tmp_path / "night.jsonl").write_text(NIGHT, encoding="utf-8")
    assert run(family, "--events", str(tmp_path / "night.jsonl"), "--log", str(first)) == (0, "", "")
    assert run(family, "--events", str(first), "--log", str(second)) == (0, "", "")
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    assert run(family, "--events", "-", given=first.read_text(encoding="utf-8"))[1] == first.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.log", "night.jsonl", "second.log"]


def test_a_log_is_written_whole_or_not_at_all(run: Runner, tmp_path: Path) -> None:
    log = tmp_path / "night.log"
    log.write_text("as it was", encoding="utf-8")
    status, out, err = run(QASHQAI, "--events", "-", "--log", str(log), given=NIGHT + "nonsense\n")
    assert (status, out) == (65, "")
    assert "line 9 of the script is not JSON" in err
    assert log.read_text(encoding="utf-8") == "as it was"
    assert run(QASHQAI, "--events", "-", "--log", str(tmp_path / "no" / "where"), given=NIGHT)[0] == 73
    assert list(tmp_path.iterdir()) == [log]


def test_the_code_makes_a_difference(run: Runner) -> None:
    enter = NIGHT.replace('"key": "1"', '"key": "4"')
    assert '"detail": "music"' in run(QASHQAI, "--code", "0001", "--events", "-", given=enter)[1]
    assert '"detail": "music"' not in run(QASHQAI, "--code", "1000", "--events", "-", given=enter)[1]


@pytest.mark.parametrize("arguments", [["--events", "-", "--json"], ["--log", "x"], ["--events"]])
def test_what_doesnt_go_together_is_said(run: Runner, arguments: list[str]) -> None:
    status, out, err = run(QASHQAI, *arguments)
    assert status == 64
    assert "--" in out + err


def test_a_part_of_a_variants_name_is_enough(run: Runner) -> None:
    assert run.document("renault-dacia-precode", "--panel", "STALK")["panel"] == "radios entered with the stalk"
    out = run("renault-dacia-precode", "--panel", "stalk")[1]
    assert "headunit rehearse renault-dacia-precode --panel 'radios entered with the stalk'\n" in out
