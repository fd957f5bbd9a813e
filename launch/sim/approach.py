"""A scripted approach: how fast to move at each step, and where to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SLOWEST, FASTEST = 0.001, 0.010
"""Metres a step."""

Array = NDArray[np.float64]


def speeds(generator: np.random.Generator, steps: int, length: float) -> Array:
    """Speeds in metres a step, between SLOWEST and FASTEST, smoothly random, which add up to about `length` metres.

    The logarithm wanders (an Ornstein-Uhlenbeck walk), so that slow and fast stretches follow each other.
    """
    while True:
        wander = np.empty(steps)
        wander[0] = generator.normal(0, 0.6)
        for step in range(1, steps):
            wander[step] = 0.93 * wander[step - 1] + generator.normal(0, 0.22)
        profile = length / steps * np.exp(wander)
        for _ in range(20):
            profile = np.clip(profile * length / profile.sum(), SLOWEST, FASTEST)
        if abs(profile.sum() / length - 1) < 0.1:
            return profile


class Approach:
    """Moves from wherever the gripper is to the target, along `profile`, swerving a little all the while."""

    def __init__(self, generator: np.random.Generator, profile: Array, from_above: bool) -> None:
        self._generator = generator
        self._profile = profile
        self._from_above = from_above
        self._swerve = np.zeros(3)
        self._step = 0

    def move(self, gripper: Array, target: Array) -> Array:
        """The next displacement, in metres, world frame."""
        way = self._aim(gripper, target) - gripper
        distance = float(np.linalg.norm(target - gripper))
        left = self._profile[self._step :]
        # Speeds are rescaled as it goes, so that the last step arrives.
        speed = float(np.clip(left[0] * distance / left.sum(), SLOWEST, FASTEST)) if len(left) else SLOWEST
        self._step += 1
        self._swerve = 0.85 * self._swerve + self._generator.normal(0, 0.18, 3)
        heading = way / max(float(np.linalg.norm(way)), 1e-9)
        heading = heading + self._swerve * min(1.0, distance / 0.08)
        return speed * heading / max(float(np.linalg.norm(heading)), 1e-9)

    def _aim(self, gripper: Array, target: Array) -> Array:
        if not self._from_above:
            return target
        # Stay above while off to the side, so that the open fingers come down around the target.
        aside = float(np.linalg.norm((target - gripper)[:2]))
        return target + np.array([0, 0, np.clip(2.5 * (aside - 0.004), 0, 0.15)])
