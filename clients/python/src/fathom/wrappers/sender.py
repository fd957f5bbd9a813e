"""Inside a vector environment: sends each state, also the last one before a reset, and does not wait."""

from __future__ import annotations

from typing import Any

import gymnasium

from fathom.control.description import TaskDescription
from fathom.wrappers.goal import GoalRewards
from fathom.wrappers.source import Outcome, RewardSource, Sent


class Sender(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Leaves observation and reward alone. `take` gives what the steps and resets since the last call brought."""

    def __init__(self, env: gymnasium.Env[Any, Any], source: RewardSource, mode: str) -> None:
        super().__init__(env)
        self._goals = GoalRewards(source.session.task, mode)
        self.source = source
        self._sent: list[Sent] = []

    @property
    def task(self) -> TaskDescription:
        return self.source.session.task

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        found = self.env.reset(seed=seed, options=options)
        self._sent.append(self.source.begin(self.env))
        return found

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        observation, reward, terminated, truncated, info = self.env.step(action)
        sent = self.source.step(self.env, bool(terminated), bool(truncated))
        self._sent.append(sent)
        return observation, reward, sent.terminated, bool(truncated), info

    def compute_reward(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        return self._goals(achieved_goal, desired_goal, info)

    def take(self) -> tuple[Outcome | None, Outcome | None]:
        """The outcome of the step, and of the reset after it or instead of it; None for what there was not."""
        waiting, self._sent = self._sent, []
        step: Outcome | None = None
        begin: Outcome | None = None
        for sent in waiting:
            outcome = self.source.finish(sent)
            step, begin = (step, outcome) if sent.begins else (outcome, begin)
        return step, begin

    def forget(self) -> None:
        """Drops what an earlier call left behind when it failed."""
        for sent in self._sent:
            sent.ticket.forget()
        self._sent = []
