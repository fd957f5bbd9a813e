"""One session of a lockstep connection."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.frame import Frame
from fathom.frame.stamper import Clock, FrameStamper, StampedFrame
from fathom.lockstep.batch import RewardBatch, frame_batch
from fathom.lockstep.ticket import Answer, Ticket
from fathom.reward import Reward
from fathom.v1 import control_pb2

if TYPE_CHECKING:
    from fathom.lockstep.connection import Lockstep

_CLOSING_SECONDS = 1.0


class LockstepSession:
    """Steps of one environment, each answered with its reward. Made by `Lockstep.open`."""

    def __init__(
        self, connection: Lockstep, session_id: int, name: str, daemon_epoch: int, task: TaskDescription
    ) -> None:
        self.session_id = session_id
        self.name = name
        """Rewards are published as well, on rewards/<task>/<name>."""
        self.daemon_epoch = daemon_epoch
        self.task = task
        """As it is in force for this session."""
        self.clock: Clock = "realtime"
        """Which clock the frames' capture times are of; set it before the first frame."""
        self._connection = connection
        self._stampers: dict[str, FrameStamper] = {}
        self._tickets: deque[Ticket[Reward]] = deque()
        self._is_open = True

    @property
    def digest(self) -> str:
        """Of the configuration that was in force when the session was opened; each reward carries its own."""
        return self.task.configuration_digest

    @property
    def discount(self) -> float:
        """γ of the task, which must equal the trainer's."""
        return self.task.discount

    @property
    def streams(self) -> tuple[str, ...]:
        """Names of the cameras, the primary one first."""
        return (self.name,) if self.task.each else self.task.streams

    def step(self, *frames: Frame, deadline: float | None = None, timeout: float | None = None) -> Reward:
        """Sends a step's frames and waits for its reward. Do not mix it with tickets that `receive` is to take."""
        return self.submit(*frames, deadline=deadline).result(timeout)

    def send(self, *frames: Frame, deadline: float | None = None) -> Ticket[Reward]:
        """Sends the frames of one control step, one for each camera, without waiting.

        A daemon that takes the step up later than `deadline` seconds from now refuses it (field "deadline_ns") and
        looks at none of its frames. Raises ValueError for what the daemon would reject.
        """
        ticket = self.submit(*frames, deadline=deadline)
        self._tickets.append(ticket)
        return ticket

    def receive(self, timeout: float | None = None) -> Reward:
        """The reward of the oldest step that was sent and not received yet."""
        if not self._tickets:
            raise RuntimeError("receive: expected a step that was sent before, found none")
        return self._tickets.popleft().result(timeout)

    def batch(
        self,
        positions: Mapping[str, Any],
        scalars: Mapping[str, Any] | None = None,
        *,
        begins: Any = False,
        terminated: Any = False,
        truncated: Any = False,
        deadline: float | None = None,
        timeout: float | None = None,
    ) -> RewardBatch:
        """One control step of N environments, by poses alone; waits for their rewards.

        `positions` are N×3 metres in the world frame for each pose that the task names, `scalars` N numbers each;
        `begins` marks environments whose episode begins with this step. Flags are N booleans, or one for all.
        Environments are told apart by their place, and the first batch fixes N.
        """
        request = control_pb2.ControlRequest()
        attachments = frame_batch(request.batch, positions, scalars or {}, begins, terminated, truncated)
        request.batch.session_id = self.session_id
        if deadline is not None:
            request.batch.deadline_ns = _deadline(deadline)
        return self._connection.submit(request, attachments, "batch", RewardBatch.read).result(timeout)

    def close(self) -> None:
        """Ends the session; the daemon frees what it kept. A daemon that is gone, or ended it before, is fine."""
        if not self._is_open:
            return
        self._is_open = False
        if self._connection.is_closed:
            return
        request = control_pb2.ControlRequest()
        request.close_session.session_id = self.session_id
        # One that did not answer before is not waited for again: many sessions may have to close.
        patience = 0.0 if self._connection.is_silent else _CLOSING_SECONDS
        self._connection.submit(request, [], "done", lambda answer: None).wait(patience)

    def __enter__(self) -> LockstepSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, *frames: Frame, deadline: float | None = None) -> Ticket[Reward]:
        """`send`, but `receive` does not take this step: its ticket does."""
        if not self._is_open:
            raise RuntimeError("session: expected an open one, found it closed")
        if not frames:
            fail("frames", "at least one", "none")
        request = control_pb2.ControlRequest()
        request.step.session_id = self.session_id
        stamped = [self._stamp(frame) for frame in frames]
        request.step.planes.extend(len(one.planes) for _, one in stamped)
        if deadline is not None:
            request.step.deadline_ns = _deadline(deadline)
        parts = [part for _, one in stamped for part in one.parts]
        ticket = self._connection.submit(request, parts, "reward", _reward)
        for stamper, one in stamped:
            stamper.sent(one)
        return ticket

    def _stamp(self, frame: Frame) -> tuple[FrameStamper, StampedFrame]:
        stream = frame.stream or self.streams[0]
        if stream not in self.streams:
            fail("frame.stream", " or ".join(self.streams), repr(stream))
        stamper = self._stampers.get(stream)
        if stamper is None:
            stamper = self._stampers[stream] = FrameStamper(stream, self.clock)
        return stamper, stamper.stamp(frame)


def _deadline(seconds: float) -> int:
    return time.time_ns() + round(seconds * 1e9)


def _reward(answer: Answer) -> Reward:
    return Reward.from_message(answer.reply.reward)
