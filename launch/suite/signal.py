"""What a reward signal has to offer to be judged here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from fathom import Region, Reward
from suite.motion import Array
from suite.scenario import Scenario


@dataclass(frozen=True)
class Picture:
    """What one camera and the robot tell of one frame: all that a signal may know."""

    stream: str
    rgb: NDArray[np.uint8]
    depth: NDArray[np.uint16]
    """Counts of `render.DEPTH_UNIT`; 0 is invalid."""
    K: Array
    world_from_camera: Array
    hand: Array | None
    """4×4 pose of the tool point in the world; None where the robot sends none."""
    opening: float


@dataclass(frozen=True)
class Detection:
    """What a slow detector said, just before this frame came, about an earlier one."""

    capture_time_ns: int
    region: Region


@dataclass(frozen=True)
class Frame:
    number: int
    time_ns: int
    pictures: list[Picture]
    """One a camera, the first one first."""
    is_last: bool
    detections: list[Detection] = field(default_factory=list)


@dataclass(frozen=True)
class Episode:
    """A scenario with one kind of depth."""

    scenario: Scenario
    depth: str
    """ideal or sensor."""
    folder: Path
    """With the pictures as files."""
    first_box: list[int]
    """x0, y0, x1, y1 around the target in the first picture, ends inside, as a person would draw it."""
    first_gripper_box: list[int] | None
    """The same of a gripper that is described."""
    frames: list[Frame]


class Signal(Protocol):
    """Something that gives a reward for each frame. A context, so that it can end what it started."""

    name: str

    def rewards(self, episode: Episode) -> list[Reward]:
        """One for each frame: `fathom.reward.Reward`, with what was not measured left out."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
