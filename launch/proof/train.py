"""Trains one arm with one seed, in a process of its own.

    python -m proof.train --arm a --seed 0 --result FILE [--steps N] [--control ENDPOINT]
"""

from __future__ import annotations

import os

os.environ.setdefault("MUJOCO_GL", "osmesa")

import argparse
import time
from collections import Counter
from pathlib import Path

import torch
from fathom.sb3 import DiscountCheck, MeasuredReplayBuffer
from gymnasium.wrappers import FlattenObservation
from stable_baselines3 import SAC
from stable_baselines3.common.callbacks import BaseCallback

from proof.arms import environment, rewarded
from proof.evaluate import success_rate
from proof.result import Result
from proof.settings import Settings


def train(arm: str, seed: int, settings: Settings, control: str) -> Result:
    """One learning curve."""
    env = rewarded(arm, settings, control)
    is_fathom = arm in "cd"
    try:
        learner = SAC(
            "MlpPolicy", env, seed=seed, learning_rate=settings.learning_rate, gamma=settings.discount,
            batch_size=settings.batch, learning_starts=settings.learning_starts,
            policy_kwargs={"net_arch": list(settings.hidden)},
            replay_buffer_class=MeasuredReplayBuffer if is_fathom else None,
        )  # fmt: skip
        curve = Curve(Result(arm, seed), settings)
        learner.learn(settings.steps, callback=[DiscountCheck(), curve] if is_fathom else curve)
        return curve.result
    finally:
        env.close()


class Curve(BaseCallback):
    """Evaluates the policy now and then, and prints a line each time."""

    def __init__(self, result: Result, settings: Settings) -> None:
        super().__init__()
        self.result = result
        self._settings = settings
        self._env = FlattenObservation(environment())
        self._statuses: Counter[str] = Counter()
        self._since = time.monotonic()

    def _on_training_start(self) -> None:
        self._evaluate()

    def _on_step(self) -> bool:
        for info in self.locals["infos"]:
            if "fathom" in info:
                self._statuses[info["fathom"].status.value] += 1
        if self.num_timesteps % self._settings.interval == 0 or self.num_timesteps == self._settings.steps:
            self._evaluate()
        return True

    def _evaluate(self) -> None:
        self.result.seconds += time.monotonic() - self._since
        rate = success_rate(
            lambda observation: self.model.predict(observation, deterministic=True)[0],
            self._env, self._settings.goals, self._settings.goal_seed,
        )  # fmt: skip
        self.result.steps.append(self.num_timesteps)
        self.result.success.append(rate)
        self.result.statuses = dict(self._statuses)
        print(self._line(rate), flush=True)
        self._since = time.monotonic()

    def _line(self, rate: float) -> str:
        result = self.result
        line = f"{result.arm} seed {result.seed}  {self.num_timesteps:6d} steps  {rate:4.0%}"
        if result.seconds > 1:
            line += f"  {self.num_timesteps / result.seconds:4.0f} steps/s"
        if total := sum(self._statuses.values()):
            line += "  " + ", ".join(f"{name} {count / total:.1%}" for name, count in self._statuses.most_common())
        return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arm", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--result", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=Settings.steps)
    parser.add_argument("--control", default="", help="control socket of the daemon, for the arms c and d")
    options = parser.parse_args()
    # One core a run: two runs side by side are faster than one on two cores.
    torch.set_num_threads(1)
    train(options.arm, options.seed, Settings(steps=options.steps), options.control).save(options.result)


if __name__ == "__main__":
    main()
