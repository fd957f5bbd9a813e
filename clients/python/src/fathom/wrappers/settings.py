"""What the wrappers of environments are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from fathom.checks import fail
from fathom.reward import Reward, Status

Selector = str | Mapping[str, str]
PoseSource = str | Callable[[Any], Any]
CameraSource = Any
Policy = Literal["value", "carry", "zero", "raise"] | Callable[[Reward, float], float]

_POLICIES = ("value", "carry", "zero", "raise")


@dataclass(frozen=True, kw_only=True)
class RewardSettings:
    """The options of `RewardWrapper`, `VectorRewardWrapper` and `sb3.VecFathom`, which are the same."""

    target: Selector | None = None
    """A phrase ("the red ball"), or a selector as in the configuration ({"pose": "target"}). None: what the daemon's
    task says. With a daemon of your own a phrase holds for these sessions alone."""
    camera: CameraSource | Sequence[CameraSource] | Mapping[str, CameraSource] | None = None
    """None sends poses alone. In MuJoCo a camera's name or id, or a `fathom.mujoco.Viewpoint`; elsewhere a callable
    `(env) -> fathom.Frame`. A list, or a mapping by stream name, for several; the first is primary."""
    gripper: Selector | None = None
    """Name of a MuJoCo site or body, whose pose is sent, or a selector ({"label": "hand"}). None: as the task says."""
    poses: Mapping[str, PoseSource] = field(default_factory=dict)
    """Further poses by name: a MuJoCo site or body, or a callable `(env)` that gives a 4×4 pose or a position (3)."""
    scalars: Mapping[str, Callable[[Any], float]] = field(default_factory=dict)
    """Numbers that gates of success ask for, such as gripper_opening: callables `(env)`."""
    daemon: Any = None
    """Endpoint of a control socket, or what `fathom.connect` gave. None starts a daemon of the wrapper's own."""
    task: str | None = None
    """Which of the daemon's tasks; None where it has only one."""
    session: str | None = None
    """Name of the session; rewards are published on rewards/<task>/<session>. None: the daemon chooses."""
    reward: Mapping[str, Any] | None = None
    """The `reward:` settings of a daemon of the wrapper's own, as in the YAML: {"signal": "dense", "length": 0.1}."""
    discount: float | None = None
    """Your trainer's γ. A daemon of the wrapper's own takes it; another daemon's task must have the same."""
    mode: Literal["replace", "add"] = "replace"
    """Whether Fathom's reward replaces the environment's, or is added to it; info["base_reward"] keeps the latter."""
    terminate_on_success: bool = False
    """Whether Fathom's success ends the episode, in that same step."""
    unmeasured: Policy | Mapping[Status | str, Policy] = "carry"
    """What a step without a measurement is worth; see `docs/training.md`."""
    append_progress: bool | None = None
    """Whether best-so-far is appended to the observation. None: when the task's signal is `progress`."""
    width: int = 224
    height: int = 224
    """Pixels of images that the wrapper renders. Small is fast, and the error stays about 1 mm at arm's length."""
    timeout: float = 10.0
    """Seconds after which a reward that does not come is a TimeoutError."""

    def __post_init__(self) -> None:
        if self.mode not in ("replace", "add"):
            fail("mode", "replace or add", repr(self.mode))
        if self.daemon is not None and self.reward is not None:
            fail("reward", "None with a daemon of your own, whose configuration has it", "settings")
        if self.width < 1 or self.height < 1:
            fail("width, height", "at least one pixel", f"{self.width} × {self.height}")
        self.policies()

    def policies(self) -> dict[Status, Policy]:
        """What to do by status; one that is missing uses the daemon's value."""
        given = self.unmeasured
        each = given if isinstance(given, Mapping) else dict.fromkeys(_WITHOUT_MEASUREMENT, given)
        # A rejected frame is a mistake in what is sent: every further step would be rejected too.
        chosen: dict[Status, Policy] = {status: "carry" for status in _WITHOUT_MEASUREMENT}
        chosen[Status.REJECTED] = "raise"
        for status, policy in each.items():
            if not callable(policy) and policy not in _POLICIES:
                fail("unmeasured", " or ".join(_POLICIES) + ", or a callable", repr(policy))
            if status not in list(Status):
                fail("unmeasured", " or ".join(Status), repr(status))
            chosen[Status(status)] = policy
        return chosen


_WITHOUT_MEASUREMENT = (Status.AMBIGUOUS, Status.ABSENT, Status.STALE, Status.PAUSED, Status.UNSPECIFIED)


def parse(arguments: tuple[Any, ...], options: dict[str, Any]) -> RewardSettings:
    """As `RewardWrapper` takes them: target and camera may go without their names."""
    names = ("target", "camera")
    if len(arguments) > len(names):
        raise TypeError(f"expected at most target and camera without a name, found {len(arguments)} arguments")
    return RewardSettings(**dict(zip(names, arguments, strict=False)), **options)
