import numpy as np
import pytest

from fake_daemon import FakeDaemon, reward
from fathom import Reward, RewardSubscriber, Status


def subscribe(daemon: FakeDaemon, control: bool = True, **options: object) -> RewardSubscriber:
    endpoint = daemon.control_endpoint if control else None
    subscriber = RewardSubscriber(daemon.rewards_endpoint, "reach", control=endpoint, timeout=1.0, **options)
    daemon.wait_for_subscriber()
    return subscriber


def take(subscriber: RewardSubscriber, count: int) -> list[int]:
    return [subscriber.receive().reward_sequence for _ in range(count)]


def test_yields_typed_rewards_and_none_for_what_is_absent(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        daemon.publish(reward(5))
        found = next(iter(rewards))
    assert isinstance(found, Reward)
    assert (found.status, found.step, found.episode) == (Status.MEASURED, 5, "a")
    assert found.distance is not None
    assert found.distance.metres == pytest.approx(0.45)
    assert (found.distance.kind, found.distance.frame_of_reference) == ("center", "world")
    np.testing.assert_allclose(found.distance.target, [0.45, 0, 0])
    assert found.shaping is None and found.reason is None and found.success is None and found.rejection is None


def test_a_gap_is_filled_from_the_ring_in_order(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        for sequence in range(10):
            daemon.publish(reward(sequence), lose=sequence in (3, 4, 7))
        assert take(rewards, 10) == list(range(10))
        assert rewards.lost == 0


def test_a_gap_longer_than_one_answer_is_filled_in_chunks(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        for sequence in range(3_000):
            daemon.publish(reward(sequence), lose=0 < sequence < 2_999)
        assert take(rewards, 3_000) == list(range(3_000))
        assert rewards.lost == 0


def test_rewards_lost_at_the_end_are_asked_for(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        daemon.publish(reward(0))
        daemon.publish(reward(1), lose=True)
        assert take(rewards, 2) == [0, 1]


def test_rewards_published_before_the_subscription_arrives_are_asked_for(daemon: FakeDaemon) -> None:
    daemon.publish(reward(0))
    with subscribe(daemon) as rewards:
        daemon.publish(reward(1), lose=True)
        assert take(rewards, 1) == [1]


def test_what_the_ring_no_longer_holds_is_counted() -> None:
    with FakeDaemon(ring=3) as daemon, subscribe(daemon) as rewards:
        for sequence in range(10):
            daemon.publish(reward(sequence), lose=0 < sequence < 9)
        assert take(rewards, 4) == [0, 7, 8, 9]
        assert rewards.lost == 6


def test_without_control_a_gap_is_counted(daemon: FakeDaemon) -> None:
    with subscribe(daemon, control=False) as rewards:
        for sequence in range(5):
            daemon.publish(reward(sequence), lose=sequence == 2)
        assert take(rewards, 4) == [0, 1, 3, 4]
        assert rewards.lost == 1


def test_a_restarted_daemon_numbers_anew(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        daemon.publish(reward(0))
        daemon.publish(reward(1))
        assert take(rewards, 2) == [0, 1]
        daemon.restart(epoch=2)
        daemon.publish(reward(0, epoch=2), lose=True)
        daemon.publish(reward(1, epoch=2))
        assert take(rewards, 2) == [0, 1]
        assert (rewards.restarts, rewards.lost) == (1, 0)


def test_repeated_rewards_come_once(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        for sequence in (0, 1, 1, 0, 2):
            daemon.publish(reward(sequence))
        assert take(rewards, 3) == [0, 1, 2]


def test_one_who_comes_late_gets_what_the_ring_holds(daemon: FakeDaemon) -> None:
    for sequence in range(2_500):
        daemon.publish(reward(sequence))
    with subscribe(daemon, since=0) as rewards:
        # Nothing live follows: the whole ring comes by itself.
        assert take(rewards, 2_500) == list(range(2_500))
        daemon.publish(reward(2_500))
        assert take(rewards, 1) == [2_500]


def test_one_who_comes_late_and_does_not_ask_starts_with_the_present(daemon: FakeDaemon) -> None:
    daemon.publish(reward(0))
    with subscribe(daemon) as rewards:
        daemon.publish(reward(1))
        assert take(rewards, 1) == [1]
        assert rewards.lost == 0


def test_topics_that_only_begin_alike_are_not_taken(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        daemon.publish(reward(0, task="reach2"))
        daemon.publish(reward(0, session="env-1"))
        daemon.publish(reward(7))
        assert rewards.receive().reward_sequence == 7
        assert rewards.malformed == 0


def test_messages_that_are_no_reward_are_counted(daemon: FakeDaemon) -> None:
    with subscribe(daemon) as rewards:
        daemon.publish_raw([b"rewards/reach", b"\xff\xff\xff"])
        daemon.publish_raw([b"rewards/reach"])
        daemon.publish_raw([b"rewards/reach", b""])
        daemon.publish(reward(0))
        assert rewards.receive().reward_sequence == 0
        assert rewards.malformed == 3


def test_silence_is_a_timeout(daemon: FakeDaemon) -> None:
    with RewardSubscriber(daemon.rewards_endpoint, "reach", timeout=0.1) as rewards:
        with pytest.raises(TimeoutError, match="rewards/reach"):
            rewards.receive()


def test_since_needs_the_control_socket() -> None:
    with pytest.raises(ValueError, match="control"):
        RewardSubscriber("tcp://127.0.0.1:1", "reach", since=0)
