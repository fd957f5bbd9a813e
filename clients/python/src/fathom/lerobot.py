"""Gives LeRobot's processor pipelines Fathom's reward. Needs `pip install lerobot`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from lerobot.processor import EnvTransition, ProcessorStep, ProcessorStepRegistry, TransitionKey
from lerobot.teleoperators.utils import TeleopEvents

from fathom.checks import fail
from fathom.control import Control, HumanEvent
from fathom.frame import Frame
from fathom.lerobot_frames import ObservationFrames, array, look
from fathom.wrappers.daemon import DaemonLink
from fathom.wrappers.settings import RewardSettings
from fathom.wrappers.source import Outcome, RewardSource

__all__ = ["FathomRewardProcessorStep", "ObservationFrames"]

_EVENTS = {
    TeleopEvents.SUCCESS: HumanEvent.SUCCESS,
    TeleopEvents.FAILURE: HumanEvent.FAILURE,
    TeleopEvents.RERECORD_EPISODE: HumanEvent.RERECORD,
    TeleopEvents.IS_INTERVENTION: HumanEvent.INTERVENTION,
}


@dataclass
@ProcessorStepRegistry.register("fathom_reward_processor")
class FathomRewardProcessorStep(ProcessorStep):
    """Puts Fathom's reward of the frame that a step ended in into the transition, as the reward classifier's step does.

    Place it where a `RewardClassifierProcessorStep` would stand. The first transition after `reset()` is an episode's
    first state and earns nothing. `info["fathom"]` is the whole `fathom.Reward`. What a human says through the
    teleoperator (success, failure, intervention, rerecord) goes to the daemon first and outranks the measurement.
    """

    daemon: str = "tcp://127.0.0.1:5582"
    """Endpoint of the daemon's control socket."""
    task: str | None = None
    """Which of the daemon's tasks; None where it has only one."""
    target: str | None = None
    """Another description than the configuration's, for this session alone."""
    observation: ObservationFrames | Mapping[str, Any] | None = None
    """Under which keys images and poses stand in the observation."""
    frames: str | Callable[[EnvTransition], Frame | Sequence[Frame]] | None = None
    """In place of `observation`: what makes frames of a transition, or its name, "package.module:function"."""
    mode: Literal["replace", "add"] = "replace"
    """Whether Fathom's reward replaces the transition's, or is added to it."""
    success_reward: float | None = None
    """What the step of success pays in place of Fathom's value; None leaves the value, which has the task's bonus."""
    terminate_on_success: bool = True
    """Whether success ends the episode, in that same step."""
    unmeasured: Literal["value", "carry", "zero", "raise"] = "carry"
    """What a step without a measurement is worth."""
    timeout: float = 10.0
    """Seconds after which a reward that does not come is a TimeoutError."""

    _source: RewardSource | None = field(default=None, init=False, repr=False)
    _link: DaemonLink | None = field(default=None, init=False, repr=False)
    _begins: bool = field(default=True, init=False, repr=False)
    _said: frozenset[TeleopEvents] = field(default=frozenset(), init=False, repr=False)

    def __post_init__(self) -> None:
        if (self.frames is None) == (self.observation is None):
            fail("frames, observation", "exactly one of them", "neither" if self.frames is None else "both")
        if isinstance(self.observation, Mapping):
            self.observation = ObservationFrames(**self.observation)
        self._settings = RewardSettings(
            daemon=self.daemon, task=self.task, target=self.target, mode=self.mode, unmeasured=self.unmeasured,
            terminate_on_success=self.terminate_on_success, timeout=self.timeout,
        )  # fmt: skip

    def __call__(self, transition: EnvTransition) -> EnvTransition:
        """The transition with its reward, `done` and `info["fathom"]`.

        Raises TimeoutError, fathom.ControlError, fathom.Unmeasured and fathom.ConfigurationChanged.
        """
        changed = transition.copy()
        info = dict(changed.get(TransitionKey.INFO) or {})
        source = self._opened()
        if self._begins:
            self._begins, self._said = False, frozenset()
            outcome = source.finish(source.begin(changed))
        else:
            outcome = self._step(source, changed, info)
        info["fathom"] = outcome.reward
        changed[TransitionKey.INFO] = info
        return changed

    def reset(self) -> None:
        """The next transition begins an episode."""
        self._begins = True

    def close(self) -> None:
        """Ends the session."""
        if self._link is not None:
            self._link.close()
        self._link = self._source = None
        self._begins = True

    def get_config(self) -> dict[str, Any]:
        """What a saved pipeline is made of again. Frames made by a callable without a name cannot be saved."""
        if callable(self.frames):
            fail("frames", "package.module:function, for a pipeline that is saved", "a callable")
        names = (
            *("daemon", "task", "target", "frames", "mode", "success_reward", "terminate_on_success", "unmeasured"),
            "timeout",
        )  # fmt: skip
        observation = asdict(self.observation) if isinstance(self.observation, ObservationFrames) else None
        return {name: getattr(self, name) for name in names} | {"observation": observation}

    def transform_features(self, features: Any) -> Any:
        """Observations and actions stay as they are."""
        return features

    def _step(self, source: RewardSource, transition: EnvTransition, info: Mapping[Any, Any]) -> Outcome:
        self._tell(source, info)
        terminated = _flag(transition.get(TransitionKey.DONE))
        sent = source.step(transition, terminated, _flag(transition.get(TransitionKey.TRUNCATED)))
        outcome = source.finish(sent)
        value = outcome.value
        if outcome.reward.success and self.success_reward is not None:
            value = self.success_reward
        if self.mode == "add":
            value += float(array(transition.get(TransitionKey.REWARD) or 0.0).item())
        transition[TransitionKey.REWARD] = value
        transition[TransitionKey.DONE] = sent.terminated
        return outcome

    def _tell(self, source: RewardSource, info: Mapping[Any, Any]) -> None:
        """Tells the daemon what a human began to say; it stays said until it is taken back."""
        said = frozenset(event for event in _EVENTS if info.get(event))
        for event in (event for event in _EVENTS if event in said - self._said):
            with Control(self.daemon, self.timeout) as control:
                control.human_event(source.session.task.name, _EVENTS[event], source.session.name)
        self._said = said

    def _opened(self) -> RewardSource:
        if self._source is None:
            self._link = DaemonLink(self._settings)
            session = self._link.open()
            session.clock = "realtime"
            self._source = RewardSource(session, _Views(look(self.frames or self._observed())), self._settings)
        return self._source

    def _observed(self) -> ObservationFrames:
        assert isinstance(self.observation, ObservationFrames)
        return self.observation


class _Views:
    """Frames of transitions, where wrappers have those of environments."""

    def __init__(self, take: Callable[[Any], Frame | Sequence[Frame]]) -> None:
        self._take = take

    def frames(self, env: Any, episode: int, step: int) -> list[Frame]:
        found = self._take(env)
        frames = [found] if isinstance(found, Frame) else found
        return [replace(frame, episode=episode, step=step) for frame in frames]

    def close(self) -> None:
        """Nothing is held."""


def _flag(value: Any) -> bool:
    return False if value is None else bool(array(value).item())
