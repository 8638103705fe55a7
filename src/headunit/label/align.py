"""Lay several shots of one label over each other, and take from each what the light left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    _Features = tuple[Sequence[cv2.KeyPoint], NDArray[np.float32]]

__all__ = ["aligned", "fused", "sharpest"]

_MATCH_WIDTH_PX = 900
_RATIO = 0.78
_LEAST_MATCHES = 18
_LEAST_INLIERS = 14
_FULL = 247
_NEIGHBOURHOOD = 45.0
_GREY = 150.0


def sharpest(shots: Sequence[NDArray[np.uint8]]) -> int:
    """Return the index of the shot with the finest detail."""
    return int(np.argmax([cv2.Laplacian(_grey(shot), cv2.CV_32F).std() for shot in shots]))


def _grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = _MATCH_WIDTH_PX / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))


def aligned(shots: Sequence[NDArray[np.uint8]], reference: int) -> list[NDArray[np.uint8]]:
    """Return every shot in the view of *reference*; one that can't be laid over it is left out."""
    contrast = cv2.createCLAHE(2.0, (8, 8))
    finder = cv2.SIFT.create(2500)
    features = [_features(finder, contrast.apply(_grey(shot))) for shot in shots]
    target = shots[reference]
    result = [target]
    for index, shot in enumerate(shots):
        if index != reference:
            matrix = _homography(features[index], features[reference], shot.shape, target.shape)
            if matrix is not None:
                size = (target.shape[1], target.shape[0])
                result.append(np.asarray(cv2.warpPerspective(shot, matrix, size, flags=cv2.INTER_CUBIC)))
    return result


def _features(finder: cv2.SIFT, grey: NDArray[Any]) -> _Features:
    points, found = finder.detectAndCompute(grey, None)
    # Where there is nothing to see, OpenCV gives None for an array.
    return points, np.asarray(found if points else np.empty((0, 128)), np.float32)


def _homography(
    mine: _Features, theirs: _Features, shape: tuple[int, ...], target: tuple[int, ...]
) -> NDArray[np.float64] | None:
    if min(len(mine[1]), len(theirs[1])) < 2:  # noqa: PLR2004 - a match and its runner-up
        return None
    pairs = cv2.BFMatcher().knnMatch(mine[1], theirs[1], k=2)
    good = [pair[0] for pair in pairs if len(pair) > 1 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _LEAST_MATCHES:
        return None
    back, forth = max(shape[:2]) / _MATCH_WIDTH_PX, max(target[:2]) / _MATCH_WIDTH_PX
    source = np.array([mine[0][match.queryIdx].pt for match in good], np.float32) * back
    goal = np.array([theirs[0][match.trainIdx].pt for match in good], np.float32) * forth
    matrix, inliers = cv2.findHomography(source, goal, cv2.RANSAC, 5.0)
    enough = int(np.count_nonzero(inliers)) >= _LEAST_INLIERS
    return np.asarray(matrix) if enough else None


def fused(shots: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Return the shots laid over each other in three ways: weighed mean, darkest, median.

    Each is first divided by the light around, and where light wiped everything out it hardly counts.
    """
    evened, weights = zip(*(_evened(shot) for shot in shots), strict=True)
    stack, weight = np.stack(evened), np.stack(weights)
    mean = (stack * weight).sum(0) / weight.sum(0)
    # Where a shot shows nothing it must not win as the darkest, nor as the median.
    filled = np.where(weight > 0.3, stack, mean)  # noqa: PLR2004 - hardly wiped out
    return [_picture(layer) for layer in (mean, filled.min(0), np.median(filled, axis=0))]


def _evened(shot: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    grey = cv2.cvtColor(shot, cv2.COLOR_BGR2GRAY).astype(np.float32)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.GaussianBlur(small, (0, 0), _NEIGHBOURHOOD / 4), (grey.shape[1], grey.shape[0]))
    wiped = cv2.GaussianBlur((shot.min(2) >= _FULL).astype(np.float32), (0, 0), 5)
    outside = (grey == 0).astype(np.float32)
    weight = 1 - 0.97 * np.clip(np.maximum(wiped, outside), 0, 1)
    return np.asarray(grey / (around + 8) * _GREY, np.float32), np.asarray(weight, np.float32)


def _picture(layer: NDArray[np.float32]) -> NDArray[np.uint8]:
    grey = np.clip(layer, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
