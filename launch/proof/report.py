"""Steps to 95 %, and their ratios between arms with a bootstrap interval over the seeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from proof.result import Result
from proof.settings import ARMS, Settings

RESAMPLES = 10_000
INTERVAL = (2.5, 97.5)
"""Percentiles of the resampled ratios: a 95 % interval."""


def report(results: list[Result], settings: Settings) -> dict[str, Any]:
    """Figures by arm, and the ratios for which both arms are there.

    A seed that never got there counts as the budget, and says `censored`. That is too kind to its arm: a ratio over
    censored runs is too small where they are in its numerator, too large where they are in its denominator.
    """
    figures: dict[str, Any] = {
        "steps": settings.steps,
        "interval": settings.interval,
        "goals": settings.goals,
        "solved": settings.solved,
        "arms": {},
    }
    for arm in ARMS:
        if seeds := [_seed(result, settings) for result in results if result.arm == arm]:
            figures["arms"][arm] = {"reward": ARMS[arm], "seeds": seeds}
    for over in "cb":
        if "d" in figures["arms"] and over in figures["arms"]:
            figures[f"ratio_d_over_{over}"] = ratio(_steps(figures, "d"), _steps(figures, over))
    return figures


def write(figures: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")


def ratio(numerator: NDArray[np.float64], denominator: NDArray[np.float64]) -> dict[str, float]:
    """Median over the seeds of one, divided by that of the other, and the interval of its percentile bootstrap.

    The seeds of each arm are resampled by themselves: equal seeds share goals and first weights, but soon go apart.
    """
    generator = np.random.default_rng(0)
    drawn = [
        np.median(steps[generator.integers(len(steps), size=(RESAMPLES, len(steps)))], axis=1)
        for steps in (numerator, denominator)
    ]
    low, high = np.percentile(drawn[0] / drawn[1], INTERVAL)
    median = np.median(numerator) / np.median(denominator)
    return {"median": round(float(median), 3), "low": round(float(low), 3), "high": round(float(high), 3)}


def _seed(result: Result, settings: Settings) -> dict[str, Any]:
    steps = result.steps_to(settings.solved)
    entry: dict[str, Any] = {
        "seed": result.seed,
        "steps_to_95": settings.steps if steps is None else steps,
        "censored": steps is None,
        "final_success": result.success[-1],
        "mean_success": round(float(np.mean(result.success)), 4),
        "steps_per_second": round(settings.steps / result.seconds, 1),
    }
    if result.statuses:
        total = sum(result.statuses.values())
        entry["status"] = {name: round(count / total, 4) for name, count in sorted(result.statuses.items())}
    return entry


def _steps(figures: dict[str, Any], arm: str) -> NDArray[np.float64]:
    return np.array([seed["steps_to_95"] for seed in figures["arms"][arm]["seeds"]], dtype=np.float64)
