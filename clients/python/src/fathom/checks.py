"""Checks of what the caller gave. Each failure is a ValueError that names the argument, the expected and the found."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray


def fail(argument: str, expected: str, found: object) -> NoReturn:
    raise ValueError(f"{argument}: expected {expected}, found {found}")


def image(argument: str, value: Any, dtypes: tuple[str, ...], channels: int | None) -> NDArray[Any]:
    """A tight image of one of these dtypes, height × width (× channels). It is copied only if it is not contiguous."""
    expected = "height × width" + (f" × {channels}" if channels else "") + " array of " + " or ".join(dtypes)
    if not isinstance(value, np.ndarray):
        fail(argument, expected, type(value).__name__)
    dimensions = 3 if channels else 2
    if value.dtype.name not in dtypes or value.ndim != dimensions or (channels and value.shape[2] != channels):
        fail(argument, expected, f"{describe_shape(value)} of {value.dtype.name}")
    if 0 in value.shape:
        fail(argument, "at least one pixel", describe_shape(value))
    # The wire is little-endian; this copies on no machine that we know of.
    return np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))


def rigid(argument: str, value: Any) -> NDArray[np.float64]:
    """A 4×4 rigid transform."""
    matrix = numbers(argument, value, (4, 4))
    rotation = matrix[:3, :3]
    off = float(np.abs(rotation @ rotation.T - np.eye(3)).max())
    if off > 1e-3:
        fail(argument, "an orthonormal rotation (to 1e-3)", f"one that is {off:.3g} off")
    if np.linalg.det(rotation) < 0:
        fail(argument, "a proper rotation", "a reflection")
    if not np.array_equal(matrix[3], [0, 0, 0, 1]):
        fail(argument, "last row 0 0 0 1", matrix[3])
    return matrix


def numbers(argument: str, value: Any, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Finite numbers of that shape."""
    expected = "×".join(map(str, shape)) + " finite numbers"
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        fail(argument, expected, type(value).__name__)
    if array.shape != shape:
        fail(argument, expected, describe_shape(array))
    if not np.isfinite(array).all():
        fail(argument, expected, "NaN or infinity")
    return array


def describe_shape(array: NDArray[Any]) -> str:
    return " × ".join(map(str, array.shape)) or "a single number"
