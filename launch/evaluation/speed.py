"""Full segmentation and grounding beside an Open3D pipeline, on the same frames in the same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.recordings import RecordedFrame
from evaluation.simulated import picture
from evaluation.tool import Fathom, Picture, ToolError

Row = dict[str, Any]

TIMED_FRAMES, REPEATS, OPEN3D_TIMEOUT_SECONDS = 200, 5, 300


@dataclass(frozen=True)
class Timed:
    picture: Picture
    question: str
    center: list[float]
    """Of the things, camera frame, metres."""


def recorded(frame: RecordedFrame) -> Timed:
    depth = frame.picture.read_depth()
    things = np.logical_or.reduce([mask for name, mask in frame.masks.items() if name not in frame.hard])
    v, u = np.nonzero(things & (depth > 0))
    z = float(np.median(depth[v, u]))
    fx, fy, cx, cy = frame.picture.camera
    center = [(float(np.median(u)) - cx) / fx * z, (float(np.median(v)) - cy) / fy * z, z]
    question = next(phrase.say for phrase in frame.phrases if phrase.expected == "one")
    return Timed(frame.picture, question, center)


def simulated(folder: Path) -> Timed:
    truth = json.loads((folder / "truth.json").read_text())
    center = np.mean([thing["center_m"] for thing in truth["objects"]], axis=0).tolist()
    question = next((p["say"] for p in truth["phrases"] if "is" in p), "the red box")
    return Timed(picture(folder, sensor=True), question, center)


def compare(tool: Fathom, frames: list[Timed], open3d: Path | None) -> Row:
    """Milliseconds and ratios; one process at a time, so that nothing else is in the way."""
    row: Row = {"frames": len(frames)}
    mine: list[float] = []
    try:
        timings = [tool.timing(frame.picture, frame.question, TIMED_FRAMES) for frame in frames]
        mine = [timing["p50_ms"] for timing in timings]
        row["fathom_p50_ms"] = statistics.median(mine)
        row["fathom_p99_ms"] = max(timing["p99_ms"] for timing in timings)
    except ToolError as error:
        row["fathom"] = f"not measured: {error}"
    if open3d is None:
        row["open3d"] = "not measured: run launch/evaluate --open3d"
        return row
    try:
        theirs = _open3d(frames, open3d)
    except ToolError as error:
        row["open3d"] = f"not measured: {error}"
        return row
    for name in ("cropped", "uncropped"):
        times = [float(entry[f"{name}_ms"]) for entry in theirs]
        row[f"open3d_{name}_p50_ms"] = statistics.median(times)
        if mine:
            row[f"times_faster_{name}"] = statistics.median(a / b for a, b in zip(times, mine, strict=True))
    return row


def _open3d(frames: list[Timed], python: Path) -> list[dict[str, float]]:
    entries = [
        {
            "depth": str(frame.picture.depth), "depth_unit": frame.picture.depth_unit,
            "camera": list(frame.picture.camera), "center": frame.center,
        }
        for frame in frames
    ]  # fmt: skip
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(entries, file)
        file.flush()
        command = [str(python), str(Path(__file__).with_name("open3d_pipeline.py")), file.name, str(REPEATS)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=OPEN3D_TIMEOUT_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolError(str(error)) from error
    if done.returncode:
        raise ToolError((done.stderr.strip().splitlines() or ["no word"])[-1])
    return list(json.loads(done.stdout.splitlines()[-1]))
