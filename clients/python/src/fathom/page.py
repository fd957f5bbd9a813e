"""Draws a recorded episode as a page: key frames with what was measured in them, distance, reward, status.

    python -m fathom.page reach-20260102T030405.678Z-0001.mcap page.png
    python -m fathom.page reach-20260102T030405.678Z-0001.mcap page.png --hindsight hindsight.jsonl
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from fathom import episode as recorded
from fathom import hindsight as known_afterwards
from fathom import page_frames
from fathom.episode import Episode
from fathom.hindsight import Hindsight
from fathom.reward import Reward, Status

# Okabe and Ito's colours: told apart by the colour-blind too.
_POTENTIAL, _PROGRESS, _DISTANCE = "#0072B2", "#009E73", "#E69F00"
_HINDSIGHT = "#7A3E9D"
_STATUS = {
    Status.MEASURED: "#009E73",
    Status.HELD: "#F0E442",
    Status.AMBIGUOUS: "#CC79A7",
    Status.ABSENT: "#D55E00",
    Status.STALE: "#999999",
    Status.REJECTED: "#000000",
    Status.PAUSED: "#56B4E9",
}


def draw(episode: Episode, hindsight: Iterable[Hindsight] = ()) -> Any:
    """A figure of the whole episode, with what is known of it in hindsight drawn dashed.

    Raises ValueError when it holds no rewards, or hindsight is of other ones.
    """
    rewards = [reward for reward in episode.rewards if reward is not None]
    if not rewards:
        raise ValueError(f"{episode.path}: expected rewards, found none; replay it with a configuration first")
    later = _matched(rewards, hindsight, episode)
    frames = [frame for frame in episode.frames if frame.reward is not None]
    keys = page_frames.key_frames(frames)
    times = _times(rewards)
    figure = plt.figure(figsize=(13, 8.2 if keys else 5.6), layout="constrained")
    heights = ([3.2] if keys else []) + [2.3, 1.8, 0.35]
    grid = figure.add_gridspec(len(heights), max(len(keys), 1), height_ratios=heights)
    place_of = {id(reward): place for place, reward in enumerate(rewards)}
    for column, frame in enumerate(keys):
        page_frames.draw(figure.add_subplot(grid[0, column]), frame, "ABCDE"[column])
    rows = [figure.add_subplot(grid[row - 3, :]) for row in range(3)]
    for row in rows[1:]:
        row.sharex(rows[0])
    marks = [(times[place_of[id(frame.reward)]], "ABCDE"[n]) for n, frame in enumerate(keys)]
    if later:
        _hindsight(rows[0], rows[1], times, later)
    _distance(rows[0], times, rewards, marks)
    _potential(rows[1], times, rewards)
    _strip(rows[2], times, rewards)
    figure.suptitle(_title(episode, rewards), fontsize=12, x=0.01, ha="left")
    figure.legend(handles=_legend(rewards, bool(later)), loc="outside lower center", ncols=10, frameon=False, fontsize=9)
    return figure


def _matched(rewards: list[Reward], hindsight: Iterable[Hindsight], episode: Episode) -> list[Hindsight | None]:
    """One for each reward where there is one; an empty list without any hindsight."""
    by_reward = {_key(one): one for one in hindsight}
    if not by_reward:
        return []
    found = [by_reward.get(_key(reward)) for reward in rewards]
    if not any(found):
        raise ValueError(f"hindsight: expected frames of {episode.path}, found those of other rewards")
    return found


def _key(line: Reward | Hindsight) -> tuple[int, str, str, int, str]:
    """What a reward and what is known of it afterwards have in common, but for those of another configuration."""
    return line.daemon_epoch, line.task, line.session, line.reward_sequence, line.configuration_digest


def _title(episode: Episode, rewards: list[Reward]) -> str:
    facts = episode.facts
    names = dict.fromkeys(reward.episode for reward in rewards if reward.episode is not None)
    session = facts.get("task", "") + ("/" + facts["session"] if facts.get("session") else "")
    words = [session, "episode " + ", ".join(names), f"{len(rewards)} rewards"]
    last = next((reward.progress for reward in reversed(rewards) if reward.progress is not None), None)
    if last is not None:
        words.append(f"progress {last:.3f}")
    if any(reward.success for reward in rewards):
        words.append("solved")
    if not episode.is_finished:
        words.append("unfinished recording")
    return "  ·  ".join(words)


def _times(rewards: list[Reward]) -> list[float]:
    """Seconds of capture since the first; a reward without a frame stands where the one before it does."""
    start = next((reward.capture_time_ns for reward in rewards if reward.capture_time_ns is not None), 0)
    times: list[float] = []
    for reward in rewards:
        now = reward.capture_time_ns
        times.append(times[-1] if now is None and times else ((now or start) - start) / 1e9)
    # A new episode may have set its clock back.
    if any(later < sooner for sooner, later in zip(times, times[1:], strict=False)):
        return [float(place) for place in range(len(times))]
    return times


def _distance(axes: Any, times: list[float], rewards: list[Reward], marks: list[tuple[float, str]]) -> None:
    metres = np.array([reward.distance.metres if reward.distance else math.nan for reward in rewards])
    sigma = np.array([reward.distance.standard_deviation if reward.distance else math.nan for reward in rewards])
    axes.fill_between(
        times, 100 * np.maximum(metres - 2 * sigma, 0), 100 * (metres + 2 * sigma), color=_DISTANCE, alpha=0.25,
        linewidth=0,
    )  # fmt: skip
    held = np.array([reward.status is Status.HELD for reward in rewards])
    axes.plot(times, 100 * metres, color=_DISTANCE, linewidth=1, linestyle=(0, (2, 2)))
    axes.plot(times, 100 * np.where(held, math.nan, metres), color=_DISTANCE, linewidth=1.8)
    for time, letter in marks:
        axes.axvline(time, color="#bbbbbb", linewidth=0.8, zorder=0)
        axes.annotate(
            letter, (time, 1), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points",
            ha="center", fontsize=8, color="#555555",
        )  # fmt: skip
    axes.set_ylim(bottom=0)
    axes.set_ylabel("distance (cm)")
    _tidy(axes)


def _hindsight(distances: Any, potentials: Any, times: list[float], later: list[Hindsight | None]) -> None:
    """Dashed, below what was said at the time: it uses the future."""
    known = [one.distance if one else None for one in later]
    metres = np.array(_series([one.metres if one else None for one in known]))
    sigma = np.array(_series([one.standard_deviation if one else None for one in known]))
    low, high = 100 * np.maximum(metres - 2 * sigma, 0), 100 * (metres + 2 * sigma)
    distances.fill_between(times, low, high, color=_HINDSIGHT, alpha=0.12, linewidth=0)
    for edge in (low, high):
        distances.plot(times, edge, color=_HINDSIGHT, linewidth=0.8, linestyle=(0, (4, 3)))
    distances.plot(times, 100 * metres, color=_HINDSIGHT, linewidth=1.4, linestyle=(0, (5, 2)), zorder=3)
    for values in ([one.potential if one else None for one in later], [one.progress if one else None for one in later]):
        potentials.plot(times, _series(values), color=_HINDSIGHT, linewidth=1, linestyle=(0, (5, 2)), zorder=3)


def _series(values: list[float | None]) -> list[float]:
    """With a gap where there is no value."""
    return [math.nan if value is None else value for value in values]


def _potential(axes: Any, times: list[float], rewards: list[Reward]) -> None:
    axes.plot(times, _series([reward.potential for reward in rewards]), color=_POTENTIAL, linewidth=1.8)
    axes.plot(
        times, _series([reward.progress for reward in rewards]), color=_PROGRESS, linewidth=1.3, linestyle=(0, (4, 1.5))
    )
    solved = next((time for time, reward in zip(times, rewards, strict=True) if reward.success), None)
    if solved is not None:
        axes.axvline(solved, color=_PROGRESS, linewidth=1)
        axes.annotate("success", (solved, 0.03), xytext=(4, 0), textcoords="offset points", fontsize=8, color=_PROGRESS)
    axes.set_ylim(0, 1.03)
    axes.set_ylabel("reward")
    _tidy(axes)


def _strip(axes: Any, times: list[float], rewards: list[Reward]) -> None:
    step = max(np.median(np.diff(times)), 1e-6) if len(times) > 1 else 1.0
    start = 0
    for place in range(1, len(rewards) + 1):
        if place == len(rewards) or rewards[place].status is not rewards[start].status:
            left, right = times[start] - step / 2, times[place - 1] + step / 2
            axes.axvspan(left, right, color=_STATUS[rewards[start].status], linewidth=0)
            start = place
    event = None
    for time, reward in zip(times, rewards, strict=True):
        if reward.human_event is not None and reward.human_event != event:
            axes.annotate(
                reward.human_event, (time, 1), xycoords=("data", "axes fraction"), xytext=(0, 2),
                textcoords="offset points", fontsize=8,
            )  # fmt: skip
            axes.axvline(time, color="black", linewidth=1.5)
        event = reward.human_event
    axes.set_yticks([])
    axes.set_ylabel("status", rotation=0, ha="right", va="center")
    axes.set_xlabel("seconds" if any(time % 1 for time in times) else "reward")
    axes.margins(x=0.005)


def _tidy(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#e8e8e8", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelbottom=False)
    axes.margins(x=0.005)


def _legend(rewards: list[Reward], has_hindsight: bool) -> list[Any]:
    found = {reward.status for reward in rewards}
    lines = [
        Line2D([], [], color=_DISTANCE, linewidth=1.8, label="distance, ± 2 σ"),
        Line2D([], [], color=_POTENTIAL, linewidth=1.8, label="potential"),
        Line2D([], [], color=_PROGRESS, linewidth=1.3, linestyle=(0, (4, 1.5)), label="progress"),
    ]
    if has_hindsight:
        dashes = Line2D([], [], color=_HINDSIGHT, linewidth=1.4, linestyle=(0, (5, 2)), label="in hindsight (not causal)")
        lines.append(dashes)
    return lines + [Patch(color=color, label=str(status)) for status, color in _STATUS.items() if status in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("episode", type=Path, help="a recorded episode (MCAP)")
    parser.add_argument("image", type=Path, help="PNG, SVG or PDF")
    parser.add_argument("--hindsight", type=Path, help="what fathom replay --hindsight wrote of it")
    options = parser.parse_args()
    try:
        later = known_afterwards.read(options.hindsight.read_text().splitlines()) if options.hindsight else ()
        figure = draw(recorded.read(options.episode), later)
        options.image.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(options.image, dpi=130)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    plt.close(figure)


if __name__ == "__main__":
    main()
