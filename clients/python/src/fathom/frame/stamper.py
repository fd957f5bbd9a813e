"""Numbers the frames of one stream and writes their headers."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any, Literal

from fathom.checks import fail
from fathom.frame.builder import FrameBuilder
from fathom.frame.camera import CameraMessages
from fathom.frame.frame import Frame
from fathom.v1 import frame_pb2

Clock = Literal["realtime", "monotonic", "simulation"]
_CLOCKS: dict[str, frame_pb2.Clock] = {
    "realtime": frame_pb2.CLOCK_REALTIME,
    "monotonic": frame_pb2.CLOCK_MONOTONIC,
    "simulation": frame_pb2.CLOCK_SIMULATION,
}


@dataclass(frozen=True, slots=True, eq=False)
class StampedFrame:
    """A frame as it goes over the wire, behind its topic."""

    header: bytes
    planes: list[Any]
    episode: str
    sequence: int

    @property
    def parts(self) -> list[Any]:
        return [self.header, *self.planes]


class FrameStamper:
    """Owns a stream's name, epoch, episode and sequence. A number is used up by `sent`, not by `stamp`."""

    def __init__(self, stream: str, clock: Clock = "realtime") -> None:
        if not stream:
            fail("stream", "a name", "''")
        if clock not in _CLOCKS:
            fail("clock", " or ".join(_CLOCKS), repr(clock))
        self.stream = stream
        self.clock: Clock = clock
        self.epoch = secrets.randbits(64)
        """Drawn anew at each start, so that the daemon tells a restart from a repeated frame."""
        self._cameras = CameraMessages()
        self._episode: str | None = None
        self._sequence = 0

    def stamp(self, frame: Frame) -> StampedFrame:
        """Raises ValueError for what the daemon would reject."""
        builder = FrameBuilder(frame.size, self._cameras)
        builder.add_color(frame.rgb, frame.color_encoding)
        builder.add_depth(frame.depth, frame.metres_per_count, frame.radial)
        builder.add_labels(frame.labels, frame.label_names or {})
        builder.add_regions(frame.regions)
        builder.add_camera(frame.K, frame.world_from_camera, frame.distortion)
        builder.add_state(frame.poses, frame.scalars)
        header = builder.header
        header.stream = self.stream
        header.publisher_epoch = self.epoch
        header.episode = str(frame.episode)
        header.sequence = self._sequence if header.episode == self._episode else 0
        if frame.step is not None:
            header.step = frame.step
        header.capture_time_ns = self._time(frame.capture_time_ns)
        header.clock = _CLOCKS[self.clock]
        if frame.terminated:
            header.terminated = True
        if frame.truncated:
            header.truncated = True
        return StampedFrame(builder.header_bytes(), builder.planes, header.episode, header.sequence)

    def sent(self, frame: StampedFrame) -> None:
        """The next frame gets the number behind this one's."""
        self._episode, self._sequence = frame.episode, frame.sequence + 1

    def _time(self, given: int | None) -> int:
        if given is not None:
            return int(given)
        if self.clock == "simulation":
            fail("capture_time_ns", "the simulation's time in nanoseconds", "None")
        return time.time_ns() if self.clock == "realtime" else time.monotonic_ns()
