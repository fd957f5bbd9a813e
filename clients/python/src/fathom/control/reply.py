"""Reads what the daemon's control socket answers."""

from __future__ import annotations

from google.protobuf.message import DecodeError

from fathom.v1 import control_pb2

VERSION = 1
"""Of the control socket's contract that this package speaks."""


class ControlError(Exception):
    """The daemon refused a request, or answered something that is no reply."""

    def __init__(self, field: str, expected: str, found: str) -> None:
        super().__init__(f"{field}: expected {expected}, found {found}")
        self.field = field
        self.expected = expected
        self.found = found

    def __reduce__(self) -> tuple[type[ControlError], tuple[str, str, str]]:
        # Vector environments pass errors between processes.
        return ControlError, (self.field, self.expected, self.found)


def parse(data: bytes) -> control_pb2.ControlReply:
    reply = control_pb2.ControlReply()
    try:
        reply.ParseFromString(data)
    except DecodeError as error:
        raise ControlError("reply", "a fathom.v1.ControlReply", f"{len(data)} other bytes") from error
    if not reply.IsInitialized():
        raise ControlError("reply", "a fathom.v1.ControlReply", "one with required fields missing")
    return reply


def expect(reply: control_pb2.ControlReply, kind: str) -> None:
    """Raises ControlError for a refusal, or an answer to another question."""
    found = reply.WhichOneof("reply")
    if found == "error":
        raise ControlError(reply.error.field, reply.error.expected, reply.error.found)
    if found != kind:
        raise ControlError("reply", kind, str(found))
