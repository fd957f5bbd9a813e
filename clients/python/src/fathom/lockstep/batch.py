"""Poses of many environments in one message, their rewards in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom import checks
from fathom.control.reply import ControlError
from fathom.lockstep.ticket import Answer
from fathom.reward import Status
from fathom.v1 import control_pb2

MAX_ENVIRONMENTS = 65536
_MAX_NAMES = 16
_BEGINS, _TERMINATED, _TRUNCATED = 1, 2, 4
_NUMBERS = ("value", "distance", "potential", "previous_potential", "shaping", "progress", "progress_gain")
_NOT_TOLD = 2
_CODES = {status: code for code, status in enumerate(
    (Status.UNSPECIFIED, Status.MEASURED, Status.HELD, Status.AMBIGUOUS, Status.ABSENT, Status.STALE, Status.REJECTED,
     Status.PAUSED)
)}  # fmt: skip

Numbers = np.ma.MaskedArray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class RewardBatch:
    """Rewards of N environments, a column each. A number that was not measured is masked."""

    status: NDArray[np.uint8]
    """Values of `fathom.v1`'s Status; see `has`."""
    value: Numbers
    distance: Numbers
    """Metres."""
    potential: Numbers
    previous_potential: Numbers
    shaping: Numbers
    progress: Numbers
    progress_gain: Numbers
    success: np.ma.MaskedArray[Any, np.dtype[np.bool_]]
    batch_sequence: int
    configuration_digest: str
    discount: float
    reasons: tuple[str, ...]
    """Of environments without a measurement, at most 16, as "3: poses: expected …, found …"."""

    def __len__(self) -> int:
        return len(self.status)

    def has(self, status: Status | str) -> NDArray[np.bool_]:
        """Which environments have this status."""
        return np.asarray(self.status == _CODES[Status(status)])

    @classmethod
    def read(cls, answer: Answer) -> RewardBatch:
        """Takes a reply and its columns apart; raises ControlError when they do not fit together."""
        head, count = answer.reply.batch, answer.reply.batch.count
        sizes = [count] * 3 + [8 * count] * len(_NUMBERS)
        if [len(column) for column in answer.attachments] != sizes:
            found = " ".join(str(len(column)) for column in answer.attachments)
            raise ControlError("reply.batch", f"columns of {' '.join(map(str, sizes))} bytes", found)
        status, presence, success = (np.frombuffer(column, np.uint8) for column in answer.attachments[:3])
        numbers: dict[str, Any] = {
            name: np.ma.MaskedArray(np.frombuffer(column, "<f8"), mask=(presence >> bit & 1) == 0)
            for bit, (name, column) in enumerate(zip(_NUMBERS, answer.attachments[3:], strict=True))
        }
        return cls(
            status=status,
            success=np.ma.MaskedArray(success == 1, mask=success == _NOT_TOLD),
            batch_sequence=head.batch_sequence,
            configuration_digest=head.configuration_digest,
            discount=head.discount,
            reasons=tuple(head.reasons),
            **numbers,
        )


def frame_batch(
    message: control_pb2.FrameBatch,
    positions: Mapping[str, Any],
    scalars: Mapping[str, Any],
    begins: Any,
    terminated: Any,
    truncated: Any,
) -> list[Any]:
    """Fills the message and returns its attachments; raises ValueError for what the daemon would refuse."""
    if not 1 <= len(positions) <= _MAX_NAMES:
        checks.fail("positions", f"1 to {_MAX_NAMES} poses", len(positions))
    if len(scalars) > _MAX_NAMES:
        checks.fail("scalars", f"at most {_MAX_NAMES}", len(scalars))
    count = len(next(iter(positions.values())))
    if not 1 <= count <= MAX_ENVIRONMENTS:
        checks.fail("positions", f"1 to {MAX_ENVIRONMENTS} environments", count)
    message.count = count
    message.poses.extend(positions)
    message.scalars.extend(scalars)
    points = [checks.numbers(f"positions[{name!r}]", value, (count, 3)) for name, value in positions.items()]
    attachments: list[Any] = [np.stack(points, axis=1).astype("<f8", copy=False)]
    if scalars:
        values = [checks.numbers(f"scalars[{name!r}]", value, (count,)) for name, value in scalars.items()]
        attachments.append(np.stack(values, axis=1).astype("<f8", copy=False))
    flags = np.zeros(count, np.uint8)
    for name, value, bit in (
        ("begins", begins, _BEGINS), ("terminated", terminated, _TERMINATED), ("truncated", truncated, _TRUNCATED)
    ):  # fmt: skip
        flags |= _flags(name, value, count).astype(np.uint8) * np.uint8(bit)
    return [*attachments, flags]


def _flags(name: str, value: Any, count: int) -> NDArray[np.bool_]:
    array = np.asarray(value)
    if array.dtype != np.bool_ or array.shape not in ((), (count,)):
        checks.fail(name, f"{count} booleans, or one", f"{checks.describe_shape(array)} of {array.dtype}")
    return np.broadcast_to(array, (count,))
