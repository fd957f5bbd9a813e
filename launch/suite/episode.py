"""Reads a rendered scenario back, as frames for a signal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fathom import Region
from suite.scenario import RATE, Camera, Scenario
from suite.signal import Detection, Episode, Frame, Picture

START_NS = 1_000_000_000
DEPTHS = ("ideal", "sensor")
Row = dict[str, Any]
Image = NDArray[np.uint8]


def episodes(scenario: Scenario, folder: Path, rows: list[Row], seed: int) -> Iterator[Episode]:
    """One for each kind of depth; colour is read once."""
    first = rows[0]["views"][0]
    colors = [[_color(folder, number, camera) for camera in scenario.cameras] for number in range(len(rows))]
    late = _detections(scenario, rows, seed)
    for depth in DEPTHS:
        frames = [
            Frame(
                number, time_ns(number),
                [_picture(scenario, place, folder, number, depth, row, seen) for place, seen in enumerate(color)],
                number == len(rows) - 1, late.get(number, []),
            )
            for number, (row, color) in enumerate(zip(rows, colors, strict=True))
        ]  # fmt: skip
        yield Episode(scenario, depth, folder, first["box"], rows[0].get("gripper_box"), frames)


def time_ns(number: int) -> int:
    return START_NS + round(number * 1e9 / RATE)


def _color(folder: Path, number: int, camera: Camera) -> Image:
    color = cv2.imread(f"{folder}/{number:04d}-{camera.name}-color.png")
    assert color is not None
    return np.ascontiguousarray(color[..., ::-1], dtype=np.uint8)


def _picture(
    scenario: Scenario, place: int, folder: Path, number: int, depth: str, row: Row, color: Image
) -> Picture:
    camera, view = scenario.cameras[place], row["views"][place]
    said = np.array(view["world_from_camera"])
    said[:3, 3] += camera.said_wrong_by
    counts = cv2.imread(f"{folder}/{number:04d}-{camera.name}-{depth}.png", cv2.IMREAD_UNCHANGED)
    return Picture(
        camera.name, color, np.asarray(counts, np.uint16), np.array(view["K"]), said,
        None if scenario.gripper_said else np.array(row["hand"]), row["opening"],
    )  # fmt: skip


def _detections(scenario: Scenario, rows: list[Row], seed: int) -> dict[int, list[Detection]]:
    """By the number of the frame before which each comes. A box is some pixels off, as a detector's is."""
    detector = scenario.detector
    found: dict[int, list[Detection]] = {}
    if detector is None:
        return found
    generator = np.random.default_rng((seed, 7))
    for looked in range(0, len(rows), round(detector.period * RATE)):
        delay = float(generator.uniform(detector.soonest, detector.latest))
        box = rows[looked]["views"][0]["box"]
        if box is None:
            continue
        x0, y0, x1, y1 = np.array(box) + generator.normal(0, 1.5, 4)
        arrives = looked + int(np.ceil(delay * RATE))
        region = Region("target", score=0.9, box=(float(x0), float(y0), float(x1), float(y1)))
        found.setdefault(arrives, []).append(Detection(time_ns(looked), region))
    return found
