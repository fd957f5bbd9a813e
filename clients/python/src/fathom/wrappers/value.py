"""What a transition is worth, also where nothing was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fathom.control.description import TaskDescription
from fathom.reward import Reward, Status
from fathom.wrappers.settings import Policy


class Unmeasured(Exception):
    """A step had no measurement, or a frame was rejected, and `unmeasured` says that this is an error."""

    def __init__(self, status: Status, reason: str | None) -> None:
        super().__init__(f"{status}: {reason or 'no reason given'}")
        self.status = status
        self.reason = reason

    def __reduce__(self) -> tuple[type[Unmeasured], tuple[Status, str | None]]:
        return Unmeasured, (self.status, self.reason)


@dataclass(slots=True)
class _Episode:
    """What is remembered of one."""

    potential: float = 0.0
    """The last one; 0 before the first."""
    owed: float = 0.0
    """To be paid with the next step."""
    has_succeeded: bool = False
    has_bonus: bool = False
    """The daemon paid it."""
    has_failed: bool = False
    """The daemon took the failure penalty before the end, since a human said so."""


class Valuation:
    """Makes one number of each reward of one environment.

    It remembers the last potential Φ of the episode, 0 before the first. `carry` means that hiding the target leaves Φ
    as it was: `dense` pays weight · (Φ − 1), `shaped` weight · (γ Φ − Φ), `progress` no gain. For `shaped` the step
    that measures again then pays γ Φ(s′) − Φ of one step, so that single steps add up as potentials do.
    """

    def __init__(self, task: TaskDescription, policies: Mapping[Status, Policy]) -> None:
        self._task = task
        self._policies = policies
        self._bonus = task.success.bonus if task.success is not None else 0.0
        self._episode = _Episode()

    def begin(self, reward: Reward) -> None:
        """Takes the reward of an episode's first state, which no transition led to."""
        self._refuse(reward)
        self._episode = _Episode()
        self._episode.potential = reward.potential or 0.0
        self._note(reward)
        # An episode may begin solved. The daemon paid the bonus in this step; the learner gets it with its first one.
        self._episode.owed = self._bonus if self._episode.has_bonus else 0.0

    def step(self, reward: Reward) -> float:
        """The value of the transition that ended in this reward's state, or `Unmeasured` where the policy says so."""
        policy = self._refuse(reward)
        before = self._episode.potential
        if reward.potential is not None:
            self._episode.potential = reward.potential
        owed, self._episode.owed = self._episode.owed, 0.0
        value = self._value(reward, before, policy) + owed
        self._note(reward)
        return value

    def _refuse(self, reward: Reward) -> Policy | None:
        policy = self._policies.get(reward.status)
        if policy == "raise":
            raise Unmeasured(reward.status, _reason(reward))
        return policy

    def _note(self, reward: Reward) -> None:
        episode = self._episode
        episode.has_succeeded |= bool(reward.success)
        if reward.value is not None:
            episode.has_bonus |= episode.has_succeeded
            episode.has_failed |= reward.human_event == "failure"

    def _value(self, reward: Reward, before: float, policy: Policy | None) -> float:
        if callable(policy):
            return float(policy(reward, before))
        if policy == "zero":
            return 0.0
        if policy == "value" and reward.value is not None:
            return reward.value
        if self._task.signal == "shaped":
            return self._shaped(reward, before)
        if reward.value is not None:
            return reward.value
        return self._last_payment(reward) + (self._task.weight * (before - 1) if self._task.signal == "dense" else 0.0)

    def _shaped(self, reward: Reward, before: float) -> float:
        is_next = reward.step is not None and reward.previous_step == reward.step - 1
        if is_next and reward.shaping is not None and reward.value is not None:
            return reward.value
        now = 0.0 if reward.terminated else self._episode.potential
        shaping = self._task.discount * now - before
        if reward.value is None:
            rest = self._last_payment(reward) - self._task.time_penalty
        else:
            rest = reward.value - self._task.weight * (reward.shaping or 0.0)
        return rest + self._task.weight * shaping

    def _last_payment(self, reward: Reward) -> float:
        """What an episode owes that ends in a step without a value; the daemon would pay it with the next one.

        Without it, a policy that fails would hide the target first.
        """
        if not reward.terminated:
            return 0.0
        if self._episode.has_succeeded or reward.success:
            return 0.0 if self._episode.has_bonus else self._bonus
        return 0.0 if self._episode.has_failed else -(self._task.failure_penalty or 0.0)


def _reason(reward: Reward) -> str | None:
    why = reward.rejection
    return f"{why.field}: expected {why.expected}, found {why.found}" if why else reward.reason
