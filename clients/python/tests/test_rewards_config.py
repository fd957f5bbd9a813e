"""Where a `RewardConfig` comes from, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fathom.rewards import Gate, RewardConfig, Success
from fathom.v1 import control_pb2, reward_pb2

LAUNCH = Path(__file__).resolve().parents[3] / "launch"

TASK: dict[str, Any] = {
    "name": "grasp",
    "streams": ["left"],
    "gripper": {"pose": "gripper"},
    "target": "the orange mug",
    "distance": "horizontal",
    "reward": {
        "signal": "shaped",
        "curve": "exponential",
        "length": "30 cm",
        "weight": 10,
        "discount": "0.98",
        "max_distance": "1500 mm",
        "time_penalty": 5e-2,
        "failure": {"penalty": 5},
        "progress": "4 of 6",
        "base_reward": "external",
        "success": {
            "within": "2cm",
            "for": "4 of 5",
            "bonus": 10,
            "gates": ["gripper_opening < 0.04", "gripper_force>=2"],
        },
    },
}
EXPECTED = RewardConfig(
    signal="shaped",
    curve="exponential",
    length=0.3,
    weight=10,
    discount=0.98,
    max_distance=1.5,
    time_penalty=0.05,
    failure_penalty=5,
    success=Success(0.02, 4, 5, 10, (Gate("gripper_opening", "<", 0.04), Gate("gripper_force", ">=", 2))),
    progress_required=4,
    progress_window=6,
    adds_to_base_reward=True,
    distance="horizontal",
)


def with_reward(**changes: Any) -> dict[str, Any]:
    return {"tasks": [{**TASK, "reward": {**TASK["reward"], **changes}}]}


def test_a_mapping_is_read_as_the_daemon_reads_the_file() -> None:
    config = RewardConfig.load({"tasks": [TASK]})
    assert config == EXPECTED and config.task == "grasp"
    assert RewardConfig.load({"tasks": [{**TASK, "reward": {}}]}) == RewardConfig(distance="horizontal")


def test_centimetres_are_the_double_that_metres_name() -> None:
    for number in range(1, 100):
        config = RewardConfig.load(with_reward(curve="reciprocal", length=f"{number} cm"))
        assert config.length == float(f"0.{number:02}")


@pytest.mark.parametrize("file", sorted(LAUNCH.glob("*.yaml")), ids=lambda file: file.name)
def test_every_shipped_file_is_read(file: Path) -> None:
    yaml = pytest.importorskip("yaml")
    for task in yaml.safe_load(file.read_text())["tasks"]:
        assert RewardConfig.load(file, task["name"]).task == task["name"]


def test_the_shipped_reach_file() -> None:
    pytest.importorskip("yaml")
    expected = RewardConfig(discount=0.95, success=Success(within=0.05))
    assert RewardConfig.load(LAUNCH / "reach.yaml", task="reach") == expected
    assert RewardConfig.load(LAUNCH / "state.yaml") == expected


def test_what_a_daemon_describes_is_the_same_configuration() -> None:
    description = control_pb2.TaskDescription(
        name="grasp", streams=["left"], each=False, gripper="pose: gripper", target="description: the orange mug",
        distance=reward_pb2.DISTANCE_KIND_HORIZONTAL, signal="shaped", curve="exponential", length=0.3, weight=10,
        discount=0.98, max_distance=1.5, time_penalty=0.05, failure_penalty=5, progress_required=4, progress_window=6,
        adds_to_base_reward=True, configuration_digest="0123456789abcdef",
        success=control_pb2.SuccessDescription(
            within=0.02, required=4, window=5, bonus=10, gates=["gripper_opening < 0.04", "gripper_force >= 2.0"]
        ),
    )  # fmt: skip
    config = RewardConfig.from_description(description)
    assert config == EXPECTED and config.configuration_digest == "0123456789abcdef"
    description.ClearField("success")
    description.ClearField("failure_penalty")
    bare = RewardConfig.from_description(description)
    assert bare.success is None and bare.failure_penalty is None


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"lenght": 1}, "reward: expected only .*length.*, found lenght"),
        ({"length": "5 inch"}, "reward.length.*m, cm, mm.*'5 inch'"),
        ({"length": -1}, "length.*positive.*-1"),
        ({"weight": "1 m"}, "reward.weight.*'1 m'"),
        ({"curve": "reciprokal"}, "curve.*reciprocal.*'reciprokal'"),
        ({"progress": "3/5"}, "reward.progress.*3 of 5.*'3/5'"),
        ({"progress": "6 of 5"}, "progress.*6 of 5"),
        ({"success": {"for": "3 of 5"}}, "reward.success.within"),
        ({"success": {"within": 0.1, "gates": ["opening ~ 3"]}}, "gates.*opening ~ 3"),
        ({"curve": "tanh", "length": 0.1, "max_distance": 2}, "max_distance.*tanh.*0.1 mm apart"),
        ({"discount": 1.5}, "discount.*1.5"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        RewardConfig.load(with_reward(**changes))


def test_the_task_must_be_clear() -> None:
    two = {"tasks": [TASK, {**TASK, "name": "lift"}]}
    assert RewardConfig.load(two, "lift").task == "lift"
    with pytest.raises(ValueError, match="task: expected one of grasp, lift, found none"):
        RewardConfig.load(two)
    with pytest.raises(ValueError, match="found 'reach'"):
        RewardConfig.load(two, "reach")
    with pytest.raises(ValueError, match="rewrad"):
        RewardConfig.load({"tasks": [{"name": "a", "rewrad": {}}]})
