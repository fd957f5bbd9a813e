"""What a daemon says of itself and its tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fathom.v1 import control_pb2, reward_pb2


@dataclass(frozen=True, slots=True)
class SuccessDescription:
    """When an episode is solved: near in `required` of the last `window` measured frames, and every gate holds."""

    within: float
    """Metres."""
    required: int
    window: int
    bonus: float
    gates: tuple[str, ...]
    """As in the configuration: "gripper_opening < 0.04"."""


@dataclass(frozen=True, slots=True)
class TaskDescription:
    """A task as it is in force."""

    name: str
    streams: tuple[str, ...]
    """The first is primary; with `each` the one pattern."""
    each: bool
    gripper: str
    """A selector, as "pose: gripper"."""
    target: str
    """A selector, as "description: the red ball"."""
    distance: str
    """center, surface, horizontal or vertical."""
    signal: str
    """dense, shaped or progress."""
    curve: str
    """reciprocal, tanh, exponential or longTail."""
    length: float
    """Metres."""
    weight: float
    discount: float
    """γ, which must equal the trainer's."""
    max_distance: float
    """Metres."""
    time_penalty: float
    failure_penalty: float | None
    success: SuccessDescription | None
    progress_required: int
    progress_window: int
    adds_to_base_reward: bool
    """Whether `value` is meant to be added to a base reward of the trainer's own."""
    configuration_digest: str
    message: control_pb2.TaskDescription = field(repr=False, compare=False)
    """As it came, for `fathom.rewards.RewardConfig.from_description`."""

    @classmethod
    def from_message(cls, message: control_pb2.TaskDescription) -> TaskDescription:
        same: dict[str, Any] = {name: getattr(message, name) for name in _SAME}
        distance = str(reward_pb2.DistanceKind.Name(message.distance)).removeprefix("DISTANCE_KIND_").lower()
        return cls(
            streams=tuple(message.streams),
            distance=distance,
            failure_penalty=message.failure_penalty if message.HasField("failure_penalty") else None,
            success=_success(message.success) if message.HasField("success") else None,
            message=message,
            **same,
        )


_SAME = (
    "name", "each", "gripper", "target", "signal", "curve", "length", "weight", "discount", "max_distance",
    "time_penalty", "progress_required", "progress_window", "adds_to_base_reward", "configuration_digest",
)  # fmt: skip


def _success(message: control_pb2.SuccessDescription) -> SuccessDescription:
    return SuccessDescription(message.within, message.required, message.window, message.bonus, tuple(message.gates))


@dataclass(frozen=True, slots=True)
class DaemonDescription:
    """A daemon, the contracts that it speaks, and its tasks."""

    version: str
    daemon_epoch: int
    oldest_contract: int
    newest_contract: int
    tasks: tuple[TaskDescription, ...]
    rewards: str | None
    """Address as configured; None where there is none."""
    frames: tuple[str, ...]
    streams: tuple[str, ...]
    """Seen so far."""

    @classmethod
    def from_message(cls, message: control_pb2.DaemonDescription) -> DaemonDescription:
        return cls(
            version=message.version,
            daemon_epoch=message.daemon_epoch,
            oldest_contract=message.oldest_contract,
            newest_contract=message.newest_contract,
            tasks=tuple(TaskDescription.from_message(task) for task in message.tasks),
            rewards=message.rewards if message.HasField("rewards") else None,
            frames=tuple(message.frames),
            streams=tuple(message.streams),
        )
