"""Keeps account of which rewards came, so that a loss, a repetition and a restarted daemon are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Arrival(Enum):
    """What a reward is, given those before it."""

    NEXT = auto()
    REPEATED = auto()
    AFTER_GAP = auto()


@dataclass(slots=True)
class Ledger:
    """The expected reward of one session. It holds no socket: the subscriber does what it says."""

    epoch: int | None = None
    next_sequence: int = 0
    restarts: int = 0

    def judge(self, epoch: int, sequence: int) -> Arrival:
        """What this reward is. After another epoch than before, numbering began anew at 0."""
        if self.epoch is None:
            self.epoch, self.next_sequence = epoch, sequence
        elif epoch != self.epoch:
            self.restart(epoch)
        if sequence < self.next_sequence:
            return Arrival.REPEATED
        return Arrival.NEXT if sequence == self.next_sequence else Arrival.AFTER_GAP

    def restart(self, epoch: int) -> None:
        self.epoch, self.next_sequence = epoch, 0
        self.restarts += 1

    def took(self, sequence: int) -> None:
        self.next_sequence = sequence + 1
