"""Photograph a sticker: view, bend, light, glare, blur, shake, noise, JPEG.  Levels 0 (easy) to 4 (hopeless)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from label_photos.sticker import make_sticker
from label_photos.wear import worn

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from label_photos.sticker import Sticker, Truth

    Picture = NDArray[np.float32]

WIDTH, HEIGHT = 1600, 1200
_TILT = (0.01, 0.04, 0.09, 0.14, 0.18)
_TURN_DEG = (1, 3, 6, 9, 12)
_LIGHT = ((0.9, 1.05), (0.8, 1.1), (0.6, 1.15), (0.38, 1.2), (0.22, 1.25))
_BLUR = (0.4, 0.7, 1.1, 1.7, 2.4)
_SHAKE = (0, 2, 5, 9, 13)
_NOISE = (1, 2.5, 5, 9, 14)
_JPEG = ((92, 97), (85, 95), (70, 90), (50, 80), (35, 65))
_SINGLE, _SET = 1, 2


@dataclass(frozen=True)
class Photographed:
    """Hold a photo as a file would, what stands on the sticker, and how far each serial character is *visible*."""

    jpeg: bytes
    truth: Truth
    visible: tuple[float, ...]


def one_photo(seed: int, number: int, level: int, fonts: str, *, unseen: bool = False) -> Photographed:
    """Return photo *number* of *level*; the same arguments give the same photo."""
    rng = np.random.default_rng([seed, _SINGLE, level, number, unseen])
    sticker = worn(make_sticker(rng, fonts, unseen=unseen), rng, level)
    return photograph(sticker, rng, level)


def several_photos(seed: int, number: int, level: int, fonts: str, *, shots: int = 3) -> list[Photographed]:
    """Return *shots* of one sticker: the wear stays, view, light and glare change."""
    rng = np.random.default_rng([seed, _SET, level, number])
    sticker = worn(make_sticker(rng, fonts), rng, max(0, level - 1))
    places = rng.permutation(np.linspace(0.05, 0.95, max(3, shots)))[:shots]
    return [photograph(sticker, rng, level, glare_at=float(place)) for place in places]


def photograph(sticker: Sticker, rng: Generator, level: int, *, glare_at: float | None = None) -> Photographed:
    """Return a photo of *sticker*; *glare_at* puts the first glare on that part of the serial (0 to 1)."""
    view, quad = _view(rng, sticker, level)
    picture, damage = _laid_out(rng, sticker, view, level)
    corners = np.array([[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in sticker.boxes], np.float32)
    places = _floats(cv2.perspectiveTransform(corners.reshape(1, -1, 2), view).reshape(-1, 4, 2))
    picture, exposure = _lit(rng, picture, level)
    glare = _glare(rng, quad, places, level, glare_at)
    picture = np.clip(picture + glare[..., None] * 255 * rng.uniform(0.55, 1.0), 0, 255)
    picture = _seen_through_a_phone(rng, picture, level, exposure)
    quality = int(rng.integers(*_JPEG[level]))
    pixels = cv2.cvtColor(np.clip(picture, 0, 255).astype(np.uint8), cv2.COLOR_RGB2BGR)
    jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
    hidden = np.clip(np.maximum(damage, (glare > 0.55).astype(np.float32)), 0, 1)  # noqa: PLR2004 - white
    return Photographed(jpeg, sticker.truth, tuple(_visible(hidden, place) for place in places))


def _floats(values: NDArray[Any]) -> Picture:
    return np.asarray(values, np.float32)


def _visible(hidden: Picture, place: Picture) -> float:
    left, top = np.maximum(np.floor(place.min(0)).astype(int), 0)
    right, bottom = np.ceil(place.max(0)).astype(int)
    part = hidden[top : bottom + 1, left : right + 1]
    return round(float(1 - part.mean()), 3) if part.size else 0.0


def _view(rng: Generator, sticker: Sticker, level: int) -> tuple[NDArray[np.float64], Picture]:
    """Return the homography from sticker to photo, and the sticker's corners there."""
    high, wide = sticker.picture.shape[:2]
    width = WIDTH * (rng.uniform(0.62, 0.92) if level < 3 else rng.uniform(0.5, 0.85))  # noqa: PLR2004
    width = min(width, HEIGHT * 0.85 * wide / high)
    half = np.array([width, width * high / wide]) / 2
    quad = (
        np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half * (1 + rng.uniform(-_TILT[level], _TILT[level], (4, 2)))
    )
    turn = np.deg2rad(rng.normal(0, _TURN_DEG[level]))
    quad = quad @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    quad *= min(1.0, *((np.array([WIDTH, HEIGHT]) - 20) / np.ptp(quad, axis=0)))
    room = np.array([WIDTH, HEIGHT]) - 16 - np.ptp(quad, axis=0)
    placed = (quad - quad.min(0) + 8 + room * rng.uniform(0.25, 0.75, 2)).astype(np.float32)
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, placed)), placed


def _laid_out(rng: Generator, sticker: Sticker, view: NDArray[np.float64], level: int) -> tuple[Picture, Picture]:
    """Return the sticker on the radio's case, and its damage, both in the photo's view."""
    base = rng.uniform(40, 190)
    brushed = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), sigmaX=18, sigmaY=0.6)
    case = np.repeat((base + brushed * rng.uniform(5, 60))[..., None], 3, 2).astype(np.float32)
    for _ in range(int(rng.integers(0, 6))):
        middle = (int(rng.integers(WIDTH)), int(rng.integers(HEIGHT)))
        cv2.circle(case, middle, int(rng.integers(12, 45)), (base * 0.3,) * 3, -1)
    paper = sticker.picture.astype(np.float32)
    high, wide = paper.shape[:2]
    if rng.random() < 0.35:  # noqa: PLR2004 - a sticker that isn't quite flat
        x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
        wave = rng.uniform(0, 2 + 2 * level) * np.sin(x / wide * 2 * np.pi * rng.uniform(0.4, 1.2))
        bent = (y + wave).astype(np.float32)
        paper = _floats(cv2.remap(paper, x, bent, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
    size = (WIDTH, HEIGHT)
    there = cv2.warpPerspective(np.ones((high, wide), np.float32), view, size)[..., None]
    on_case = case * (1 - there) + cv2.warpPerspective(paper, view, size, flags=cv2.INTER_AREA) * there
    return _floats(on_case), _floats(cv2.warpPerspective(sticker.damage, view, size))


def _lit(rng: Generator, picture: Picture, level: int) -> tuple[Picture, float]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * (x / WIDTH - 0.5) + np.sin(angle) * (y / HEIGHT - 0.5)
    picture = picture * (1 + rng.uniform(0, 0.1 + 0.12 * level) * slope * 2)[..., None]
    if level >= 2 and rng.random() < 0.4:  # noqa: PLR2004 - a shadow across it
        shadow = np.zeros((HEIGHT, WIDTH), np.float32)
        cv2.fillPoly(shadow, [(rng.uniform(0, 1, (3, 2)) * [WIDTH, HEIGHT]).astype(np.int32)], (1.0,))
        shadow = _floats(cv2.GaussianBlur(shadow, (0, 0), rng.uniform(8, 50)))
        picture = picture * (1 - shadow * rng.uniform(0.25, 0.6))[..., None]
    exposure = float(rng.uniform(*_LIGHT[level]))
    return picture * exposure, exposure


def _glare(rng: Generator, quad: Picture, places: Picture, level: int, glare_at: float | None) -> Picture:
    """Return soft bright patches: 0 for none, from about 0.55 on nothing is left below."""
    glare = np.zeros((HEIGHT, WIDTH), np.float32)
    for index in range(int(rng.integers(0, level + 1)) if level < 3 else level):  # noqa: PLR2004
        if glare_at is not None and index == 0:
            middle = places[int(np.clip(glare_at, 0, 0.999) * len(places))].mean(0)
        elif level >= 2 and rng.random() < 0.3:  # noqa: PLR2004 - often right on the number
            corners = places.reshape(-1, 2)
            middle = corners[int(rng.integers(len(corners)))] + rng.normal(0, 25, 2)
        else:
            middle = quad.min(0) + rng.uniform(0, 1, 2) * np.ptp(quad, axis=0)
        long = rng.uniform(25, 60 + 30 * level)
        short = long * rng.uniform(0.25, 0.9)
        patch = np.zeros((HEIGHT, WIDTH), np.float32)
        centre, reach = (int(middle[0]), int(middle[1])), (int(long), int(short))
        cv2.ellipse(patch, centre, reach, float(rng.uniform(0, 180)), 0, 360, (1.0,), -1)
        soft = cv2.GaussianBlur(patch, (0, 0), max(4, short * rng.uniform(0.2, 0.5)))
        glare += np.asarray(soft) * rng.uniform(0.5, 1.1 + 0.2 * level)
    return np.clip(glare, 0, 1.6)


def _seen_through_a_phone(rng: Generator, picture: Picture, level: int, exposure: float) -> Picture:
    blur = max(0.0, float(rng.normal(_BLUR[level], 0.25)))
    if blur > 0.2:  # noqa: PLR2004 - less changes nothing
        picture = _floats(cv2.GaussianBlur(picture, (0, 0), blur))
    shake = rng.uniform(0, _SHAKE[level]) if rng.random() < 0.6 else 0.0  # noqa: PLR2004
    if shake > 1.5:  # noqa: PLR2004 - as above
        side = int(shake) | 1
        trace = np.zeros((side, side), np.float32)
        cv2.line(trace, (0, side // 2), (side - 1, side // 2), (1.0,))
        turn = cv2.getRotationMatrix2D((side / 2 - 0.5, side / 2 - 0.5), float(rng.uniform(0, 180)), 1)
        trace = np.asarray(cv2.warpAffine(trace, turn, (side, side)))
        picture = _floats(cv2.filter2D(picture, -1, trace / trace.sum()))
    noise = _NOISE[level] * (1.0 if exposure > 0.6 else 1.5)  # noqa: PLR2004 - in the dark a phone turns it up
    picture = _floats(picture + rng.normal(0, noise, picture.shape) * (0.6 + 0.4 * rng.random()))
    picture = _floats(picture + rng.normal(0, noise * 0.5, (*picture.shape[:2], 1)))
    if rng.random() < 0.5:  # noqa: PLR2004 - automatic exposure
        picture = picture * (235 / max(float(np.percentile(picture, 99)), 60))
    return np.asarray(picture, np.float32)


def turned(photo: Photographed, quarters: int) -> bytes:
    """Return the photo as a file, turned by *quarters* of a full turn."""
    pixels = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR)
    spun = np.ascontiguousarray(np.rot90(np.asarray(pixels), quarters))
    return cv2.imencode(".jpg", spun, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
