"""Gymnasium environments with Fathom's reward: `RewardWrapper` for one, `VectorRewardWrapper` for many."""
