"""What a writer of scalars is given."""

from __future__ import annotations

from collections import defaultdict

import fake_daemon
from fathom import Reward
from fathom.tensorboard import RewardLog
from fathom.v1 import reward_pb2


class Writer:
    """Keeps what it was given, as SummaryWriter would."""

    def __init__(self) -> None:
        self.points: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def add_scalar(self, tag: str, scalar_value: float, global_step: int) -> None:
        self.points[tag].append((global_step, scalar_value))


def reward(sequence: int, **changes: object) -> Reward:
    message = fake_daemon.reward(sequence)
    message.episode_index = 0
    for name, value in changes.items():
        if value is None:
            message.ClearField(name)
        else:
            setattr(message, name, value)
    return Reward.from_message(message)


def test_numbers_are_written_and_what_is_missing_is_not() -> None:
    writer = Writer()
    log = RewardLog(writer)
    log(reward(0, shaping=None, progress=None))
    absent = {"status": reward_pb2.STATUS_ABSENT, "distance": None, "potential": None, "value": None}
    log(reward(1, **absent))
    log(reward(2, progress=0.25), step=70)
    assert writer.points["fathom/distance_m"] == [(0, 0.5), (70, 0.48)]
    assert [step for step, _ in writer.points["fathom/value"]] == [0, 70]
    assert writer.points["fathom/progress"] == [(70, 0.25)]
    assert "fathom/shaping" not in writer.points


def test_an_episode_is_summed_one_value_a_step() -> None:
    writer = Writer()
    log = RewardLog(writer, prefix="reach")
    values = [(-0.9, 0), (-0.8, 1), (-0.7, 1), (None, 2), (0.5, 3)]
    for sequence, (value, step) in enumerate(values):
        log(reward(sequence, value=value, step=step, progress=0.1 * sequence, success=step == 3, terminated=step == 3))
    episode = {tag.rpartition("/")[2]: points for tag, points in writer.points.items() if "/episode/" in tag}
    assert set(episode) == {"return", "steps", "measured", "success", "progress"}
    assert abs(episode["return"][0][1] - (-0.9 - 0.7 + 0.5)) < 1e-12
    assert episode["steps"] == [(4, 4.0)] and episode["success"] == [(4, 1.0)]


def test_another_episode_ends_the_one_before_and_close_the_last() -> None:
    writer = Writer()
    log = RewardLog(writer)
    for sequence in range(6):
        log(reward(sequence, episode_index=sequence // 3))
    log(reward(6, status=reward_pb2.STATUS_STALE, episode_index=None, frame_sequence=None))
    assert len(writer.points["fathom/episode/return"]) == 1
    log.close()
    log.close()
    assert [value for _, value in writer.points["fathom/episode/steps"]] == [3, 3]
