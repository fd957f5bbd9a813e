"""A daemon in a few lines: publishes rewards, keeps a ring, answers the control socket."""

from __future__ import annotations

import threading
from types import TracebackType

import zmq

from fathom.v1 import control_pb2, frame_pb2, reward_pb2


def reward(sequence: int, epoch: int = 1, task: str = "reach", session: str = "") -> reward_pb2.Reward:
    """A measured reward, 1 cm nearer with each sequence."""
    metres = max(0.0, 0.5 - 0.01 * sequence)
    origin = frame_pb2.Point(x=0, y=0, z=0)
    return reward_pb2.Reward(
        task=task, session=session, stream="front", episode="a", step=sequence, frame_sequence=sequence,
        capture_time_ns=sequence * 40_000_000, daemon_epoch=epoch, reward_sequence=sequence, skipped_frames=0,
        status=reward_pb2.STATUS_MEASURED, value=1 / (1 + metres / 0.1) - 1, potential=1 / (1 + metres / 0.1),
        discount=0.99, configuration_digest="0123456789abcdef",
        distance=reward_pb2.Distance(
            metres=metres, standard_deviation=0.001, kind=reward_pb2.DISTANCE_KIND_CENTER,
            frame_of_reference=reward_pb2.REFERENCE_FRAME_WORLD, gripper=origin,
            target=frame_pb2.Point(x=metres, y=0, z=0),
        ),
    )  # fmt: skip


class FakeDaemon:
    """Serves control requests on a thread of its own; `publish` may skip the wire to make a loss."""

    def __init__(self, epoch: int = 1, ring: int = 100_000) -> None:
        self.epoch = epoch
        self.ring: list[reward_pb2.Reward] = []
        self.requests: list[control_pb2.ControlRequest] = []
        self._ring_size = ring
        self._context = zmq.Context()
        self._rewards = self._context.socket(zmq.XPUB)
        self._rewards.setsockopt(zmq.LINGER, 0)
        self.rewards_endpoint = f"tcp://127.0.0.1:{self._rewards.bind_to_random_port('tcp://127.0.0.1')}"
        self._control = self._context.socket(zmq.ROUTER)
        self._control.setsockopt(zmq.LINGER, 0)
        self.control_endpoint = f"tcp://127.0.0.1:{self._control.bind_to_random_port('tcp://127.0.0.1')}"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait_for_subscriber(self) -> None:
        assert self._rewards.poll(5_000), "nobody subscribed"
        self._rewards.recv()

    def publish(self, message: reward_pb2.Reward, lose: bool = False, topic: str | None = None) -> None:
        self.ring = [*self.ring, message][-self._ring_size :]
        if not lose:
            name = topic or "/".join(part for part in ("rewards", message.task, message.session) if part)
            self.publish_raw([name.encode(), message.SerializeToString(), b"0.0"])

    def publish_raw(self, parts: list[bytes]) -> None:
        self._rewards.send_multipart(parts)

    def restart(self, epoch: int) -> None:
        self.epoch, self.ring = epoch, []

    def _serve(self) -> None:
        while not self._stop.is_set():
            if self._control.poll(20):
                peer, empty, data = self._control.recv_multipart()
                request = control_pb2.ControlRequest.FromString(data)
                self.requests.append(request)
                self._control.send_multipart([peer, empty, self._answer(request).SerializeToString()])

    def _answer(self, request: control_pb2.ControlRequest) -> control_pb2.ControlReply:
        reply = control_pb2.ControlReply(version=1, request_id=request.request_id)
        kind = request.WhichOneof("request")
        ring = self.ring
        if kind == "status":
            reply.status.version, reply.status.daemon_epoch, reply.status.uptime_seconds = "0.1.0", self.epoch, 1.0
        elif kind == "rewards_since":
            since = request.rewards_since
            reply.rewards.daemon_epoch = self.epoch
            reply.rewards.next_sequence = ring[-1].reward_sequence + 1 if ring else 0
            if ring:
                reply.rewards.oldest_sequence = ring[0].reward_sequence
            if since.daemon_epoch == self.epoch:
                found = [message for message in ring if message.reward_sequence >= since.reward_sequence]
                reply.rewards.rewards.extend(found[: since.limit])
        elif kind == "set_target" and request.set_target.task != "reach":
            reply.error.field, reply.error.expected, reply.error.found = "task", "reach", request.set_target.task
        else:
            reply.done.SetInParent()
        return reply

    def __enter__(self) -> FakeDaemon:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        self._context.destroy(linger=0)
