"""``ecu serve``: a simulated unit for testers of any kind, and the whole story from two commands."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.diag_clock import jumping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.runner import Outcome, Runner

__all__ = ["jumping"]

FAMILY = "nissan-qashqai-j10-article"


def meanwhile(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], do: Callable[[list[str]], None]
) -> None:
    """Let *do* happen, with the addresses that were shown, instead of waiting for Ctrl-C."""

    def wait() -> None:
        said = capsys.readouterr().out
        do(re.findall(r"diag identify --link '([^']+)'", said))
        assert re.findall(r"diag reset --link '([^']+)'", said) == re.findall(r"--link '([^']+)'", said)[:1]

    monkeypatch.setattr("headunit.cli.ecu._wait", wait)


@pytest.mark.usefixtures("jumping")
def test_every_way_leads_to_the_one_unit(
    run: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[Outcome] = []
    meanwhile(
        monkeypatch, capsys, lambda uris: told.extend(run("diag", "identify", "--link", uri, "--json") for uri in uris)
    )
    ways = ("--can", "virtual:serve", "--tcp-lines", "0", "--doip", "0", "--elm327", "0")
    assert run("ecu", "serve", FAMILY, *ways).status == 0
    assert run("ecu", "serve", FAMILY, "--elm327", "pty", "--can", "udp_multicast:239.74.163.2:43911").status == 0
    assert [outcome.status for outcome in told] == [0] * 6
    assert {outcome.document["twin"] for outcome in told} == {FAMILY}


@pytest.mark.usefixtures("jumping")
@pytest.mark.parametrize(
    ("story", "supply", "status", "verdict"),
    [
        ("hardened", ("--volts", "12.8"), 0, "done"),
        ("article", ("--volts", "12.3"), 77, "refused"),
        ("hardened", ("--sag", "12.2"), 80, "failed-safely"),
        ("article", ("--sag", "12.2"), 81, "needs-recovery"),
    ],
)
def test_a_unit_in_one_terminal_is_reset_from_another(
    run: Runner,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    story: str,
    supply: tuple[str, ...],
    status: int,
    verdict: str,
) -> None:
    told: list[Outcome] = []

    def reset(uris: list[str]) -> None:
        told.append(run("diag", "reset", "--link", uris[0], "--yes", "--standing", "--json", given=""))

    meanwhile(monkeypatch, capsys, reset)
    options = ("--doip", "0", "--wrong", "6", "--story", story, *supply, "--code", "1234")
    assert run("ecu", "serve", FAMILY, *options).status == 0
    assert (told[0].status, told[0].document["verdict"]) == (status, verdict)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "say where"),
        (("--elm327", "usb"), "a port number or 'pty'"),
        (("--elm327", "70000"), "a port number or 'pty'"),
        (("--can", "virtual"), "INTERFACE:CHANNEL"),
        (("--can", "udp_multicast:239.74.163.2:x"), "INTERFACE:CHANNEL"),
    ],
)
def test_where_it_answers_must_be_said_in_a_way_that_can_be(run: Runner, options: tuple[str, ...], words: str) -> None:
    told = run("ecu", "serve", FAMILY, *options)
    assert told.status == 64
    assert words in " ".join(told.err.split())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(run: Runner, tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "headunit", "ecu", "serve", FAMILY, "--tcp-lines", "0"]
    environment = {**os.environ, "HEADUNIT_HOME": str(tmp_path), "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as serving:
        assert serving.stdout is not None
        shown = ""
        for line in serving.stdout:
            shown += line
            if "Ctrl-C" in line:
                break
        (uri,) = set(re.findall(r"--link '([^']+)'", shown))
        assert run("diag", "faults", "--link", uri).status == 0
        serving.send_signal(number)
        assert serving.wait(30) == 0
