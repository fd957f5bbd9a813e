"""FetchReach as a camera sees it: the goal is a red ball above the table."""

from __future__ import annotations

from typing import Any

import gymnasium
import mujoco
import numpy as np
from fathom.mujoco import Camera
from numpy.typing import NDArray

GRIPPER, GOAL = "robot0:grip", "target0"


class VisibleGoal(gymnasium.Wrapper):  # type: ignore[type-arg]
    """Puts the red ball where the goal is; the environment does so only in its own `render`. The dynamics stay the same."""

    def __init__(self, env: gymnasium.Env) -> None:
        super().__init__(env)
        model = env.unwrapped.model
        # The translucent axes of the mocap body would pollute colour and depth.
        model.geom_rgba[model.geom_bodyid == model.body("robot0:mocap").id, 3] = 0

    def reset(self, **options: Any) -> tuple[Any, dict[str, Any]]:
        observation, info = self.env.reset(**options)
        env: Any = self.env.unwrapped
        site = env.model.site(GOAL)
        env.model.site_pos[site.id] = env.goal - env.data.xpos[env.model.site_bodyid[site.id]]
        mujoco.mj_forward(env.model, env.data)
        return observation, info


def camera(env: gymnasium.Env, size: int) -> Camera:
    """Looks at the workspace over the robot's left shoulder, where the hand hides the ball at times."""
    view = mujoco.MjvCamera()
    view.lookat[:] = (1.30, 0.75, 0.50)
    view.distance, view.azimuth, view.elevation = 1.05, 145, -28
    base: Any = env.unwrapped
    return Camera(base.model, base.data, view, size, size)


def gripper_pose(env: gymnasium.Env) -> NDArray[np.float64]:
    """world_from_gripper, from forward kinematics: what a robot knows of itself."""
    site = env.unwrapped.data.site(GRIPPER)
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = site.xmat.reshape(3, 3), site.xpos
    return pose


def goal_pose(env: gymnasium.Env) -> NDArray[np.float64]:
    """world_from_target: the truth, which only the oracle is told."""
    pose = np.eye(4)
    pose[:3, 3] = env.unwrapped.goal
    return pose
