"""The frames of a recorded episode that a page shows, with what was measured drawn in them."""

from __future__ import annotations

from typing import Any

import matplotlib.patheffects as effects
import numpy as np

from fathom.episode import RecordedFrame
from fathom.reward import Reward, Status
from fathom.v1 import frame_pb2, reward_pb2

_GRIPPER, _TARGET = "#FFB02E", "#3FC1FF"
_KEY_FRAMES = 5


def key_frames(frames: list[RecordedFrame]) -> list[RecordedFrame]:
    """The first, the last, the nearest, one in the midst of the longest time without a measurement; the rest between."""
    pictured = [frame for frame in frames if frame.plane(frame_pb2.PLANE_KIND_COLOR) or _has_depth(frame)]
    if len(pictured) <= _KEY_FRAMES:
        return pictured
    chosen = {0, len(pictured) - 1}
    near = [(frame.reward.distance.metres, n) for n, frame in enumerate(pictured) if frame.reward and frame.reward.distance]
    if near:
        chosen.add(min(near)[1])
    hidden = _longest_run([frame.reward is None or frame.reward.status is not Status.MEASURED for frame in pictured])
    if hidden is not None:
        chosen.add(hidden)
    while len(chosen) < _KEY_FRAMES:
        chosen.add(max(range(len(pictured)), key=lambda n: min(abs(n - other) for other in chosen)))
    return [pictured[n] for n in sorted(chosen)]


def _has_depth(frame: RecordedFrame) -> bool:
    return frame.plane(frame_pb2.PLANE_KIND_DEPTH) is not None


def _longest_run(marks: list[bool]) -> int | None:
    """The middle of the longest run of true."""
    best, start = (0, 0), None
    for place, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = place
        elif not mark and start is not None:
            best, start = max(best, (place - start, (start + place - 1) // 2)), None
    return best[1] if best[0] else None


def draw(axes: Any, frame: RecordedFrame, letter: str) -> None:
    """The frame's picture with the measured segment in it, dashed where it was held."""
    color, depth = frame.color(), frame.depth()
    image = color if color is not None else depth
    if image is None:
        return
    axes.imshow(image, cmap="gray_r")
    axes.set_axis_off()
    reward = frame.reward
    if reward is None:
        return
    height, width = image.shape[:2]
    axes.set_xlim(-0.5, width - 0.5)
    axes.set_ylim(height - 0.5, -0.5)
    step = f"step {reward.step}, " if reward.step is not None else ""
    axes.set_title(f"{letter}   {step}{reward.status}", fontsize=9, loc="left")
    if reward.distance is None:
        return
    found = [_pixel(frame, point, reward.message.distance.frame_of_reference) for point in _ends(reward)]
    ends = [end for end in found if end is not None]
    if len(ends) < 2:
        return
    outline = [effects.withStroke(linewidth=4, foreground="black", alpha=0.6)]
    style = (0, (3, 2)) if reward.status is Status.HELD else "-"
    axes.plot(*zip(*ends, strict=True), color="white", linewidth=1.8, linestyle=style, path_effects=outline)
    for end, dot in zip(ends, (_GRIPPER, _TARGET), strict=True):
        # Rings, so that what is measured stays visible.
        axes.plot(*end, "o", markerfacecolor="none", markersize=9, markeredgecolor="black", markeredgewidth=3.2, alpha=0.5)
        axes.plot(*end, "o", markerfacecolor="none", markersize=9, markeredgecolor=dot, markeredgewidth=1.8)
    text = f"{_length(reward.distance.metres)} ± {_length(reward.distance.standard_deviation)}"
    axes.text(
        0.03, 0.04, text, transform=axes.transAxes, color="white", fontsize=10, fontweight="bold",
        bbox={"boxstyle": "round,pad=0.3", "facecolor": "#14161c", "edgecolor": "none", "alpha": 0.8},
    )  # fmt: skip


def _length(metres: float) -> str:
    """Short enough for a picture: 1.24 m, 26.0 cm, 0.4 mm."""
    if metres >= 1:
        return f"{metres:.2f} m"
    return f"{100 * metres:.1f} cm" if metres >= 0.01 else f"{1000 * metres:.1f} mm"


def _ends(reward: Reward) -> list[np.ndarray]:
    distance = reward.message.distance
    return [np.array([end.x, end.y, end.z]) for end in (distance.gripper, distance.target)]


def _pixel(frame: RecordedFrame, point: np.ndarray, reference: int) -> tuple[float, float] | None:
    """Where a point falls in the frame's picture; `None` behind the camera or without one."""
    header = frame.header
    if not header.HasField("camera"):
        return None
    if reference == reward_pb2.REFERENCE_FRAME_WORLD:
        if not header.camera.HasField("world_from_camera"):
            return None
        world_from_camera = np.array(header.camera.world_from_camera.matrix).reshape(4, 4)
        point = np.linalg.solve(world_from_camera, np.append(point, 1))[:3]
    if point[2] <= 1e-6:
        return None
    x, y = point[0] / point[2], point[1] / point[2]
    if header.camera.distortion == frame_pb2.DISTORTION_PLUMB_BOB:
        k1, k2, p1, p2, k3 = header.camera.distortion_coefficients
        square = x * x + y * y
        radial = 1 + square * (k1 + square * (k2 + square * k3))
        x, y = (
            x * radial + 2 * p1 * x * y + p2 * (square + 2 * x * x),
            y * radial + p1 * (square + 2 * y * y) + 2 * p2 * x * y,
        )
    k = np.array(header.camera.k).reshape(3, 3)
    u, v, _ = k @ np.array([x, y, 1])
    return float(u), float(v)
