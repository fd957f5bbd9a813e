"""What a rendered training step costs with Fathom's reward, in turns with the same step and rendering without one.

    training_cost.py [--report FILE] [--pairs N] [--vector-pairs N]

FetchReach, 224×224 colour and depth each step. Needs MUJOCO_GL and a release binary (FATHOM_BINARY, or this
checkout's). Adds its rows to the report of fathom-bench.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fathom
import gymnasium as gym
import gymnasium_robotics
import mujoco
import numpy as np
from fathom.mujoco import Camera, Viewpoint
from gymnasium.vector import SyncVectorEnv

VIEW = Viewpoint((1.30, 0.75, 0.50), distance=1.05, azimuth=145, elevation=-28, hide=["robot0:mocap"])
REWARDED: dict[str, Any] = {"target": "the red ball", "camera": VIEW, "gripper": "robot0:grip"}
SIZE = 224
STEPS = 49
"""Of a turn of one environment: all of an episode but the last, at which a vector would reset."""
FEWEST_STEPS = 10
"""Of a turn of many environments."""
MOST_ADDED = 5.0
"""Percent of a rendered step."""

Seconds = np.ndarray[Any, np.dtype[np.float64]]


class Rendered(gym.Wrapper[Any, Any, Any, Any]):
    """Renders after each step what `RewardWrapper` renders, and does nothing with it."""

    def __init__(self, env: gym.Env[Any, Any]) -> None:
        super().__init__(env)
        inner: Any = env.unwrapped
        self._prepare = inner._render_callback
        self._camera = self._make_camera(inner)

    def reset(self, **options: Any) -> tuple[Any, dict[str, Any]]:
        result = self.env.reset(**options)
        self._render()
        return result

    def step(self, action: Any) -> Any:
        result = self.env.step(action)
        self._render()
        return result

    def close(self) -> None:
        self._camera.close()
        super().close()

    def _make_camera(self, inner: Any) -> Any:
        return Camera(inner.model, inner.data, VIEW, SIZE, SIZE)

    def _render(self) -> None:
        self._prepare()
        self._camera.render()


class RenderedByMujoco(Rendered):
    """Renders colour and depth by MuJoCo's own `Renderer`, as its documentation does."""

    def _make_camera(self, inner: Any) -> Any:
        self._data = inner.data
        inner.model.vis.quality.offsamples = 0
        return mujoco.Renderer(inner.model, SIZE, SIZE)

    def _render(self) -> None:
        self._prepare()
        self._camera.update_scene(self._data, VIEW.camera())
        self._camera.render()
        self._camera.enable_depth_rendering()
        self._camera.render()
        self._camera.disable_depth_rendering()


def make() -> gym.Env[Any, Any]:
    gym.register_envs(gymnasium_robotics)
    return gym.make("FetchReach-v4")


def turn(env: Any, seed: int, steps: int) -> Seconds:
    """Seconds of each step of an episode's first ones; the same seed makes the same ones."""
    env.action_space.seed(seed)
    env.reset(seed=seed)
    seconds = np.empty(steps)
    for index in range(steps):
        action = env.action_space.sample()
        start = time.perf_counter()
        env.step(action)
        seconds[index] = time.perf_counter() - start
    return seconds


def turns(rewarded: Any, rendered: Any, count: int, steps: int = STEPS) -> tuple[Seconds, Seconds]:
    """Seconds by turn and step of either; who begins changes each time."""
    pair = (rewarded, rendered)
    for env in pair:
        turn(env, 0, steps)
    taken: tuple[list[Seconds], list[Seconds]] = ([], [])
    for number in range(count):
        for index in (0, 1) if number % 2 else (1, 0):
            taken[index].append(turn(pair[index], 1 + number, steps))
    return np.array(taken[0]), np.array(taken[1])


def added_row(pairs: int, rendering: type[Rendered], against: str, most_added: float | None) -> dict[str, Any]:
    rewarded, rendered = fathom.RewardWrapper(make(), **REWARDED), rendering(make())
    try:
        with_reward, without = turns(rewarded, rendered, pairs)
    finally:
        rewarded.close()
        rendered.close()
    ratio = float(np.median(np.median(without, axis=1) / np.median(with_reward, axis=1)))
    added = 100 * (1 / ratio - 1)
    row = {
        "name": "rendered FetchReach step with RewardWrapper in lockstep, 224×224 RGB-D",
        "p50_ms": 1e3 * float(np.median(with_reward)),
        "p99_ms": 1e3 * float(np.percentile(with_reward, 99, method="inverted_cdf")),
        "against": against,
        "against_p50_ms": 1e3 * float(np.median(without)),
        "ratio": ratio,
        "samples": with_reward.size,
        "note": f"{added:+.1f} %, median over {pairs} pairs of episodes",
    }
    if most_added is not None:
        row |= {"budget": f"≤ {most_added:g} % added", "met": added <= most_added}
    return row


def vector_row(count: int, pairs: int) -> dict[str, Any]:
    steps = max(STEPS // count, FEWEST_STEPS)
    rewarded = fathom.VectorRewardWrapper(SyncVectorEnv([make] * count), **REWARDED)
    rendered = SyncVectorEnv([lambda: Rendered(make())] * count)
    try:
        with_reward, without = turns(rewarded, rendered, pairs, steps)
    finally:
        rewarded.close()
        rendered.close()
    own, other = (count * steps / seconds.sum(axis=1) for seconds in (with_reward, without))
    return {
        "name": f"{count} environment{'s' if count > 1 else ''} in a VectorRewardWrapper, rendered at 224×224: steps/s",
        "value": round(float(np.median(own)), 1),
        "note": f"{np.median(other):.1f} steps/s with the rendering, no reward; ratio {np.median(own / other):.3f}",
    }


def rows(pairs: int, vector_pairs: int) -> Iterator[dict[str, Any]]:
    yield added_row(pairs, Rendered, "the same step and rendering, no reward", MOST_ADDED)
    yield added_row(pairs, RenderedByMujoco, "the same step rendered by mujoco.Renderer, no reward", None)
    for count in (1, 4, 16):
        yield vector_row(count, vector_pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--pairs", type=int, default=30, help="turns of either, one environment")
    parser.add_argument("--vector-pairs", type=int, default=8, help="turns of either, each number of environments")
    options = parser.parse_args()
    for row in rows(options.pairs, options.vector_pairs):
        print(json.dumps(row, ensure_ascii=False), flush=True)
        if options.report:
            before = json.loads(options.report.read_text()) if options.report.exists() else []
            options.report.write_text(json.dumps([*before, row], indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
