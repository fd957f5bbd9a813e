"""The evaluation's own arithmetic. It knows nothing of files or of the tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Array = NDArray[np.float64]

RIGHT_IOU = 0.5


def iou(first: Mask, second: Mask) -> float:
    """Intersection over union; 0 when both are empty."""
    union = int((first | second).sum())
    return int((first & second).sum()) / union if union else 0.0


def same_thing(answer: Mask, truth: Mask) -> bool:
    """Whether an answer is about that thing, however badly outlined: half of either lies in the other."""
    common = int((answer & truth).sum())
    return 2 * common >= min(int(answer.sum()), int(truth.sum())) > 0


def inside(center: Array | None, camera: Sequence[float], truth: Mask) -> bool:
    """Whether a place in the camera's frame is seen within the mask."""
    if center is None or center[2] <= 0:
        return False
    fx, fy, cx, cy = camera
    u, v = round(float(fx * center[0] / center[2] + cx)), round(float(fy * center[1] / center[2] + cy))
    return 0 <= v < truth.shape[0] and 0 <= u < truth.shape[1] and bool(truth[v, u])


@dataclass(frozen=True)
class Verdict:
    """What became of one description."""

    phrase: str
    expected: str
    """one, several or none"""
    status: str
    iou: float | None = None
    centered: bool = False
    """Whether the reported centre is seen within the thing."""
    same: bool = False
    score: float | None = None
    kind: str = ""

    @property
    def answered(self) -> bool:
        return self.status in ("measured", "held")

    @property
    def right(self) -> bool:
        if self.expected != "one":
            return self.status == {"several": "ambiguous", "none": "absent"}[self.expected]
        return self.answered and (self.centered if self.iou is None else self.iou >= RIGHT_IOU)

    @property
    def wrong_thing(self) -> bool:
        """Credit to another thing; a bad outline of the right one is no such error."""
        return self.expected == "one" and self.answered and not self.right and not self.same


def share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def tally(verdicts: Sequence[Verdict]) -> dict[str, float | int | None]:
    """Shares of what was expected to be one thing, several, or none."""
    one = [v for v in verdicts if v.expected == "one"]
    several = [v for v in verdicts if v.expected == "several"]
    none = [v for v in verdicts if v.expected == "none"]
    return {
        "descriptions": len(one),
        "right": share([v.right for v in one]),
        "centered": share([v.answered and v.centered for v in one]),
        "answered": share([v.answered for v in one]),
        "wrong_thing": share([v.wrong_thing for v in one]),
        "several": len(several),
        "several_ambiguous": share([v.right for v in several]),
        "none": len(none),
        "none_absent": share([v.right for v in none]),
    }


Calibration = tuple[float | None, list[dict[str, float]]]


def calibration(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> Calibration:
    """Expected calibration error over equal bins (Guo et al. 2017, eq. 3), and the bins that hold something."""
    if not scores:
        return None, []
    s, r = np.asarray(scores, dtype=np.float64), np.asarray(right, dtype=np.float64)
    which = np.minimum((np.clip(s, 0, 1) * bins).astype(int), bins - 1)
    held = [
        {"low": b / bins, "count": int(m.sum()), "score": float(s[m].mean()), "right": float(r[m].mean())}
        for b in range(bins)
        if (m := which == b).any()
    ]
    return sum(entry["count"] * abs(entry["score"] - entry["right"]) for entry in held) / len(s), held


def coverage(errors: Sequence[float], sigmas: Sequence[float]) -> dict[str, float | int | None]:
    """How often the truth lies within one and two reported standard deviations: 68 and 95 % if they are true."""
    pairs = [(abs(error), sigma) for error, sigma in zip(errors, sigmas, strict=True) if sigma > 0]
    return {
        "count": len(pairs),
        "within_1_sigma": share([error <= sigma for error, sigma in pairs]),
        "within_2_sigma": share([error <= 2 * sigma for error, sigma in pairs]),
    }


def distances(measured: Sequence[float | None], truth: Sequence[float]) -> dict[str, float | int | None]:
    """Errors of those that were answered, and shares of those within 10 % of the truth and within a factor of 2."""
    pairs = [(m, t) for m, t in zip(measured, truth, strict=True) if m is not None]
    errors = np.array([abs(m - t) for m, t in pairs])
    ratios = np.array([m / t for m, t in pairs if t > 0])
    return {
        "asked": len(truth),
        "answered": len(pairs) / len(truth) if truth else None,
        "mae_m": float(errors.mean()) if len(errors) else None,
        "median_m": float(np.median(errors)) if len(errors) else None,
        "median_abs_rel": float(np.median(np.abs(ratios - 1))) if len(ratios) else None,
        "within_10_percent": float(((ratios >= 0.9) & (ratios <= 1.1)).mean()) if len(ratios) else None,
        "within_factor_2": float(((ratios >= 0.5) & (ratios <= 2)).mean()) if len(ratios) else None,
    }


@dataclass(frozen=True)
class Regions:
    """How well one frame's regions are its things."""

    best_iou: list[float]
    """Of each true thing."""
    split: int
    merged: int


def segmentation(found: NDArray[np.int32], truth: NDArray[np.int32]) -> Regions:
    """Compares two label pictures in which 0 is no thing.

    A thing is split when two regions that lie mostly in it hold over a tenth of it each, and merged when the region
    that holds over half of it holds over half of another as well.
    """
    objects = [int(value) for value in np.unique(truth) if value]
    best: list[float] = []
    split = merged = 0
    for value in objects:
        mask = truth == value
        regions = {int(region): found == region for region in np.unique(found[mask]) if region}
        best.append(max((iou(region, mask) for region in regions.values()), default=0.0))
        size = int(mask.sum())
        within = {number: int((region & mask).sum()) for number, region in regions.items()}
        pieces = [n for n, region in regions.items() if within[n] > max(0.1 * size, 0.5 * int(region.sum()))]
        split += len(pieces) > 1
        home = [region for number, region in regions.items() if within[number] > 0.5 * size]
        merged += any(
            int((region & (truth == other)).sum()) > 0.5 * int((truth == other).sum())
            for region in home
            for other in objects
            if other != value
        )
    return Regions(best, split, merged)


def box_iou(first: Sequence[float], second: Sequence[float]) -> float:
    """Of two boxes x0, y0, x1, y1 whose ends are pixels inside."""
    width = min(first[2], second[2]) - max(first[0], second[0]) + 1
    height = min(first[3], second[3]) - max(first[1], second[1]) + 1
    common = max(width, 0) * max(height, 0)
    areas = sum((box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (first, second))
    return common / (areas - common)


def bounds(mask: Mask) -> list[float]:
    """x0, y0, x1, y1 of a mask that is not empty, ends inside."""
    v, u = np.nonzero(mask)
    return [float(u.min()), float(v.min()), float(u.max()), float(v.max())]
