"""Appends best-so-far to observations, since a reward for progress depends on the past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np

KEY = "progress"
"""Under which it stands in a Dict observation."""


def extended(space: gymnasium.Space[Any]) -> gymnasium.Space[Any]:
    """The space with one more number in [0, 1]; raises ValueError where there is no place for it."""
    spaces = gymnasium.spaces
    if isinstance(space, spaces.Dict):
        if KEY in space.spaces:
            raise ValueError(f"append_progress: expected a Dict observation without {KEY!r}, found one with it")
        return spaces.Dict({**space.spaces, KEY: spaces.Box(0, 1, (1,), np.float32)})
    if isinstance(space, spaces.Box) and len(space.shape) == 1 and np.issubdtype(space.dtype, np.floating):
        low, high = (np.append(bound, bound.dtype.type(end)) for bound, end in ((space.low, 0), (space.high, 1)))
        return spaces.Box(low, high, dtype=space.dtype.type)
    raise ValueError(f"append_progress: expected a flat Box of floats or a Dict observation, found {space}")


def append(observation: Any, progress: Any) -> Any:
    """The observation of one environment with its progress, or of many (a row each) with theirs."""
    column = np.asarray(progress)[..., np.newaxis]
    if isinstance(observation, Mapping):
        return {**observation, KEY: column.astype(np.float32)}
    return np.concatenate([observation, column.astype(observation.dtype)], axis=-1)
