"""``headunit web`` as a program: it says where it is, serves, keeps its state in one folder, and ends with Ctrl+C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from click.testing import CliRunner

from headunit.cli.web import web_command
from headunit.errors import CannotWriteError, ConfigurationError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


@contextmanager
def program(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the program and give it with the address that it prints."""
    words = [sys.executable, "-m", "headunit", "web", *options]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    shown = ""
    for line in process.stdout:
        shown += line
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            address = found[0]
            break
    try:
        yield process, address
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - loopback
        return str(answer.read(), "utf-8")


def test_it_serves_the_first_page_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with program("--no-browser", "--home", str(tmp_path)) as (process, address):
        page = fetched(address)

    assert "What does your display show" in page
    assert process.returncode in {0, 130}
    assert list(tmp_path.iterdir()) == []


def test_for_a_phone_it_shows_the_way_in_and_no_page_without_the_word(tmp_path: Path) -> None:
    with program("--phone", "--host", "127.0.0.1", "--home", str(tmp_path)) as (_process, address):
        page = fetched(address)

    assert "https://127.0.0.1:" in page
    assert "What does your display show" not in page


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ["--no-browser", "--port", str(taken.getsockname()[1])]
        result = CliRunner().invoke(web_command, words, standalone_mode=False)

    assert isinstance(result.exception, CannotWriteError)
    assert result.exception.code == "port-taken"


def test_an_address_of_another_computer_is_told_as_such() -> None:
    words = ["--phone", "--host", "192.0.2.1"]
    result = CliRunner().invoke(web_command, words, standalone_mode=False)

    assert isinstance(result.exception, InputError)
    assert result.exception.code == "host-shape"


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.cli.web.find_spec", lambda _name: None)
    result = CliRunner().invoke(web_command, [], standalone_mode=False)

    assert isinstance(result.exception, ConfigurationError)
    assert result.exception.code == "extra-missing"
