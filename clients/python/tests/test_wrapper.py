"""`RewardWrapper`: rewards of the right step, ends of episodes, progress."""

import pytest

import fake_lockstep
from fake_daemon import FakeDaemon
from fathom import ControlError, Reward, RewardSettings, RewardWrapper, Status
from fathom.wrappers.daemon import configuration
from point_env import Point
from wrapping import act, phi, rewards, wrap


def test_the_reward_is_that_of_the_frame_the_step_ended_in(daemon: FakeDaemon) -> None:
    with wrap(daemon) as env:
        _, info = env.reset(seed=0)
        assert info["fathom"].step == 0 and "where" in info
        for step in range(1, 4):
            observation, reward, terminated, truncated, info = env.step(act(-0.05))
            assert reward == pytest.approx(phi(0.3 - 0.05 * step) - 1, abs=1e-6)
            assert observation == pytest.approx(info["where"])
            found: Reward = info["fathom"]
            assert (found.step, found.status, found.episode) == (step, Status.MEASURED, "0")
            assert (info["base_reward"], terminated, truncated) == (7.0, False, False)


def test_add_is_added_and_replace_replaces(daemon: FakeDaemon) -> None:
    with wrap(daemon, mode="add") as added, wrap(daemon) as replaced:
        added.reset(), replaced.reset()
        assert added.step(act(-0.1))[1] == replaced.step(act(-0.1))[1] + 7.0
    with pytest.raises(ValueError, match="mode: expected replace or add, found 'both'"):
        wrap(daemon, mode="both")


def test_ends_are_told_apart_and_reach_the_daemon(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(length=2)) as env:
        env.reset()
        assert env.step(act(-0.1))[2:4] == (False, False)
        assert env.step(act(-0.1))[2:4] == (False, True)
        env.reset()
        assert env.step(act(-0.9))[2:4] == (True, False)
    headers = daemon.sessions[1].headers
    assert [(header.terminated, header.truncated) for header in headers] == [
        (False, False), (False, False), (False, True), (False, False), (True, False)
    ]  # fmt: skip
    assert [(header.episode, header.step) for header in headers] == [("0", 0), ("0", 1), ("0", 2), ("1", 0), ("1", 1)]
    # 20 Hz, as the environment's render_fps says.
    assert [header.capture_time_ns for header in headers[:3]] == [0, 50_000_000, 100_000_000]


def test_success_ends_the_episode_in_the_same_step_when_asked_to(daemon: FakeDaemon) -> None:
    with wrap(daemon, terminate_on_success=True) as env, wrap(daemon) as other:
        env.reset(), other.reset()
        assert not env.step(act(-0.1))[2] and not other.step(act(-0.1))[2]
        _, reward, terminated, truncated, info = env.step(act(-0.19))
        assert (terminated, truncated, info["fathom"].success) == (True, False, True)
        assert reward == pytest.approx(phi(0.01) - 1 + 1, abs=1e-6)
        _, reward, terminated, _, info = other.step(act(-0.19))
        assert not terminated and reward == pytest.approx(phi(0.01) - 1 + 1, abs=1e-6)
    # The daemon was told that this state is terminal: the same frame again, the last of its step.
    last, again = daemon.sessions[1].headers[-2:]
    assert (last.step, last.terminated, again.step, again.terminated) == (2, False, 2, True)


def test_success_in_the_step_that_is_cut_off(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(length=2), terminate_on_success=True) as env:
        env.reset()
        env.step(act(0))
        assert env.step(act(-0.29))[2:4] == (True, True)
        env.reset()
        env.step(act(0))
        assert env.step(act(0))[2:4] == (False, True)
    ends = [(header.step, header.terminated, header.truncated) for header in daemon.sessions[1].headers]
    begun = [(0, False, False), (1, False, False), (2, False, False)]
    assert ends == [*begun, (2, True, True), *begun, (2, False, True)]


@pytest.mark.parametrize("ends", [False, True])
def test_the_last_frame_counts_once_in_the_window_of_success(daemon: FakeDaemon, ends: bool) -> None:
    daemon.tasks = [fake_lockstep.description(required=2, window=3)]
    with wrap(daemon, Point(length=2), terminate_on_success=ends) as env:
        env.reset()
        env.step(act(0))
        _, reward, terminated, truncated, info = env.step(act(-0.29))
        assert (terminated, truncated, info["fathom"].truncated) == (False, True, True)
        assert not info["fathom"].success and reward == pytest.approx(phi(0.01) - 1, abs=1e-6)
        env.reset()


def test_the_last_frame_counts_once_for_progress(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(signal="progress")]
    with wrap(daemon, terminate_on_success=True) as env:
        env.reset()
        env.step(act(-0.05))
        _, reward, terminated, _, info = env.step(act(-0.24))
        # 2 of 3 frames: best is what the one before the last showed.
        assert terminated and info["fathom"].terminated and info["fathom"].success
        assert reward == pytest.approx(phi(0.25) - phi(0.3) + 1, abs=1e-6)


def test_success_must_be_there_to_end_an_episode(daemon: FakeDaemon) -> None:
    daemon.tasks[0].ClearField("success")
    with pytest.warns(RuntimeWarning, match="terminate_on_success: task 'reach' has no success"):
        wrap(daemon, terminate_on_success=True).close()


def test_the_trainers_discount_is_compared(daemon: FakeDaemon) -> None:
    with wrap(daemon, discount=0.95) as env:
        assert env.task.discount == 0.95
    with pytest.raises(ValueError, match="discount: expected 0.95, as task 'reach' has it, found 0.99"):
        wrap(daemon, discount=0.99)
    settings = RewardSettings(target="it", gripper="hand", discount=0.9)
    assert configuration(settings)["tasks"][0]["reward"] == {"discount": 0.9}


def test_a_reward_that_needs_another_is_not_left_alone(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(adds_to_base_reward=True)]
    wrap(daemon, mode="add").close()
    with pytest.raises(ValueError, match="mode: expected 'add', as task 'reach' has base_reward: external"):
        wrap(daemon)


def test_a_step_after_the_end_is_refused(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(length=1)) as env:
        env.reset()
        env.step(act(0))
        with pytest.raises(ControlError, match="episode: expected another one, found 0"):
            env.step(act(0))


def test_shaping_sums_to_minus_the_first_potential_when_success_ends_the_episode(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(signal="shaped", weight=10.0)]
    with wrap(daemon, terminate_on_success=True) as env:
        env.reset()
        values = rewards(env, [-0.05, 0.03, -0.1, -0.17])
    gamma = 0.95
    total = sum(gamma**step * value for step, value in enumerate(values))
    assert total == pytest.approx(-10 * phi(0.3) + gamma**3 * 1.0, abs=1e-6)


def test_a_start_that_is_solved_pays_its_bonus_with_the_first_step(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(start=0.01)) as env:
        _, info = env.reset()
        assert info["fathom"].success
        assert rewards(env, [0, 0]) == pytest.approx([phi(0.01), phi(0.01) - 1], abs=1e-6)
