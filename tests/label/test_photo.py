from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from headunit.errors import FileMissingError, HeadunitError, InputError
from headunit.label.photo import MOST_BYTES, decode_photo, load_photo


def picture(kind: str = "JPEG", size: tuple[int, int] = (200, 160), **options: object) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def huge() -> bytes:
    file = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(file, "PNG")
    return file.getvalue()


def moving(kind: str) -> bytes:
    first = Image.linear_gradient("L").convert("RGB")
    return picture_of([first, first.rotate(90)], kind)


def picture_of(frames: list[Image.Image], kind: str) -> bytes:
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    return file.getvalue()


def drawn_over_and_over(scans: int) -> bytes:
    """Return a small file that takes long to decode: its last scan, sent again and again."""
    whole = picture(size=(400, 300), progressive=True)
    end, last = whole.rindex(b"\xff\xd9"), whole.rindex(b"\xff\xda")
    return whole[:end] + whole[last:end] * scans + whole[end:]


HOSTILE = [
    ("nothing", b"", "photo-format"),
    ("text", b"not a picture", "photo-format"),
    ("a GIF", picture("GIF"), "photo-format"),
    ("a TIFF", picture("TIFF"), "photo-format"),
    ("one pixel", picture("PNG", (1, 1)), "photo-small"),
    ("a strip", picture("PNG", (4000, 130)), "photo-small"),
    ("200 megapixels", huge(), "photo-size"),
    ("a moving PNG", moving("PNG"), "photo-animated"),
    ("a moving WebP", moving("WEBP"), "photo-animated"),
    ("a JPEG drawn over and over", drawn_over_and_over(200), "photo-size"),
    ("a JPEG cut short", picture()[:900], "photo-broken"),
    ("a PNG cut short", picture("PNG")[:-40], "photo-broken"),
    ("a WebP cut short", picture("WEBP")[:-40], "photo-broken"),
    ("a HEIC of nothing", b"\x00\x00\x00\x18ftypheic" + bytes(300), "photo-broken"),
    ("a picture and an archive", picture() + b"PK\x05\x06" + bytes(18), "photo-two-natures"),
    ("a picture and a document", picture("PNG")[:60] + b"%PDF-1.7" + picture("PNG")[60:], "photo-two-natures"),
    ("a picture and a script", picture() + b"<script>alert(1)</script>", "photo-two-natures"),
    ("too many bytes", picture() + bytes(MOST_BYTES), "photo-size"),
]


@pytest.mark.parametrize(("content", "code"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_picture_is_refused_with_one_clear_sentence(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        decode_photo(content, "label.jpg")
    assert refused.value.code == code
    assert "label.jpg" in refused.value.message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_whole_picture_is_opened_whatever_its_kind(kind: str) -> None:
    photo = decode_photo(picture(kind))
    assert photo.image.size == (200, 160)
    assert photo.image.mode == "RGB"


def test_a_photo_from_an_iphone_is_opened() -> None:
    pi_heif = pytest.importorskip("pi_heif")
    assert pi_heif.libheif_info()
    with pytest.raises(InputError, match="damaged"):
        decode_photo(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100))


def test_a_photo_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode_photo(picture(exif=exif)).image.size == (160, 200)


def test_what_is_transparent_is_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (200, 160), (0, 0, 0, 0)).save(file, "PNG")
    assert decode_photo(file.getvalue()).image.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_not_all_white() -> None:
    rows = b"".join((row * 400).to_bytes(2, "little") * 200 for row in range(160))
    file = io.BytesIO()
    Image.frombytes("I;16", (200, 160), rows).save(file, "PNG")
    greys = [decode_photo(file.getvalue()).image.getpixel((100, row)) for row in (0, 80, 159)]
    assert greys == [(grey,) * 3 for grey in (0, 125, 248)]


@pytest.mark.parametrize("mode", ["P", "1", "L", "LA", "RGBA", "I;16"])
def test_a_large_picture_of_any_kind_is_made_smaller(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (4100, 4000)).save(file, "PNG")
    image = decode_photo(file.getvalue()).image
    assert (image.mode, image.size) == ("RGB", (2050, 2000))


def test_a_photo_that_is_sharpened_in_scans_is_opened_with_all_that_follows_it() -> None:
    whole = picture(progressive=True)
    assert decode_photo(whole + drawn_over_and_over(200)).image.size == (200, 160)
    assert decode_photo(drawn_over_and_over(20)).image.size == (400, 300)


def test_a_large_photo_is_made_smaller() -> None:
    photo = decode_photo(picture(size=(6000, 4000)))
    assert photo.image.size[0] * photo.image.size[1] <= 16_000_000


def test_a_file_is_known_by_its_name_and_its_content(tmp_path: Path) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(picture("JPEG"))
    with pytest.raises(InputError) as refused:
        load_photo(path)
    assert refused.value.code == "photo-extension"


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        load_photo(tmp_path / "none.jpg")


def test_a_name_that_no_file_can_have_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        load_photo(tmp_path / "a\0b.jpg")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux has files that tell no size")
def test_a_file_that_hides_its_size_is_read_no_further_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.label.photo.MOST_BYTES", 10)
    with pytest.raises(InputError) as refused:
        load_photo(Path("/proc/self/status"))
    assert refused.value.code == "photo-size"


def test_a_folder_is_no_photo(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder: name the photos in it"):
        load_photo(tmp_path)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
)
def test_any_bytes_end_in_a_photo_or_one_of_our_errors(content: bytes, start: bytes) -> None:
    with pytest.raises(HeadunitError):
        decode_photo(start + content)
