"""Sends what one environment shows and takes its rewards, a control step at a time."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fathom.frame import Frame
from fathom.lockstep.session import LockstepSession
from fathom.lockstep.ticket import Ticket
from fathom.reward import Reward, Status
from fathom.wrappers.settings import RewardSettings
from fathom.wrappers.value import Valuation


class ConfigurationChanged(Exception):
    """The daemon's configuration changed: rewards before and after belong to different functions."""

    def __init__(self, task: str, expected: str, found: str) -> None:
        super().__init__(f"configuration_digest of {task}: expected {expected}, as at the start, found {found}")
        self.task = task
        self.expected = expected
        self.found = found

    def __reduce__(self) -> tuple[type[ConfigurationChanged], tuple[str, str, str]]:
        return ConfigurationChanged, (self.task, self.expected, self.found)


@dataclass(slots=True, eq=False)
class Sent:
    """A step whose reward is under way."""

    ticket: Ticket[Reward]
    begins: bool
    terminated: bool


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a step brought."""

    value: float
    """0 for an episode's first state, which no transition led to."""
    reward: Reward
    progress: float
    """Best so far; 0 before the first."""


class Views(Protocol):
    """What makes the frames of a control step, the primary camera's first."""

    def frames(self, env: Any, episode: int, step: int) -> Sequence[Frame]:
        """They say which episode and step they are of."""

    def close(self) -> None: ...


class RewardSource:
    """Asks for the rewards of one environment. Outcomes are taken in the order in which steps were sent."""

    def __init__(self, session: LockstepSession, capture: Views, settings: RewardSettings) -> None:
        self.session = session
        self._capture = capture
        self._ends_on_success = settings.terminate_on_success
        self._valuation = Valuation(session.task, settings.policies())
        self._episode = -1
        self._step = 0
        self.progress = 0.0
        """Best so far in this episode, as of the last outcome; 0 before the first."""
        self._unmeasured: Reward | None = None
        """The last reward of an episode in which nothing was measured so far."""

    def begin(self, env: Any) -> Sent:
        """Sends an episode's first state: call it after `env.reset`."""
        self._episode, self._step = self._episode + 1, 0
        return Sent(self._send(self._frames(env)), begins=True, terminated=False)

    def step(self, env: Any, terminated: bool, truncated: bool) -> Sent:
        """Sends the state after `env.step`. It waits for the reward only where success is to end the episode."""
        self._step += 1
        frames = self._frames(env)
        if terminated or not self._ends_on_success:
            return Sent(self._send(_marked(frames, terminated, truncated)), False, terminated)
        # Whether the state is terminal only the reward can tell.
        first = self._send(frames)
        terminated = bool(first.result().success)
        if not (terminated or truncated):
            return Sent(first, False, False)
        # The same frame goes again with its end: the daemon takes the last one of a step, and knows that it is one look.
        return Sent(self._send(_marked(frames, terminated, truncated)), False, terminated)

    def finish(self, sent: Sent) -> Outcome:
        """Waits for the reward. Raises TimeoutError, ControlError, ConfigurationChanged, Unmeasured."""
        reward = sent.ticket.result()
        if reward.configuration_digest != self.session.digest:
            raise ConfigurationChanged(reward.task, self.session.digest, reward.configuration_digest)
        if sent.begins:
            self._warn()
            self.progress = 0.0
            self._valuation.begin(reward)
            value = 0.0
        else:
            value = self._valuation.step(reward)
        self._note(reward, sent.begins)
        if reward.progress is not None:
            self.progress = reward.progress
        return Outcome(value, reward, self.progress)

    def close(self) -> None:
        try:
            self.session.close()
        finally:
            self._capture.close()

    def _frames(self, env: Any) -> Sequence[Frame]:
        return self._capture.frames(env, self._episode, self._step)

    def _send(self, frames: Sequence[Frame]) -> Ticket[Reward]:
        return self.session.submit(*frames)

    def _note(self, reward: Reward, begins: bool) -> None:
        if reward.status == Status.MEASURED:
            self._unmeasured = None
        elif begins or self._unmeasured is not None:
            self._unmeasured = reward

    def _warn(self) -> None:
        if self._unmeasured is not None and self._unmeasured.step:
            text = f"nothing was measured in episode {self._unmeasured.episode}: {self._unmeasured.reason}"
            warnings.warn(text, RuntimeWarning, stacklevel=2)


def _marked(frames: Sequence[Frame], terminated: bool, truncated: bool) -> Sequence[Frame]:
    if not (terminated or truncated):
        return frames
    return [replace(frame, terminated=terminated, truncated=truncated) for frame in frames]
