"""What a browser says is checked whole; what is wrong is said in one sentence, and nothing else happens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.errors import InputError
from headunit.web.rehearsal import LONGEST, SCHEMA, Bucket, Message, error_message, read_message


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"type": "open", "schema": SCHEMA, "session": "abc"}, Message("open", session="abc")),
        ({"type": "press", "keys": ["1"]}, Message("press", keys=("1",))),
        ({"type": "release", "keys": ["SEEK>", "TUNE>"]}, Message("release", keys=("SEEK>", "TUNE>"))),
        ({"type": "turn", "key": "VOLUME", "by": -2}, Message("turn", keys=("VOLUME",), by=-2)),
        ({"type": "car", "fuse": "out"}, Message("car", car=(("fuse", "out"),))),
        (
            {"type": "car", "ignition": "acc", "battery": "on"},
            Message("car", car=(("battery", "on"), ("ignition", "acc"))),
        ),
        ({"type": "clock", "speed": 60}, Message("clock", speed=60)),
        ({"type": "mode", "guided": False}, Message("mode", guided=False)),
        ({"type": "again"}, Message("again")),
        ({"type": "look", "more": 1}, Message("look")),
    ],
)
def test_a_message_is_read(document: dict[str, Any], message: Message) -> None:
    assert read_message(json.dumps(document)) == message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 900,
        '{"type": "shout"}',
        '{"type": ["press"]}',
        '{"type": "press"}',
        '{"type": "press", "keys": []}',
        '{"type": "press", "keys": "1"}',
        '{"type": "press", "keys": [1]}',
        '{"type": "press", "keys": [""]}',
        '{"type": "press", "keys": ["1", "2", "3", "4", "5"]}',
        json.dumps({"type": "press", "keys": ["x" * 41]}),
        '{"type": "turn", "key": "VOLUME"}',
        '{"type": "turn", "key": 1, "by": 1}',
        '{"type": "turn", "key": "VOLUME", "by": true}',
        '{"type": "turn", "key": "VOLUME", "by": 0}',
        '{"type": "turn", "key": "VOLUME", "by": 11}',
        '{"type": "car"}',
        '{"type": "car", "battery": 12.6}',
        '{"type": "car", "ignition": "start"}',
        '{"type": "car", "fuse": ["in"]}',
        '{"type": "clock", "speed": 2}',
        '{"type": "clock", "speed": true}',
        '{"type": "clock", "speed": 1e999}',
        '{"type": "mode", "guided": 1}',
        '{"type": "open", "session": "abc"}',
        json.dumps({"type": "open", "schema": SCHEMA, "session": ""}),
        json.dumps({"type": "open", "schema": SCHEMA, "session": 5}),
        json.dumps({"type": "open", "schema": SCHEMA, "session": "x" * 65}),
        json.dumps({"type": "look", "pad": "x" * LONGEST}),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_message(text)

    told = error_message(caught.value)
    assert told["code"] == "panel-message"
    assert told["message"].startswith("the message is not taken: ")
    assert told["schema"] == SCHEMA


@given(
    st.text()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists).map(json.dumps)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        message = read_message(text)
    except InputError:
        return
    assert message.type


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["open", "press", "release", "turn", "car", "clock", "mode", "again", "look"])},
        optional={
            name: st.none()
            | st.booleans()
            | st.integers()
            | st.text(max_size=5)
            | st.lists(st.text(max_size=3), max_size=5)
            for name in ("keys", "key", "by", "battery", "fuse", "ignition", "speed", "guided", "session", "schema")
        },
    )
)
def test_any_object_is_read_or_refused(document: dict[str, Any]) -> None:
    try:
        message = read_message(json.dumps(document))
    except InputError:
        return
    assert message.type == document["type"]


def test_a_bucket_allows_a_burst_and_then_a_rate() -> None:
    bucket = Bucket(3, 10, 0.0)

    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(50.0)
    assert bucket.take(100.0)
    assert not bucket.take(100.0)
    assert [bucket.take(100_000.0) for _ in range(4)] == [True, True, True, False]
