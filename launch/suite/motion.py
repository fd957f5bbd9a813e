"""Where something is over time, as key poses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Track:
    """Rows of seconds and numbers; between two of them the fifth-order polynomial that starts and ends at rest."""

    keys: tuple[tuple[float, ...], ...]

    def at(self, seconds: float) -> Array:
        times = [key[0] for key in self.keys]
        after = int(np.searchsorted(times, seconds, side="right"))
        if after == 0 or after == len(times):
            return np.array(self.keys[min(after, len(times) - 1)][1:])
        before, next_ = self.keys[after - 1], self.keys[after]
        share = (seconds - before[0]) / (next_[0] - before[0])
        smooth = share**3 * (10 - 15 * share + 6 * share**2)
        start = np.array(before[1:])
        return np.asarray(start + smooth * (np.array(next_[1:]) - start))


def track(*keys: tuple[float, ...]) -> Track:
    return Track(keys)


def still(*values: float) -> Track:
    return Track(((0.0, *values),))


def swing(start: float, seconds: float, times: int, first: tuple[float, ...], second: tuple[float, ...]) -> Track:
    """From the first place to the second and back, so many times."""
    keys = [(start, *first)]
    for number in range(times):
        begin = start + number * seconds
        keys += [(begin + seconds / 2, *second), (begin + seconds, *first)]
    return Track(tuple(keys))


def turned(axis: str, degrees: float) -> Array:
    """3×3 rotation about x, y or z."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[i, i] = matrix[j, j] = c
    matrix[i, j], matrix[j, i] = -s, s
    return matrix


def pose(rotation: Array, position: Array) -> Array:
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = rotation, position
    return matrix
