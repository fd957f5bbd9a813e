"""Whole episodes of distances → what the daemon would have said of them, many episodes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.rewards.config import RewardConfig, Success
from fathom.rewards.shaper import Floats, Frames, Masks, Shaper


@dataclass(frozen=True, slots=True)
class Relabelled:
    """Terms of each frame, in the shape of the distances; masked where the daemon would have left them out."""

    value: np.ma.MaskedArray[Any, Any]
    potential: np.ma.MaskedArray[Any, Any]
    previous_potential: np.ma.MaskedArray[Any, Any]
    shaping: np.ma.MaskedArray[Any, Any]
    progress: np.ma.MaskedArray[Any, Any]
    progress_gain: np.ma.MaskedArray[Any, Any]
    success: np.ma.MaskedArray[Any, Any]


def relabel(
    distance: Any,
    config: RewardConfig,
    *,
    standard_deviation: Any = 0.0,
    held: Any = False,
    ignored: Any = False,
    step: Any = None,
    terminated: Any = False,
    scalars: Mapping[str, Any] | None = None,
    verdict: Any = 0,
) -> Relabelled:
    """The daemon's Shaper over distances of shape T, or episodes × T: progress, K of N, bonus and failure included.

    A distance that is masked, NaN, infinite or negative was not measured. `held`: it was predicted, the target being
    hidden, and adds nothing to progress or the success window. `ignored`: no frame (padding), or one that was stale,
    rejected or paused; it has no terms and leaves the rest as if it were not there. `step`: control steps, which never
    fall within an episode; frame numbers without. `terminated`, and `scalars` for the gates, per frame. `verdict`: a
    human's word in force at the frame, 1 success, −1 failure. All broadcast to the shape of `distance`.

    As everywhere, one value a control step: where frames share a step, its last one counts.
    """
    metres, missing = _measurements(distance)
    shape = metres.shape
    if metres.ndim not in (1, 2):
        fail("distance", "shape T, or episodes × T", f"shape {shape}")
    metres, missing = np.atleast_2d(metres), np.atleast_2d(missing)
    rows = metres.shape
    sigma = _numbers("standard_deviation", standard_deviation, shape, rows)
    missing = missing | ~(np.isfinite(sigma) & (sigma >= 0))
    steps = _steps(step, shape, rows)
    frames = Frames(
        metres=np.where(missing, 0.0, metres),
        sigma=np.where(missing, 0.0, sigma),
        present=~missing,
        held=_numbers("held", held, shape, rows) != 0,
        live=_numbers("ignored", ignored, shape, rows) == 0,
        terminated=_numbers("terminated", terminated, shape, rows) != 0,
        verdict=_numbers("verdict", verdict, shape, rows),
        gates=_gates(config.success, scalars or {}, shape, rows),
        steps=steps,
    )
    columns = Shaper(config, rows[0]).run(frames)
    return Relabelled(**{name: column.reshape(shape) for name, column in columns.items()})


def _measurements(distance: Any) -> tuple[Floats, Masks]:
    """Numbers, and where they are no measurement."""
    hidden = np.ma.getmaskarray(distance) if np.ma.isMaskedArray(distance) else False
    metres = _array("distance", np.ma.getdata(distance))
    return metres, np.asarray(hidden | ~(np.isfinite(metres) & (metres >= 0)))


def _array(name: str, values: Any) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        fail(name, "an array of numbers", type(values).__name__)


def _numbers(name: str, values: Any, shape: tuple[int, ...], rows: tuple[int, ...]) -> Floats:
    try:
        return np.broadcast_to(_array(name, values), shape).reshape(rows)
    except ValueError:
        fail(name, f"the shape of distance, {shape}", f"shape {np.shape(values)}")


def _steps(step: Any, shape: tuple[int, ...], rows: tuple[int, ...]) -> NDArray[np.int64]:
    if step is None:
        return np.broadcast_to(np.arange(rows[1]), rows)
    numbers = _numbers("step", step, shape, rows)
    if not np.array_equal(numbers, np.floor(numbers)) or (numbers < 0).any() or (np.diff(numbers, axis=1) < 0).any():
        fail("step", "whole numbers ≥ 0 that never fall within an episode", "others")
    return numbers.astype(np.int64)


def _gates(success: Success | None, scalars: Mapping[str, Any], shape: tuple[int, ...], rows: tuple[int, ...]) -> Masks:
    """Whether all gates hold; one whose scalar is missing does not, as in the daemon."""
    holds = np.ones(rows, dtype=bool)
    for gate in success.gates if success else ():
        if gate.scalar not in scalars:
            return np.zeros(rows, dtype=bool)
        values = (
            np.ma.filled(scalars[gate.scalar], np.nan)
            if np.ma.isMaskedArray(scalars[gate.scalar])
            else scalars[gate.scalar]
        )
        holds &= gate.holds(_numbers(gate.scalar, values, shape, rows))
    return holds
