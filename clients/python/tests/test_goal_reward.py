"""The wrapper for goal environments: what is paid is what hindsight relabels by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

gymnasium = pytest.importorskip("gymnasium")

from fathom.rewards import RewardConfig, Success  # noqa: E402
from fathom.rewards.goal import GoalReward  # noqa: E402


class PointEnv(gymnasium.Env):  # type: ignore[misc]
    """A point that moves by its action; its arrays are overwritten at each step, as some simulators do."""

    def __init__(self) -> None:
        box = gymnasium.spaces.Box(-10, 10, (3,))
        self.observation_space = gymnasium.spaces.Dict(observation=box, achieved_goal=box, desired_goal=box)
        self.action_space = gymnasium.spaces.Box(-1, 1, (3,))
        self._at = np.zeros(3)

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self._at[:] = self.np_random.normal(0, 0.3, 3)
        return self._observation(), {}

    def step(self, action: Any) -> Any:
        self._at += action
        return self._observation(), -1.0, bool(self._at[0] > 0.5), False, {"is_success": False}

    def _observation(self) -> Any:
        return {"observation": self._at, "achieved_goal": self._at, "desired_goal": np.zeros(3)}


@pytest.mark.parametrize("signal", ["dense", "shaped"])
def test_what_is_paid_is_what_hindsight_computes(signal: str) -> None:
    penalty = 100.0 if signal == "dense" else None
    config = RewardConfig(signal=signal, success=Success(0.1), failure_penalty=penalty)
    env = GoalReward(PointEnv(), config)
    generator = np.random.default_rng(1)
    observation, _ = env.reset(seed=3)
    achieved, paid, infos = [], [], []
    for _ in range(30):
        observation, reward, terminated, _, info = env.step(generator.normal(0, 0.2, 3))
        achieved.append(observation["achieved_goal"].copy())
        paid.append(reward)
        infos.append(info)
        assert info["base_reward"] == -1.0 and isinstance(reward, float)
    again = env.compute_reward(np.array(achieved), np.zeros((30, 3)), infos)
    assert np.array_equal(again, paid) and len(set(paid)) > 20
    assert any(info["fathom_transition"]["terminated"] for info in infos)
    elsewhere = env.compute_reward(np.array(achieved), np.array(achieved), infos)
    assert (elsewhere > np.array(paid)).mean() > 0.9


def test_an_environment_without_goals_is_refused() -> None:
    env = PointEnv()
    env.observation_space = gymnasium.spaces.Box(-1, 1, (3,))
    with pytest.raises(ValueError, match="achieved_goal"):
        GoalReward(env, RewardConfig())
