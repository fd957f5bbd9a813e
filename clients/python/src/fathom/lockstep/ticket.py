"""A reply that is under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from fathom.control import reply as control_reply
from fathom.v1 import control_pb2

if TYPE_CHECKING:
    from fathom.lockstep.connection import Lockstep

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A reply and what came behind it."""

    reply: control_pb2.ControlReply
    attachments: list[bytes]


class Ticket(Generic[Result]):
    """Stands for the result of one request."""

    def __init__(
        self, connection: Lockstep, request_id: int, kind: str, read: Callable[[Answer], Result]
    ) -> None:
        self.request_id = request_id
        self.answer: Answer | None = None
        """None until the reply was taken from the socket."""
        self._connection = connection
        self._kind = kind
        self._read = read

    def result(self, timeout: float | None = None) -> Result:
        """Waits for the reply, by default as long as the connection says, and reads it.

        Raises ControlError when the request was refused, TimeoutError when no reply came in time.
        """
        if not self.wait(timeout) or self.answer is None:
            raise self._connection.silence()
        control_reply.expect(self.answer.reply, self._kind)
        return self._read(self.answer)

    def wait(self, timeout: float | None = None) -> bool:
        """Whether the reply came in time; one that comes later is dropped, and the ticket stays without a result."""
        return self._connection.wait_for(self, timeout)

    def forget(self) -> None:
        """Gives the reply up."""
        self._connection.forget(self)
