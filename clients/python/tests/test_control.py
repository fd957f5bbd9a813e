import pytest

from fake_daemon import FakeDaemon, reward
from fathom import Control, ControlError, HumanEvent
from fathom.v1 import control_pb2


def test_status(daemon: FakeDaemon) -> None:
    with Control(daemon.control_endpoint) as control:
        assert control.status().daemon_epoch == 1


def test_rewards_since(daemon: FakeDaemon) -> None:
    for sequence in range(5):
        daemon.publish(reward(sequence))
    with Control(daemon.control_endpoint) as control:
        found = control.rewards_since("reach", 1, 2, limit=2)
    assert [item.reward_sequence for item in found.rewards] == [2, 3]
    assert (found.oldest_sequence, found.next_sequence) == (0, 5)


def test_an_empty_ring_has_no_oldest(daemon: FakeDaemon) -> None:
    with Control(daemon.control_endpoint) as control:
        found = control.rewards_since("reach", 1, 0)
    assert (found.oldest_sequence, found.rewards) == (None, [])


def test_commands_say_what_they_mean(daemon: FakeDaemon) -> None:
    with Control(daemon.control_endpoint) as control:
        control.set_target("reach", "the blue cup")
        control.reset_episode("reach", session="env-1")
        control.human_event("reach", HumanEvent.SUCCESS)
        control.human_event("reach", "pause")
    target, reset, success, pause = daemon.requests
    assert target.set_target.description == "the blue cup" and not target.set_target.HasField("session")
    assert reset.reset_episode.session == "env-1"
    assert success.human_event.kind == control_pb2.HUMAN_EVENT_SUCCESS
    assert pause.human_event.kind == control_pb2.HUMAN_EVENT_PAUSE


def test_a_refusal_names_field_expected_and_found(daemon: FakeDaemon) -> None:
    with Control(daemon.control_endpoint) as control:
        with pytest.raises(ControlError, match="task: expected reach, found lift"):
            control.set_target("lift", "the cup")
        assert control.status().version == "0.1.0"


def test_nobody_there_is_a_timeout_and_the_next_request_works(daemon: FakeDaemon) -> None:
    with Control("tcp://127.0.0.1:1", timeout=0.1) as control:
        for _ in range(2):
            with pytest.raises(TimeoutError):
                control.status()
        control.endpoint = daemon.control_endpoint
        control.timeout = 2.0
        assert control.status().daemon_epoch == 1
