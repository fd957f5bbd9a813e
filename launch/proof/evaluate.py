"""How many of the fixed goals a policy reaches, by the simulator's own word."""

from __future__ import annotations

from collections.abc import Callable

import gymnasium
import numpy as np
from numpy.typing import NDArray

Policy = Callable[[NDArray[np.float64]], NDArray[np.float32]]


def success_rate(policy: Policy, env: gymnasium.Env, goals: int, goal_seed: int) -> float:
    """Share of the goals that the gripper is at, within 5 cm, when the episode ends.

    It is not enough to come by: `is_success` of the last of 50 steps counts. The goals are drawn anew from the same
    seed each time, so that every evaluation of every arm sees the same ones.
    """
    reached = 0
    for goal in range(goals):
        observation, _ = env.reset(seed=goal_seed if goal == 0 else None)
        over = False
        while not over:
            observation, _, terminated, truncated, info = env.step(policy(observation))
            over = terminated or truncated
        reached += bool(info["is_success"])
    return reached / goals
