"""A daemon in a few lines: publishes rewards, keeps a ring, answers the control socket."""

from __future__ import annotations

import fnmatch
import threading
import time
from types import TracebackType

import zmq

import fake_lockstep
from fake_lockstep import Session
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
        self.tasks: list[control_pb2.TaskDescription] = [fake_lockstep.description()]
        self.sessions: dict[int, Session] = {}
        self.closed: list[int] = []
        self.hold = 0
        """So many requests wait for each other before all are answered, the last one first."""
        self.most_in_flight = 0
        self._batches: dict[int, list[Session]] = {}
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
            if not self._control.poll(20):
                continue
            came = [self._control.recv_multipart()]
            while len(came) < self.hold or self._control.poll(0):
                if not self._control.poll(2_000):
                    break
                came.append(self._control.recv_multipart())
            self.most_in_flight = max(self.most_in_flight, len(came))
            # Sessions keep their order; between them, the last one is answered first.
            answers = [self._reply(parts) for parts in came]
            for answer in reversed(answers) if self.hold else answers:
                self._control.send_multipart(answer)

    def _reply(self, parts: list[bytes]) -> list[bytes]:
        """A REQ peer's empty delimiter is kept."""
        envelope = parts[:2] if not parts[1] else parts[:1]
        data, *attachments = parts[len(envelope) :]
        request = control_pb2.ControlRequest.FromString(data)
        self.requests.append(request)
        reply = control_pb2.ControlReply(version=1, request_id=request.request_id)
        columns = self._answer_lockstep(request, reply, attachments)
        if reply.WhichOneof("reply") is None:
            reply = self._answer(request)
        return [*envelope, reply.SerializeToString(), *columns]

    def _answer_lockstep(
        self, request: control_pb2.ControlRequest, reply: control_pb2.ControlReply, attachments: list[bytes]
    ) -> list[bytes]:
        kind = request.WhichOneof("request")
        tasks = {task.name: task for task in self.tasks}
        if kind == "describe":
            reply.description.version, reply.description.daemon_epoch = "0.2.0", self.epoch
            reply.description.oldest_contract = reply.description.newest_contract = 1
            reply.description.tasks.extend(self.tasks)
        elif kind == "open_session" and request.open_session.task not in tasks:
            _refuse(reply, "task", " or ".join(tasks), request.open_session.task)
        elif kind == "open_session":
            self._open(request.open_session, reply, tasks[request.open_session.task])
        elif kind in ("close_session", "step", "batch"):
            asked: int = getattr(request, kind).session_id
            if asked not in self.sessions or asked in self.closed:
                _refuse(reply, "session_id", "an open session", str(asked))
            elif kind == "close_session":
                self.closed.append(asked)
                reply.done.SetInParent()
            elif kind == "batch":
                task = self.sessions[asked].task
                many = self._batches.setdefault(asked, [Session(task) for _ in range(request.batch.count)])
                return fake_lockstep.batch_reply(reply, request.batch, many, attachments)
            elif request.step.HasField("deadline_ns") and request.step.deadline_ns < time.time_ns():
                _refuse(reply, "deadline_ns", "later than now", str(request.step.deadline_ns))
            else:
                self._step(self.sessions[asked], request.step, reply, attachments)
        return []

    def _open(
        self, asked: control_pb2.OpenSession, reply: control_pb2.ControlReply, task: control_pb2.TaskDescription
    ) -> None:
        name = asked.session if asked.HasField("session") else f"client-{len(self.sessions)}"
        if task.each and not fnmatch.fnmatch(asked.session, task.streams[0]):
            return _refuse(reply, "session", task.streams[0], asked.session or "none")
        task = control_pb2.TaskDescription.FromString(task.SerializeToString())
        if asked.HasField("target"):
            task.target, task.configuration_digest = f"description: {asked.target}", "fedcba9876543210"
        identity = len(self.sessions) + 1
        self.sessions[identity] = Session(task, name)
        reply.session.session_id, reply.session.session, reply.session.daemon_epoch = identity, name, self.epoch
        reply.session.task.CopyFrom(task)
        return None

    def _step(
        self, session: Session, step: control_pb2.Step, reply: control_pb2.ControlReply, attachments: list[bytes]
    ) -> None:
        for planes in step.planes:
            session.headers.append(frame_pb2.FrameHeader.FromString(attachments[0]))
            session.planes.append(attachments[1 : 1 + planes])
            attachments = attachments[1 + planes :]
        primary = session.name if session.task.each else session.task.streams[0]
        headers = session.headers[-len(step.planes) :]
        header = next(header for header in headers if header.stream == primary)
        if session.ended == header.episode:
            return _refuse(reply, "episode", "another one", header.episode)
        reply.reward.CopyFrom(session.step(header))
        session.ended = header.episode if header.terminated or header.truncated else None
        return None

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
            _refuse(reply, "task", "reach", request.set_target.task)
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


def _refuse(reply: control_pb2.ControlReply, field: str, expected: str, found: str) -> None:
    reply.error.field, reply.error.expected, reply.error.found = field, expected, found
