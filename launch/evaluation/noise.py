"""The table of depth noise: distances between described things while the depth gets worse."""

from __future__ import annotations

import itertools
import json
import tempfile
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from evaluation.recordings import RecordedFrame
from evaluation.score import distances
from evaluation.sensor import perturbed
from evaluation.simulated import picture
from evaluation.tool import Fathom, Picture, Question

Row = dict[str, Any]

TOLD = "told"
"""Conditions whose name ends so tell the tool the noise, as who knows the sensor would."""

CONDITIONS: dict[str, dict[str, float]] = {
    "as recorded": {},
    "sigma 1 %": {"sigma": 0.01},
    "sigma 2 %": {"sigma": 0.02},
    "sigma 5 %": {"sigma": 0.05},
    "sigma 1 %, told": {"sigma": 0.01},
    "sigma 2 %, told": {"sigma": 0.02},
    "sigma 5 %, told": {"sigma": 0.05},
    "dropout 10 %": {"dropout": 0.1},
    "dropout 30 %": {"dropout": 0.3},
    "dropout 50 %": {"dropout": 0.5},
    "steps of 2 mm": {"step": 0.002},
    "steps of 5 mm": {"step": 0.005},
    "steps of 10 mm": {"step": 0.01},
}


@dataclass(frozen=True)
class Pairs:
    """A frame and the distances of centres that are asked for in it."""

    picture: Picture
    questions: list[Question]
    truth: list[float]


def simulated_pairs(folder: Path, most: int = 6) -> Pairs | None:
    """Pairs of things that a colour and a noun, or a noun alone, name for sure."""
    truth = json.loads((folder / "truth.json").read_text())
    named = {p["is"]: p["say"] for p in truth["phrases"] if p["kind"] in ("noun", "color noun")}
    known = {(pair["a"], pair["b"]): float(pair["center_m"]) for pair in truth["pairs"]}
    chosen = [pair for pair in itertools.combinations(sorted(named), 2) if pair in known][:most]
    if not chosen:
        return None
    questions = [Question(named[a], named[b]) for a, b in chosen]
    return Pairs(picture(folder, sensor=False), questions, [known[pair] for pair in chosen])


def recorded_pairs(frame: RecordedFrame) -> Pairs:
    assert frame.truth
    names = frame.truth_names
    chosen = list(itertools.combinations(sorted(names, key=lambda thing: names[thing]), 2))
    truth = [float(frame.truth["pairs"][f"{names[a]}|{names[b]}"]["center_distance_m"]) for a, b in chosen]
    return Pairs(frame.picture, [Question(f"the {a}", f"the {b}") for a, b in chosen], truth)


def table(tool: Fathom, frames: list[Pairs], pool: Executor) -> dict[str, Row]:
    """Each condition's errors and shares."""
    return {name: _row(tool, frames, name, pool) for name in CONDITIONS}


def _row(tool: Fathom, frames: list[Pairs], condition: str, pool: Executor) -> Row:
    measured = list(pool.map(partial(_measure, tool, condition), range(len(frames)), frames))
    return dict(distances([m for one in measured for m in one], [t for frame in frames for t in frame.truth]))


def _measure(tool: Fathom, name: str, seed: int, pairs: Pairs) -> list[float | None]:
    condition = CONDITIONS[name]
    with tempfile.TemporaryDirectory() as folder:
        worse = pairs.picture
        if condition:
            unit = worse.depth_unit
            ideal = worse.read_depth()
            depth = perturbed(ideal, np.random.default_rng(seed), **condition)
            path = Path(folder) / "depth.png"
            cv2.imwrite(str(path), np.clip(np.rint(depth / unit), 0, 65535).astype(np.uint16))
            sigma = condition.get("sigma", 0) * float(np.median(ideal[ideal > 0]))
            worse = worse.with_depth(path, f"sigma={sigma:.4f}" if name.endswith(TOLD) else None)
        return [answer.distance for answer in tool.measure(worse, pairs.questions, masks=False)]
