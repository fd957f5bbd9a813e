"""The connection of lockstep: requests of its sessions go out, replies find their tickets."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

import zmq

from fathom.checks import fail
from fathom.control import reply as control_reply
from fathom.control.description import DaemonDescription, TaskDescription
from fathom.lockstep.session import LockstepSession
from fathom.lockstep.ticket import Answer, Result, Ticket
from fathom.sockets import configure, milliseconds
from fathom.v1 import control_pb2


class Lockstep:
    """One connection to a daemon's control socket, with any number of sessions.

    Requests of all sessions may be under way at once; replies find their tickets by request id. At most `in_flight`
    are: a further one waits for the oldest reply first. Whoever waits longer than `timeout` seconds gets TimeoutError;
    what the daemon refuses is a ControlError, raised where the reply is taken.

    `check` is called before a TimeoutError, and may raise an error that says more.
    With `copy=False` images are handed to ZeroMQ as they are: then leave them alone until the reply has come.
    A connection belongs to one thread. Its sessions end with it.
    """

    def __init__(
        self,
        endpoint: str,
        timeout: float = 10.0,
        *,
        copy: bool = True,
        in_flight: int = 256,
        check: Callable[[], None] | None = None,
    ) -> None:
        if in_flight < 1:
            fail("in_flight", "1 or more", in_flight)
        self.endpoint = endpoint
        self.timeout = timeout
        self._copy = copy
        self._check = check
        self._limit = in_flight
        self._request_id = 0
        self.is_silent = False
        """Whether the last answer that somebody waited for did not come."""
        self._pending: dict[int, Ticket[Any]] = {}
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.DEALER)
        # A daemon drops replies that find no room, so there is room for all that can be under way.
        configure(self._socket, high_water_mark=2 * in_flight, linger=0)
        self._socket.setsockopt(zmq.SNDTIMEO, milliseconds(timeout))
        self._socket.connect(endpoint)

    def describe(self) -> DaemonDescription:
        """The daemon's tasks, streams and versions."""
        request = control_pb2.ControlRequest()
        request.describe.SetInParent()
        return self.submit(
            request, [], "description", lambda answer: DaemonDescription.from_message(answer.reply.description)
        ).result()

    def open(self, task: str, session: str | None = None, target: str | None = None) -> LockstepSession:
        """A session of this connection alone.

        The daemon chooses the name when `session` is None. `target` is another description than the configuration's. A
        task with `each: true` needs a name that its pattern matches.
        """
        request = control_pb2.ControlRequest()
        request.open_session.task = task
        if session is not None:
            request.open_session.session = session
        if target is not None:
            request.open_session.target = target
        opened = self.submit(request, [], "session", lambda answer: answer.reply.session).result()
        description = TaskDescription.from_message(opened.task)
        return LockstepSession(self, opened.session_id, opened.session, opened.daemon_epoch, description)

    def submit(
        self, request: control_pb2.ControlRequest, attachments: list[Any], kind: str, read: Callable[[Answer], Result]
    ) -> Ticket[Result]:
        """Sends a request; the ticket's result is what `read` makes of an answer of that kind."""
        self._take_waiting()
        while len(self._pending) >= self._limit:
            if not self.wait_for(next(iter(self._pending.values()))):
                raise self.silence()
        self._request_id += 1
        request.version, request.request_id = control_reply.VERSION, self._request_id
        try:
            self._socket.send_multipart([request.SerializeToString(), *attachments], copy=self._copy)
        except zmq.Again as error:
            raise self.silence() from error
        ticket = Ticket(self, self._request_id, kind, read)
        self._pending[ticket.request_id] = ticket
        return ticket

    def wait_for(self, ticket: Ticket[Any], timeout: float | None = None) -> bool:
        """Whether the ticket has its answer in time; if not, it is void, and a late reply is dropped."""
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        while ticket.answer is None and ticket.request_id in self._pending:
            if self._socket.poll(milliseconds(max(0.0, deadline - time.monotonic()))):
                self._take()
            else:
                self.is_silent = True
                self.forget(ticket)
        return ticket.answer is not None

    def silence(self) -> TimeoutError:
        """The error for an answer that does not come. Raises a better one where `check` knows it."""
        if self._check is not None:
            self._check()
        return TimeoutError(f"no answer from the control socket {self.endpoint} in time")

    def forget(self, ticket: Ticket[Any]) -> None:
        """Nobody will ask for its result; the reply is dropped when it comes."""
        self._pending.pop(ticket.request_id, None)

    @property
    def is_closed(self) -> bool:
        return bool(self._socket.closed)

    def close(self) -> None:
        """Ends the connection and, with it, its sessions."""
        self._pending.clear()
        self._socket.close()

    def __enter__(self) -> Lockstep:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take_waiting(self) -> None:
        """Keeps the way back free: a daemon must never have to wait for one that only sends."""
        while self._pending and self._socket.poll(0):
            self._take()

    def _take(self) -> None:
        data, *attachments = self._socket.recv_multipart()
        self.is_silent = False
        reply = control_reply.parse(data)
        ticket = self._pending.pop(reply.request_id, None)
        if ticket is not None:
            ticket.answer = Answer(reply, attachments)
        elif reply.request_id == 0 and reply.WhichOneof("reply") == "error":
            # The daemon could not read which request it refuses.
            control_reply.expect(reply, "")
