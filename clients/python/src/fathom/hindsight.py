"""Reads what `fathom replay EPISODE --hindsight FILE` knows of each frame once the whole episode is.

    for frame in fathom.hindsight.read(open("hindsight.jsonl")): print(frame.step, frame.distance, frame.filled)

It tells of the future: it is no `Reward`, has no value, and nothing in this package makes a trainer's reward of it. Who wants
that asks for it: `fathom.rewards.relabel` takes any distances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from google.protobuf import json_format

from fathom.reward import Distance, Status, _distance, _status
from fathom.v1 import hindsight_pb2


@dataclass(frozen=True, slots=True)
class Hindsight:
    """One frame. The meaning of each field is that of `hindsight.proto`."""

    causal: ClassVar[bool] = False
    """What came after the frame was used."""

    task: str
    session: str
    stream: str
    episode: str | None
    episode_index: int | None
    step: int | None
    frame_sequence: int | None
    capture_time_ns: int | None
    daemon_epoch: int
    reward_sequence: int
    configuration_digest: str
    status: Status
    """What the reward said at the time."""
    filled: bool
    """Something was hidden or lost, and is filled in from what was seen before and after."""
    distance: Distance | None
    potential: float | None
    progress: float | None
    """Only of episodes that ended in success."""

    @classmethod
    def from_message(cls, message: hindsight_pb2.Hindsight) -> Hindsight:
        if not message.IsInitialized():
            raise ValueError("hindsight: expected every required field, found some missing")
        if message.causal:
            raise ValueError("hindsight: causal: expected false, found true")
        present = {descriptor.name: value for descriptor, value in message.ListFields()}
        names = ("episode", "episode_index", "step", "frame_sequence", "capture_time_ns", "potential", "progress")
        return cls(
            task=message.task,
            session=message.session,
            stream=message.stream,
            daemon_epoch=message.daemon_epoch,
            reward_sequence=message.reward_sequence,
            configuration_digest=message.configuration_digest,
            status=_status(message.status),
            filled=message.filled,
            distance=_distance(message),
            **{name: present.get(name) for name in names},
        )


def loads(line: str) -> Hindsight:
    """Reads one line; raises ValueError when it is none of these, as a reward is not."""
    try:
        message = json_format.Parse(line, hindsight_pb2.Hindsight(), ignore_unknown_fields=True)
    except json_format.ParseError as error:
        raise ValueError(f"hindsight: expected a JSON line of fathom.v1.Hindsight, found {line[:80]!r}: {error}") from error
    return Hindsight.from_message(message)


def read(lines: Iterable[str]) -> Iterator[Hindsight]:
    """The frames of a file's lines; blank lines are skipped."""
    return (loads(line) for line in lines if line.strip())
