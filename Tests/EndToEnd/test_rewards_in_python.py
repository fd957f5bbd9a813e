"""`fathom.rewards` against the daemon: the same seeded poses through both, every curve, signal and kind of distance."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from fathom import Control, FramePublisher, Reward, RewardSubscriber
from fathom.rewards import RewardConfig, compute, distance, potential, relabel
from serving import serve

EPISODES, FRAMES = 4, 80
CURVES = ("reciprocal", "tanh", "exponential", "longTail")
SIGNALS = ("dense", "shaped", "progress")
KINDS = ("center", "horizontal", "vertical")
FRAME_NANOSECONDS = 40_000_000


def _tasks() -> list[dict[str, Any]]:
    """One task for each curve, signal and kind; the other numbers are drawn."""
    generator = np.random.default_rng(20)
    return [_task(generator, *choice) for choice in itertools.product(CURVES, SIGNALS, KINDS)]


def _task(generator: np.random.Generator, curve: str, signal_: str, kind: str) -> dict[str, Any]:
    discount = float(generator.uniform(0.9, 1))
    weight = float(generator.uniform(0.5, 20))
    window = int(generator.integers(2, 9))
    success = {"within": 0.05, "for": f"{generator.integers(1, window + 1)} of {window}", "bonus": 3.5}
    if generator.random() < 0.5:
        success["gates"] = ["gripper_opening < 0.04"]
    reward = {
        "signal": signal_,
        "curve": curve,
        "length": float(generator.uniform(0.15, 0.4)),
        "weight": weight,
        "discount": discount,
        "progress": f"{generator.integers(2, 5)} of {generator.integers(4, 9)}",
        "failure": {"penalty": weight / (1 - discount) * 1.5},
        "success": success,
    }
    if signal_ == "shaped":
        reward["time_penalty"] = 0.01
    poses = {"gripper": {"pose": "gripper"}, "target": {"pose": "target"}}
    times = {"stale_after": 10, "hold_for": 0.15, "hidden_speed": 0.3}
    return {
        "name": f"{curve}-{signal_}-{kind}",
        "streams": ["front"],
        **poses,
        "distance": kind,
        **times,
        "reward": reward,
    }


class Poses:
    """Seeded walks to the target. Some frames lack a pose, some share a step, some steps are left out."""

    def __init__(self) -> None:
        generator = np.random.default_rng(21)
        shape = (EPISODES, FRAMES)
        self.target = generator.uniform(-1, 1, (EPISODES, 1, 3)) + np.zeros((EPISODES, FRAMES, 3))
        away = generator.normal(0, 1, (EPISODES, 1, 3))
        away *= 0.6 / np.linalg.norm(away, axis=-1, keepdims=True)
        fade = np.linspace(1, 0, FRAMES)[None, :, None] ** 2
        self.gripper = self.target + away * fade + generator.normal(0, 0.02, (*shape, 3)) * (fade + 0.3)
        self.gripper[0, 10] = self.target[0, 10]
        self.seen = generator.random(shape) < 0.85
        # Long enough for the track to be lost.
        self.seen[:, 20:28] = False
        self.step = np.cumsum(generator.choice([0, 1, 1, 1, 3], shape), axis=1)
        self.opening = generator.uniform(0, 0.06, shape)
        self.opening[2:] = 0.05
        self.terminated = np.zeros(shape, dtype=bool)
        # With and without success before, seen and unseen.
        self.terminated[[0, 2, 3], -1] = True
        self.seen[2, -1], self.seen[3, -1] = True, False

    def send(self, publisher: FramePublisher) -> None:
        for episode, t in itertools.product(range(EPISODES), range(FRAMES)):
            poses = {"gripper": _pose(self.gripper[episode, t])}
            if self.seen[episode, t]:
                poses["target"] = _pose(self.target[episode, t])
            publisher.send(
                poses=poses,
                scalars={"gripper_opening": float(self.opening[episode, t])},
                episode=episode,
                step=int(self.step[episode, t]),
                terminated=bool(self.terminated[episode, t]),
                capture_time_ns=(episode * FRAMES + t) * FRAME_NANOSECONDS,
            )


def _pose(position: Any) -> Any:
    pose = np.eye(4)
    pose[:3, 3] = position
    return pose


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Poses, dict[str, list[Reward]]]]:
    """What the daemon says of every frame, by task."""
    file = tmp_path_factory.mktemp("rewards") / "tasks.yaml"
    # JSON is YAML. The addresses are replaced.
    file.write_text(json.dumps({"frames": {"bind": "tcp://127.0.0.1:1", "delivery": "every"}, "tasks": _tasks()}))
    poses = Poses()
    with serve(file) as served, FramePublisher(served.frames, "front", clock="simulation", timeout=30) as publisher:
        publisher.wait_for_subscriber(30)
        poses.send(publisher)
        _expect_same_configuration(served.control)
        yield poses, {task["name"]: _take(served.rewards, served.control, task["name"]) for task in _tasks()}


def _expect_same_configuration(control: str) -> None:
    """What the daemon describes is what was read here from the file that it read."""
    with Control(control) as asking:
        described = {task.name: RewardConfig.from_description(task) for task in asking.describe().tasks}
    for task in _tasks():
        assert described[task["name"]] == RewardConfig.load({"tasks": [task]})
        assert described[task["name"]].configuration_digest


def _take(endpoint: str, control: str, task: str) -> list[Reward]:
    with RewardSubscriber(endpoint, task, control=control, since=0, timeout=30) as subscriber:
        rewards = [subscriber.receive() for _ in range(EPISODES * FRAMES)]
        assert subscriber.lost == 0
        return rewards


def _column(rewards: list[Reward], name: str) -> np.ma.MaskedArray[Any, Any]:
    values = [getattr(reward, name) for reward in rewards]
    mask = [value is None for value in values]
    return np.ma.MaskedArray([value or 0.0 for value in values], mask=mask).reshape(EPISODES, FRAMES)


def _expect_equal(ours: Any, theirs: Any, name: str) -> None:
    assert np.array_equal(np.ma.getmaskarray(ours), np.ma.getmaskarray(theirs)), name
    np.testing.assert_allclose(np.ma.compressed(ours), np.ma.compressed(theirs), rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("task", _tasks(), ids=lambda task: task["name"])
def test_relabelled_episodes_are_the_daemons(
    answers: tuple[Poses, dict[str, list[Reward]]], task: dict[str, Any]
) -> None:
    poses, rewards = answers
    told = rewards[task["name"]]
    config = RewardConfig.load({"tasks": [task]})
    states = {reward.status for reward in told}
    assert states == {"measured", "held", "absent"}
    measured = [np.nan if reward.distance is None else reward.distance.metres for reward in told]
    sigma = [0.0 if reward.distance is None else reward.distance.standard_deviation for reward in told]
    shape = EPISODES, FRAMES
    held = np.array([reward.status == "held" for reward in told]).reshape(shape)
    ours = relabel(
        np.reshape(measured, shape),
        config,
        standard_deviation=np.reshape(sigma, shape),
        held=held,
        step=poses.step,
        terminated=poses.terminated,
        scalars={"gripper_opening": poses.opening},
    )
    for name in ("potential", "previous_potential", "shaping", "progress", "progress_gain", "value"):
        _expect_equal(getattr(ours, name), _column(told, name), name)
    success = _column(told, "success")
    assert np.array_equal(ours.success.filled(False), success.filled(0).astype(bool))
    assert np.array_equal(ours.success.mask, success.mask)


@pytest.mark.parametrize("task", _tasks(), ids=lambda task: task["name"])
def test_distance_and_potential_are_the_daemons(
    answers: tuple[Poses, dict[str, list[Reward]]], task: dict[str, Any]
) -> None:
    poses, rewards = answers
    told = rewards[task["name"]]
    config = RewardConfig.load({"tasks": [task]})
    seen = np.array([reward.status == "measured" for reward in told]).reshape(EPISODES, FRAMES)
    assert np.array_equal(seen, poses.seen)
    metres = distance(poses.gripper, poses.target, config.distance)
    theirs = np.array([reward.distance.metres for reward in told if reward.status == "measured" and reward.distance])
    np.testing.assert_allclose(metres[seen], theirs, rtol=1e-9, atol=1e-15)
    potentials = np.array([reward.potential for reward in told if reward.status == "measured"])
    np.testing.assert_allclose(potential(metres, config)[seen], potentials, rtol=1e-9)


@pytest.mark.parametrize(
    "task", [task for task in _tasks() if "progress-" not in task["name"]], ids=lambda task: task["name"]
)
def test_one_transition_is_the_daemons_until_something_is_paid(
    answers: tuple[Poses, dict[str, list[Reward]]], task: dict[str, Any]
) -> None:
    """compute has no memory, so this looks at frames one step apart that are neither success nor an end."""
    poses, rewards = answers
    config = RewardConfig.load({"tasks": [task]})
    values = _column(rewards[task["name"]], "value")
    near = distance(poses.gripper, poses.target, config.distance) < 0.05
    # The frame before is the last of the step before, and both are measured.
    follows = np.zeros_like(poses.seen)
    follows[:, 1:] = (np.diff(poses.step) == 1) & poses.seen[:, 1:] & poses.seen[:, :-1]
    follows &= ~near & ~poses.terminated & (np.cumsum(near, axis=1) == 0)
    assert follows.sum() > 20
    ours = compute(
        poses.gripper,
        poses.target,
        config,
        previous_achieved=np.roll(poses.gripper, 1, axis=1),
        scalars={"gripper_opening": poses.opening},
    )
    np.testing.assert_allclose(ours[follows], values[follows], rtol=1e-9, atol=1e-12)
