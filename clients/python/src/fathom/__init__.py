"""Fathom from Python: send camera frames, take rewards.

`FramePublisher` sends numpy images, `RewardSubscriber` yields `Reward`s, `Control` asks and commands the daemon.
`fathom.mujoco.Camera` renders a MuJoCo model the way a publisher wants it.
"""

from fathom.control import Control, ControlError, HumanEvent, RewardRange
from fathom.daemon import Daemon, DaemonError, connect
from fathom.publisher import FramePublisher
from fathom.regions import Region
from fathom.reward import Distance, Rejection, Reward, Status
from fathom.subscriber import RewardSubscriber

__all__ = [
    "Control",
    "ControlError",
    "Daemon",
    "DaemonError",
    "Distance",
    "FramePublisher",
    "HumanEvent",
    "Region",
    "Rejection",
    "Reward",
    "RewardRange",
    "RewardSubscriber",
    "Status",
    "connect",
]
