"""What `RewardWrapper` pays where nothing was measured."""

import gymnasium
import numpy as np
import pytest

import fake_lockstep
from fake_daemon import FakeDaemon
from fathom import Frame, RewardWrapper, Status, Unmeasured
from point_env import DictPoint, Point
from wrapping import ABSENT, AMBIGUOUS, HELD, PAUSED, STALE, act, phi, rewards, wrap


@pytest.mark.parametrize("status", [AMBIGUOUS, ABSENT, STALE, PAUSED])
def test_hiding_the_target_pays_nothing(daemon: FakeDaemon, status: int) -> None:
    with wrap(daemon, Point(script={2: status, 3: status})) as env:
        env.reset()
        values = rewards(env, [-0.1, 0.5, 0.5, -1.0])
    here = phi(0.2) - 1
    assert values == pytest.approx([here, here, here, here], abs=1e-6)


def test_before_the_first_measurement_a_step_is_worth_the_worst(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(script={0: ABSENT, 1: ABSENT})) as env:
        env.reset()
        assert rewards(env, [-0.1, -0.1]) == pytest.approx([-1, phi(0.1) - 1], abs=1e-6)


def test_the_bonus_is_not_paid_again_while_hidden(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(script={2: ABSENT})) as env:
        env.reset()
        assert rewards(env, [-0.29, 0, 0]) == pytest.approx([phi(0.01), phi(0.01) - 1, phi(0.01) - 1], abs=1e-6)


@pytest.mark.parametrize("signal", ["dense", "shaped"])
def test_hiding_the_target_saves_no_failure_penalty(daemon: FakeDaemon, signal: str) -> None:
    daemon.tasks = [fake_lockstep.description(signal=signal, failure_penalty=20.0)]
    with wrap(daemon, Point(script={1: STALE})) as env:
        env.reset()
        _, reward, terminated, _, info = env.step(act(-0.9))
        assert terminated and info["fathom"].value is None
        assert reward == pytest.approx((phi(0.3) - 1 if signal == "dense" else -phi(0.3)) - 20, abs=1e-6)


def test_a_held_measurement_is_used(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(script={1: HELD})) as env:
        env.reset()
        _, reward, _, _, info = env.step(act(-0.1))
        assert info["fathom"].status == Status.HELD and reward == pytest.approx(phi(0.2) - 1, abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_carried_shaping_sums_to_what_the_states_are_worth(daemon: FakeDaemon, seed: int) -> None:
    """Whatever was hidden between: Σ γᵗ F = γᵀ Φ(s_T) − Φ(s₀), with Φ of a hidden state that of the last one seen."""
    daemon.tasks = [fake_lockstep.description(signal="shaped", weight=2.0, time_penalty=0.125)]
    generator = np.random.default_rng(seed)
    steps = 30
    script = {step: int(generator.choice([1, HELD, AMBIGUOUS, ABSENT, STALE])) for step in range(1, steps)}
    with wrap(daemon, Point(start=1.0, script=script)) as env:
        env.reset()
        values = rewards(env, list(generator.uniform(-0.03, 0.02, steps)))
        last = phi(env.unwrapped.x)  # type: ignore[attr-defined]
    shaping = [(value + 0.125) / 2 for value in values]
    total = sum(0.95**step * value for step, value in enumerate(shaping))
    assert total == pytest.approx(0.95**steps * last - phi(1.0), abs=1e-6)


def test_progress_pays_gains_alone_and_is_appended(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(signal="progress")]
    with wrap(daemon, Point(script={3: ABSENT})) as env:
        assert env.observation_space.shape == (2,) and env.observation_space.dtype == np.float32
        observation, _ = env.reset()
        assert observation.tolist() == pytest.approx([0.3, 0.0])
        shown, paid = [], []
        for move in (-0.1, -0.1, 0, 0.1, 0):
            observation, reward, *_ = env.step(act(move))
            assert env.observation_space.contains(observation)
            shown.append(float(observation[1])), paid.append(float(reward))
    assert shown == sorted(shown) and shown[-1] == pytest.approx(phi(0.2), abs=1e-6)
    assert paid[2] == 0 and sum(paid) == pytest.approx(shown[-1] - phi(0.3), abs=1e-6)


def test_progress_is_a_key_of_a_dict_observation(daemon: FakeDaemon) -> None:
    with wrap(daemon, DictPoint(), append_progress=True) as env:
        observation, _ = env.reset()
        assert env.observation_space.contains(observation) and observation["progress"].tolist() == [0]
        env.step(act(-0.1))
        assert env.step(act(0))[0]["progress"] == pytest.approx(phi(0.2), abs=1e-6)
    discrete = Point()
    discrete.observation_space = gymnasium.spaces.Discrete(3)  # type: ignore[assignment]
    with pytest.raises(ValueError, match="append_progress: expected a flat Box of floats or a Dict"):
        wrap(daemon, discrete, append_progress=True)


def test_other_choices_for_what_was_not_measured(daemon: FakeDaemon) -> None:
    script = {1: ABSENT, 2: AMBIGUOUS, 3: HELD}
    policy = {"absent": "zero", Status.AMBIGUOUS: lambda reward, last: -10 * last, "held": lambda reward, last: 5.0}
    with wrap(daemon, Point(script=script), unmeasured=policy) as env:
        env.reset()
        assert rewards(env, [0, 0, 0]) == pytest.approx([0, -10 * phi(0.3), 5.0], abs=1e-6)
    with wrap(daemon, Point(script=script), unmeasured="raise") as env:
        env.reset()
        with pytest.raises(Unmeasured, match="absent: as the test wanted"):
            env.step(act(0))
    with pytest.raises(ValueError, match="unmeasured: expected value or carry or zero or raise, or a callable"):
        wrap(daemon, unmeasured="nan")
    with pytest.raises(ValueError, match="unmeasured: expected measured or held.*found 'hidden'"):
        wrap(daemon, unmeasured={"hidden": "zero"})


def test_a_rejected_frame_is_an_error_that_names_the_field(daemon: FakeDaemon) -> None:
    camera = lambda env: Frame(poses={"gripper": np.eye(4)})  # noqa: E731
    with RewardWrapper(Point(), camera=camera, daemon=daemon.control_endpoint) as env:
        with pytest.raises(Unmeasured, match="rejected: poses: expected target, found gripper"):
            env.reset()


def test_an_episode_in_which_nothing_was_measured_is_warned_of(daemon: FakeDaemon) -> None:
    with wrap(daemon, Point(script=dict.fromkeys(range(9), ABSENT))) as env:
        env.reset()
        rewards(env, [0, 0])
        with pytest.warns(RuntimeWarning, match="nothing was measured in episode 0: as the test wanted"):
            env.reset()
