"""Fathom from Python: send camera frames, take rewards, train.

`RewardWrapper` gives a Gymnasium environment Fathom's reward; `VectorRewardWrapper` many at once. `Lockstep` sends a
control step's frames and gets its reward. `FramePublisher` streams numpy images, `RewardSubscriber` yields `Reward`s,
`Control` asks and commands the daemon. `fathom.mujoco.Camera` renders a MuJoCo model the way a publisher wants it.
"""

import importlib
from typing import TYPE_CHECKING, Any

from fathom.control import Control, ControlError, HumanEvent, RewardRange
from fathom.control.description import DaemonDescription, SuccessDescription, TaskDescription
from fathom.daemon import Daemon, DaemonError, connect
from fathom.frame import Frame
from fathom.lockstep import Lockstep, LockstepSession, Ticket
from fathom.lockstep.batch import RewardBatch
from fathom.publisher import FramePublisher
from fathom.regions import Region
from fathom.reward import Distance, Rejection, Reward, Status
from fathom.subscriber import RewardSubscriber

if TYPE_CHECKING:
    from fathom import mujoco as mujoco
    from fathom import sb3 as sb3
    from fathom.wrappers.settings import RewardSettings
    from fathom.wrappers.vector import VectorRewardWrapper, rewarded
    from fathom.wrappers.wrapper import ConfigurationChanged, RewardWrapper, Unmeasured

# Loaded when first asked for, because they need more than numpy, protobuf and pyzmq: name → module.
_LAZY: dict[str, str] = {
    "ConfigurationChanged": "fathom.wrappers.wrapper",
    "RewardSettings": "fathom.wrappers.settings",
    "RewardWrapper": "fathom.wrappers.wrapper",
    "Unmeasured": "fathom.wrappers.wrapper",
    "VectorRewardWrapper": "fathom.wrappers.vector",
    "rewarded": "fathom.wrappers.vector",
}
_LAZY_MODULES = {"mujoco", "sb3"}
_EXTRAS = {"gymnasium": "gym", "stable_baselines3": "sb3", "mujoco": "mujoco"}


def __getattr__(name: str) -> Any:
    try:
        if name in _LAZY_MODULES:
            return importlib.import_module(f"fathom.{name}")
        if name in _LAZY:
            return getattr(importlib.import_module(_LAZY[name]), name)
    except ModuleNotFoundError as error:
        if error.name in _EXTRAS:
            extra = _EXTRAS[error.name]
            error.add_note(f"fathom.{name} needs {error.name}, which this package's extra [{extra}] installs")
        raise
    raise AttributeError(f"module 'fathom' has no attribute {name!r}")


__all__ = [
    "ConfigurationChanged",
    "Control",
    "ControlError",
    "Daemon",
    "DaemonDescription",
    "DaemonError",
    "Distance",
    "Frame",
    "FramePublisher",
    "HumanEvent",
    "Lockstep",
    "LockstepSession",
    "Region",
    "Rejection",
    "Reward",
    "RewardBatch",
    "RewardRange",
    "RewardSettings",
    "RewardSubscriber",
    "RewardWrapper",
    "Status",
    "SuccessDescription",
    "TaskDescription",
    "Ticket",
    "Unmeasured",
    "VectorRewardWrapper",
    "connect",
    "rewarded",
]
