"""The daemon's rewards, computed here: for hindsight relabelling, replay buffers, and training on state alone.

    config = RewardConfig.load("launch/reach.yaml", task="reach")
    compute(achieved, desired, config)                # stateless, numpy or torch, any number of transitions
    relabel(distance(achieved, desired, config.distance), config)   # whole episodes, as the daemon's Shaper

Numbers equal the daemon's to 1e-9 relative. Lengths are metres, positions in a world whose up is +z.
"""

from fathom.rewards.config import Gate, RewardConfig, Success
from fathom.rewards.curves import distance, potential
from fathom.rewards.episodes import Relabelled, relabel
from fathom.rewards.stateless import compute, compute_reward, is_success

__all__ = [
    "Gate",
    "Relabelled",
    "RewardConfig",
    "Success",
    "compute",
    "compute_reward",
    "distance",
    "is_success",
    "potential",
    "relabel",
]
