"""Pictures of what a signal said: key frames with the ends it measured between, and everything over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from fathom import Reward, Status
from suite.motion import Array
from suite.scenario import RATE, SUCCESS_WITHIN, Scenario
from suite.signal import Episode

Row = dict[str, Any]
Image = NDArray[np.uint8]

# Okabe and Ito's colours: told apart by the colour-blind too.
SHADES = {
    Status.MEASURED: "#009E73",
    Status.HELD: "#F0E442",
    Status.AMBIGUOUS: "#CC79A7",
    Status.ABSENT: "#D55E00",
    Status.STALE: "#999999",
    Status.REJECTED: "#000000",
    Status.PAUSED: "#56B4E9",
}
TRUE, FOUND, BEST = "#444444", "#0072B2", "#E69F00"
PANEL = (400, 300)
KEY_FRAMES = 8
WRONG = (40, 40, 255)


def strip(heard: Episode, rows: list[Row], rewards: list[Reward], wrong: list[int], path: Path) -> None:
    """Key frames: a ring where the target truly is, a cross where the reward says, a line to the gripper."""
    panels = []
    for number in key_frames(rows, rewards):
        image = np.ascontiguousarray(heard.frames[number].pictures[0].rgb[..., ::-1])
        panels.append(_panel(image, rows[number], rewards[number], number, number in wrong, heard.scenario.target))
    half = KEY_FRAMES // 2
    sheet = np.vstack([np.hstack(panels[:half]), np.hstack(panels[half:])])
    cv2.imwrite(str(path), sheet)


def key_frames(rows: list[Row], rewards: list[Reward]) -> list[int]:
    """First, last, where the status or what is seen changes, and what is left evenly between."""
    last = len(rows) - 1
    changes = [
        i for i in range(1, len(rows))
        if rewards[i].status is not rewards[i - 1].status or rows[i]["visible"] != rows[i - 1]["visible"]
    ]  # fmt: skip
    apart = last / KEY_FRAMES / 2
    chosen = [0, last]
    for number in [*changes, *np.linspace(0, last, 4 * KEY_FRAMES).astype(int).tolist()]:
        if len(chosen) < KEY_FRAMES // 2 + 1 and number in changes and min(abs(number - c) for c in chosen) > apart:
            chosen.append(number)
    while len(chosen) < KEY_FRAMES:
        # The middle of the widest gap.
        ordered = sorted(chosen)
        gap, start = max((b - a, a) for a, b in zip(ordered, ordered[1:], strict=False))
        chosen.append(start + gap // 2)
    return sorted(chosen)


def _panel(image: Image, row: Row, reward: Reward, number: int, is_wrong: bool, target: str) -> Image:
    view = row["views"][0]
    true = _pixel(view, np.array(row["things"][target])[:3, 3])
    cv2.circle(image, true, 9, (255, 255, 255), 3, cv2.LINE_AA)
    cv2.circle(image, true, 9, (60, 60, 60), 1, cv2.LINE_AA)
    color = tuple(int(SHADES.get(reward.status, "#999999")[i : i + 2], 16) for i in (5, 3, 1))
    if (distance := reward.distance) is not None:
        points = [_world(view, end, distance.frame_of_reference) for end in (distance.gripper, distance.target)]
        ends = [_pixel(view, point) for point in points]
        for shade, width in (((0, 0, 0), 4), (WRONG if is_wrong else color, 2)):
            cv2.line(image, ends[0], ends[1], shade, width, cv2.LINE_AA)
            cv2.drawMarker(image, ends[1], shade, cv2.MARKER_CROSS, 22, width, cv2.LINE_AA)
            cv2.circle(image, ends[0], 4, shade, width, cv2.LINE_AA)
    panel = cv2.resize(image, PANEL, interpolation=cv2.INTER_AREA)
    cv2.rectangle(panel, (0, PANEL[1] - 42), (PANEL[0], PANEL[1]), (30, 30, 30), -1)
    cv2.rectangle(panel, (0, PANEL[1] - 42), (7, PANEL[1]), color, -1)
    said = f"{distance.metres * 100:.1f} +- {distance.standard_deviation * 196:.1f} cm" if distance else "no distance"
    first = f"{number}: {reward.status}" + ("  WRONG THING" if is_wrong else "")
    second = f"{said}   true {row['distance'] * 100:.1f} cm   seen {row['share'] * 100:.0f} %"
    for text, up in ((first, 25), (second, 8)):
        cv2.putText(panel, text, (14, PANEL[1] - up), cv2.FONT_HERSHEY_SIMPLEX, 0.43, (240, 240, 240), 1, cv2.LINE_AA)
    return np.asarray(cv2.copyMakeBorder(panel, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255, 255, 255)), np.uint8)


def _world(view: Row, point: Array, frame: str) -> Array:
    return point if frame == "world" else np.asarray((np.array(view["world_from_camera"]) @ np.append(point, 1.0))[:3])


def _pixel(view: Row, point: Array) -> tuple[int, int]:
    x, y, z = (np.linalg.inv(np.array(view["world_from_camera"])) @ np.append(point, 1.0))[:3]
    if z < 0.01:
        return -100, -100
    K = np.array(view["K"])  # noqa: N806 - its name everywhere
    u, v = K[0, 0] * x / z + K[0, 2], K[1, 1] * y / z + K[1, 2]
    return int(np.clip(u, -1000, 2000)), int(np.clip(v, -1000, 2000))


def plot(scenario: Scenario, rows: list[Row], rewards: list[Reward], wrong: list[int], title: str, path: Path) -> None:
    """Distance with its 95 % band beside the truth, the status, and progress beside the potential."""
    seconds = np.arange(len(rows)) / RATE
    figure, (upper, middle, lower) = plt.subplots(
        3, 1, figsize=(9, 6), sharex=True, height_ratios=(5, 0.35, 2.2), layout="constrained"
    )
    for axis in (upper, lower):
        _spans(axis, seconds, [not row["visible"] for row in rows], "#BBBBBB", 0.35)
        _spans(axis, seconds, [not row["answerable"] for row in rows], "#D55E00", 0.15)
    found = np.array([r.distance.metres if r.distance else np.nan for r in rewards])
    sigma = np.array([r.distance.standard_deviation if r.distance else np.nan for r in rewards])
    upper.fill_between(seconds, found - 1.96 * sigma, found + 1.96 * sigma, color=FOUND, alpha=0.25, lw=0)
    upper.plot(seconds, [row["distance"] for row in rows], color=TRUE, lw=1.2, ls="--")
    upper.plot(seconds, found, color=FOUND, lw=1.4)
    upper.plot(seconds[wrong], found[wrong], "x", color="#D55E00", ms=5)
    upper.axhline(SUCCESS_WITHIN, color="#999999", lw=0.6, ls=":")
    top = max(max(row["distance"] for row in rows), float(np.nanmax(found, initial=0.0)))
    upper.set_ylim(0, min(top, 1.5) * 1.08)
    upper.set_ylabel("distance, m")
    upper.set_title(f"{title}: {scenario.say}", fontsize=10, loc="left")
    upper.legend(
        handles=[
            Line2D([], [], color=TRUE, ls="--", label="true"),
            Line2D([], [], color=FOUND, label="reported, with 95 %"),
            Patch(color="#BBBBBB", alpha=0.35, label="target hidden"),
            Patch(color="#D55E00", alpha=0.15, label="nobody can know"),
        ],
        fontsize=8, ncols=4, frameon=False, loc="upper right",
    )  # fmt: skip
    _strip(middle, rewards)
    lower.plot(seconds, [r.potential if r.potential is not None else np.nan for r in rewards], color=FOUND, lw=1)
    lower.plot(seconds, [r.progress if r.progress is not None else np.nan for r in rewards], color=BEST, lw=1.6)
    best = 1 / (1 + np.minimum.accumulate([row["distance"] for row in rows]) / 0.1)
    lower.plot(seconds, best, color=TRUE, lw=0.8, ls="--")
    success = np.array([bool(r.success) for r in rewards])
    lower.plot(seconds[success], np.full(success.sum(), 1.02), ".", color=SHADES[Status.MEASURED], ms=3)
    # Room for the legend above.
    lower.set_ylim(0, 1.4)
    lower.set_yticks([0, 0.5, 1])
    lower.set_xlabel("seconds")
    lower.legend(
        handles=[
            Line2D([], [], color=BEST, lw=1.6, label="progress"),
            Line2D([], [], color=FOUND, label="potential"),
            Line2D([], [], color=TRUE, ls="--", label="what the best true distance is worth"),
            Line2D([], [], color=SHADES[Status.MEASURED], marker=".", ls="", label="success"),
        ],
        fontsize=8, ncols=4, frameon=False, loc="upper left",
    )  # fmt: skip
    for axis in (upper, lower):
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _strip(axis: Any, rewards: list[Reward]) -> None:
    for number, reward in enumerate(rewards):
        axis.axvspan((number - 0.5) / RATE, (number + 0.5) / RATE, color=SHADES.get(reward.status, "#999999"), lw=0)
    axis.set_yticks([])
    axis.spines[:].set_visible(False)
    seen = dict.fromkeys(reward.status for reward in rewards)
    axis.legend(
        handles=[Patch(color=SHADES.get(status, "#999999"), label=str(status)) for status in seen],
        fontsize=7, ncols=len(seen), frameon=False, loc="upper left", bbox_to_anchor=(0, -0.1), borderaxespad=0,
    )  # fmt: skip


def _spans(axis: Any, seconds: Array, flags: list[bool], color: str, alpha: float) -> None:
    start = None
    for number, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = number
        elif not flag and start is not None:
            axis.axvspan((start - 0.5) / RATE, (number - 0.5) / RATE, color=color, alpha=alpha, lw=0)
            start = None
