"""Callbacks for stable-baselines3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stable_baselines3.common.callbacks import BaseCallback

from fathom.reward import Reward, Status


class DiscountCheck(BaseCallback):
    """Raises ValueError at the start of training when the model's gamma is not the task's discount.

    Shaping leaves the best policy as it is only if both are the same.
    """

    def _on_training_start(self) -> None:
        for discount in {task.discount for task in self.training_env.get_attr("task")}:
            gamma = float(getattr(self.model, "gamma"))
            if abs(gamma - discount) > 1e-9:
                raise ValueError(f"gamma: expected {discount}, the task's discount, found {gamma}")

    def _on_step(self) -> bool:
        return True


class TensorBoard(BaseCallback):
    """Logs means since the last log.

    `fathom/distance` (metres) is of measured steps, `fathom/measured` their share; of episodes that ended,
    `fathom/success` is the share that was solved and `fathom/progress` the best so far.
    """

    def _on_step(self) -> bool:
        for info, done in zip(self.locals["infos"], self.locals["dones"], strict=True):
            if isinstance(info.get("fathom"), Reward):
                for name, value in _figures(info, bool(done)).items():
                    self.logger.record_mean(f"fathom/{name}", value)
        return True


def _figures(info: Mapping[str, Any], done: bool) -> dict[str, float]:
    reward: Reward = info["fathom"]
    is_measured = reward.status == Status.MEASURED
    figures = {"measured": float(is_measured)}
    if is_measured and reward.distance is not None:
        figures["distance"] = reward.distance.metres
    if done:
        figures["success"] = float(bool(reward.success))
        if reward.progress is not None:
            figures["progress"] = reward.progress
    return figures
