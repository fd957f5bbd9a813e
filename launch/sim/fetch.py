"""The Fetch robot of gymnasium-robotics as a scene that Fathom can watch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# Before mujoco is imported: it sets MUJOCO_GL.
from mujoco_scene import hide_body, orbit, position

import mujoco
import numpy as np
from gymnasium_robotics.envs.fetch.pick_and_place import MujocoFetchPickAndPlaceEnv
from gymnasium_robotics.envs.fetch.reach import MujocoFetchReachEnv

from approach import Array
from scene import Scene, pose

FINGERS_OPEN = 1.0
BALL_RADIUS = 0.0275
TABLE_HEIGHT = 0.4


class Fetch(Scene):
    """A Fetch environment. The weld that drags the arm has come 65 % of the way when a step ends."""

    gripper_action: float
    action_gain = 0.65

    def __init__(self, env: Any, width: int, height: int) -> None:
        self.env = env
        self.model, self.data = env.model, env.data
        # Its translucent axes would pollute colour, depth and labels.
        hide_body(self.model, "robot0:mocap")
        camera = orbit(self.model, self.data, (width, height), (1.30, 0.75, 0.50), 1.05, 145, -28)
        super().__init__(camera, width, height)

    def reset(self, generator: np.random.Generator) -> None:
        self.env.reset(seed=int(generator.integers(2**31)))

    def act(self, action: Array) -> None:
        self.env.step(np.append(action, self.gripper_action).astype(np.float32))

    def world_from_gripper(self) -> Array:
        grip = self.data.site("robot0:grip")
        return pose(grip.xmat, grip.xpos)

    def gripper_opening(self) -> float:
        return sum(float(self.data.joint(f"robot0:{side}_gripper_finger_joint").qpos[0]) for side in "lr")


class Reach(Fetch):
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
        return position(self.data, "target0")

    def place(self, generator: np.random.Generator) -> None:
        _show_goal(self.env)


class Pick(Fetch):
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
        return position(self.data, "object0")

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


def _show_goal(env: Any) -> None:
    """Moves the goal's site to the goal; the environment does so only in its own `render`."""
    site = env.model.site("target0")
    body = env.model.site_bodyid[site.id]
    env.model.site_pos[site.id] = env.goal - env.data.xpos[body]
    mujoco.mj_forward(env.model, env.data)
