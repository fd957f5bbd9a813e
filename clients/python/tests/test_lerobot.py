"""LeRobot's own pipeline with Fathom's step in it; the daemon that answers is the tests' own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("lerobot.processor")

import torch  # noqa: E402
from lerobot.processor import (  # noqa: E402
    AddBatchDimensionProcessorStep,
    DataProcessorPipeline,
    DeviceProcessorStep,
    ProcessorStepRegistry,
    TransitionKey,
    create_transition,
)
from lerobot.teleoperators.utils import TeleopEvents  # noqa: E402

from fake_daemon import FakeDaemon  # noqa: E402
from fathom import Frame, Reward, Status, Unmeasured  # noqa: E402
from fathom.lerobot import FathomRewardProcessorStep, ObservationFrames  # noqa: E402
from fathom.v1 import reward_pb2  # noqa: E402

POSES = {"poses": {"gripper": "observation.gripper", "target": "observation.target"}, "scalars": {"status": "status"}}
STEPS: list[FathomRewardProcessorStep] = []


@pytest.fixture(autouse=True)
def close_steps() -> Iterator[None]:
    yield
    while STEPS:
        STEPS.pop().close()


def step(daemon: FakeDaemon, **options: Any) -> FathomRewardProcessorStep:
    made = FathomRewardProcessorStep(daemon=daemon.control_endpoint, timeout=5, **({"observation": POSES} | options))
    STEPS.append(made)
    return made


def at(metres: float, status: int = int(reward_pb2.STATUS_MEASURED), **more: Any) -> Any:
    """A transition as LeRobot's environment pipelines have it: tensors with a batch axis of one."""
    observation = {
        "observation.gripper": torch.tensor([[metres, 0.0, 0.0]]),
        "observation.target": torch.eye(4)[None],
        "status": torch.tensor([status]),
    }
    return create_transition(observation=observation, **more)


def phi(metres: float) -> float:
    return 1 / (1 + metres / 0.1)


def run(made: FathomRewardProcessorStep, *transitions: Any) -> list[Any]:
    pipeline = DataProcessorPipeline(steps=[made], to_transition=lambda x: x, to_output=lambda x: x)
    return [pipeline(transition) for transition in transitions]


def test_the_reward_is_that_of_the_frame_the_step_ended_in(daemon: FakeDaemon) -> None:
    first, second, third = run(step(daemon), at(0.4), at(0.3, reward=7.0), at(0.2))
    assert (first[TransitionKey.REWARD], first[TransitionKey.DONE]) == (0.0, False)
    assert second[TransitionKey.REWARD] == pytest.approx(phi(0.3) - 1, abs=1e-6)
    assert third[TransitionKey.REWARD] == pytest.approx(phi(0.2) - 1, abs=1e-6)
    reward: Reward = third[TransitionKey.INFO]["fathom"]
    assert (reward.status, reward.step, reward.episode) == (Status.MEASURED, 2, "0")
    assert second[TransitionKey.DONE] is False


def test_add_is_added(daemon: FakeDaemon) -> None:
    _, second = run(step(daemon, mode="add"), at(0.4), at(0.3, reward=7.0))
    assert second[TransitionKey.REWARD] == pytest.approx(7 + phi(0.3) - 1, abs=1e-6)


@pytest.mark.parametrize("terminate", [True, False])
def test_success_pays_and_ends_the_episode_in_that_step(daemon: FakeDaemon, terminate: bool) -> None:
    made = step(daemon, success_reward=5.0, terminate_on_success=terminate)
    _, second, third = run(made, at(0.4), at(0.3), at(0.01))
    assert second[TransitionKey.DONE] is False
    assert (third[TransitionKey.REWARD], third[TransitionKey.DONE]) == (5.0, terminate)
    assert next(iter(daemon.sessions.values())).headers[-1].terminated is terminate


def test_without_a_success_reward_the_tasks_own_bonus_is_paid(daemon: FakeDaemon) -> None:
    _, second = run(step(daemon), at(0.4), at(0.01))
    assert second[TransitionKey.REWARD] == pytest.approx(phi(0.01) - 1 + 1, abs=1e-6)


def test_reset_begins_an_episode(daemon: FakeDaemon) -> None:
    made = step(daemon)
    run(made, at(0.4), at(0.3))
    made.reset()
    (first,) = run(made, at(0.4))
    assert first[TransitionKey.REWARD] == 0.0
    found = first[TransitionKey.INFO]["fathom"]
    assert (found.episode, found.step) == ("1", 0)


def test_ends_reach_the_daemon(daemon: FakeDaemon) -> None:
    _, second = run(step(daemon), at(0.4), at(0.3, truncated=torch.tensor([True])))
    header = next(iter(daemon.sessions.values())).headers[-1]
    assert (header.truncated, header.terminated) == (True, False)
    assert second[TransitionKey.DONE] is False


def test_what_is_hidden_is_no_gain(daemon: FakeDaemon) -> None:
    absent = int(reward_pb2.STATUS_ABSENT)
    *_, seen, hidden = run(step(daemon), at(0.4), at(0.3), at(0.2, absent))
    assert hidden[TransitionKey.REWARD] == pytest.approx(seen[TransitionKey.REWARD])
    with pytest.raises(Unmeasured, match="absent"):
        run(step(daemon, unmeasured="raise"), at(0.4), at(0.3, absent))


def test_a_humans_word_goes_to_the_daemon_once(daemon: FakeDaemon) -> None:
    made = step(daemon)
    held = {TeleopEvents.IS_INTERVENTION: True, TeleopEvents.SUCCESS: False}
    run(made, at(0.4), at(0.3, info=held), at(0.3, info=held), at(0.3, info={}), at(0.3, info=held))
    said = [request.human_event for request in daemon.requests if request.HasField("human_event")]
    assert [(event.task, event.session) for event in said] == [("reach", "client-0")] * 2


def test_images_go_as_they_were(daemon: FakeDaemon) -> None:
    rgb = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    metres = np.linspace(0.5, 1.5, 24, dtype=np.float32).reshape(4, 6)
    observation = {
        "observation.images.front": torch.tensor(rgb).permute(2, 0, 1)[None] / 255,
        "observation.images.depth": torch.tensor(metres)[None, None],
    }
    taken = ObservationFrames(
        color="observation.images.front", depth="observation.images.depth", K=[[5, 0, 3], [0, 5, 2], [0, 0, 1]]
    )(create_transition(observation=observation))
    assert isinstance(taken.rgb, np.ndarray) and taken.depth is not None
    assert np.array_equal(taken.rgb, rgb) and np.array_equal(taken.depth, metres)
    with pytest.raises(ValueError, match="observation: expected the key 'x', found 'observation.images.front'"):
        ObservationFrames(color="x")(create_transition(observation=observation))


def frames_by_name(transition: Any) -> Frame:
    where = transition[TransitionKey.OBSERVATION]["observation.gripper"][0].numpy()
    pose = np.eye(4)
    pose[:3, 3] = where
    return Frame(poses={"gripper": pose, "target": np.eye(4)}, scalars={"status": 1})


def test_frames_may_be_made_by_a_function(daemon: FakeDaemon) -> None:
    for frames in (frames_by_name, f"{__name__}:frames_by_name"):
        _, second = run(step(daemon, observation=None, frames=frames), at(0.4), at(0.3))
        assert second[TransitionKey.REWARD] == pytest.approx(phi(0.3) - 1, abs=1e-6)


def test_a_saved_pipeline_is_the_same_again(daemon: FakeDaemon, tmp_path: Path) -> None:
    made = step(daemon, success_reward=2.0)
    assert ProcessorStepRegistry.get("fathom_reward_processor") is FathomRewardProcessorStep
    DataProcessorPipeline(steps=[made], name="env").save_pretrained(tmp_path)
    (loaded,) = DataProcessorPipeline.from_pretrained(tmp_path, config_filename="env.json").steps
    assert isinstance(loaded, FathomRewardProcessorStep)
    STEPS.append(loaded)
    assert loaded.get_config() == made.get_config()
    with pytest.raises(ValueError, match="frames: expected package.module:function"):
        step(daemon, observation=None, frames=frames_by_name).get_config()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"observation": None}, "frames, observation: expected exactly one of them, found neither"),
        ({"frames": frames_by_name}, "found both"),
        ({"mode": "both"}, "mode: expected replace or add"),
        ({"unmeasured": "hope"}, "unmeasured: expected"),
    ],
)
def test_what_is_wrong_is_named(daemon: FakeDaemon, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        step(daemon, **options)
    with pytest.raises(ValueError, match="expected package.module:function, found 'nowhere'"):
        run(step(daemon, observation=None, frames="nowhere"), at(0.4))


def test_the_pages_example_runs() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "streams.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    pipeline = DataProcessorPipeline(steps=[AddBatchDimensionProcessorStep(), DeviceProcessorStep(device="cpu")])
    exec(example, {"K": np.eye(3), "env_processor": pipeline})
    assert [type(one) for one in pipeline.steps] == [
        FathomRewardProcessorStep,
        AddBatchDimensionProcessorStep,
        DeviceProcessorStep,
    ]
