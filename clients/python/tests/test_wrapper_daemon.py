"""`RewardWrapper` and its daemon: tasks, sessions, cameras, what is missing, and how it closes."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import fake_lockstep
import fathom
from fake_daemon import FakeDaemon
from fathom import ConfigurationChanged, Frame, RewardWrapper
from fathom.wrappers.daemon import configuration
from point_env import Point, options
from wrapping import act, rewards, wrap


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
