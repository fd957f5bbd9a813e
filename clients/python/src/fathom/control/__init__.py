"""The control socket: what the daemon does, and what it is told."""

from fathom.control.client import Control, ControlError, HumanEvent, RewardRange

__all__ = ["Control", "ControlError", "HumanEvent", "RewardRange"]
