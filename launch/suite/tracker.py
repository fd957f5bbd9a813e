"""OpenCV's CSRT tracker and the median depth in its box, as a signal. It is shown the target in the first picture.

The tracker is not in OpenCV's main package, so it runs in an environment of its own: FATHOM_TRACKER_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from fathom import Reward
from suite.motion import Array
from suite.plain import plain
from suite.render import DEPTH_UNIT
from suite.signal import Episode, Picture

Box = list[float]
SECONDS = 300


class Tracker:
    name = "tracker"

    def rewards(self, episode: Episode) -> list[Reward]:
        camera = episode.scenario.cameras[0].name
        boxes = _boxes(episode.folder, camera, "target", episode.first_box)
        grippers = None
        if episode.first_gripper_box:
            grippers = _boxes(episode.folder, camera, "gripper", episode.first_gripper_box)
        made = []
        for frame in episode.frames:
            picture = frame.pictures[0]
            if picture.hand is not None:
                gripper: Array | None = picture.hand[:3, 3]
            else:
                gripper = _point(picture, grippers[frame.number]) if grippers else None
            made.append(plain(self.name, episode.scenario, frame, gripper, _point(picture, boxes[frame.number])))
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def _boxes(folder: Path, camera: str, name: str, first: list[int]) -> list[Box | None]:
    """x, y, width, height for each frame, None where the tracker says that it has lost it. Kept beside the frames."""
    kept = folder / f"csrt-{camera}-{name}.json"
    if not kept.exists():
        python = os.environ.get("FATHOM_TRACKER_PYTHON", ".venv-scenarios/bin/python")
        code = Path(__file__).with_name("csrt.py")
        command = [python, str(code), str(folder), camera, json.dumps(first), str(kept)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        if done.returncode:
            raise RuntimeError(f"csrt.py: {done.stderr.strip()[-300:]}")
    boxes: list[Box | None] = json.loads(kept.read_text())
    return boxes


def _point(picture: Picture, box: Box | None) -> Array | None:
    """The middle of the box at the median depth of its inner half, in the world."""
    if box is None:
        return None
    x, y, width, height = box
    rows = slice(max(int(y + height / 4), 0), max(int(y + height * 3 / 4) + 1, 0))
    columns = slice(max(int(x + width / 4), 0), max(int(x + width * 3 / 4) + 1, 0))
    counts = picture.depth[rows, columns]
    counts = counts[counts > 0]
    if not counts.size:
        return None
    z = float(np.median(counts)) * DEPTH_UNIT
    u, v = x + (width - 1) / 2, y + (height - 1) / 2
    K = picture.K  # noqa: N806 - its name everywhere
    in_camera = np.array([(u - K[0, 2]) / K[0, 0] * z, (v - K[1, 2]) / K[1, 1] * z, z, 1.0])
    return np.asarray((picture.world_from_camera @ in_camera)[:3])
