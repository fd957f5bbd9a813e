"""The daemon's Shaper over many episodes at once. Mirrors Sources/Fathom/Shape, whose comments give the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom.rewards.config import RewardConfig
from fathom.rewards.curves import potential

Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]
_LOWER_BOUND = 1.64
"""Standard deviations of a one-sided 95 % bound."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Episodes × frames. What was not measured has `present` False and 0 elsewhere."""

    metres: Floats
    sigma: Floats
    present: Masks
    held: Masks
    live: Masks
    terminated: Masks
    verdict: Floats
    gates: Masks
    steps: NDArray[np.int64]


class Shaper:
    """One state for each episode; frame after frame, all episodes at once."""

    def __init__(self, config: RewardConfig, episodes: int) -> None:
        self.config = config
        self.progress = _Progress(config, episodes)
        self.shaping = _Shaping(config.discount, episodes)
        self.near = _Window(config.success.window if config.success else 1, episodes, empty=0.0)
        self.succeeded = np.zeros(episodes, dtype=bool)
        self.bonus, self.failure = _Once(episodes), _Once(episodes)

    def run(self, frames: Frames) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        names = ("value", "potential", "previous_potential", "shaping", "progress", "progress_gain", "success")
        shape = frames.metres.shape
        columns = {name: _masked(shape, bool if name == "success" else float) for name in names}
        closeness = potential(frames.metres, self.config)
        bound = potential(frames.metres + _LOWER_BOUND * frames.sigma, self.config)
        for t in range(shape[1]):
            terms = self._frame(frames, t, closeness[:, t], bound[:, t])
            for name, (numbers, is_there) in terms.items():
                is_told = is_there & frames.live[:, t]
                columns[name][is_told, t] = numbers[is_told]
        return columns

    def _frame(self, frames: Frames, t: int, closeness: Floats, bound: Floats) -> dict[str, tuple[Any, Masks]]:
        live, step, terminated = frames.live[:, t], frames.steps[:, t], frames.terminated[:, t]
        present = frames.present[:, t] & live
        measured = present & ~frames.held[:, t]
        shaping, has_shaping = self.shaping.advance(live, step, closeness, present, terminated)
        self.progress.advance(live, step, bound, measured)
        success, is_judged, is_near = self._success(frames, t, present, measured)
        self.succeeded |= live & is_judged & success | live & (frames.verdict[:, t] > 0)
        spared = self.succeeded | present & is_near & frames.gates[:, t]
        failed = (frames.verdict[:, t] < 0) | terminated & ~spared
        value, has_value = self._signal(closeness, present, shaping, has_shaping)
        due = self.succeeded & (frames.verdict[:, t] >= 0)
        # A payment that falls due on a frame without a value waits for the next one that has it.
        payable = live & has_value
        value = value + self._bonus() * self.bonus.is_paid(payable, step, due)
        value = value - (self.config.failure_penalty or 0.0) * self.failure.is_paid(payable, step, failed)
        return {
            "value": (value, has_value),
            "potential": (closeness, present),
            "previous_potential": (self.shaping.previous, has_shaping),
            "shaping": (shaping, has_shaping),
            "progress": (self.progress.best, self.progress.has_best),
            "progress_gain": (self.progress.gain, self.progress.has_best),
            "success": (success, is_judged),
        }

    def _success(self, frames: Frames, t: int, present: Masks, measured: Masks) -> tuple[Masks, Masks, Masks]:
        """Whether success holds, whether it can be told, and whether the distance is near."""
        rule, said = self.config.success, frames.verdict[:, t]
        if rule is None:
            nowhere = np.zeros_like(present)
            return said > 0, said != 0, nowhere
        is_near = frames.metres[:, t] < rule.within
        self.near.append(measured, is_near.astype(np.float64))
        agreed = self.near.values.sum(axis=1) >= rule.required
        # A predicted distance cannot create success, but it can deny it.
        holds = agreed & (measured | is_near) & frames.gates[:, t]
        return np.where(said != 0, said > 0, holds), (said != 0) | present, is_near

    def _signal(self, closeness: Floats, present: Masks, shaping: Floats, has_shaping: Masks) -> tuple[Floats, Masks]:
        weight = self.config.weight
        if self.config.signal == "dense":
            return weight * (closeness - 1), present
        everywhere = np.ones_like(present)
        if self.config.signal == "shaped":
            return weight * np.where(has_shaping, shaping, 0.0) - self.config.time_penalty, everywhere
        return weight * np.where(self.progress.has_best, self.progress.gain, 0.0), everywhere

    def _bonus(self) -> float:
        return self.config.success.bonus if self.config.success else 0.0


class _Shaping:
    """F = γᵏ Φ(s′) − Φ(s) (Ng, Harada, Russell 1999); a terminal state's Φ counts as 0 (Grześ 2017)."""

    def __init__(self, discount: float, episodes: int) -> None:
        self._discount = discount
        self._step = np.full(episodes, -1, dtype=np.int64)
        self._potential, self._has_potential = np.zeros(episodes), np.zeros(episodes, dtype=bool)
        self._previous_step = np.zeros(episodes, dtype=np.int64)
        self.previous, self._has_previous = np.zeros(episodes), np.zeros(episodes, dtype=bool)

    def advance(
        self, live: Masks, step: NDArray[np.int64], closeness: Floats, present: Masks, terminated: Masks
    ) -> tuple[Floats, Masks]:
        entered = live & (step != self._step)
        passed = entered & self._has_potential
        self.previous = np.where(passed, self._potential, self.previous)
        self._previous_step = np.where(passed, self._step, self._previous_step)
        self._has_previous |= passed
        self._step = np.where(entered, step, self._step)
        self._potential = np.where(live, closeness, self._potential)
        self._has_potential = np.where(live, present, self._has_potential)
        told = self._has_previous & (self._previous_step < step) & (terminated | present)
        between = np.where(told, step - self._previous_step, 1)
        after = np.where(terminated, 0.0, closeness)
        return np.float_power(self._discount, between) * after - self.previous, told


class _Progress:
    """Best so far: max(progress, K-th largest lower bound of the last N measured frames)."""

    def __init__(self, config: RewardConfig, episodes: int) -> None:
        self._required = config.progress_required
        self._window = _Window(config.progress_window, episodes, empty=-np.inf)
        self._step = np.full(episodes, -1, dtype=np.int64)
        self.best, self.has_best = np.zeros(episodes), np.zeros(episodes, dtype=bool)
        self._before, self._has_before = np.zeros(episodes), np.zeros(episodes, dtype=bool)

    def advance(self, live: Masks, step: NDArray[np.int64], bound: Floats, measured: Masks) -> None:
        entered = live & (step != self._step)
        self._step = np.where(entered, step, self._step)
        self._before = np.where(entered, self.best, self._before)
        self._has_before = np.where(entered, self.has_best, self._has_before)
        self._window.append(measured, bound)
        candidate = np.partition(self._window.values, -self._required, axis=1)[:, -self._required]
        improves = measured & np.isfinite(candidate) & (~self.has_best | (candidate > self.best))
        self.best = np.where(improves, candidate, self.best)
        self.has_best |= improves

    @property
    def gain(self) -> Floats:
        return np.where(self._has_before, self.best - self._before, 0.0)


class _Window:
    """The last N numbers of each episode, in no particular order."""

    def __init__(self, length: int, episodes: int, empty: float) -> None:
        self.values = np.full((episodes, length), empty)
        self._next = np.zeros(episodes, dtype=np.int64)

    def append(self, where: Masks, numbers: Floats) -> None:
        self.values[where, self._next[where]] = numbers[where]
        self._next[where] = (self._next[where] + 1) % self.values.shape[1]


class _Once:
    """Something paid in one control step of an episode, on each of that step's frames."""

    def __init__(self, episodes: int) -> None:
        self._paid = np.full(episodes, -1, dtype=np.int64)

    def is_paid(self, payable: Masks, step: NDArray[np.int64], due: Masks) -> Masks:
        falls_due = payable & due & (self._paid < 0)
        self._paid = np.where(falls_due, step, self._paid)
        return np.asarray(payable & (self._paid == step))


def _masked(shape: tuple[int, ...], dtype: type) -> np.ma.MaskedArray[Any, Any]:
    return np.ma.MaskedArray(np.zeros(shape, dtype=dtype), mask=True)
