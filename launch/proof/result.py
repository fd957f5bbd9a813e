"""What one run leaves: a learning curve and how it was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Result:
    """One arm trained with one seed."""

    arm: str
    seed: int
    steps: list[int] = field(default_factory=list)
    """Training steps at which it was evaluated, from 0 on."""
    success: list[float] = field(default_factory=list)
    """Share of the fixed goals reached then."""
    statuses: dict[str, int] = field(default_factory=dict)
    """How many training steps had which Fathom status; empty where Fathom does not take part."""
    seconds: float = 0
    """Of training, without the evaluations."""

    def steps_to(self, solved: float) -> int | None:
        """Steps of the first evaluation that reached that share; none if no evaluation did."""
        return next((steps for steps, rate in zip(self.steps, self.success) if rate >= solved), None)

    def save(self, path: Path) -> None:
        """Writes whole files only: an interrupted run leaves none."""
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(self)) + "\n")
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Result:
        return cls(**json.loads(path.read_text()))
