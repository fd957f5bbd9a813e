"""Sends frames to Fathom."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Literal

import numpy as np
import zmq
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.frame import ColorEncoding, Frame
from fathom.frame.stamper import Clock, FrameStamper
from fathom.regions import Region
from fathom.sockets import configure, milliseconds
from fathom.v1 import detections_pb2


class FramePublisher:
    """Publishes one stream of frames; `send` takes numpy arrays.

    Nothing is dropped on the way to a daemon that keeps up or waits in `every`: when `high_water_mark` frames are
    under way, `send` blocks, for at most `timeout` seconds, then raises TimeoutError. Before a daemon is there,
    frames of `kind="pub"` go nowhere (see `wait_for_subscriber`), and those of `kind="push"` wait.

    With `copy=True` the arrays may be overwritten as soon as `send` returns, as a simulator does with its render
    buffer. With `copy=False` they are handed to ZeroMQ as they are, which saves about 0.1 ms for 640×480 RGB-D: then
    leave them alone until they were received, which in practice means a fresh array for each frame.

    A publisher belongs to one thread.
    """

    def __init__(
        self,
        endpoint: str,
        stream: str,
        *,
        bind: bool = False,
        kind: Literal["pub", "push"] = "pub",
        clock: Clock = "realtime",
        copy: bool = True,
        high_water_mark: int = 8,
        timeout: float | None = None,
        linger: float = 5.0,
    ) -> None:
        self._stamper = FrameStamper(stream, clock)
        if kind not in ("pub", "push"):
            fail("kind", "pub or push", repr(kind))
        self.stream = stream
        self.clock: Clock = clock
        self.epoch = self._stamper.epoch
        """Drawn anew at each start, so that the daemon tells a restart from a repeated frame."""
        self._kind = kind
        self._copy = copy
        self._subscriptions: set[bytes] = set()
        self._topic = f"frames/{stream}".encode()
        # A context of its own: only its end waits for what is under way.
        self._context = zmq.Context()
        self._socket: zmq.Socket[bytes] = self._context.socket(zmq.XPUB if kind == "pub" else zmq.PUSH)
        configure(self._socket, high_water_mark, linger)
        self._socket.setsockopt(zmq.SNDTIMEO, milliseconds(timeout))
        if kind == "pub":
            # Without it, PUB drops silently at the high-water mark.
            self._socket.setsockopt(zmq.XPUB_NODROP, 1)
        (self._socket.bind if bind else self._socket.connect)(endpoint)
        self.endpoint = self._socket.getsockopt_string(zmq.LAST_ENDPOINT) if bind else endpoint
        """Where it is bound, with the port that the system chose for `tcp://…:*`."""

    def send(
        self,
        rgb: NDArray[np.uint8] | bytes | None = None,
        depth: NDArray[np.float32] | NDArray[np.uint16] | None = None,
        labels: NDArray[Any] | None = None,
        *,
        K: Any = None,  # noqa: N803 - its name everywhere
        world_from_camera: Any = None,
        distortion: Sequence[float] = (),
        size: tuple[int, int] | None = None,
        color_encoding: ColorEncoding = "rgb8",
        metres_per_count: float = 0.001,
        radial: bool = False,
        label_names: Mapping[int, str] | None = None,
        poses: Mapping[str, Any] | None = None,
        scalars: Mapping[str, float] | None = None,
        regions: Sequence[Region] = (),
        episode: str | int = "0",
        step: int | None = None,
        terminated: bool = False,
        truncated: bool = False,
        capture_time_ns: int | None = None,
    ) -> int:
        """Sends one frame and returns its sequence, which counts from 0 in each episode.

        `rgb` is a colour image in `color_encoding`, or the bytes of a JPEG or PNG. `depth` is float32 metres (NaN,
        infinite or ≤ 0: invalid) or uint16 counts of `metres_per_count` (0: invalid), planar Z unless `radial`.
        `labels` is uint8, uint16 or int32, `label_names` says what its values are. All are registered to the depth
        grid. `K` is 3×3, pixel centres at integers, and goes with any image; `distortion` is OpenCV's k1 k2 p1 p2 k3.
        `world_from_camera` and the `poses` (world_from_<name>) are 4×4 and metric. `size` (width, height) is only
        needed for a JPEG or PNG without depth. A frame without images is fine when the poses cover the task.
        Raises ValueError for what the daemon would reject, and TimeoutError when nobody takes the frame.
        """
        frame = Frame(
            rgb, depth, labels, K=K, world_from_camera=world_from_camera, distortion=distortion, size=size,
            color_encoding=color_encoding, metres_per_count=metres_per_count, radial=radial, label_names=label_names,
            poses=poses or {}, scalars=scalars or {}, regions=regions, episode=episode, step=step,
            terminated=terminated, truncated=truncated, capture_time_ns=capture_time_ns,
        )  # fmt: skip
        return self.send_frame(frame)

    def send_frame(self, frame: Frame) -> int:
        """`send` for a frame that is made already. Its `stream` is not looked at: a publisher has one."""
        stamped = self._stamper.stamp(frame)
        self._send([self._topic, *stamped.parts])
        self._stamper.sent(stamped)
        return stamped.sequence

    def send_detections(self, regions: Sequence[Region], capture_time_ns: int) -> None:
        """Sends what a detector of yours found in the frame captured at that time; none means looked and not found."""
        message = detections_pb2.Detections(
            stream=self.stream, capture_time_ns=capture_time_ns, regions=[region.message() for region in regions]
        )
        self._send([f"detections/{self.stream}".encode(), message.SerializeToString()])

    def wait_for_subscriber(self, timeout: float | None = None) -> None:
        """Returns once somebody takes this stream's frames; raises TimeoutError after so many seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._has_subscriber():
            left = None if deadline is None else deadline - time.monotonic()
            events = zmq.POLLIN if self._kind == "pub" else zmq.POLLOUT
            if (left is not None and left <= 0) or not self._socket.poll(milliseconds(left), events):
                raise TimeoutError(f"nobody subscribed to {self._topic.decode()} at {self.endpoint} in {timeout} s")

    def close(self) -> None:
        """Waits until the frames under way were taken, at most `linger` seconds."""
        self._socket.close()
        self._context.term()

    def __enter__(self) -> FramePublisher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, parts: list[Any]) -> None:
        if self._kind == "pub":
            # ZeroMQ queues subscriptions until they are read.
            self._has_subscriber()
        try:
            self._socket.send_multipart(parts, copy=self._copy)
        except zmq.Again as error:
            raise TimeoutError(f"no frame was taken from {self.endpoint} in time") from error

    def _has_subscriber(self) -> bool:
        if self._kind == "push":
            return self._is_ready(zmq.POLLOUT)
        while self._is_ready(zmq.POLLIN):
            event = self._socket.recv()
            if event[:1] == b"\1":
                self._subscriptions.add(event[1:])
            elif event[:1] == b"\0":
                self._subscriptions.discard(event[1:])
        return any(self._topic.startswith(prefix) for prefix in self._subscriptions)

    def _is_ready(self, event: int) -> bool:
        return bool(int(self._socket.getsockopt(zmq.EVENTS)) & event)
