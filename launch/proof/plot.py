"""Draws every seed's learning curve, and each arm's median with a band."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from proof.result import Result
from proof.settings import ARMS, Settings

COLORS = {"a": "#8c8c8c", "b": "#d1812a", "c": "#1f77b4", "d": "#2b8a3e"}


def draw(results: list[Result], settings: Settings, path: Path) -> None:
    """Two panels side by side: the curves of all arms, and steps to 95 % of every seed."""
    figure, (curves, steps) = plt.subplots(1, 2, figsize=(11, 5.2), width_ratios=(2, 1), layout="constrained")
    present = [arm for arm in ARMS if any(result.arm == arm for result in results)]
    for place, arm in enumerate(present):
        of_arm = [result for result in results if result.arm == arm]
        _curves(curves, of_arm, arm)
        _dots(steps, of_arm, place, settings)
    figure.legend(*curves.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9, frameon=False)
    _label_curves(curves, settings)
    _label_dots(steps, present, settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)
    plt.close(figure)


def _curves(axes: Axes, results: list[Result], arm: str) -> None:
    color = COLORS[arm]
    rates = np.array([result.success for result in results]) * 100
    at = results[0].steps
    for curve in rates:
        axes.plot(at, curve, color=color, linewidth=0.7, alpha=0.45)
    low, middle, high = np.percentile(rates, (25, 50, 75), axis=0)
    axes.fill_between(at, low, high, color=color, alpha=0.15, linewidth=0)
    axes.plot(at, middle, color=color, linewidth=2.2, label=f"({arm}) {ARMS[arm]}")


def _dots(axes: Axes, results: list[Result], place: int, settings: Settings) -> None:
    """A hollow triangle is a seed that never got there within the budget."""
    for number, result in enumerate(results):
        steps = result.steps_to(settings.solved)
        across = place + (number - (len(results) - 1) / 2) * 0.09
        marker, fill = ("o", COLORS[result.arm]) if steps is not None else ("^", "none")
        axes.plot(
            across, settings.steps if steps is None else steps,
            marker=marker, markerfacecolor=fill, markeredgecolor=COLORS[result.arm], linestyle="none", markersize=6,
        )  # fmt: skip
    median = float(np.median([result.steps_to(settings.solved) or settings.steps for result in results]))
    axes.hlines(median, place - 0.3, place + 0.3, color=COLORS[results[0].arm], linewidth=2.2)


def _label_curves(axes: Axes, settings: Settings) -> None:
    axes.axhline(settings.solved * 100, color="black", linewidth=0.7, linestyle=":")
    axes.set(xlim=(0, settings.steps), ylim=(0, 102))
    axes.set(xlabel="training steps", ylabel=f"goals reached of {settings.goals}, %")
    axes.set_title("SAC on FetchReach: each seed thin, the median thick, quartiles as a band", fontsize=10)


def _label_dots(axes: Axes, arms: list[str], settings: Settings) -> None:
    axes.set(ylim=(0, settings.steps * 1.05), xlim=(-0.6, len(arms) - 0.4))
    axes.set_ylabel(f"training steps to {settings.solved:.0%}")
    axes.set_xticks(range(len(arms)), [f"({arm})" for arm in arms])
    axes.set_title("△ not within the budget", fontsize=10)
