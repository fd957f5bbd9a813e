"""Draws rewards and true distance over time, one panel an episode.

    python -m fathom.plot rewards.jsonl truth.csv reward.png
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from fathom import rewards_json
from fathom.reward import Reward, Status

# Okabe and Ito's colours: told apart by the colour-blind too.
_POTENTIAL, _PROGRESS, _MEASURED, _TRUE = "#0072B2", "#009E73", "#E69F00", "#444444"
_SHADES = {
    Status.HELD: "#F0E442",
    Status.AMBIGUOUS: "#CC79A7",
    Status.ABSENT: "#D55E00",
    Status.STALE: "#999999",
    Status.REJECTED: "#000000",
    Status.PAUSED: "#56B4E9",
}
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class TrueFrame:
    """The simulator's truth for one frame."""

    distance: float
    visible: bool


Truth = Mapping[tuple[str, str, int], TrueFrame]


def read_truth(lines: Iterable[str]) -> dict[tuple[str, str, int], TrueFrame]:
    """Truth by stream, episode and sequence."""
    return {
        (row["stream"], row["episode"], int(row["sequence"])): TrueFrame(
            float(row["distance_m"]), row["target_visible"] in ("1", "true", "True")
        )
        for row in csv.DictReader(lines)
    }


def draw(rewards: Iterable[Reward], truth: Truth, title: str = "") -> Any:
    """A figure with one panel for each episode, in order of appearance."""
    episodes: dict[str, list[Reward]] = {}
    for reward in rewards:
        if reward.episode is not None and reward.frame_sequence is not None:
            episodes.setdefault(reward.episode, []).append(reward)
    if not episodes:
        raise ValueError("rewards: expected rewards for frames of an episode, found none")
    columns = min(_COLUMNS, len(episodes))
    rows = math.ceil(len(episodes) / columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(3.2 * columns + 0.8, 2.6 * rows + 1.1), sharey=True, squeeze=False, layout="constrained"
    )
    longest = max((item.distance for item in truth.values()), default=0.5)
    for place, (episode, found) in enumerate(episodes.items()):
        is_left, is_right = place % columns == 0, place % columns == columns - 1
        _panel(grid.flat[place], episode, found, truth, longest, is_left, is_right)
    for spare in grid.flat[len(episodes) :]:
        spare.set_visible(False)
    for place in range(len(episodes)):
        if place + columns >= len(episodes):
            grid.flat[place].set_xlabel("frame")
    if title:
        figure.suptitle(title)
    statuses = {reward.status for found in episodes.values() for reward in found}
    figure.legend(handles=_legend(statuses), loc="outside lower center", ncols=8, frameon=False, fontsize=9)
    return figure


def _panel(
    axes: Any, episode: str, rewards: list[Reward], truth: Truth, longest: float, is_left: bool, is_right: bool
) -> None:
    frames = [reward.frame_sequence or 0 for reward in rewards]
    _shade(axes, rewards, frames)
    axes.plot(frames, [_or_gap(r.potential) for r in rewards], color=_POTENTIAL, linewidth=1.8)
    axes.plot(frames, [_or_gap(r.progress) for r in rewards], color=_PROGRESS, linewidth=1.2, linestyle=(0, (4, 1.5)))
    axes.set_ylim(0, 1.03)
    axes.margins(x=0.01)
    axes.set_title(f"episode {episode}", fontsize=9, loc="left")
    axes.spines[["top"]].set_visible(False)
    axes.grid(axis="y", color="#e8e8e8", linewidth=0.6)
    axes.set_axisbelow(True)
    if is_left:
        axes.set_ylabel("reward (potential, progress)", color=_POTENTIAL, fontsize=9)
    metres = axes.twinx()
    metres.spines[["top"]].set_visible(False)
    measured = [_or_gap(r.distance.metres if r.distance else None) for r in rewards]
    true = [truth.get((r.stream, episode, r.frame_sequence or 0)) for r in rewards]
    metres.plot(frames, [_or_gap(t.distance if t else None) for t in true], color=_TRUE, linewidth=2.6, alpha=0.35)
    metres.plot(frames, measured, color=_MEASURED, linewidth=1.1)
    metres.set_ylim(0, longest * 1.03)
    if is_right:
        metres.set_ylabel("distance (m)", color=_TRUE, fontsize=9)
    else:
        metres.tick_params(right=False, labelright=False)
    for side in (axes, metres):
        side.tick_params(labelsize=8)


def _shade(axes: Any, rewards: list[Reward], frames: list[int]) -> None:
    """Marks runs of frames that were not measured."""
    start = 0
    for index in range(1, len(rewards) + 1):
        if index == len(rewards) or rewards[index].status is not rewards[start].status:
            color = _SHADES.get(rewards[start].status)
            if color:
                axes.axvspan(frames[start] - 0.5, frames[index - 1] + 0.5, color=color, alpha=0.25, linewidth=0)
            start = index


def _or_gap(value: float | None) -> float:
    """Matplotlib breaks a line at NaN: what was not measured is not drawn."""
    return math.nan if value is None else value


def _legend(statuses: set[Status]) -> list[Any]:
    lines = [
        Line2D([], [], color=_POTENTIAL, linewidth=1.8, label="potential"),
        Line2D([], [], color=_PROGRESS, linewidth=1.2, linestyle=(0, (4, 1.5)), label="progress"),
        Line2D([], [], color=_MEASURED, linewidth=1.1, label="distance"),
        Line2D([], [], color=_TRUE, linewidth=2.6, alpha=0.35, label="true distance"),
    ]
    return lines + [Patch(color=c, alpha=0.25, label=str(s)) for s, c in _SHADES.items() if s in statuses]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rewards", type=Path, help="rewards as JSON lines")
    parser.add_argument("truth", type=Path, help="truth as CSV")
    parser.add_argument("image", type=Path, help="PNG, SVG or PDF")
    parser.add_argument("--title", default="")
    options = parser.parse_args()
    with options.rewards.open() as lines, options.truth.open() as rows:
        figure = draw(rewards_json.read(lines), read_truth(rows), options.title)
    options.image.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.image, dpi=140)
    plt.close(figure)


if __name__ == "__main__":
    main()
