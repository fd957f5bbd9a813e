"""The four rewards. All else is the same: robot, observation, episodes of 50 steps, learner, seeds."""

from __future__ import annotations

from typing import Any

import gymnasium
import gymnasium_robotics
import numpy as np
from fathom import RewardWrapper
from fathom.mujoco import Viewpoint
from gymnasium.wrappers import FlattenObservation
from numpy.typing import NDArray

from proof.settings import Settings

gymnasium.register_envs(gymnasium_robotics)

SPARSE, DENSE = "FetchReach-v4", "FetchReachDense-v4"
GRIPPER = "robot0:grip"

FRONT = Viewpoint(lookat=(1.30, 0.75, 0.50), distance=1.05, azimuth=215, elevation=-28, hide=("robot0:mocap",))
"""From the left in front of the robot, where the hand hides the ball least of the places tried: docs/proof.md."""


def environment(reward: str = SPARSE) -> gymnasium.Env[Any, Any]:
    """FetchReach as it comes; the policy sees robot state and goal, never a picture."""
    return gymnasium.make(reward, disable_env_checker=True)


def rewarded(arm: str, settings: Settings, control: str) -> gymnasium.Env[Any, Any]:
    """The environment that an arm trains in; `control` is the daemon's control socket."""
    if arm == "a":
        env = environment(SPARSE)
    elif arm == "b":
        env = environment(DENSE)
    elif arm == "c":
        env = RewardWrapper(
            environment(), daemon=control, task="oracle", gripper=GRIPPER, poses={"target": true_goal}
        )
    else:
        env = RewardWrapper(
            environment(), daemon=control, task="camera", gripper=GRIPPER, camera=FRONT,
            width=settings.image, height=settings.image,
        )  # fmt: skip
    return FlattenObservation(env)


def true_goal(env: gymnasium.Env[Any, Any]) -> NDArray[np.float64]:
    """World frame, metres. What the camera has to find out."""
    return np.asarray(env.unwrapped.goal)  # type: ignore[attr-defined]
