import subprocess
import sys
from typing import Any

import gymnasium
import numpy as np
import pytest

import fake_lockstep
import fathom
from fake_daemon import FakeDaemon
from fathom import (
    ConfigurationChanged, ControlError, Frame, Reward, RewardSettings, RewardWrapper, Status, Unmeasured
)  # fmt: skip
from fathom.v1 import reward_pb2
from fathom.wrappers.daemon import configuration
from point_env import DictPoint, Point, options

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


def test_another_configuration_is_an_error(daemon: FakeDaemon) -> None:
    with wrap(daemon) as env:
        env.reset()
        env.step(act(0))
        daemon.sessions[1].task.configuration_digest = "feedfeedfeedfeed"
        with pytest.raises(ConfigurationChanged, match="expected 0123456789abcdef.*found feedfeedfeedfeed"):
            env.step(act(0))


def test_a_phrase_holds_for_this_session(daemon: FakeDaemon) -> None:
    camera = lambda env: Frame(poses={"gripper": np.eye(4), "target": np.eye(4)})  # noqa: E731
    with RewardWrapper(Point(), target="the blue cup", camera=camera, daemon=daemon.control_endpoint) as env:
        assert env.task.target == "description: the blue cup"
        env.reset()
        env.step(act(0))
    with pytest.raises(ValueError, match="target: expected 'pose: target', as the daemon's task says"):
        wrap(daemon, target={"pose": "cup"})


def test_which_task_must_be_clear(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description("reach"), fake_lockstep.description("lift")]
    with pytest.raises(ValueError, match="task: expected one of 'reach', 'lift', found None"):
        wrap(daemon)
    with wrap(daemon, task="lift", session="mine") as env:
        assert env.task.name == "lift" and env.rewards_topic == "rewards/lift/mine"


def test_a_task_for_each_stream_gets_a_stream(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(streams=["env-*"], each=True)]
    with wrap(daemon) as one, wrap(daemon) as other:
        one.reset(), other.reset()
    streams = {session.headers[0].stream for session in daemon.sessions.values()}
    assert len(streams) == 2 and all(stream.startswith("env-") for stream in streams)


def test_several_cameras_go_by_the_streams_of_the_task(daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(streams=["left", "right"])]
    image = np.ones((4, 4), np.float32)
    left, right = (lambda env, side=side: Frame(depth=side * image, K=np.eye(3)) for side in (1, 2))
    for camera in ([left, right], {"right": right, "left": left}):
        with wrap(daemon, camera=camera) as env:
            env.reset()
        session = daemon.sessions[max(daemon.sessions)]
        assert [header.stream for header in session.headers] == ["left", "right"]
        assert [planes[0] for planes in session.planes] == [image.tobytes(), (2 * image).tobytes()]
        assert [len(header.poses) for header in session.headers] == [2, 0]
    with pytest.raises(ValueError, match="camera: expected 'left', and none but left, right, found top"):
        wrap(daemon, camera={"top": left})


def test_what_is_missing_or_wrong_is_named_at_the_start(daemon: FakeDaemon) -> None:
    def refuse(message: str, **more: Any) -> None:
        with pytest.raises((ValueError, TypeError), match=message):
            env = RewardWrapper(Point(), **({"daemon": daemon.control_endpoint} | more))
            env.reset()

    refuse("poses: expected 'gripper', by which the task finds its gripper or target, found none")
    refuse("camera: expected a callable.*found 'front'", camera="front")
    refuse("camera: expected it to give a fathom.Frame, found ndarray", camera=lambda env: np.zeros(3))
    refuse(r"poses\['gripper'\]: expected a callable", poses={"gripper": "robot0:grip", "target": "target0"})
    refuse("reward: expected None with a daemon of your own", reward={"length": 1})
    refuse("daemon: expected an endpoint .*, or what fathom.connect gives, found int", daemon=5)
    refuse("daemon: expected an endpoint .*found 'launch/state.yaml'", daemon="launch/state.yaml")
    refuse("gripper: expected 'pose: gripper', as the daemon's task says", gripper={"label": "hand"})
    refuse("target: expected a phrase or a selector, found None", daemon=None)


def test_without_a_daemon_it_starts_one_and_ends_it(daemon: FakeDaemon, monkeypatch: pytest.MonkeyPatch) -> None:
    class Child:
        control, rewards, closed = daemon.control_endpoint, daemon.rewards_endpoint, False

        def close(self) -> None:
            self.closed = True

    child, asked = Child(), []
    monkeypatch.setattr(fathom, "connect", lambda configuration: asked.append(configuration) or child, raising=False)
    reward = {"signal": "dense", "length": "10 cm"}
    with RewardWrapper(Point(), {"pose": "target"}, gripper={"pose": "gripper"}, reward=reward, **options()) as env:
        env.reset()
    assert child.closed
    assert asked == [
        {"tasks": [{"name": "task", "streams": ["camera"], "gripper": {"pose": "gripper"},
                    "target": {"pose": "target"}, "reward": reward}]}
    ]  # fmt: skip
    with RewardWrapper(Point(), "the cup", mode="add", gripper={"pose": "gripper"}, **options()) as env:
        assert asked[-1]["tasks"][0]["reward"] == {"base_reward": "external"}
        assert asked[-1]["tasks"][0]["target"] == "the cup"


def test_goals_are_relabelled_in_fathoms_reward_or_not_at_all(daemon: FakeDaemon) -> None:
    here, there = np.zeros((2, 3)), np.array([[0.1, 0, 0], [0.3, 0, 0]])
    with wrap(daemon) as env, wrap(daemon, mode="add") as added:
        assert env.compute_reward(here, there, [{}, {}]) == pytest.approx([-0.5, -0.75])
        with pytest.raises(ValueError, match="mode: expected replace"):
            added.compute_reward(here, there, [{}, {}])
    daemon.tasks = [fake_lockstep.description(signal="progress")]
    with wrap(daemon) as env, pytest.raises(ValueError, match="signal: expected dense"):
        env.compute_reward(here, there, [{}, {}])


def test_closing_twice_is_once(daemon: FakeDaemon) -> None:
    env = wrap(daemon)
    env.close()
    env.close()
    assert daemon.closed == [1]


def test_closing_goes_on_after_a_failure(daemon: FakeDaemon, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stuck:
        def __call__(self, env: Any) -> Frame:
            return Frame()

        def close(self) -> None:
            raise RuntimeError("stuck")

    env = wrap(daemon)
    env._source._capture._cameras["camera"] = Stuck()  # type: ignore[attr-defined]
    closed: list[bool] = []
    monkeypatch.setattr(env.env, "close", lambda: closed.append(True))
    with pytest.raises(RuntimeError, match="stuck"):
        env.close()
    assert env._link.lockstep.is_closed and closed == [True]


def test_what_is_not_installed_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "fathom.wrappers.wrapper")
    monkeypatch.setitem(sys.modules, "gymnasium", None)  # type: ignore[arg-type]
    with pytest.raises(ModuleNotFoundError) as found:
        fathom.RewardWrapper
    assert found.value.__notes__ == ["fathom.RewardWrapper needs gymnasium, which this package's extra [gym] installs"]


def test_importing_fathom_imports_no_simulator() -> None:
    code = "import sys, fathom; sys.exit(any(m in sys.modules for m in ('mujoco', 'gymnasium', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
