"""What every arm shares: the learner, the budget and how success is judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """The same for every arm and seed; a result is kept together with a digest of it."""

    steps: int = 12_000
    """Training steps of a run: the budget."""
    interval: int = 500
    """Training steps between two evaluations."""

    goals: int = 100
    """Episodes of an evaluation, one for each fixed goal."""
    goal_seed: int = 1_000_003
    """Of the environment that draws the fixed goals; far from every training seed."""
    solved: float = 0.95
    """Share of the goals from which on the task counts as learnt."""

    learning_rate: float = 1e-3
    discount: float = 0.95
    batch: int = 256
    hidden: tuple[int, ...] = (256, 256)
    learning_starts: int = 100
    """Random steps before the first update."""

    image: int = 224
    """Width and height of a camera frame, pixels."""


ARMS = {
    "a": "sparse: −1 until within 5 cm",
    "b": "the simulator's dense reward: −distance",
    "c": "Fathom, fed with true poses",
    "d": "Fathom, fed with camera frames",
}
