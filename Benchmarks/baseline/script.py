"""The script that a user would write instead of Fathom: OpenCV and SciPy, one thread, one frame at a time.

HSV mask of the described colour, largest component, back-projection of its pixels, distance to the gripper. It is
meant to be as good as forty lines get: compiled calls only, no work outside of the component.

    script.py FRAMES --color red [--loops 5] [--json FILE]      times it on frames saved by launch/sim/fetch_*.py --save
"""

from __future__ import annotations

import os

# One thread, like the row that it stands beside. Must come before the imports.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from scipy.spatial.distance import cdist

cv2.setNumThreads(1)

# OpenCV's hue runs from 0 to 179; red lies at both ends. Black is anything dark: 60 leaves out a dark grey floor.
COLORS = {
    "red": [((0, 120, 60), (8, 255, 255)), ((172, 120, 60), (179, 255, 255))],
    "green": [((40, 80, 50), (85, 255, 255))],
    "blue": [((95, 80, 40), (130, 255, 255))],
    "yellow": [((22, 100, 80), (35, 255, 255))],
    "black": [((0, 0, 0), (179, 255, 60))],
}
MIN_PIXELS = 20
MAX_DEPTH = 20.0


@dataclass(frozen=True)
class Found:
    """The target as the script sees it; metres, world frame."""

    center: np.ndarray
    distance: float
    """From the gripper to the middle of the visible points."""
    nearest: float
    """From the gripper to the nearest visible point."""


def find(rgb, depth, K, world_from_camera, gripper, color) -> Found | None:
    """The largest component of that colour, or None when there is none."""
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    mask = cv2.inRange(hsv, *COLORS[color][0])
    for low, high in COLORS[color][1:]:
        mask |= cv2.inRange(hsv, low, high)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    left, top, width, height, area = stats[largest]
    if area < MIN_PIXELS:
        return None
    v, u = np.nonzero(labels[top : top + height, left : left + width] == largest)
    u, v = u + left, v + top
    z = depth[v, u]
    valid = np.isfinite(z) & (z > 0) & (z < MAX_DEPTH)
    u, v, z = u[valid], v[valid], z[valid].astype(np.float64)
    if len(z) < MIN_PIXELS:
        return None
    in_camera = np.stack([(u - K[0, 2]) / K[0, 0] * z, (v - K[1, 2]) / K[1, 1] * z, z], axis=1)
    points = in_camera @ world_from_camera[:3, :3].T + world_from_camera[:3, 3]
    tool = gripper[:3, 3]
    center = np.median(points, axis=0)
    return Found(center, float(np.linalg.norm(center - tool)), float(cdist(tool[None], points).min()))


def measure_time(frames: list[dict], color: str, loops: int) -> dict[str, float | int | str]:
    """Milliseconds a frame, frames in memory."""
    arguments = [(f["rgb"], f["depth"], f["K"], f["world_from_camera"], f["gripper"], color) for f in frames]
    for argument in arguments[:10]:
        find(*argument)
    taken = []
    for _ in range(loops):
        for argument in arguments:
            start = time.perf_counter_ns()
            find(*argument)
            taken.append((time.perf_counter_ns() - start) / 1e6)
    p50, p99 = np.percentile(taken, [50, 99])
    return {"name": f"OpenCV+SciPy script, {color}", "frames": len(taken), "p50_ms": float(p50), "p99_ms": float(p99)}


def load(folder: Path, limit: int) -> list[dict]:
    return [dict(np.load(path)) for path in sorted(folder.glob("*.npz"))[:limit]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frames", type=Path, help="folder of .npz frames")
    parser.add_argument("--color", choices=COLORS, default="red")
    parser.add_argument("--loops", type=int, default=5)
    parser.add_argument("--limit", type=int, default=100, help="frames to load")
    parser.add_argument("--json", type=Path, help="write the result here too")
    options = parser.parse_args()
    frames = load(options.frames, options.limit)
    if not frames:
        parser.error(f"frames: expected .npz files, found none in {options.frames}")
    text = json.dumps(measure_time(frames, options.color, options.loops))
    print(text)
    if options.json:
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
