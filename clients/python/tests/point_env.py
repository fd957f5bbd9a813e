"""An environment in which a point on a line goes towards 0."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np


class Point(gymnasium.Env[Any, Any]):
    """Starts at 0.3 m and more; the action is a displacement in metres. `script` says what the daemon shall see."""

    observation_space = gymnasium.spaces.Box(-10, 10, (1,), np.float32)
    action_space = gymnasium.spaces.Box(-1, 1, (1,), np.float32)
    metadata = {"render_modes": [], "render_fps": 20}

    def __init__(self, start: float = 0.3, length: int = 1000, script: dict[int, int] | None = None) -> None:
        self.start, self.length, self.script = start, length, script or {}
        self.x, self.steps, self.episodes, self.broken = start, 0, 0, False

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        self.x, self.steps, self.episodes = self.start + 0.001 * self.episodes, 0, self.episodes + 1
        return self._observation(), {"where": self.x}

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        self.x, self.steps = self.x + float(action[0]), self.steps + 1
        return self._observation(), 7.0, self.x < -0.5, self.steps >= self.length, {"where": self.x}

    def _observation(self) -> Any:
        return np.array([self.x], np.float32)


class DictPoint(Point):
    observation_space = gymnasium.spaces.Dict({"x": Point.observation_space})

    def _observation(self) -> Any:
        return {"x": np.array([self.x], np.float32)}


def options(**more: Any) -> dict[str, Any]:
    """What a wrapper needs to know of it."""
    return {
        "poses": {"gripper": lambda env: (env.unwrapped.x, 0, 0), "target": lambda env: (0, 0, 0)},
        "scalars": {"status": lambda env: env.unwrapped.script.get(env.unwrapped.steps, 1)},
        "timeout": 5.0,
    } | more
