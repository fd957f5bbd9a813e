"""Rewards for scripts that know nothing but where two points are."""

from __future__ import annotations

import numpy as np

from fathom import Reward
from fathom.v1 import frame_pb2, reward_pb2
from suite.motion import Array
from suite.scenario import SUCCESS_WITHIN, Scenario
from suite.signal import Frame

LENGTH = 0.10
"""Metres, of the reciprocal potential: Fathom's default."""


def plain(name: str, scenario: Scenario, frame: Frame, gripper: Array | None, target: Array | None) -> Reward:
    """Measured when both points are there, else absent. Progress is the best potential so far: see `with_progress`."""
    reward = reward_pb2.Reward(
        task=name, session="", stream=scenario.cameras[0].name, episode="0", step=frame.number,
        frame_sequence=frame.number, daemon_epoch=0, reward_sequence=frame.number, skipped_frames=0,
        status=reward_pb2.STATUS_ABSENT, discount=0.99, configuration_digest="0" * 16,
    )  # fmt: skip
    if gripper is not None and target is not None:
        distance = float(np.linalg.norm(target - gripper))
        reward.status = reward_pb2.STATUS_MEASURED
        reward.potential = 1 / (1 + distance / LENGTH)
        reward.value = reward.potential - 1
        reward.success = distance < SUCCESS_WITHIN
        # A script has no idea how sure it is: 0.
        reward.distance.metres, reward.distance.standard_deviation = distance, 0
        reward.distance.kind = reward_pb2.DISTANCE_KIND_CENTER
        reward.distance.frame_of_reference = reward_pb2.REFERENCE_FRAME_WORLD
        reward.distance.gripper.CopyFrom(_point(gripper))
        reward.distance.target.CopyFrom(_point(target))
    return Reward.from_message(reward)


def _point(values: Array) -> frame_pb2.Point:
    x, y, z = map(float, values)
    return frame_pb2.Point(x=x, y=y, z=z)
