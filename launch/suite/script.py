"""The OpenCV script that a user would write instead, as a signal: colour, largest component, median of its points."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from fathom import Reward
from suite.motion import Array
from suite.plain import plain
from suite.render import DEPTH_UNIT
from suite.signal import Episode, Picture

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks" / "baseline"))


class Script:
    name = "script"

    def rewards(self, episode: Episode) -> list[Reward]:
        color = episode.scenario.baseline
        made = []
        for frame in episode.frames:
            picture = frame.pictures[0]
            # A robot without a pose: the script looks for the gripper's colour.
            gripper = picture.hand[:3, 3] if picture.hand is not None else _found(picture, episode.scenario.hand.color)
            made.append(plain(self.name, episode.scenario, frame, gripper, _found(picture, color)))
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def _found(picture: Picture, color: str) -> Array | None:
    import script as baseline

    depth = picture.depth.astype(np.float32) * np.float32(DEPTH_UNIT)
    found: Any = baseline.find(picture.rgb, depth, picture.K, picture.world_from_camera, np.eye(4), color)
    return None if found is None else np.asarray(found.center)
