"""Fathom as a signal: the real daemon, asked frame by frame."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import fathom
from fathom import FramePublisher, Lockstep, Reward, RewardSubscriber
from suite.render import DEPTH_UNIT
from suite.scenario import SUCCESS_WITHIN, Scenario
from suite.signal import Episode, Frame, Picture

PATIENCE = 30.0
"""Seconds."""
SENSORS = {"ideal": "ideal", "sensor": "structured-light"}


class Fathom:
    name = "fathom"

    def rewards(self, episode: Episode) -> list[Reward]:
        config = configuration(episode.scenario, episode.depth)
        with fathom.connect(config, timeout=PATIENCE) as daemon:
            if episode.scenario.detector:
                return _streamed(daemon, episode)
            return stepped(daemon, episode)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def configuration(scenario: Scenario, depth: str) -> dict[str, Any]:
    """What a user would write: nothing of it is fitted to a scenario."""
    return {
        # Bound and pulled, so that frames and detections keep their order and none is lost.
        "frames": {"bind": "ipc:///tmp/fathom-suite-frames", "delivery": "every", "socket": "pull"},
        "rewards": {"bind": "ipc:///tmp/fathom-suite-rewards"},
        "control": {"bind": "ipc:///tmp/fathom-suite-control"},
        "log_level": "error",
        "tasks": [
            {
                "name": scenario.name,
                "streams": [camera.name for camera in scenario.cameras],
                "gripper": scenario.gripper_said or {"pose": "gripper"},
                "target": {"detections": "target"} if scenario.detector else scenario.say,
                "distance": "center",
                "sensor": SENSORS[depth],
                "stale_after": "60 s",
                "reward": {"success": {"within": SUCCESS_WITHIN, "for": "3 of 5", "bonus": 1}},
            }
        ],
    }


def stepped(daemon: fathom.Daemon, episode: Episode) -> list[Reward]:
    """In lockstep: all cameras of a step in one request."""
    with Lockstep(daemon.control, PATIENCE, copy=False, in_flight=4) as lockstep:
        session = lockstep.open(episode.scenario.name)
        session.clock = "simulation"
        # One under way while the next is read from its file.
        for frame in episode.frames:
            session.send(*(fathom.Frame(**_fields(frame, one), stream=one.stream) for one in frame.pictures))
        return [session.receive() for _ in episode.frames]


def _streamed(daemon: fathom.Daemon, episode: Episode) -> list[Reward]:
    """Over a stream, which alone carries detections."""
    assert daemon.frames and daemon.rewards
    stream = episode.scenario.cameras[0].name
    task = episode.scenario.name
    with (
        RewardSubscriber(daemon.rewards, task, control=daemon.control, since=0, timeout=PATIENCE) as inbox,
        FramePublisher(daemon.frames, stream, kind="push", clock="simulation", timeout=PATIENCE) as publisher,
    ):
        rewards = []
        for frame in episode.frames:
            for detection in frame.detections:
                publisher.send_detections([detection.region], detection.capture_time_ns)
            publisher.send(**_fields(frame, frame.pictures[0]))
            rewards.append(inbox.receive())
        return rewards


def _fields(frame: Frame, picture: Picture) -> dict[str, Any]:
    return {
        "rgb": picture.rgb,
        "depth": picture.depth,
        "metres_per_count": DEPTH_UNIT,
        "K": picture.K,
        "world_from_camera": picture.world_from_camera,
        "poses": {} if picture.hand is None else {"gripper": picture.hand},
        "scalars": {"gripper_opening": picture.opening},
        "episode": "0",
        "step": frame.number,
        "capture_time_ns": frame.time_ns,
        "truncated": frame.is_last,
    }
