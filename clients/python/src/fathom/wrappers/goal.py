"""Rewards of goals that were not pursued, for hindsight replay."""

from __future__ import annotations

from typing import Any

from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.rewards import RewardConfig


class GoalRewards:
    """Computes what a transition is worth from positions, in the task's own reward.

    No camera has seen a state with another goal, so these are true positions in the measured reward's formula; what
    `fathom.rewards.compute` says of success holds. `dense` alone: the others depend on more than one state.
    """

    def __init__(self, task: TaskDescription, mode: str) -> None:
        self._task = task
        self._mode = mode
        self._config: RewardConfig | None = None

    def __call__(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        if self._mode != "replace":
            fail("mode", "replace, for a sum cannot be relabelled", repr(self._mode))
        if self._task.signal != "dense":
            fail("signal", "dense, for a reward that hindsight replay relabels", repr(self._task.signal))
        if self._config is None:
            self._config = RewardConfig.from_description(self._task.message)
        return self._config.compute_reward(achieved_goal, desired_goal, info)
