"""Fathom's rewards for stable-baselines3."""

from fathom.sb3.buffer import MeasuredReplayBuffer
from fathom.sb3.callbacks import DiscountCheck, TensorBoard
from fathom.sb3.vector import VecFathom

__all__ = ["DiscountCheck", "MeasuredReplayBuffer", "TensorBoard", "VecFathom"]
