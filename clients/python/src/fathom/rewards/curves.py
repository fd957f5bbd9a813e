"""Distance → potential, element by element, on numpy arrays or torch tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fathom.checks import fail
from fathom.rewards.arrays import Namespace, namespace_of

if TYPE_CHECKING:
    from fathom.rewards.config import RewardConfig

_GRID = 384.0
_LARGEST = 700.0


def distance(achieved: Any, desired: Any, kind: str = "center") -> Any:
    """Metres between positions … × 3 in a world whose up is +z; shapes broadcast.

    `center` is the straight line, `horizontal` its part across the up axis, `vertical` along it, ≥ 0. Points have no
    `surface`. Gives float64 for arrays, the tensors' own dtype and device for torch. Raises ValueError for positions
    that are not finite.
    """
    xp = namespace_of(achieved, desired)
    one, other = xp.double("achieved", achieved), xp.double("desired", desired)
    for name, points in (("achieved", one), ("desired", other)):
        if points.ndim == 0 or points.shape[-1] != 3:
            fail(name, "positions of shape … × 3", f"shape {tuple(points.shape)}")
        if not xp.all(xp.isfinite(points)):
            fail(name, "finite positions", "NaN or infinity")
    try:
        xp.broadcast_shapes(one.shape, other.shape)
    except (ValueError, RuntimeError):
        fail("desired", f"a shape that goes with achieved's {tuple(one.shape)}", f"shape {tuple(other.shape)}")
    delta = other - one
    if kind == "center":
        metres = xp.norm(delta)
    elif kind == "horizontal":
        metres = xp.norm(delta[..., :2])
    elif kind == "vertical":
        metres = abs(delta[..., 2])
    else:
        fail("distance", "center, horizontal or vertical between points", repr(kind))
    return xp.restore(metres, achieved, desired)


def potential(metres: Any, config: RewardConfig) -> Any:
    """Φ in [0, 1]: 1 at contact, never rising with the distance, 0 at infinity. Negative distances count as 0.

    Raises ValueError for NaN, which is no distance.
    """
    xp = namespace_of(metres)
    values = xp.double("metres", metres)
    if xp.any(xp.isnan(values)):
        fail("metres", "distances", "NaN")
    ratio = xp.maximum(values, 0.0) / config.length
    return xp.restore(_CURVES[config.curve](xp, ratio), metres)


def _monotonic_exp(xp: Namespace, x: Any) -> Any:
    """`exp` that never decreases from one x ≥ 0 to a larger one, infinite beyond 700.

    Libraries' `exp` may put two neighbouring arguments into the wrong order; multiples of 2⁻⁴⁴ are far enough apart.
    """
    rounded = (x + _GRID) - _GRID
    return xp.where(rounded <= _LARGEST, xp.exp(xp.minimum(rounded, _LARGEST)), float("inf"))


def _long_tail(xp: Namespace, ratio: Any) -> Any:
    # Beyond it the square would overflow.
    largest = 1e154
    bounded = xp.minimum(ratio, largest)
    return xp.where(ratio <= largest, 1 / (1 + bounded * bounded), 0.0)


_CURVES = {
    "reciprocal": lambda xp, ratio: 1 / (1 + ratio),
    # 1 − tanh(ratio), in a form that does not cancel to 0 at 19 lengths.
    "tanh": lambda xp, ratio: 2 / (1 + _monotonic_exp(xp, 2 * ratio)),
    "exponential": lambda xp, ratio: 1 / _monotonic_exp(xp, ratio),
    "longTail": _long_tail,
}
