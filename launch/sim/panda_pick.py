"""Streams panda-gym's PandaPickAndPlace: the open gripper comes down around "the green cube"."""

from __future__ import annotations

import numpy as np
from panda_gym.envs import PandaPickAndPlaceEnv

from approach import Array
from bullet_camera import BulletCamera
from scene import Scene, pose
from stream import main

FINGERS_OPEN = 1.0
OUT_OF_SIGHT = np.array([0.0, 0.0, -5.0])


class Pick(Scene):
    """The target is the green cube on a white table."""

    target_label = "object"
    action_gain = 0.8
    success_within = 0.03
    workspace = np.array([-0.25, -0.25, 0.08]), np.array([0.15, 0.25, 0.45])

    def __init__(self, width: int, height: int) -> None:
        self.env = PandaPickAndPlaceEnv(renderer="Tiny")
        self.sim = self.env.sim
        # TinyRenderer draws the translucent ghost that marks the goal as a second green cube.
        self.sim.set_base_pose("target", OUT_OF_SIGHT, np.array([0.0, 0.0, 0.0, 1.0]))
        client, bodies = self.sim.physics_client, self.sim._bodies_idx
        super().__init__(BulletCamera(client, (width, height), bodies, (-0.05, 0.0, 0.05), 0.9, 45, -30), width, height)

    def reset(self, generator: np.random.Generator) -> None:
        self.env.reset(seed=int(generator.integers(2**31)))
        self.sim.set_base_pose("target", OUT_OF_SIGHT, np.array([0.0, 0.0, 0.0, 1.0]))

    def place(self, generator: np.random.Generator) -> None:
        # Let the cube come to rest, and the fingers open.
        for _ in range(5):
            self.step(np.zeros(3))

    def via(self, generator: np.random.Generator, detour: bool) -> Array | None:
        return np.asarray(self.target() + (0, 0, generator.uniform(0.10, 0.14)))

    def act(self, action: Array) -> None:
        self.env.step(np.append(np.clip(action, -1, 1), FINGERS_OPEN).astype(np.float32))

    def target(self) -> Array:
        return np.array(self.sim.get_base_position("object"))

    def world_from_gripper(self) -> Array:
        rotation = self.sim.physics_client.getMatrixFromQuaternion(
            self.sim.get_link_orientation("panda", self.env.robot.ee_link)
        )
        return pose(np.array(rotation), np.array(self.env.robot.get_ee_position()))

    def gripper_opening(self) -> float:
        return float(self.env.robot.get_fingers_width())

    def close(self) -> None:
        self.env.close()


if __name__ == "__main__":
    main(Pick, stream="front", color="green", description=__doc__)
