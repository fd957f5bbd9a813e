"""What a transition is worth, also where nothing was measured."""

from __future__ import annotations

from collections.abc import Mapping

from fathom.control_description import TaskDescription
from fathom.reward import Reward, Status
from fathom.wrapper_settings import Policy


class Unmeasured(Exception):
    """A step had no measurement, or a frame was rejected, and `unmeasured` says that this is an error."""

    def __init__(self, status: Status, reason: str | None) -> None:
        super().__init__(f"{status}: {reason or 'no reason given'}")
        self.status = status
        self.reason = reason

    def __reduce__(self) -> tuple[type[Unmeasured], tuple[Status, str | None]]:
        return Unmeasured, (self.status, self.reason)


class Valuation:
    """Makes one number of each reward of one environment.

    It remembers the last potential Φ of the episode, 0 before the first. `carry` means that hiding the target leaves Φ
    as it was: `dense` pays weight · (Φ − 1), `shaped` weight · (γ Φ − Φ), `progress` no gain. For `shaped` the step that
    measures again then pays γ Φ(s′) − Φ of one step, and the discounted sum is that of the daemon's one F over k steps.
    """

    def __init__(self, task: TaskDescription, policies: Mapping[Status, Policy]) -> None:
        self._task = task
        self._policies = policies
        self._potential = 0.0
        self._owed = 0.0

    def begin(self, reward: Reward) -> None:
        """Takes the reward of an episode's first state, which no transition led to."""
        self._potential = reward.potential or 0.0
        # An episode may begin solved. The daemon paid the bonus in this step; the learner gets it with its first one.
        is_paid = self._task.success is not None and reward.success and reward.value is not None
        self._owed = self._task.success.bonus if is_paid and self._task.success is not None else 0.0

    def step(self, reward: Reward) -> float:
        """The value of the transition that ended in this reward's state. Raises `Unmeasured` where the policy says so."""
        before = self._potential
        policy = self._policies.get(reward.status)
        if policy == "raise":
            raise Unmeasured(reward.status, _reason(reward))
        if reward.potential is not None:
            self._potential = reward.potential
        owed, self._owed = self._owed, 0.0
        return self._value(reward, before, policy) + owed

    def _value(self, reward: Reward, before: float, policy: Policy | None) -> float:
        if callable(policy):
            return float(policy(reward, before))
        if policy == "zero":
            return 0.0
        if self._task.signal == "shaped" and not (policy == "value" and reward.value is not None):
            return self._shaped(reward, before)
        if reward.value is not None:
            return reward.value
        return self._task.weight * (before - 1) if self._task.signal == "dense" else 0.0

    def _shaped(self, reward: Reward, before: float) -> float:
        is_next = reward.step is not None and reward.previous_step == reward.step - 1
        if is_next and reward.shaping is not None and reward.value is not None:
            return reward.value
        now = 0.0 if reward.terminated else self._potential
        shaping = self._task.discount * now - before
        if reward.value is None:
            rest = -self._task.time_penalty
        else:
            rest = reward.value - self._task.weight * (reward.shaping or 0.0)
        return rest + self._task.weight * shaping


def _reason(reward: Reward) -> str | None:
    why = reward.rejection
    return f"{why.field}: expected {why.expected}, found {why.found}" if why else reward.reason
