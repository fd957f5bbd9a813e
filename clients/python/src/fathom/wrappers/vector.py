"""Gives a vector of Gymnasium environments Fathom's rewards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
from gymnasium.vector import SyncVectorEnv, VectorEnv, VectorWrapper
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.wrappers import progress as wrapper_progress
from fathom.wrappers.daemon import endpoint_of
from fathom.wrappers.senders import Senders, Taken
from fathom.wrappers.settings import parse
from fathom.wrappers.wrapper import RewardWrapper

Flags = NDArray[np.bool_]
Make = Callable[[], gymnasium.Env[Any, Any]]


class VectorRewardWrapper(VectorWrapper[Any, Any, Any, Any, Any]):
    """`RewardWrapper` for a `SyncVectorEnv`: while one environment simulates, the rewards of the others are measured.

    It takes the options of `RewardWrapper`; callables get the sub-environment. Each of the auto-reset modes is fine:
    the last frame of an episode is captured inside of the sub-environment, before its reset, and its reward belongs to
    the step that it ended. `infos["fathom"]` is an array of `Reward`s with its mask `_fathom`; where SAME_STEP reset an
    environment in the step, `infos["final_info"]["fathom"]` has the step's and `infos["fathom"]` the reset's. With
    `terminate_on_success` each sub-environment waits for its reward, because the reset depends on it.

    For `AsyncVectorEnv` use `rewarded`.
    """

    def __init__(self, env: VectorEnv[Any, Any, Any], *arguments: Any, **options: Any) -> None:
        super().__init__(env)
        inner = env.unwrapped
        if not isinstance(inner, SyncVectorEnv):
            expected = "a SyncVectorEnv (for AsyncVectorEnv wrap its factories: fathom.rewarded(make, …))"
            fail("env", expected, type(inner).__name__)
        self._settings = parse(arguments, options)
        self._senders = Senders(inner.envs, self._settings)
        if self._senders.appends:
            self.single_observation_space = wrapper_progress.extended(env.single_observation_space)
            self.observation_space = batch_space(self.single_observation_space, self.num_envs)

    @property
    def task(self) -> TaskDescription:
        """The task as it is in force; `task.discount` must equal the trainer's γ."""
        return self._senders.task

    def reset(self, *, seed: Any = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        self._senders.forget()
        observations, infos = self.env.reset(seed=seed, options=options)
        taken = self._senders.take()
        self._inform(infos, taken)
        return self._observe(observations), infos

    def step(self, actions: Any) -> tuple[Any, NDArray[np.float64], Flags, Flags, dict[str, Any]]:
        self._senders.forget()
        observations, base_rewards, terminations, truncations, infos = self.env.step(actions)
        taken = self._senders.take()
        # An environment that was only reset in this step (NEXT_STEP) is paid 0 for it.
        values = np.array([step.value if step else 0.0 for step, _ in taken])
        self._inform(infos, taken)
        infos["base_reward"], infos["_base_reward"] = base_rewards, np.array([step is not None for step, _ in taken])
        rewards = values + base_rewards if self._settings.mode == "add" else values
        return self._observe(observations), rewards, terminations, truncations, infos

    def close(self, **options: Any) -> None:
        try:
            self._senders.close()
        finally:
            super().close(**options)

    def _inform(self, infos: dict[str, Any], taken: Taken) -> None:
        for number, (step, begin) in enumerate(taken):
            if step is not None and begin is not None:
                self._add_info(infos["final_info"], {"fathom": step.reward}, number)
                if self._senders.appends:
                    final = infos["final_obs"]
                    final[number] = wrapper_progress.append(final[number], step.progress)
            latest = begin or step
            if latest is not None:
                self._add_info(infos, {"fathom": latest.reward}, number)

    def _observe(self, observations: Any) -> Any:
        return wrapper_progress.append(observations, self._senders.progress) if self._senders.appends else observations


def rewarded(make: Make, *arguments: Any, daemon: Any, **options: Any) -> Make:
    """A factory for `AsyncVectorEnv` (or SB3's `SubprocVecEnv`) whose environments have their `RewardWrapper`.

    Each worker asks for the rewards of its own environment, so all are in flight at once. `daemon` is needed: all
    workers share it.
    """
    endpoint_of(daemon)

    def made() -> gymnasium.Env[Any, Any]:
        # The daemon itself, not its endpoint: a child lives as long as somebody holds it.
        return RewardWrapper(make(), *arguments, daemon=daemon, **options)

    return made
