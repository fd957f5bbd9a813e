"""Gives a Gymnasium environment Fathom's reward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import gymnasium

from fathom.control.description import TaskDescription
from fathom.reward import Status
from fathom.wrappers import progress as wrapper_progress
from fathom.wrappers.daemon import DaemonLink
from fathom.wrappers.goal import GoalRewards
from fathom.wrappers.settings import CameraSource, Policy, PoseSource, RewardSettings, Selector
from fathom.wrappers.source import ConfigurationChanged, Outcome
from fathom.wrappers.value import Unmeasured

__all__ = ["ConfigurationChanged", "RewardWrapper", "Unmeasured"]


class RewardWrapper(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Replaces the reward of each step by Fathom's, or adds it: that of the very frame that the step ended in.

    `info["fathom"]` is the whole `Reward` (distance, status, progress, …), at resets too, and `info["base_reward"]`
    what the environment itself paid. `RewardSettings` documents each option; `docs/training.md` says what to choose.

    Put it outside of `TimeLimit` (as `gymnasium.make` gives it), so that `truncated` reaches the daemon as well.
    """

    def __init__(
        self,
        env: gymnasium.Env[Any, Any],
        target: Selector | None = None,
        camera: CameraSource | Sequence[CameraSource] | Mapping[str, CameraSource] | None = None,
        *,
        gripper: Selector | None = None,
        poses: Mapping[str, PoseSource] | None = None,
        scalars: Mapping[str, Callable[[Any], float]] | None = None,
        daemon: Any = None,
        task: str | None = None,
        session: str | None = None,
        reward: Mapping[str, Any] | None = None,
        discount: float | None = None,
        mode: Literal["replace", "add"] = "replace",
        terminate_on_success: bool = False,
        unmeasured: Policy | Mapping[Status | str, Policy] = "carry",
        append_progress: bool | None = None,
        width: int = 224,
        height: int = 224,
        timeout: float = 10.0,
    ) -> None:
        super().__init__(env)
        self._settings = RewardSettings(
            target=target, camera=camera, gripper=gripper, poses=poses or {}, scalars=scalars or {}, daemon=daemon,
            task=task, session=session, reward=reward, discount=discount, mode=mode,
            terminate_on_success=terminate_on_success, unmeasured=unmeasured, append_progress=append_progress,
            width=width, height=height, timeout=timeout,
        )  # fmt: skip
        self._link = DaemonLink(self._settings, copy=False)
        try:
            self._source = self._link.source(env)
            self._goals = GoalRewards(self.task, mode)
            self._appends = appends_progress(self._settings, self.task)
            if self._appends:
                self.observation_space = wrapper_progress.extended(env.observation_space)
        except BaseException:
            self._link.close()
            raise

    @property
    def task(self) -> TaskDescription:
        """The task as it is in force; `task.discount` must equal the trainer's γ."""
        return self._source.session.task

    @property
    def rewards_topic(self) -> str:
        """Under which the daemon publishes these rewards as well."""
        return f"rewards/{self.task.name}/{self._source.session.name}"

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        observation, info = self.env.reset(seed=seed, options=options)
        outcome = self._source.finish(self._source.begin(self.env))
        return self._observe(observation, outcome), {**info, "fathom": outcome.reward}

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        observation, base_reward, terminated, truncated, info = self.env.step(action)
        sent = self._source.step(self.env, bool(terminated), bool(truncated))
        outcome = self._source.finish(sent)
        value = outcome.value + float(base_reward) if self._settings.mode == "add" else outcome.value
        info = {**info, "fathom": outcome.reward, "base_reward": float(base_reward)}
        return self._observe(observation, outcome), value, sent.terminated, bool(truncated), info

    def compute_reward(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        """Fathom's reward of goals by their positions, for hindsight replay; the environment's own would not fit."""
        return self._goals(achieved_goal, desired_goal, info)

    def close(self) -> None:
        """Ends the session, a daemon that was started for it, and the environment."""
        try:
            self._link.close()
        finally:
            super().close()

    def _observe(self, observation: Any, outcome: Outcome) -> Any:
        return wrapper_progress.append(observation, outcome.progress) if self._appends else observation


def appends_progress(settings: RewardSettings, task: TaskDescription) -> bool:
    """Whether observations carry best-so-far: as asked, else where the reward depends on it."""
    return task.signal == "progress" if settings.append_progress is None else settings.append_progress
