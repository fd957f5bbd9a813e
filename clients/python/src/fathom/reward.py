"""A reward as Python values. What was not measured is None, never NaN or 0."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError
from numpy.typing import NDArray

from fathom.v1 import reward_pb2


class Status(StrEnum):
    """How far a reward can be trusted."""

    MEASURED = "measured"
    HELD = "held"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"
    STALE = "stale"
    REJECTED = "rejected"
    PAUSED = "paused"
    UNSPECIFIED = "unspecified"
    """A status that a newer daemon knows and this client does not."""


@dataclass(frozen=True, slots=True)
class Distance:
    """A measured distance and the segment it was measured along."""

    metres: float
    standard_deviation: float
    """Metres."""
    kind: str
    """center, surface, horizontal or vertical."""
    frame_of_reference: str
    """world or camera; `gripper` and `target` are in it, metres."""
    gripper: NDArray[np.float64] = field(compare=False)
    target: NDArray[np.float64] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a frame was not accepted."""

    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Reward:
    """One reward for one frame. The meaning of each field is that of `reward.proto`."""

    task: str
    session: str
    stream: str
    episode: str | None
    step: int | None
    frame_sequence: int | None
    capture_time_ns: int | None
    receive_time_ns: int | None
    publish_time_ns: int | None
    daemon_epoch: int
    reward_sequence: int
    skipped_frames: int
    status: Status
    reason: str | None
    rejection: Rejection | None
    distance: Distance | None
    value: float | None
    potential: float | None
    previous_potential: float | None
    previous_step: int | None
    discount: float
    shaping: float | None
    progress: float | None
    progress_gain: float | None
    success: bool | None
    terminated: bool
    truncated: bool
    configuration_digest: str
    human_event: str | None
    episode_index: int | None
    message: reward_pb2.Reward = field(repr=False, compare=False)
    """As it came, for what is not above and for `fathom.rewards_json`."""

    @classmethod
    def parse(cls, data: bytes) -> Reward:
        """Reads a serialized `fathom.v1.Reward`; raises ValueError when it is none."""
        message = reward_pb2.Reward()
        try:
            message.ParseFromString(data)
        except DecodeError as error:
            raise ValueError(f"reward: expected a fathom.v1.Reward, found {len(data)} other bytes") from error
        return cls.from_message(message)

    @classmethod
    def from_message(cls, message: reward_pb2.Reward) -> Reward:
        if not message.IsInitialized():
            raise ValueError("reward: expected every required field, found some missing")
        values = {name: getattr(message, name) if message.HasField(name) else None for name in _OPTIONAL}
        return cls(
            task=message.task,
            session=message.session,
            stream=message.stream,
            daemon_epoch=message.daemon_epoch,
            reward_sequence=message.reward_sequence,
            skipped_frames=message.skipped_frames,
            status=_status(message.status),
            rejection=_rejection(message),
            distance=_distance(message),
            discount=message.discount,
            terminated=message.terminated,
            truncated=message.truncated,
            configuration_digest=message.configuration_digest,
            message=message,
            **values,
        )


_OPTIONAL = (
    "episode", "step", "frame_sequence", "capture_time_ns", "receive_time_ns", "publish_time_ns", "reason", "value",
    "potential", "previous_potential", "previous_step", "shaping", "progress", "progress_gain", "success",
    "human_event", "episode_index",
)  # fmt: skip


def _status(value: Any) -> Status:
    return Status(_enum_name(reward_pb2.Status, value, "STATUS_"))


@cache
def _enum_name(enum: Any, value: Any, prefix: str) -> str:
    return str(enum.Name(value)).removeprefix(prefix).lower()


def _rejection(message: reward_pb2.Reward) -> Rejection | None:
    if not message.HasField("rejection"):
        return None
    why = message.rejection
    return Rejection(why.field, why.expected, why.found)


def _distance(message: Any) -> Distance | None:
    """Of a message that may have one."""
    if not message.HasField("distance"):
        return None
    found = message.distance
    return Distance(
        metres=found.metres,
        standard_deviation=found.standard_deviation,
        kind=_enum_name(reward_pb2.DistanceKind, found.kind, "DISTANCE_KIND_"),
        frame_of_reference=_enum_name(reward_pb2.ReferenceFrame, found.frame_of_reference, "REFERENCE_FRAME_"),
        gripper=_point(found.gripper),
        target=_point(found.target),
    )


def _point(point: Any) -> NDArray[np.float64]:
    array = np.array([point.x, point.y, point.z])
    array.flags.writeable = False
    return array
