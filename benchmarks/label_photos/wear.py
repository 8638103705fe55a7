"""What years do to a sticker, for every shot of it: scratches, rubbed patches, dirt.  Levels 0 (new) to 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from label_photos.numbers_on_it import pick
from label_photos.sticker import Sticker

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

_SCRATCHES = (0, 1, 4, 9, 16)
_RUBBED = (0, 0, 1, 2, 4)


def worn(sticker: Sticker, rng: Generator, level: int) -> Sticker:
    """Return *sticker* with the wear of *level*."""
    picture = sticker.picture.astype(np.float32)
    damage = np.zeros(picture.shape[:2], np.float32)
    paper = np.median(picture.reshape(-1, 3), 0)
    for _ in range(_SCRATCHES[level]):
        mask = _scratch(rng, damage.shape, level) * rng.uniform(0.5, 1)
        picture = picture * (1 - mask[..., None]) + pick(rng, (245, 250, 120, 60)) * mask[..., None]
        damage = np.maximum(damage, mask)
    for _ in range(_RUBBED[level]):
        mask = _rubbed(rng, damage.shape, level)
        picture = picture * (1 - mask[..., None]) + paper * mask[..., None]
        damage = np.maximum(damage, mask)
    if level:
        dirt = cv2.GaussianBlur(rng.random(damage.shape).astype(np.float32), (0, 0), 40)
        picture *= (1 - 0.07 * level * (dirt - dirt.min()) / (np.ptp(dirt) + 1e-6))[..., None]
    return Sticker(np.clip(picture, 0, 255).astype(np.uint8), sticker.truth, sticker.boxes, damage)


def _scratch(rng: Generator, shape: tuple[int, ...], level: int) -> NDArray[np.float32]:
    height, width = shape[:2]
    points = [np.array([rng.integers(-50, width + 50), rng.integers(-20, height + 20)], float)]
    angle = rng.normal(0, 0.5) + (np.pi / 2 if rng.random() < 0.4 else 0)  # noqa: PLR2004 - along or across
    for _ in range(6):
        angle += rng.normal(0, 0.12)
        points.append(points[-1] + np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(20, 130))
    mask = np.zeros((height, width), np.uint8)
    cv2.polylines(mask, [np.array(points, np.int32)], False, (255,), int(rng.integers(1, 3 + level)), cv2.LINE_AA)  # noqa: FBT003
    return np.asarray(mask.astype(np.float32) / 255)


def _rubbed(rng: Generator, shape: tuple[int, ...], level: int) -> NDArray[np.float32]:
    height, width = shape[:2]
    mask = np.zeros((height, width), np.float32)
    middle = (int(rng.integers(0, width)), int(rng.integers(0, height)))
    reach = (int(rng.integers(20, 60 + 25 * level)), int(rng.integers(8, 20 + 8 * level)))
    cv2.ellipse(mask, middle, reach, float(rng.uniform(0, 180)), 0, 360, (1.0,), -1)
    soft = cv2.GaussianBlur(mask, (0, 0), 6) * rng.uniform(0.35, 0.6 + 0.1 * level)
    grain = cv2.GaussianBlur(rng.random((height, width)).astype(np.float32), (0, 0), 1.2)
    return np.asarray(np.clip(soft * (0.6 + 0.8 * (grain > grain.mean())), 0, 1), np.float32)
