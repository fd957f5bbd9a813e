"""Runs the baseline script on the frames that are sent, and writes what it says as rewards, for `fathom score`."""

from __future__ import annotations

import sys
from pathlib import Path

from fathom import rewards_json
from fathom.v1 import frame_pb2, reward_pb2
from scene import Frame

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks" / "baseline"))

from script import COLORS, Found, find  # noqa: E402

LENGTH = 0.10
"""Metres, of the reciprocal potential: that of Fathom's default."""


class Baseline:
    """One JSON line a frame: measured, or absent where the script found nothing."""

    def __init__(self, path: Path, stream: str, color: str) -> None:
        if color not in COLORS:
            raise SystemExit(f"--baseline-color: expected one of {', '.join(COLORS)}, found {color}")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w")
        self._stream = stream
        self._color = color
        self._sequence = 0

    def write(self, frame: Frame, episode: str, step: int, last: bool) -> None:
        found = find(
            frame.view.rgb, frame.view.depth, frame.K, frame.world_from_camera, frame.world_from_gripper, self._color
        )
        reward = reward_pb2.Reward(
            task="baseline", session="", stream=self._stream, episode=episode, step=step, frame_sequence=step,
            daemon_epoch=0, reward_sequence=self._sequence, skipped_frames=0, status=reward_pb2.STATUS_ABSENT,
            discount=0.99, configuration_digest="0" * 16,
        )  # fmt: skip
        if found is None:
            reward.reason = f"no {self._color} component"
        else:
            _fill(reward, found, frame)
        self._file.write(rewards_json.dumps(reward) + "\n")
        self._sequence += 1

    def close(self) -> None:
        self._file.close()


def _fill(reward: reward_pb2.Reward, found: Found, frame: Frame) -> None:
    potential = 1 / (1 + found.distance / LENGTH)
    reward.status = reward_pb2.STATUS_MEASURED
    reward.potential, reward.value = potential, potential - 1
    reward.success = found.distance < 0.05
    # The script has no idea how sure it is: 0.
    reward.distance.metres, reward.distance.standard_deviation = found.distance, 0
    reward.distance.kind = reward_pb2.DISTANCE_KIND_CENTER
    reward.distance.frame_of_reference = reward_pb2.REFERENCE_FRAME_WORLD
    reward.distance.gripper.CopyFrom(_point(frame.world_from_gripper[:3, 3]))
    reward.distance.target.CopyFrom(_point(found.center))


def _point(values) -> frame_pb2.Point:
    x, y, z = map(float, values)
    return frame_pb2.Point(x=x, y=y, z=z)
