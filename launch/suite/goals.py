"""What is wanted of a signal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """What is wanted of a row. A row without the quantity has nothing to miss."""

    name: str
    value: Callable[[Row], float | None]
    ideal: Callable[[float], bool] | None
    sensor: Callable[[float], bool] | None
    text: str

    def missed(self, row: Row, depth: str) -> bool:
        meets, value = (self.ideal if depth == "ideal" else self.sensor), self.value(row)
        return meets is not None and value is not None and not meets(value)


def _at_most(limit: float) -> Callable[[float], bool]:
    return lambda value: value <= limit


def _at_least(limit: float) -> Callable[[float], bool]:
    return lambda value: value >= limit


def _between(low: float, high: float) -> Callable[[float], bool]:
    return lambda value: low <= value <= high


def _violations(row: Row) -> float | None:
    counts = row["violations"]
    eligible = counts["eligible1"] + counts["eligible10"]
    return (counts["lag1"] + counts["lag10"]) / eligible if eligible else None


NONE = _at_most(0)
GOALS = (
    Goal("answered", lambda r: r["answered"], _at_least(0.95), _at_least(0.95), "at least 95 % of answerable frames"),
    Goal("seen", lambda r: r["mae_m"]["measured"], _at_most(0.005), _at_most(0.010), "mean error: 5 mm, 10 with noise"),
    Goal("held", lambda r: r["mae_m"]["held"], _at_most(0.010), _at_most(0.010), "mean error, target at rest: 10 mm"),
    Goal("wrong", lambda r: r["wrong_object_frames"], NONE, NONE, "frames credited to another thing: 0"),
    Goal("unseen", lambda r: r["measured_unseen"], NONE, NONE, "frames measured though nothing is to be seen: 0"),
    Goal("violations", _violations, NONE, _at_most(0.005), "pairs ordered the wrong way: 0, 0.5 % with noise"),
    Goal("progress", lambda r: r["progress_excess"], _at_most(0.02), _at_most(0.02), "above the truth's: 0.02"),
    Goal("decreases", lambda r: r["progress_decreases"], NONE, NONE, "progress that fell: 0"),
    Goal("false success", lambda r: r["false_success"], NONE, NONE, "frames: 0"),
    Goal("reacquired", lambda r: r["reacquired_after_frames"], _at_most(5), _at_most(5), "5 frames after reappearing"),
    Goal("coverage", lambda r: r["coverage95"], None, _between(0.90, 0.99), "95 % intervals, with noise: 90 to 99 %"),
    Goal("sigma/rmse", lambda r: r["sigma_over_rmse"], None, _between(0.7, 1.5), "with noise: 0.7 to 1.5"),
)
POOLED = ("coverage", "sigma/rmse")
"""Judged over all scenarios together: errors within one are too alike to be counted one by one."""
