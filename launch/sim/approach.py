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
    """Moves from wherever the gripper is through a waypoint, if there is one, to the target, swerving all the while."""

    def __init__(self, generator: np.random.Generator, profile: Array, via: Array | None) -> None:
        self._generator = generator
        self._profile = profile
        self._via = via
        self._swerve = np.zeros(3)
        self._step = 0

    def move(self, gripper: Array, target: Array) -> Array:
        """The next displacement, in metres, world frame."""
        if self._via is not None and np.linalg.norm(self._via - gripper) < 0.015:
            self._via = None
        aim = target if self._via is None else self._via
        left = self._profile[self._step :]
        distance = float(np.linalg.norm(aim - gripper) + np.linalg.norm(target - aim))
        # Speeds are rescaled as it goes, so that the last step arrives.
        speed = float(np.clip(left[0] * distance / left.sum(), SLOWEST, FASTEST)) if len(left) else SLOWEST
        self._step += 1
        self._swerve = 0.85 * self._swerve + self._generator.normal(0, 0.18, 3)
        heading = (aim - gripper) / max(float(np.linalg.norm(aim - gripper)), 1e-9)
        heading = heading + self._swerve * min(1.0, distance / 0.25)
        return speed * heading / max(float(np.linalg.norm(heading)), 1e-9)
