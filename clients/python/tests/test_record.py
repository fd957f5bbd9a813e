from pathlib import Path

from fake_daemon import FakeDaemon, reward
from fathom import RewardSubscriber, rewards_json
from fathom.record import record
from fathom.v1 import reward_pb2


def test_records_whole_lines_until_enough_came(daemon: FakeDaemon, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "rewards.jsonl"
    control = daemon.control_endpoint
    with RewardSubscriber(daemon.rewards_endpoint, "reach", control=control, timeout=0.2) as subscriber:
        daemon.wait_for_subscriber()
        for sequence in range(20):
            daemon.publish(reward(sequence), lose=sequence % 7 == 3)
        assert record(subscriber, file, count=20, idle=None) == 20
    with file.open() as lines:
        assert [found.reward_sequence for found in rewards_json.read(lines)] == list(range(20))


def test_stale_rewards_do_not_keep_it_waiting(daemon: FakeDaemon, tmp_path: Path) -> None:
    stale = reward(1)
    stale.status = reward_pb2.STATUS_STALE
    stale.ClearField("distance")
    with RewardSubscriber(daemon.rewards_endpoint, "reach", timeout=0.05) as subscriber:
        daemon.wait_for_subscriber()
        daemon.publish(reward(0))
        daemon.publish(stale)
        assert record(subscriber, tmp_path / "rewards.jsonl", count=None, idle=0.2) == 1
    assert len((tmp_path / "rewards.jsonl").read_text().splitlines()) == 2
