"""How a distance becomes a reward: the numbers of a task's `reward` section."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from os import PathLike
from typing import Any

from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.v1 import control_pb2

SIGNALS = ("dense", "shaped", "progress")
CURVES = ("reciprocal", "tanh", "exponential", "longTail")
KINDS = ("center", "surface", "horizontal", "vertical")
LONGEST_WINDOW = 64
"""Measured frames that success and progress may look back on, at most."""

_DESCRIBED = (
    *("signal", "curve", "length", "weight", "discount", "max_distance", "time_penalty", "failure_penalty"),
    *("progress_required", "progress_window", "adds_to_base_reward", "distance", "configuration_digest"),
)
"""Fields of the same name and meaning in a daemon's description."""

_RELATIONS: dict[str, Callable[[Any, float], Any]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_GATE = re.compile(r"\s*([^\s<>=]+)\s*(<=|>=|<|>)\s*([-+.\deE]+)\s*")


@dataclass(frozen=True, slots=True)
class Gate:
    """A comparison with a named scalar that must hold for success."""

    scalar: str
    relation: str
    """One of < > <= >=."""
    threshold: float

    @classmethod
    def parse(cls, text: str) -> Gate:
        """Reads `gripper_opening < 0.04`; the spaces may be left out."""
        match = _GATE.fullmatch(text)
        try:
            if match and isfinite(threshold := float(match[3])):
                return cls(match[1], match[2], threshold)
        except ValueError:
            pass
        fail("success.gates", 'a comparison as "gripper_opening < 0.04"', repr(text))

    def holds(self, value: Any) -> Any:
        """Whether a number, or each of an array, passes; NaN and the infinities do not."""
        return _RELATIONS[self.relation](value, self.threshold) & (abs(value) < float("inf"))


@dataclass(frozen=True, slots=True)
class Success:
    """When an episode counts as solved."""

    within: float
    """Metres; the distance must be below."""
    required: int = 3
    """… in so many of the last `window` measured frames."""
    window: int = 5
    bonus: float = 1.0
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class RewardConfig:
    """A task's reward, checked as the daemon checks it. `docs/configuration.md` tells what each number means."""

    signal: str = "dense"
    curve: str = "reciprocal"
    length: float = 0.1
    """Metres: the scale of the curve."""
    weight: float = 1.0
    discount: float = 0.99
    """γ, which must equal the trainer's."""
    max_distance: float = 2.0
    """Metres: so far the potential strictly decreases."""
    time_penalty: float = 0.0
    failure_penalty: float | None = None
    success: Success | None = None
    progress_required: int = 3
    progress_window: int = 5
    adds_to_base_reward: bool = False
    distance: str = "center"
    task: str = field(default="", compare=False)
    configuration_digest: str | None = field(default=None, compare=False)
    """The daemon's, where the configuration came from one: rewards of another digest are another function."""

    def __post_init__(self) -> None:
        _one_of("signal", self.signal, SIGNALS)
        _one_of("curve", self.curve, CURVES)
        _one_of("distance", self.distance, KINDS)
        _positive("length", self.length)
        _positive("weight", self.weight)
        if not 0 < self.discount <= 1:
            fail("discount", "above 0, at most 1", self.discount)
        _not_negative("time_penalty", self.time_penalty)
        if self.failure_penalty is not None:
            _not_negative("failure.penalty", self.failure_penalty)
        _window("progress", self.progress_required, self.progress_window)
        if self.success:
            _positive("success.within", self.success.within)
            _not_negative("success.bonus", self.success.bonus)
            _window("success.for", self.success.required, self.success.window)
        self._check_curve()

    @classmethod
    def load(cls, source: str | PathLike[str] | Mapping[str, Any], task: str | None = None) -> RewardConfig:
        """Reads one task of a daemon's YAML file, or of a mapping of the same form.

        `task` may be left out where there is only one. Files need PyYAML: `pip install 'fathom[yaml]'`.
        """
        from fathom.rewards.file import load

        return cls(**load(source, task))

    @classmethod
    def from_description(cls, description: TaskDescription | control_pb2.TaskDescription) -> RewardConfig:
        """The configuration in force in a daemon, as `Control.describe` or a lockstep session tells it."""
        told = description if isinstance(description, TaskDescription) else TaskDescription.from_message(description)
        success = None
        if told.success:
            rule = told.success
            gates = tuple(Gate.parse(gate) for gate in rule.gates)
            success = Success(rule.within, rule.required, rule.window, rule.bonus, gates)
        same: dict[str, Any] = {name: getattr(told, name) for name in _DESCRIBED}
        return cls(task=told.name, success=success, **same)

    def compute_reward(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        """As `fathom.rewards.compute_reward`, for SB3's HerReplayBuffer."""
        from fathom.rewards.stateless import compute_reward

        return compute_reward(achieved_goal, desired_goal, info, self)

    def _check_curve(self) -> None:
        """Where the curve is too flat to tell two distances 0.1 mm apart, nothing tells the learner where to go."""
        import numpy as np

        from fathom.rewards.curves import potential

        step = 1e-4
        if not (isfinite(self.max_distance) and self.max_distance >= step):
            fail("max_distance", "at least 0.0001 m", self.max_distance)
        near, next_, before, last = potential([0, step, self.max_distance - step, self.max_distance], self)
        # Every curve is flattest at an end; a drop must exceed what rounding can swallow.
        if not min(near - next_, before - last) > 8 * np.finfo(np.float64).eps:
            expected = f"a distance up to which {self.curve} with length {self.length} m still tells 0.1 mm apart"
            fail("max_distance", expected, self.max_distance)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        fail(name, " or ".join(allowed), repr(value))


def _positive(name: str, value: float) -> None:
    if not (isfinite(value) and value > 0):
        fail(name, "a positive number", value)


def _not_negative(name: str, value: float) -> None:
    if not (isfinite(value) and value >= 0):
        fail(name, "0 or more", value)


def _window(name: str, required: int, window: int) -> None:
    if not 1 <= required <= window <= LONGEST_WINDOW:
        fail(name, f"K of N with 1 ≤ K ≤ N ≤ {LONGEST_WINDOW}", f"{required} of {window}")
