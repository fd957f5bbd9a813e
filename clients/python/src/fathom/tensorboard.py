"""Rewards as scalars in TensorBoard, or in anything else that has `add_scalar`."""

from __future__ import annotations

from typing import Protocol

from fathom.reward import Reward, Status


class Writer(Protocol):
    """What `SummaryWriter` of torch.utils.tensorboard and tensorboardX is, and whatever else takes scalars."""

    def add_scalar(self, tag: str, scalar_value: float, global_step: int) -> object: ...


class RewardLog:
    """Writes each reward's numbers, and each episode's sums, under `prefix`. What was not measured is not written.

        log = RewardLog(SummaryWriter("runs/reach"))
        for reward in rewards:
            log(reward)
        log.close()

    Under `<prefix>/`: distance_m, distance_sigma_m, potential, shaping, progress, value. When an episode is over, under
    `<prefix>/episode/`: return, steps, progress, measured (share of its rewards), success. The return adds one value a
    control step, the last that the step has.
    """

    def __init__(self, writer: Writer, prefix: str = "fathom") -> None:
        self._writer = writer
        self._prefix = prefix
        self._step = 0
        self._episode: _Episode | None = None

    def __call__(self, reward: Reward, step: int | None = None) -> None:
        """Takes the next reward of one session. `step` is the x of its points; rewards are counted without."""
        if step is not None:
            self._step = step
        for name, number in _numbers(reward).items():
            self._writer.add_scalar(f"{self._prefix}/{name}", number, self._step)
        self._count(reward)
        self._step += 1

    def close(self) -> None:
        """Writes the sums of the episode that is under way. The writer stays open."""
        if self._episode is None:
            return
        for name, number in self._episode.sums().items():
            self._writer.add_scalar(f"{self._prefix}/episode/{name}", number, self._step)
        self._episode = None

    def _count(self, reward: Reward) -> None:
        # A silence, or a frame that could not be read, belongs to no step.
        if reward.episode_index is None or reward.frame_sequence is None:
            return
        key = (reward.daemon_epoch, reward.session, reward.episode_index)
        if self._episode is None or self._episode.key != key:
            self.close()
            self._episode = _Episode(key)
        self._episode.take(reward)
        if reward.terminated or reward.truncated:
            self.close()


class _Episode:
    def __init__(self, key: tuple[int, str, int]) -> None:
        self.key = key
        self._rewards = 0
        self._measured = 0
        self._steps = 0
        self._step: int | None = None
        self._value = 0.0
        self._sum = 0.0
        self._progress: float | None = None
        self._succeeded = False

    def take(self, reward: Reward) -> None:
        step = reward.frame_sequence if reward.step is None else reward.step
        if step != self._step:
            self._sum, self._value = self._sum + self._value, 0.0
            self._step, self._steps = step, self._steps + 1
        if reward.value is not None:
            self._value = reward.value
        self._rewards += 1
        self._measured += reward.status is Status.MEASURED
        self._progress = self._progress if reward.progress is None else reward.progress
        self._succeeded = self._succeeded or reward.success is True

    def sums(self) -> dict[str, float]:
        sums = {
            "return": self._sum + self._value,
            "steps": float(self._steps),
            "measured": self._measured / self._rewards,
            "success": float(self._succeeded),
        }
        return sums if self._progress is None else {**sums, "progress": self._progress}


def _numbers(reward: Reward) -> dict[str, float]:
    """Those that there are."""
    names = ("potential", "shaping", "progress", "value")
    numbers = {name: getattr(reward, name) for name in names if getattr(reward, name) is not None}
    if reward.distance is not None:
        numbers["distance_m"] = reward.distance.metres
        numbers["distance_sigma_m"] = reward.distance.standard_deviation
    return numbers
