"""A simulated robot that nears what a sentence names, seen by one camera: what every simulator here has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from approach import Approach, Array, speeds

VISIBLE_PIXELS = 30
"""Of 640×480; from here on the target counts as visible."""

CLEAR_PIXELS = 200
"""Of 640×480; an episode starts where so many show the target."""


class View(Protocol):
    """What the camera saw, as `fathom.mujoco.View`."""

    rgb: NDArray[np.uint8]
    depth: NDArray[np.float32]
    labels: NDArray[np.int32] | None


class Camera(Protocol):
    """What looks at the scene, as `fathom.mujoco.Camera`."""

    label_names: dict[int, str]

    @property
    def K(self) -> Array: ...

    @property
    def world_from_camera(self) -> Array: ...

    def render(self, labels: bool = False) -> View: ...

    def label(self, name: str) -> int: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Frame:
    """What one step sends, and the truth about it, which is never sent."""

    view: View
    label_names: dict[int, str]
    K: Array
    world_from_camera: Array
    world_from_gripper: Array
    gripper_opening: float
    target: Array
    distance: float
    success: bool
    target_visible: bool


class Scene:
    """An environment, a camera that looks at it, and a scripted approach to its target.

    A simulator's own class gives the camera, `reset`, `act`, `target`, `world_from_gripper` and `gripper_opening`.
    """

    target_label: str
    decoy: str | None = None
    success_within = 0.05
    step_seconds = 0.04
    action_metres = 0.05
    """How far the gripper is asked to go by an action of 1."""
    action_gain = 1.0
    """Share of that which it has gone when the step ends."""
    workspace = np.array([1.05, 0.45, 0.50]), np.array([1.55, 1.05, 0.95])
    """Corners of the box that episodes start in, metres, world frame."""

    def __init__(self, camera: Camera, width: int, height: int) -> None:
        self.camera = camera
        self._shortfall = np.zeros(3)
        # Sizes that are meant for 640×480.
        self._area = width * height / (640 * 480)

    def reset(self, generator: np.random.Generator) -> None:
        """Begins an episode of the environment's own."""
        raise NotImplementedError

    def act(self, action: Array) -> None:
        """One control step; the action moves the gripper by about so many `action_metres` along x, y and z."""
        raise NotImplementedError

    def target(self) -> Array:
        """Centre of the target in the world, metres."""
        raise NotImplementedError

    def world_from_gripper(self) -> Array:
        """4×4 pose of the tool point."""
        raise NotImplementedError

    def gripper_opening(self) -> float:
        """Metres between the fingers."""
        raise NotImplementedError

    def place(self, generator: np.random.Generator) -> None:
        """Puts what is ours into the scene after the environment's own reset."""

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        """A place to pass through on the way to the target. Half of the episodes are to make a detour."""
        return None

    def gripper(self) -> Array:
        return self.world_from_gripper()[:3, 3].copy()

    def begin(self, generator: np.random.Generator, steps: int) -> Approach:
        """Resets to a start from which the approach takes `steps` steps and the target is seen.

        A start that hides the target (or the decoy) is drawn again: no camera could have found it yet.
        """
        detour = bool(generator.random() < 0.5)
        for _ in range(200):
            self.reset(generator)
            self._shortfall = np.zeros(3)
            self.place(generator)
            profile = speeds(generator, steps, float(generator.uniform(0.32, 0.44)))
            via = self.via(generator, detour)
            start = self._start(generator, via, float(profile.sum()))
            if start is None or not all(self._go(place) for place in (via, start) if place is not None):
                continue
            pixels = self._pixels(self.camera.render(labels=True))
            if all(count >= CLEAR_PIXELS * self._area for count in pixels):
                return Approach(generator, profile, via)
        raise RuntimeError("no start from which the target is seen")

    def step(self, displacement: Array) -> None:
        """Moves the gripper by about so many metres."""
        before = self.gripper()
        self.act((displacement + self._shortfall) / self.action_metres / self.action_gain)
        # An outstretched arm pulls back: ask for more by what was missing.
        missing = displacement - (self.gripper() - before)
        self._shortfall = np.clip(self._shortfall + 0.3 * missing, -0.02, 0.02)

    def frame(self) -> Frame:
        view = self.camera.render(labels=True)
        world_from_gripper = self.world_from_gripper()
        target = self.target()
        distance = float(np.linalg.norm(target - world_from_gripper[:3, 3]))
        visible = self._pixels(view)[0] >= VISIBLE_PIXELS * self._area
        return Frame(
            view, self.camera.label_names, self.camera.K, self.camera.world_from_camera, world_from_gripper,
            self.gripper_opening(), target, distance, distance < self.success_within, visible,
        )  # fmt: skip

    def close(self) -> None:
        self.camera.close()

    def _pixels(self, view: View) -> list[int]:
        names = [self.target_label] + ([self.decoy] if self.decoy else [])
        return [int(np.count_nonzero(view.labels == self.camera.label(name))) for name in names]

    def _start(self, generator: np.random.Generator, via: Array | None, length: float) -> Array | None:
        """A place within reach from which the way to the target is so long."""
        low, high = self.workspace
        target = self.target()
        first = target if via is None else via
        leg = length - float(np.linalg.norm(target - first))
        for _ in range(1000):
            way = generator.normal(size=3)
            start = np.asarray(first + leg * way / np.linalg.norm(way))
            # Come down to the waypoint, lest the hand hides the target most of the way.
            clear = via is None or way[2] > 0.5 * np.linalg.norm(way)
            if (start > low).all() and (start < high).all() and clear and np.linalg.norm(start - target) > 0.2:
                return start
        return None

    def _go(self, place: Array) -> bool:
        """Moves to a place unseen; false when the arm does not get there or pushed the target away."""
        before = self.target()
        for _ in range(60):
            way = place - self.gripper()
            if np.linalg.norm(way) < 0.002:
                return bool(np.linalg.norm(self.target() - before) < 0.002)
            self.step(way * min(1.0, 0.03 / float(np.linalg.norm(way))))
        return False


def pose(rotation: Array, position: Array) -> Array:
    """4×4 from a 3×3 rotation, or nine numbers row by row, and a position."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.reshape(rotation, (3, 3))
    matrix[:3, 3] = position
    return matrix
