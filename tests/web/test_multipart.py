"""Forms with files: the same parts however they are cut, and a refusal for everything else."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.web.multipart import BadFormError, Begin, Data, End, Splitter, boundary_of

BOUNDARY = b"----x9"


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    out = b""
    for name, file, content in parts:
        named = f'; filename="{file}"' if file is not None else ""
        head = f'Content-Disposition: form-data; name="{name}"{named}\r\nContent-Type: image/jpeg\r\n\r\n'
        out += b"--" + BOUNDARY + b"\r\n" + head.encode() + content + b"\r\n"
    return out + b"--" + BOUNDARY + b"--\r\n"


def split(chunks: list[bytes]) -> tuple[list[tuple[str, bool, bytes]], bool]:
    splitter = Splitter(BOUNDARY)
    found: list[tuple[str, bool, bytes]] = []
    ended = 0
    for chunk in chunks:
        for event in splitter.feed(chunk):
            if isinstance(event, Begin):
                found.append((event.name, event.file, b""))
            elif isinstance(event, Data):
                name, file, content = found[-1]
                found[-1] = (name, file, content + event.content)
            else:
                assert isinstance(event, End)
                ended += 1
    assert not splitter.done or ended == len(found)
    return found, splitter.done


def cut(body: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[a:b] for a, b in itertools.pairwise(edges)]


CONTENTS = st.binary(max_size=60) | st.sampled_from([b"\r\n--", b"\r\n----x", b"--" + BOUNDARY, b"\r\n\r\n", b"\r"])


@given(
    parts=st.lists(st.tuples(st.sampled_from(["token", "photo"]), st.none() | st.just("a.jpg"), CONTENTS), max_size=4),
    places=st.lists(st.integers(0, 10_000), max_size=12),
)
def test_the_parts_are_the_same_however_they_are_cut(
    parts: list[tuple[str, str | None, bytes]], places: list[int]
) -> None:
    if not parts:
        parts = [("token", None, b"")]
    found, done = split(cut(form(*parts), places))

    assert done
    assert found == [(name, file is not None, content) for name, file, content in parts]


@given(body=st.binary(max_size=300), places=st.lists(st.integers(0, 400), max_size=6))
def test_anything_else_is_refused_or_never_ends(body: bytes, places: list[int]) -> None:
    try:
        _found, done = split(cut(body, places))
    except BadFormError:
        return
    assert not done


@pytest.mark.parametrize(
    "body",
    [
        b"no form at all, but long enough",
        b"--" + BOUNDARY + b"XX",
        b"--" + BOUNDARY + b"\r\nContent-Type: text/plain\r\n\r\nx",
        b"--" + BOUNDARY + b"\r\n" + b"x" * 5000,
    ],
)
def test_what_is_no_form_with_files_is_refused(body: bytes) -> None:
    with pytest.raises(BadFormError):
        split([body])


def test_what_stands_behind_the_end_is_nothing() -> None:
    found, done = split([form(("token", None, b"a")) + b"x" * 100, b"more"])

    assert (found, done) == ([("token", False, b"a")], True)


def test_a_file_s_name_never_makes_a_field() -> None:
    found, _done = split([form(("photo", 'x; name="token', b"a"))])

    assert found == [("photo", True, b"a")]


@pytest.mark.parametrize(
    ("given_type", "boundary"),
    [
        ("multipart/form-data; boundary=abc", b"abc"),
        ('multipart/form-data; boundary="a b"', b"a b"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b""),
        ("multipart/form-data; boundary=" + "x" * 71, b""),
        ("multipart/mixed; boundary=abc", b""),
        ("application/x-www-form-urlencoded", b""),
    ],
)
def test_the_boundary_is_that_of_a_form_with_files(given_type: str, boundary: bytes) -> None:
    assert boundary_of(given_type) == boundary
