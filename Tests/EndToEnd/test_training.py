"""The Python wrappers and the built daemon: each step's reward is that of its own frame.

By hand, as test_fetch.py.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from typing import Any

import gymnasium as gym
import gymnasium_robotics
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv

import fathom
import fathom.mujoco
from conftest import BINARY, REPOSITORY
from fathom import Frame, Lockstep, Status

gym.register_envs(gymnasium_robotics)

VIEW = fathom.mujoco.Viewpoint((1.30, 0.75, 0.50), 1.05, 145, -28, hide=["robot0:mocap"])
REACH: dict[str, Any] = {"target": "the red ball", "camera": VIEW, "gripper": "robot0:grip"}
SUCCESS = {"within": "5 cm", "for": "1 of 1", "bonus": 1}


def state(**reward: Any) -> dict[str, Any]:
    """A task on poses alone."""
    reward = {"discount": 0.95, "success": SUCCESS} | reward
    task = {"name": "reach", "streams": ["camera"], "gripper": {"pose": "gripper"}, "target": {"pose": "target"}}
    return {"tasks": [task | {"reward": reward}]}


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FATHOM_BINARY", str(BINARY if BINARY.is_absolute() else REPOSITORY / BINARY))
    monkeypatch.chdir(REPOSITORY)


@pytest.fixture
def lockstep() -> Iterator[Lockstep]:
    with fathom.connect(state()) as daemon, Lockstep(daemon.control, timeout=30) as connection:
        yield connection


def frame(metres: float, step: int, **fields: Any) -> Frame:
    gripper = np.eye(4)
    gripper[0, 3] = metres
    return Frame(poses={"gripper": gripper, "target": np.eye(4)}, step=step, **fields)


def distance(env: Any) -> float:
    inner = env.unwrapped
    return float(np.linalg.norm(inner.data.site("robot0:grip").xpos - inner.goal))


def towards_goal(env: Any) -> Any:
    inner = env.unwrapped
    way = (inner.goal - inner.data.site("robot0:grip").xpos) * 8
    return np.append(np.clip(way, -1, 1), 0).astype(np.float32)


def test_cameras_measure_what_the_simulator_knows() -> None:
    with fathom.RewardWrapper(gym.make("FetchReach-v4"), **REACH) as env:
        seen = 0
        for seed in range(2):
            env.reset(seed=seed)
            for _ in range(20):
                _, reward, _, _, info = env.step(env.action_space.sample())
                found = info["fathom"]
                if found.status == Status.MEASURED:
                    seen += 1
                    assert found.distance.metres == pytest.approx(distance(env), abs=0.002)
                    assert reward == pytest.approx(1 / (1 + distance(env) / 0.1) - 1, abs=0.02)
        assert seen > 30


def test_success_ends_the_episode_in_its_step_and_shaping_adds_up() -> None:
    reward = {"signal": "shaped", "weight": 10, "discount": 0.95, "success": SUCCESS | {"bonus": 0}, "time_penalty": 1}
    with fathom.RewardWrapper(gym.make("FetchReach-v4"), **REACH, reward=reward, terminate_on_success=True) as env:
        _, info = env.reset(seed=1)
        first, total, gamma, terminated = info["fathom"].potential, 0.0, 1.0, False
        while not terminated:
            _, value, terminated, truncated, info = env.step(towards_goal(env))
            assert not truncated and terminated == (info["fathom"].success is True) == info["fathom"].terminated
            total, gamma = total + gamma * (value + 1) / 10, gamma * 0.95
        assert info["fathom"].distance.metres < 0.05
        assert total == pytest.approx(-first, abs=1e-9)
        with pytest.raises(fathom.ControlError, match="episode"):
            env.step(towards_goal(env))
        env.reset(seed=2)
        env.step(towards_goal(env))


@pytest.mark.parametrize("mode", list(AutoresetMode))
def test_each_environment_of_a_vector_gets_its_own(mode: AutoresetMode) -> None:
    """By poses, whose distance is exact; episodes of different lengths."""
    made = [lambda n=n: gym.make("FetchReach-v4", max_episode_steps=n) for n in (4, 6, 50)]
    vector = SyncVectorEnv(made, autoreset_mode=mode)
    envs = fathom.VectorRewardWrapper(vector, {"pose": "target0"}, gripper="robot0:grip")
    envs.reset(seed=5)
    for _ in range(15):
        _, rewards, terminations, truncations, infos = envs.step(envs.action_space.sample())
        over = terminations | truncations
        for number, inner in enumerate(vector.envs):
            found = infos["fathom"][number]
            assert found.distance.metres == pytest.approx(distance(inner), abs=1e-9)
            if mode == AutoresetMode.SAME_STEP and over[number]:
                assert found.step == 0
                found = infos["final_info"]["fathom"][number]
                assert found.truncated and found.step == (4, 6, 50)[number]
            expected = 0.0 if found.step == 0 else found.potential - 1
            assert rewards[number] == pytest.approx(expected, abs=1e-12)
        if mode == AutoresetMode.DISABLED and over.any():
            _, infos = envs.reset(options={"reset_mask": over})
            assert [reward.step for reward in infos["fathom"][over]] == [0] * over.sum()
    envs.close()


def test_thousands_of_steps_in_flight_keep_their_own_rewards(lockstep: Lockstep) -> None:
    sessions = [lockstep.open("reach") for _ in range(8)]
    generator = np.random.default_rng(0)
    distances = generator.uniform(0.06, 2, (300, 8))
    tickets = [
        session.send(frame(metres, step))
        for step, row in enumerate(distances)
        for session, metres in zip(sessions, row, strict=True)
    ]
    rewards = [ticket.result() for ticket in tickets]
    found = np.array([reward.distance.metres for reward in rewards if reward.distance]).reshape(300, 8)
    np.testing.assert_allclose(found, distances, atol=1e-12)
    assert [reward.step for reward in rewards[::8]] == list(range(300))
    assert {reward.session for reward in rewards} == {session.name for session in sessions}


def test_a_batch_is_what_its_environments_would_be_alone(lockstep: Lockstep) -> None:
    count, steps = 5, 30
    generator = np.random.default_rng(1)
    distances = np.abs(generator.normal(0.1, 0.08, (steps, count)))
    alone = [lockstep.open("reach") for _ in range(count)]
    session = lockstep.open("reach")
    for step, row in enumerate(distances):
        gripper = np.zeros((count, 3))
        gripper[:, 0] = row
        terminated, begins = np.full(count, step % 10 == 9), np.full(count, step % 10 == 0)
        positions = {"gripper": gripper, "target": np.zeros((count, 3))}
        batch = session.batch(positions, begins=begins, terminated=terminated)
        for number, one in enumerate(alone):
            reward = one.step(frame(row[number], step % 10, episode=step // 10, terminated=step % 10 == 9))
            for name in ("value", "potential", "previous_potential", "shaping", "progress", "progress_gain", "success"):
                assert getattr(batch, name).tolist()[number] == getattr(reward, name), (step, number, name)
        assert (batch.configuration_digest, batch.batch_sequence) == (session.digest, step)
    gripper[2] = 1e300
    odd = session.batch({"gripper": gripper, "target": np.zeros((count, 3))}, begins=True)
    assert odd.has(Status.MEASURED).tolist() == [True, True, False, True, True]
    assert odd.value.mask.tolist() == [False, False, True, False, False] and odd.reasons[0].startswith("2: ")


def test_what_a_trainer_gets_wrong_is_named_and_hurts_nobody_else(lockstep: Lockstep) -> None:
    good = lockstep.open("reach", session="good")
    with pytest.raises(fathom.ControlError, match="task"):
        lockstep.open("lift")
    with pytest.raises(fathom.ControlError, match="session"):
        lockstep.open("reach", session="good")
    with pytest.raises(fathom.ControlError, match="deadline_ns"):
        good.step(frame(0.3, 0), deadline=-1.0)
    bad = lockstep.open("reach")
    depth = np.ones((24, 32), np.float32)
    optics = [np.array([[f, 0, 16], [0, f, 12], [0, 0, 1.0]]) for f in (30, 40)]
    bad.step(Frame(depth=depth, K=optics[0], poses=frame(0.3, 0).poses, step=0))
    with pytest.raises(fathom.ControlError, match="camera"):
        bad.step(Frame(depth=depth, K=optics[1], poses=frame(0.3, 0).poses, step=1))
    assert bad.step(Frame(step=1)).status != Status.MEASURED
    bad.close()
    assert good.step(frame(0.3, 0)).status == Status.MEASURED
    with Lockstep(lockstep.endpoint) as other, pytest.raises(fathom.ControlError, match="session_id"):
        good._connection = other
        good.step(frame(0.3, 1))


def test_another_target_in_the_middle_is_an_error() -> None:
    with fathom.connect(state()) as daemon, fathom.Control(daemon.control) as control:
        poses = {"target": "target0"}
        env = fathom.RewardWrapper(gym.make("FetchReach-v4"), daemon=daemon, gripper="robot0:grip", poses=poses)
        env.reset(seed=0)
        env.step(env.action_space.sample())
        control.set_target("reach", "the red ball")
        with pytest.raises(fathom.ConfigurationChanged, match="configuration_digest of reach"):
            env.step(env.action_space.sample())
        env.close()


def test_a_daemon_describes_itself(lockstep: Lockstep) -> None:
    found = lockstep.describe()
    (task,) = found.tasks
    assert (task.name, task.streams) == ("reach", ("camera",))
    assert (task.gripper, task.target) == ("pose: gripper", "pose: target")
    assert (task.signal, task.curve, task.discount, task.length) == ("dense", "reciprocal", 0.95, 0.1)
    assert task.success == fathom.SuccessDescription(0.05, 1, 1, 1.0, ())
    assert lockstep.open("reach").digest == task.configuration_digest


def test_another_version_of_the_contract_is_refused(lockstep: Lockstep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fathom.control.reply.VERSION", 99)
    with pytest.raises(fathom.ControlError, match="version: expected .*found 99"):
        lockstep.describe()


def test_two_cameras_measure_one_step() -> None:
    other = fathom.mujoco.Viewpoint((1.30, 0.75, 0.50), 1.05, 100, -35, hide=["robot0:mocap"])
    options = REACH | {"camera": [VIEW, other]}
    with fathom.RewardWrapper(gym.make("FetchReach-v4"), **options) as env:
        env.reset(seed=0)
        for _ in range(10):
            found = env.step(env.action_space.sample())[4]["fathom"]
            assert found.status in (Status.MEASURED, Status.HELD) and found.stream == "camera"
            assert found.distance.metres == pytest.approx(distance(env), abs=0.003)


def test_a_daemon_that_ends_says_so() -> None:
    env = fathom.RewardWrapper(
        gym.make("FetchReach-v4"), target={"pose": "target0"}, gripper="robot0:grip", timeout=1.0
    )
    env.reset(seed=0)
    os.kill(env._link._owned.pid, signal.SIGKILL)
    with pytest.raises(fathom.DaemonError, match="SIGKILL"):
        env.step(env.action_space.sample())
    env.close()


def test_the_guides_examples_run_as_written() -> None:
    text = (REPOSITORY / "docs" / "training.md").read_text()
    codes = re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    for code in codes:
        if "stable_baselines3" in code or "MyEnv" in code:
            continue
        exec(compile(code, "docs/training.md", "exec"), names)
        for name in ("env", "envs"):
            if name in names:
                names.pop(name).close()
    names["daemon"].close()
    assert names["info"]["fathom"].status == Status.MEASURED
    assert len(names["rewards"]) == 8 and len(names["batch"]) == 4096
