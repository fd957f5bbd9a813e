"""Asks and commands the daemon over its control socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any

import zmq

from fathom.control import reply as control_reply
from fathom.control.description import DaemonDescription
from fathom.control.reply import ControlError
from fathom.reward import Reward
from fathom.sockets import configure, milliseconds
from fathom.v1 import control_pb2

__all__ = ["Control", "ControlError", "HumanEvent", "RewardRange"]


class HumanEvent(StrEnum):
    """A human's word, which outranks the measurement."""

    SUCCESS = "success"
    FAILURE = "failure"
    INTERVENTION = "intervention"
    RERECORD = "rerecord"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class RewardRange:
    """Rewards out of a session's bounded ring."""

    daemon_epoch: int
    oldest_sequence: int | None
    """Oldest that the ring still holds; None when it is empty."""
    next_sequence: int
    rewards: list[Reward]


class Control:
    """Requests raise TimeoutError after `timeout` seconds, ControlError when refused. It belongs to one thread."""

    def __init__(self, endpoint: str, timeout: float = 2.0) -> None:
        self.endpoint = endpoint
        self.timeout = timeout
        self._request_id = 0
        self._socket: zmq.Socket[bytes] | None = None

    def status(self) -> control_pb2.DaemonStatus:
        """The daemon's version, epoch and sessions."""
        reply = self._ask("status", lambda request: request.status.SetInParent())
        return reply.status

    def describe(self) -> DaemonDescription:
        """Its tasks as they are in force, streams, addresses, and the contracts that it speaks."""
        reply = self._ask("description", lambda request: request.describe.SetInParent())
        return DaemonDescription.from_message(reply.description)

    def rewards_since(
        self, task: str, daemon_epoch: int, reward_sequence: int, session: str = "", limit: int = 1024
    ) -> RewardRange:
        """At most `limit` rewards from `reward_sequence` on. Another epoch in the answer means a restarted daemon."""

        def fill(request: control_pb2.ControlRequest) -> None:
            since = request.rewards_since
            since.task, since.session = task, session
            since.daemon_epoch, since.reward_sequence, since.limit = daemon_epoch, reward_sequence, limit

        found = self._ask("rewards", fill).rewards
        oldest = found.oldest_sequence if found.HasField("oldest_sequence") else None
        rewards = [Reward.from_message(message) for message in found.rewards]
        return RewardRange(found.daemon_epoch, oldest, found.next_sequence, rewards)

    def set_target(self, task: str, description: str, session: str | None = None) -> None:
        """Puts another target in force from the next frame on, for one session or for all of the task."""

        def fill(request: control_pb2.ControlRequest) -> None:
            request.set_target.task, request.set_target.description = task, description
            if session is not None:
                request.set_target.session = session

        self._ask("done", fill)

    def reset_episode(self, task: str, session: str | None = None) -> None:
        """Begins a new episode with the next frame, whatever its episode id."""

        def fill(request: control_pb2.ControlRequest) -> None:
            request.reset_episode.task = task
            if session is not None:
                request.reset_episode.session = session

        self._ask("done", fill)

    def human_event(self, task: str, kind: HumanEvent | str, session: str | None = None) -> None:
        """Says that a human judged or took over."""
        code: Any = control_pb2.HumanEventKind.Value(f"HUMAN_EVENT_{HumanEvent(kind).name}")

        def fill(request: control_pb2.ControlRequest) -> None:
            request.human_event.task, request.human_event.kind = task, code
            if session is not None:
                request.human_event.session = session

        self._ask("done", fill)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> Control:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(
        self, expected: str, fill: Callable[[control_pb2.ControlRequest], Any]
    ) -> control_pb2.ControlReply:
        self._request_id += 1
        request = control_pb2.ControlRequest(version=control_reply.VERSION, request_id=self._request_id)
        fill(request)
        try:
            reply = self._parse(self._exchange(request.SerializeToString()))
        except BaseException:
            # A REQ socket that got no answer refuses the next question.
            self.close()
            raise
        control_reply.expect(reply, expected)
        return reply

    def _exchange(self, data: bytes) -> bytes:
        if self._socket is None:
            self._socket = zmq.Context.instance().socket(zmq.REQ)
            configure(self._socket, high_water_mark=8, linger=0)
            limit = milliseconds(self.timeout)
            self._socket.setsockopt(zmq.RCVTIMEO, limit)
            self._socket.setsockopt(zmq.SNDTIMEO, limit)
            self._socket.connect(self.endpoint)
        try:
            self._socket.send(data)
            return self._socket.recv()
        except zmq.Again as error:
            raise TimeoutError(f"no answer from the control socket {self.endpoint} in {self.timeout} s") from error

    def _parse(self, data: bytes) -> control_pb2.ControlReply:
        reply = control_reply.parse(data)
        if reply.request_id != self._request_id:
            raise ControlError("reply.request_id", str(self._request_id), str(reply.request_id))
        return reply
