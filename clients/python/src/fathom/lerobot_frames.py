"""What a LeRobot transition shows, as a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.frame import Frame

Look = Callable[[Any], Frame | Sequence[Frame]]
"""Makes the frames of a control step, the primary camera's first, of a transition."""


@dataclass(frozen=True, kw_only=True)
class ObservationFrames:
    """Takes a frame out of a transition's observation, by the keys of its images and poses.

    Images may be H×W×3 or 3×H×W, uint8 or float of 0 … 1, arrays or tensors, with or without a batch axis of one.
    """

    color: str | None = None
    depth: str | None = None
    """Float metres, or uint16 with `metres_per_count`; registered to the colour image."""
    metres_per_count: float = 0.001
    K: Sequence[Sequence[float]] | None = None
    world_from_camera: Sequence[Sequence[float]] | None = None
    poses: Mapping[str, str] = field(default_factory=dict)
    """Keys by name: a 4×4 pose in the world, or a position (3)."""
    scalars: Mapping[str, str] = field(default_factory=dict)
    """Keys by name: numbers that gates of success ask for, such as gripper_opening."""

    def __call__(self, transition: Any) -> Frame:
        observation = transition["observation"] or {}
        return Frame(
            None if self.color is None else image(_find(observation, self.color)),
            None if self.depth is None else depth(_find(observation, self.depth)),
            K=self.K,
            world_from_camera=self.world_from_camera,
            metres_per_count=self.metres_per_count,
            poses={name: pose(_find(observation, key)) for name, key in self.poses.items()},
            scalars={name: float(array(_find(observation, key)).item()) for name, key in self.scalars.items()},
        )


def look(given: str | Look) -> Look:
    """A callable as it is, or by its name, "package.module:function"."""
    if not isinstance(given, str):
        return given
    module, _, name = given.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"frames: expected package.module:function, found {given!r}: {error}") from error
    return found  # type: ignore[no-any-return]


def array(value: Any) -> NDArray[Any]:
    """An array of an array, a list, or a tensor wherever it lies."""
    if hasattr(value, "detach"):
        value = value.detach().cpu().numpy()
    return np.asarray(value)


def image(value: Any) -> NDArray[np.uint8]:
    """H×W×3 colour, red first."""
    pixels = _without_batch(array(value), 3)
    if pixels.ndim == 3 and pixels.shape[0] == 3 and pixels.shape[2] != 3:
        pixels = pixels.transpose(1, 2, 0)
    if pixels.ndim != 3 or pixels.shape[2] != 3:
        fail("color", "height × width × 3 or 3 × height × width", pixels.shape)
    if pixels.dtype.kind == "f":
        pixels = np.rint(np.clip(pixels, 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(pixels)


def depth(value: Any) -> NDArray[Any]:
    """H×W depth."""
    pixels = _without_batch(array(value), 2)
    if pixels.ndim == 3 and 1 in (pixels.shape[0], pixels.shape[2]):
        pixels = pixels.reshape([size for size in pixels.shape if size != 1])
    if pixels.ndim != 2:
        fail("depth", "height × width", pixels.shape)
    return np.ascontiguousarray(pixels, None if pixels.dtype == np.uint16 else np.float32)


def pose(value: Any) -> NDArray[np.float64]:
    """A 4×4 pose of a pose or a position."""
    numbers = _without_batch(array(value), 1).astype(np.float64)
    if numbers.shape == (3,):
        placed = np.eye(4)
        placed[:3, 3] = numbers
        return placed
    if numbers.size != 16:
        fail("poses", "4 × 4, or 3 numbers", numbers.shape)
    return numbers.reshape(4, 4)


def _without_batch(values: NDArray[Any], least: int) -> NDArray[Any]:
    return values[0] if values.ndim > least and values.shape[0] == 1 else values


def _find(observation: Mapping[str, Any], key: str) -> Any:
    if key not in observation:
        fail("observation", f"the key {key!r}", ", ".join(map(repr, observation)) or "no keys")
    return observation[key]
