"""Lockstep sessions of the fake daemon: rewards from two poses, a session's state in a few lines.

A scalar `status` (a value of `Status`) makes the daemon see worse than it does. Every frame that came is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fathom.v1 import control_pb2, frame_pb2, reward_pb2

HAS_POTENTIAL = (reward_pb2.STATUS_MEASURED, reward_pb2.STATUS_HELD)
WITHIN, BONUS, LENGTH = 0.05, 1.0, 0.1


def description(name: str = "reach", **changes: Any) -> control_pb2.TaskDescription:
    """A task; `within`, `required`, `bonus` of its success, and fields of the message, may differ."""
    success = control_pb2.SuccessDescription(
        within=WITHIN, required=changes.pop("required", 1), window=changes.pop("window", 1), bonus=BONUS
    )
    fields: dict[str, Any] = dict(
        name=name, streams=["camera"], each=False, gripper="pose: gripper", target="pose: target",
        distance=reward_pb2.DISTANCE_KIND_CENTER, signal="dense", curve="reciprocal", length=LENGTH, weight=1.0,
        discount=0.95, max_distance=2.0, time_penalty=0.0, success=success, progress_required=2, progress_window=3,
        adds_to_base_reward=False, configuration_digest="0123456789abcdef",
    )  # fmt: skip
    return control_pb2.TaskDescription(**(fields | changes))


@dataclass
class Session:
    """What `docs/rewards.md` says, for one environment; without a human, gates and several frames of one step."""

    task: control_pb2.TaskDescription
    name: str = ""
    episode: str | None = None
    ended: str | None = None
    sequence: int = 0
    episodes: int = -1
    headers: list[frame_pb2.FrameHeader] = field(default_factory=list)
    planes: list[list[bytes]] = field(default_factory=list)
    previous: tuple[int, float] | None = None
    here: tuple[int, float] | None = None
    near: list[bool] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    progress: float | None = None
    progress_before: tuple[int, float | None] = (-1, None)
    paid: int | None = None
    moment: tuple[str, int, int] | None = None

    def step(self, header: frame_pb2.FrameHeader) -> reward_pb2.Reward:
        if header.episode != self.episode:
            self.episode, self.episodes = header.episode, self.episodes + 1
            self.previous = self.here = self.progress = self.paid = None
            self.near, self.bounds, self.progress_before, self.moment = [], [], (-1, None), None
        poses = {pose.name: np.reshape(pose.world_from_entity.matrix, (4, 4))[:3, 3] for pose in header.poses}
        scalars = {scalar.name: scalar.value for scalar in header.scalars}
        status = int(scalars.get("status", reward_pb2.STATUS_MEASURED))
        reward = reward_pb2.Reward(
            task=self.task.name, session=self.name, stream=header.stream, episode=header.episode, step=header.step,
            frame_sequence=header.sequence, capture_time_ns=header.capture_time_ns, daemon_epoch=1,
            reward_sequence=self.sequence, skipped_frames=0, status=status, discount=self.task.discount,
            configuration_digest=self.task.configuration_digest, episode_index=self.episodes,
            terminated=header.terminated, truncated=header.truncated,
        )  # fmt: skip
        self.sequence += 1
        if self.task.target.startswith("description"):
            poses.setdefault("target", np.zeros(3))
        wanted = {entity: selector.removeprefix("pose: ") for entity, selector in self._selectors().items()}
        poses |= {entity: poses[name] for entity, name in wanted.items() if name in poses}
        missing = [name for name in ("gripper", "target") if name not in poses]
        if missing:
            reward.status = status = reward_pb2.STATUS_REJECTED
            reward.rejection.field, reward.rejection.expected = "poses", missing[0]
            reward.rejection.found = ", ".join(poses) or "none"
        if status != reward_pb2.STATUS_MEASURED:
            reward.reason = "as the test wanted"
        if status <= reward_pb2.STATUS_ABSENT:
            self._shape(reward, status, header, float(np.linalg.norm(poses["gripper"] - poses["target"])))
        return reward

    def _selectors(self) -> dict[str, str]:
        return {"gripper": self.task.gripper, "target": self.task.target}

    def _shape(self, reward: reward_pb2.Reward, status: int, header: frame_pb2.FrameHeader, metres: float) -> None:
        task, step = self.task, header.step
        potential = 1 / (1 + metres / task.length) if status in HAS_POTENTIAL else None
        if self.here is not None and self.here[0] != step:
            self.previous, self.here = self.here, None
        if potential is not None:
            origin = frame_pb2.Point(x=0, y=0, z=0)
            reward.potential = potential
            reward.distance.CopyFrom(
                reward_pb2.Distance(
                    metres=metres, standard_deviation=0.001, kind=task.distance,
                    frame_of_reference=reward_pb2.REFERENCE_FRAME_WORLD, gripper=origin, target=origin,
                )
            )  # fmt: skip
            self.here = (step, potential)
        shaping = self._shaping(step, 0.0 if header.terminated else potential)
        if shaping is not None and self.previous is not None:
            reward.shaping, reward.previous_step, reward.previous_potential = shaping, *self.previous
        # A moment that is shown again is no further evidence.
        moment = (header.episode, step, header.capture_time_ns)
        is_evidence = status == reward_pb2.STATUS_MEASURED and moment != self.moment
        self.moment = moment
        gain = self._advance(step, potential if is_evidence else None)
        if self.progress is not None:
            reward.progress, reward.progress_gain = self.progress, gain
        if is_evidence:
            self.near = [*self.near, metres < task.success.within][-task.success.window :]
        if potential is not None:
            reward.success = sum(self.near) >= task.success.required
        value = {
            "dense": None if potential is None else task.weight * (potential - 1),
            "shaped": task.weight * (shaping or 0) - task.time_penalty,
            "progress": task.weight * gain,
        }[task.signal]
        if value is not None:
            if self.paid is None and reward.success:
                self.paid = step
            reward.value = value + (task.success.bonus if self.paid == step else 0)

    def _shaping(self, step: int, potential: float | None) -> float | None:
        if self.previous is None or potential is None:
            return None
        return float(self.task.discount ** (step - self.previous[0]) * potential - self.previous[1])

    def _advance(self, step: int, bound: float | None) -> float:
        if self.progress_before[0] != step:
            self.progress_before = (step, self.progress)
        if bound is not None:
            self.bounds = [*self.bounds, bound][-self.task.progress_window :]
        if len(self.bounds) >= self.task.progress_required:
            best = sorted(self.bounds)[-self.task.progress_required]
            self.progress = max(best, self.progress or 0.0)
        before = self.progress_before[1]
        return 0.0 if self.progress is None or before is None else self.progress - before


def batch_reply(
    reply: control_pb2.ControlReply, batch: control_pb2.FrameBatch, sessions: list[Session], attachments: list[bytes]
) -> list[bytes]:
    """Each environment is a session of its own."""
    count, names = batch.count, list(batch.poses)
    points = np.frombuffer(attachments[0], "<f8").reshape(count, len(names), 3)
    width = len(batch.scalars)
    scalars = np.frombuffer(attachments[1] if width else b"", "<f8").reshape(count, width)
    flags = np.frombuffer(attachments[-1], np.uint8)
    columns = ("value", "distance", "potential", "previous_potential", "shaping", "progress", "progress_gain")
    numbers = np.zeros((len(columns), count))
    status, presence, success = np.zeros(count, np.uint8), np.zeros(count, np.uint8), np.zeros(count, np.uint8)
    for place, session in enumerate(sessions):
        episode = str(session.episodes + 1) if flags[place] & 1 else session.episode or "0"
        number = session.sequence
        header = frame_pb2.FrameHeader(stream="camera", episode=episode, step=number, sequence=number)
        header.terminated = bool(flags[place] & 2)
        for name, point in zip(names, points[place], strict=True):
            pose = np.eye(4)
            pose[:3, 3] = point
            header.poses.add(name=name).world_from_entity.matrix.extend(pose.ravel().tolist())
        for name, number in zip(batch.scalars, scalars[place], strict=True):
            header.scalars.add(name=name, value=number)
        reward = session.step(header)
        status[place] = reward.status
        success[place] = int(reward.success) if reward.HasField("success") else 2
        for bit, name in enumerate(columns):
            if reward.HasField(name):
                presence[place] |= 1 << bit
                numbers[bit, place] = reward.distance.metres if name == "distance" else getattr(reward, name)
    reply.batch.count, reply.batch.batch_sequence = count, sessions[0].sequence - 1
    task = sessions[0].task
    reply.batch.configuration_digest, reply.batch.discount = task.configuration_digest, task.discount
    return [column.tobytes() for column in (status, presence, success, *numbers)]
