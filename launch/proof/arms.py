"""The four rewards. All else is the same: robot, observation, episodes of 50 steps, learner, seeds."""

from __future__ import annotations

import warnings

import gymnasium

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import gymnasium_robotics

from proof.scene import VisibleGoal
from proof.settings import Settings

gymnasium.register_envs(gymnasium_robotics)

ENVIRONMENTS = {"a": "FetchReach-v4", "b": "FetchReachDense-v4", "c": "FetchReach-v4", "d": "FetchReach-v4"}


def observed(arm: str) -> gymnasium.Env:
    """The environment with the simulator's own reward; the policy sees one vector of robot state and goal."""
    env = gymnasium.make(ENVIRONMENTS[arm], disable_env_checker=True)
    return gymnasium.wrappers.FlattenObservation(env)


def rewarded(arm: str, settings: Settings, control: str | None) -> gymnasium.Env:
    """The environment that an arm trains in."""
    return observed(arm)
