"""A Gymnasium goal environment whose reward is Fathom's, from its own goals: what hindsight replay relabels by."""

from __future__ import annotations

from typing import Any, SupportsFloat

import gymnasium

from fathom.checks import fail
from fathom.rewards.config import RewardConfig
from fathom.rewards.stateless import TRANSITION, compute_reward


class GoalReward(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Replaces the reward of an environment with `achieved_goal` and `desired_goal`, positions in metres.

    `compute_reward` is the same function, so SB3's HerReplayBuffer relabels by what was paid. Its memory is one
    transition: see `fathom.rewards.compute` for what differs from the daemon. The environment's own reward stands in
    `info["base_reward"]`.
    """

    def __init__(self, env: gymnasium.Env[Any, Any], config: RewardConfig) -> None:
        super().__init__(env)
        if config.signal == "progress":
            fail("config.signal", "dense or shaped: progress depends on the episode so far", "'progress'")
        space = env.observation_space
        if not isinstance(space, gymnasium.spaces.Dict) or not {"achieved_goal", "desired_goal"} <= set(space.spaces):
            fail("env.observation_space", "a Dict with achieved_goal and desired_goal", str(space)[:80])
        self.config = config
        self._achieved: Any = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        observation, info = self.env.reset(seed=seed, options=options)
        self._achieved = observation["achieved_goal"].copy()
        return observation, info

    def step(self, action: Any) -> tuple[Any, SupportsFloat, bool, bool, dict[str, Any]]:
        observation, base_reward, terminated, truncated, info = self.env.step(action)
        achieved = observation["achieved_goal"]
        info = {
            **info,
            "base_reward": base_reward,
            TRANSITION: {"previous_achieved": self._achieved, "terminated": terminated},
        }
        reward = self.compute_reward(achieved, observation["desired_goal"], info)
        self._achieved = achieved.copy()
        return observation, float(reward), terminated, truncated, info

    def compute_reward(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        return compute_reward(achieved_goal, desired_goal, info, self.config)
