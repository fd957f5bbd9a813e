"""A replay buffer for stable-baselines3 that keeps what was measured."""

from __future__ import annotations

from typing import Any

import numpy as np
from stable_baselines3.common.buffers import ReplayBuffer

from fathom.checks import fail
from fathom.reward import Reward


class MeasuredReplayBuffer(ReplayBuffer):
    """Leaves out transitions whose reward was not measured: their value is the wrapper's guess, not Fathom's.

    Where the target was not seen yet, the wrapper can only pay the worst. A learner that is told the worst at a place
    which is good once the target has been seen there finds two values for one observation, and the gap is many steps'
    worth of reward. A terminal state stays in, measured or not: else a policy that fails would learn of no penalty if
    only it hid the target. Pass `replay_buffer_class=MeasuredReplayBuffer` to SAC, TD3 or DQN. `left_out` counts.

    A row of several environments stays whole: a column that is left out repeats one that was measured.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.optimize_memory_usage:
            fail("optimize_memory_usage", "False, as rows need not follow each other", "True")
        self.left_out = 0

    def sample(self, *arguments: Any, **options: Any) -> Any:
        """Raises RuntimeError while nothing was measured: there is nothing to learn from."""
        if not self.size():
            raise RuntimeError(f"replay buffer: expected a measured reward, found none in {self.left_out} transitions")
        return super().sample(*arguments, **options)

    def add(self, obs: Any, next_obs: Any, action: Any, reward: Any, done: Any, infos: list[dict[str, Any]]) -> None:
        kept = np.array([_is_kept(info) for info in infos])
        self.left_out += int(np.count_nonzero(~kept))
        if not kept.any():
            return
        columns = np.where(kept, np.arange(len(infos)), int(np.argmax(kept)))
        super().add(
            obs[columns], next_obs[columns], action[columns], reward[columns], done[columns],
            [infos[column] for column in columns],
        )  # fmt: skip


def _is_kept(info: dict[str, Any]) -> bool:
    reward = info.get("fathom")
    if not isinstance(reward, Reward):
        fail("info['fathom']", "a Reward, as RewardWrapper and VecFathom give", type(reward).__name__)
    return reward.value is not None or reward.terminated
