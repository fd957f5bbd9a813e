"""Checks of what the caller gave. Each failure is a ValueError that names the argument, the expected and the found."""

from __future__ import annotations

from collections.abc import Sequence
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
    if dtype_name(value) not in dtypes or value.ndim != dimensions or (channels and value.shape[2] != channels):
        fail(argument, expected, f"{describe_shape(value)} of {value.dtype.name}")
    if 0 in value.shape:
        fail(argument, "at least one pixel", describe_shape(value))
    # The wire is little-endian; this copies on no machine that we know of.
    return np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))


# numpy makes a dtype's name anew each time, which takes longer than looking at a small image.
_NAMES = {np.dtype(name): name for name in ("uint8", "uint16", "int32", "float32")}


def dtype_name(array: NDArray[Any]) -> str:
    return _NAMES.get(array.dtype) or array.dtype.name


def rigid(argument: str, value: Any) -> NDArray[np.float64]:
    """A 4×4 rigid transform."""
    matrix = numbers(argument, value, (4, 4))
    # Plain floats: numpy's calls would take most of the time that a small frame needs.
    x, y, z, last = matrix.tolist()
    products = (_dot(x, x) - 1, _dot(y, y) - 1, _dot(z, z) - 1, _dot(x, y), _dot(x, z), _dot(y, z))
    off = max(map(abs, products))
    if off > 1e-3:
        fail(argument, "an orthonormal rotation (to 1e-3)", f"one that is {off:.3g} off")
    across = (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
    if _dot(across, z) < 0:
        fail(argument, "a proper rotation", "a reflection")
    if last != [0, 0, 0, 1]:
        fail(argument, "last row 0 0 0 1", matrix[3])
    return matrix


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


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
