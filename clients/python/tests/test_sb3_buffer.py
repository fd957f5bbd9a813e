from typing import Any

import numpy as np
import pytest

pytest.importorskip("stable_baselines3")

from gymnasium.spaces import Box  # noqa: E402
from stable_baselines3 import SAC  # noqa: E402

import fake_lockstep  # noqa: E402
from fake_daemon import FakeDaemon  # noqa: E402
from fathom import Reward, RewardWrapper  # noqa: E402
from fathom.sb3 import MeasuredReplayBuffer  # noqa: E402
from fathom.v1 import reward_pb2  # noqa: E402
from point_env import Point, options  # noqa: E402

SPACE = Box(-1, 1, (2,), np.float32)


def info(value: float | None, **more: Any) -> dict[str, Any]:
    message = reward_pb2.Reward(
        task="t", session="", stream="s", episode="0", step=1, frame_sequence=1, daemon_epoch=1, reward_sequence=1,
        skipped_frames=0, status=reward_pb2.STATUS_MEASURED if value is not None else reward_pb2.STATUS_ABSENT,
        discount=0.9, configuration_digest="0" * 16, value=value, **more,
    )  # fmt: skip
    return {"fathom": Reward.from_message(message)}


def add(buffer: MeasuredReplayBuffer, *values: float | None) -> None:
    rows = np.arange(2 * len(values), dtype=np.float32).reshape(-1, 2)
    paid = np.array([-1.0 if value is None else value for value in values])
    buffer.add(rows, rows + 1, rows, paid, np.zeros(len(values)), [info(value) for value in values])


def test_a_transition_without_a_value_is_left_out() -> None:
    buffer = MeasuredReplayBuffer(8, SPACE, SPACE)
    for value in (-0.5, None, -0.25):
        add(buffer, value)
    assert buffer.size() == 2 and buffer.left_out == 1
    assert buffer.rewards[:2, 0].tolist() == [-0.5, -0.25]


def test_nothing_measured_is_said() -> None:
    buffer = MeasuredReplayBuffer(8, SPACE, SPACE)
    add(buffer, None)
    with pytest.raises(RuntimeError, match="expected a measured reward, found none in 1 transitions"):
        buffer.sample(4)


def test_a_terminal_state_stays_in_with_its_penalty() -> None:
    buffer = MeasuredReplayBuffer(8, SPACE, SPACE)
    row = np.zeros((1, 2), np.float32)
    buffer.add(row, row, row, np.array([-20.0]), np.ones(1), [info(None, terminated=True)])
    buffer.add(row, row, row, np.array([-1.0]), np.ones(1), [info(None, truncated=True)])
    assert buffer.rewards[: buffer.size(), 0].tolist() == [-20] and buffer.left_out == 1


def test_a_row_stays_whole_and_repeats_what_was_measured() -> None:
    buffer = MeasuredReplayBuffer(9, SPACE, SPACE, n_envs=3)
    add(buffer, None, -0.5, -0.25)
    assert buffer.rewards[0].tolist() == [-0.5, -0.5, -0.25]
    assert buffer.observations[0].tolist() == [[2, 3], [2, 3], [4, 5]]
    assert buffer.next_observations[0].tolist() == [[3, 4], [3, 4], [5, 6]]


def test_a_reward_of_somebody_else_is_refused() -> None:
    buffer = MeasuredReplayBuffer(8, SPACE, SPACE)
    row = np.zeros((1, 2), np.float32)
    with pytest.raises(ValueError, match=r"info\['fathom'\]"):
        buffer.add(row, row, row, np.zeros(1), np.zeros(1), [{}])
    with pytest.raises(ValueError, match="optimize_memory_usage"):
        MeasuredReplayBuffer(8, SPACE, SPACE, optimize_memory_usage=True, handle_timeout_termination=False)


def test_a_learner_takes_it(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description()]
    absent = reward_pb2.STATUS_ABSENT
    env = RewardWrapper(Point(5, script={2: absent, 3: absent}), daemon=daemon.control_endpoint, **options())
    learner = SAC("MlpPolicy", env, learning_starts=10, replay_buffer_class=MeasuredReplayBuffer, buffer_size=100)
    learner.learn(20)
    buffer = learner.replay_buffer
    assert isinstance(buffer, MeasuredReplayBuffer)
    assert buffer.size() == 18 and buffer.left_out == 2
    env.close()
