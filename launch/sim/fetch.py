"""The Fetch robot of gymnasium-robotics as a scene that Fathom can watch."""

from __future__ import annotations

import os

os.environ.setdefault("MUJOCO_GL", "osmesa")

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
from gymnasium_robotics.envs.fetch.pick_and_place import MujocoFetchPickAndPlaceEnv
from gymnasium_robotics.envs.fetch.reach import MujocoFetchReachEnv

from approach import Approach, Array, speeds
from fathom.mujoco import Camera, View

VISIBLE_PIXELS = 30
"""Of 640×480; from here on the target counts as visible. The whole red ball covers about 450, the cube 1,500."""

FINGERS_OPEN = 1.0
STEP_SECONDS = 0.04
BALL_RADIUS = 0.0275
TABLE_HEIGHT = 0.4


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
    """An environment, a camera that looks at it, and a scripted approach to its target."""

    target_label: str
    gripper_action: float
    success_within = 0.05
    decoy: str | None = None

    def __init__(self, env: Any, width: int, height: int) -> None:
        self.env = env
        self.model, self.data = env.model, env.data
        _hide_body(self.model, "robot0:mocap")
        camera = mujoco.MjvCamera()
        camera.lookat[:] = (1.30, 0.75, 0.50)
        camera.distance, camera.azimuth, camera.elevation = 1.05, 145, -28
        self.camera = Camera(self.model, self.data, camera, width, height)
        self._shortfall = np.zeros(3)
        # Sizes that are meant for 640×480.
        self._area = width * height / (640 * 480)

    def target(self) -> Array:
        """Centre of the target in the world, metres."""
        raise NotImplementedError

    def place(self, generator: np.random.Generator) -> None:
        """Puts what is ours into the scene after the environment's own reset."""

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        """A place to pass through on the way to the target. Half of the episodes are to make a detour."""
        return None

    def gripper(self) -> Array:
        return np.array(self.data.site("robot0:grip").xpos)

    def begin(self, generator: np.random.Generator, steps: int) -> Approach:
        """Resets to a start from which the approach takes `steps` steps and the target is seen.

        A start that hides the target (or the decoy) is drawn again: no camera could have found it yet.
        """
        detour = bool(generator.random() < 0.5)
        for _ in range(200):
            self.env.reset(seed=int(generator.integers(2**31)))
            self._shortfall = np.zeros(3)
            self.place(generator)
            profile = speeds(generator, steps, float(generator.uniform(0.32, 0.44)))
            via = self.via(generator, detour)
            start = self._start(generator, via, float(profile.sum()))
            if start is None or not all(self._go(place) for place in (via, start) if place is not None):
                continue
            pixels = self._pixels(self.camera.render(labels=True))
            if all(count >= 200 * self._area for count in pixels):
                return Approach(generator, profile, via)
        raise RuntimeError("no start from which the target is seen")

    def step(self, displacement: Array) -> None:
        """Moves the gripper by about so many metres."""
        before = self.gripper()
        # An action of 1 asks for 0.05 m; the weld that drags the arm has come 65 % of the way when the step ends.
        action = (displacement + self._shortfall) / 0.05 / 0.65
        self.env.step(np.append(action, self.gripper_action).astype(np.float32))
        # An outstretched arm pulls back: ask for more by what was missing.
        missing = displacement - (self.gripper() - before)
        self._shortfall = np.clip(self._shortfall + 0.3 * missing, -0.02, 0.02)

    def frame(self) -> Frame:
        view = self.camera.render(labels=True)
        grip = self.data.site("robot0:grip")
        world_from_gripper = np.eye(4)
        world_from_gripper[:3, :3] = grip.xmat.reshape(3, 3)
        world_from_gripper[:3, 3] = grip.xpos
        opening = sum(float(self.data.joint(f"robot0:{side}_gripper_finger_joint").qpos[0]) for side in "lr")
        target = self.target()
        distance = float(np.linalg.norm(target - grip.xpos))
        visible = self._pixels(view)[0] >= VISIBLE_PIXELS * self._area
        return Frame(
            view, self.camera.label_names, self.camera.K, self.camera.world_from_camera, world_from_gripper, opening,
            target, distance, distance < self.success_within, visible,
        )  # fmt: skip

    def close(self) -> None:
        self.camera.close()

    def _pixels(self, view: View) -> list[int]:
        names = [self.target_label] + ([self.decoy] if self.decoy else [])
        return [int(np.count_nonzero(view.labels == self.camera.label(name))) for name in names]

    def _start(self, generator: np.random.Generator, via: Array | None, length: float) -> Array | None:
        """A place within reach from which the way to the target is so long."""
        low, high = np.array([1.05, 0.45, 0.50]), np.array([1.55, 1.05, 0.95])
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


class Reach(Scene):
    """FetchReach: the target is the red ball. In half of the episodes the hand hides it on the way."""

    target_label = "target0"
    gripper_action = 0.0

    def __init__(self, width: int, height: int) -> None:
        super().__init__(MujocoFetchReachEnv(), width, height)

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        if not detour:
            return None
        # Level with the ball, on the camera's side: there the hand hides it for some frames.
        to_camera = (self.camera.world_from_camera[:3, 3] - self.target()) * (1, 1, 0)
        return np.asarray(self.target() + generator.uniform(0.10, 0.14) * to_camera / np.linalg.norm(to_camera))

    def target(self) -> Array:
        return np.array(self.data.site("target0").xpos)

    def place(self, generator: np.random.Generator) -> None:
        _show_goal(self.env)


class Pick(Scene):
    """FetchPickAndPlace: the target is the black cube; a black ball lies beside it, and a red ball marks the goal."""

    target_label = "object0"
    gripper_action = FINGERS_OPEN
    decoy = "decoy"

    def __init__(self, width: int, height: int) -> None:
        super().__init__(_PickWithDecoy(), width, height)

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        # The open fingers come down around the cube.
        return np.asarray(self.target() + (0, 0, generator.uniform(0.10, 0.14)))

    def target(self) -> Array:
        return np.array(self.data.site("object0").xpos)

    def place(self, generator: np.random.Generator) -> None:
        _show_goal(self.env)
        # Let the cube come to rest, and the fingers open.
        for _ in range(5):
            self.step(np.zeros(3))
        cube = self.target()
        while True:
            angle, away = generator.uniform(0, 2 * np.pi), generator.uniform(0.08, 0.20)
            offset = away * np.array([np.cos(angle), np.sin(angle)])
            x, y = cube[:2] + offset
            # The fingers come down beside the cube along y; keep out of their way.
            under_finger = abs(offset[0]) < 0.06 and abs(offset[1]) < 0.13
            if 1.10 < x < 1.50 and 0.45 < y < 1.05 and not under_finger:
                break
        self.model.geom(self.decoy).pos[:] = (x, y, TABLE_HEIGHT + BALL_RADIUS)
        mujoco.mj_forward(self.model, self.data)


class _PickWithDecoy(MujocoFetchPickAndPlaceEnv):  # type: ignore[misc]
    """The environment with one more geom. It touches nothing, so the task is the same."""

    def _initialize_simulation(self) -> None:
        spec = mujoco.MjSpec.from_file(str(Path(self.fullpath)))
        spec.worldbody.add_geom(
            name="decoy", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[BALL_RADIUS, 0, 0], pos=[1.2, 0.9, 0.5],
            material="block_mat", rgba=[0.2, 0.2, 0.2, 1], contype=0, conaffinity=0,
        )  # fmt: skip
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self._model_names = self._utils.MujocoModelNames(self.model)
        self._env_setup(initial_qpos=self.initial_qpos)
        self.initial_time = self.data.time
        self.initial_qpos = np.copy(self.data.qpos)
        self.initial_qvel = np.copy(self.data.qvel)


def _hide_body(model: mujoco.MjModel, name: str) -> None:
    """The translucent axes of the mocap body would pollute colour, depth and labels."""
    model.geom_rgba[model.geom_bodyid == model.body(name).id, 3] = 0


def _show_goal(env: Any) -> None:
    """Moves the goal's site to the goal; the environment does so only in its own `render`."""
    site = env.model.site("target0")
    body = env.model.site_bodyid[site.id]
    env.model.site_pos[site.id] = env.goal - env.data.xpos[body]
    mujoco.mj_forward(env.model, env.data)
