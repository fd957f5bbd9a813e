"""Streams robosuite's Lift: a Panda's open gripper comes down around "the red cube"."""

from __future__ import annotations

# Before mujoco is imported: it sets MUJOCO_GL.
from mujoco_scene import hide_sites, orbit, position

import mujoco
import numpy as np
import robosuite

from approach import Array
from scene import Scene, pose
from stream import main

FINGERS_OPEN = -1.0
COLLISION_GROUP = 0
CUBE_PLACE = 0.10
"""Metres from the table's middle, along x and y."""


class Lift(Scene):
    """The target is the red cube on a white table."""

    target_label = "cube_main"
    step_seconds = 0.05
    # What the operational-space controller takes an action of 1 for.
    action_metres = 0.05
    action_gain = 0.24
    success_within = 0.03
    workspace = np.array([-0.25, -0.30, 0.87]), np.array([0.20, 0.30, 1.25])

    def __init__(self, width: int, height: int) -> None:
        self.env = robosuite.make(
            "Lift", robots="Panda", has_renderer=False, has_offscreen_renderer=False, use_camera_obs=False,
            # A hard reset would make another model at each episode.
            hard_reset=False, ignore_done=True, control_freq=round(1 / self.step_seconds), seed=0,
        )  # fmt: skip
        self.env.reset()
        self.model, self.data = self.env.sim.model._model, self.env.sim.data._data
        # Collision shapes lie over what the robot looks like.
        self.model.geom_rgba[self.model.geom_group == COLLISION_GROUP, 3] = 0
        hide_sites(self.model)
        super().__init__(orbit(self.model, self.data, (width, height), (0.0, 0.0, 0.92), 1.0, 140, -30), width, height)

    def reset(self, generator: np.random.Generator) -> None:
        self.env.reset()

    def place(self, generator: np.random.Generator) -> None:
        joint = self.data.joint("cube_joint0")
        joint.qpos[:2] = generator.uniform(-CUBE_PLACE, CUBE_PLACE, 2)
        turn = generator.uniform(-np.pi, np.pi)
        joint.qpos[3:] = np.cos(turn / 2), 0, 0, np.sin(turn / 2)
        mujoco.mj_forward(self.model, self.data)
        # Let the cube come to rest, and the fingers open.
        for _ in range(5):
            self.step(np.zeros(3))

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        return np.asarray(self.target() + (0, 0, generator.uniform(0.10, 0.14)))

    def act(self, action: Array) -> None:
        self.env.step(np.concatenate([np.clip(action, -1, 1), np.zeros(3), [FINGERS_OPEN]]))

    def target(self) -> Array:
        return self.data.body(self.target_label).xpos.copy()

    def world_from_gripper(self) -> Array:
        name = "gripper0_right_grip_site"
        return pose(self.data.site(name).xmat, position(self.data, name))

    def gripper_opening(self) -> float:
        joints = (self.data.joint(f"gripper0_right_finger_joint{finger}") for finger in (1, 2))
        return sum(abs(float(joint.qpos[0])) for joint in joints)


if __name__ == "__main__":
    main(Lift, stream="front", color="red", description=__doc__)
