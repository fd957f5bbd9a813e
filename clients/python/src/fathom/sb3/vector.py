"""Gives a vector of stable-baselines3's environments Fathom's rewards."""

from __future__ import annotations

from typing import Any

import numpy as np
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnv, VecEnvWrapper

from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.wrappers import progress as wrapper_progress
from fathom.wrappers.senders import Senders, Taken
from fathom.wrappers.settings import parse


class VecFathom(VecEnvWrapper):
    """`RewardWrapper` for a `DummyVecEnv`: the frames of all environments are in flight at once.

    It takes the options of `RewardWrapper`. The vector resets environments by itself, so an episode's last frame is
    captured inside of the environment; its reward belongs to the step that it ended. `info["fathom"]` is that step's
    `Reward`, `reset_infos[i]["fathom"]` the reset's, and `info["terminal_observation"]` has best-so-far as other
    observations do. Put `VecMonitor` outside of it to log Fathom's returns: a `Monitor` inside sees the environment's.

    For `SubprocVecEnv` wrap the factories: `fathom.rewarded(make, …)`.
    """

    def __init__(self, venv: VecEnv, *arguments: Any, **options: Any) -> None:
        inner = venv.unwrapped
        if not isinstance(inner, DummyVecEnv):
            expected = "a DummyVecEnv (for SubprocVecEnv wrap its factories: fathom.rewarded(make, …))"
            fail("venv", expected, type(inner).__name__)
        self._settings = parse(arguments, options)
        self._senders = Senders(inner.envs, self._settings)
        space = venv.observation_space
        super().__init__(venv, wrapper_progress.extended(space) if self._senders.appends else space)

    @property
    def task(self) -> TaskDescription:
        """The task as it is in force; `task.discount` must equal the model's gamma."""
        return self._senders.task

    def reset(self) -> Any:
        self._senders.forget()
        observations = self.venv.reset()
        self._inform_resets(self._senders.take())
        return self._observe(observations)

    def step_async(self, actions: Any) -> None:
        self._senders.forget()
        self.venv.step_async(actions)

    def step_wait(self) -> Any:
        observations, base_rewards, dones, infos = self.venv.step_wait()
        taken = self._senders.take()
        values = np.array([step.value if step else 0.0 for step, _ in taken], np.float32)
        for info, base_reward, (step, _) in zip(infos, base_rewards, taken, strict=True):
            if step is None:
                continue
            info["fathom"], info["base_reward"] = step.reward, float(base_reward)
            if self._senders.appends and "terminal_observation" in info:
                info["terminal_observation"] = wrapper_progress.append(info["terminal_observation"], step.progress)
        self._inform_resets(taken)
        rewards = values + base_rewards if self._settings.mode == "add" else values
        return self._observe(observations), rewards, dones, infos

    def close(self) -> None:
        try:
            self._senders.close()
        finally:
            super().close()

    def _inform_resets(self, taken: Taken) -> None:
        self.reset_infos = self.venv.reset_infos
        for info, (_, begin) in zip(self.reset_infos, taken, strict=True):
            if begin is not None:
                info["fathom"] = begin.reward

    def _observe(self, observations: Any) -> Any:
        return wrapper_progress.append(observations, self._senders.progress) if self._senders.appends else observations
