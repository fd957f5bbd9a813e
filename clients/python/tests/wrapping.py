"""What the tests of the wrapper share: a wrapped point on a line, and what its reward should be."""

from typing import Any

import numpy as np

from fake_daemon import FakeDaemon
from fathom import RewardWrapper
from fathom.v1 import reward_pb2
from point_env import Point, options

HELD, AMBIGUOUS, ABSENT = (
    int(reward_pb2.Status.Value(f"STATUS_{name}")) for name in ("HELD", "AMBIGUOUS", "ABSENT")
)
STALE, PAUSED = int(reward_pb2.STATUS_STALE), int(reward_pb2.STATUS_PAUSED)


def wrap(daemon: FakeDaemon, env: Point | None = None, **more: Any) -> RewardWrapper:
    return RewardWrapper(env or Point(), daemon=daemon.control_endpoint, **options(**more))


def act(metres: float) -> Any:
    return np.array([metres], np.float32)


def phi(metres: float) -> float:
    return 1 / (1 + abs(metres) / 0.1)


def rewards(env: RewardWrapper, moves: list[float]) -> list[float]:
    return [float(env.step(act(move))[1]) for move in moves]
