"""The daemon that a wrapper asks: one that is there, or one of its own."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import fathom
from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.lockstep import Lockstep
from fathom.lockstep.session import LockstepSession
from fathom.wrappers.capture import Capture
from fathom.wrappers.settings import RewardSettings, Selector
from fathom.wrappers.source import RewardSource

_TASK, _STREAM, _GRIPPER = "task", "camera", "gripper"


class DaemonLink:
    """A lockstep connection, the daemon behind it when it was started for it, and sessions of one task."""

    def __init__(self, settings: RewardSettings, *, copy: bool = True) -> None:
        """`copy=False` where each reward is waited for before another image is made."""
        self._settings = settings
        self._sources: list[RewardSource] = []
        self._owned: Any = fathom.connect(configuration(settings)) if settings.daemon is None else None
        daemon = settings.daemon if self._owned is None else self._owned
        # A child that has ended says why.
        self.lockstep = Lockstep(endpoint_of(daemon), settings.timeout, copy=copy, check=getattr(daemon, "check", None))
        try:
            self._task = self._find_task()
            self._agree()
        except BaseException:
            self.close()
            raise

    def source(self, env: Any, number: int | None = None) -> RewardSource:
        """The rewards of one environment, which end with this link; `number` tells those of several apart."""
        if self._settings.terminate_on_success and self._task.success is None:
            text = f"terminate_on_success: task {self._task.name!r} has no success: only a human's word ends an episode"
            warnings.warn(text, RuntimeWarning, stacklevel=4)
        session = self.open(number)
        capture = Capture(env, session.task, session.streams, self._settings)
        self._sources.append(RewardSource(session, capture, self._settings))
        return self._sources[-1]

    def open(self, number: int | None = None) -> LockstepSession:
        """A session for one environment."""
        name = self._settings.session
        if name is not None and number is not None:
            name = f"{name}-{number}"
        if name is None and self._task.each:
            name = self._task.streams[0].replace("*", secrets.token_hex(4))
        target = self._settings.target if self._owned is None else None
        # A selector is the task's own.
        session = self.lockstep.open(self._task.name, name, target if isinstance(target, str) else None)
        session.clock = "simulation"
        return session

    def close(self) -> None:
        """Ends the sessions, the connection, and the daemon if it was started for them, whatever fails of it."""
        with ExitStack() as stack:
            if self._owned is not None:
                stack.callback(self._owned.close)
            stack.callback(self.lockstep.close)
            for source in self._sources:
                stack.callback(source.close)

    def _find_task(self) -> TaskDescription:
        tasks = self.lockstep.describe().tasks
        name = self._settings.task
        found = [task for task in tasks if name is None or task.name == name]
        if len(found) != 1 or self._owned is not None and len(tasks) != 1:
            fail("task", "one of " + ", ".join(repr(task.name) for task in tasks), repr(name))
        return found[0]

    def _agree(self) -> None:
        """Raises ValueError for what was asked for and is not what the task does."""
        settings, task = self._settings, self._task
        for entity, asked in (("gripper", settings.gripper), ("target", settings.target)):
            found = getattr(task, entity)
            if self._owned is None and isinstance(asked, Mapping) and _selector(asked) != found:
                fail(entity, f"{found!r}, as the daemon's task says, or a name", dict(asked))
        if settings.mode == "replace" and task.adds_to_base_reward:
            fail("mode", f"'add', as task {task.name!r} has base_reward: external", "'replace'")
        if settings.discount is not None and abs(settings.discount - task.discount) > 1e-9:
            fail("discount", f"{task.discount}, as task {task.name!r} has it", settings.discount)


def endpoint_of(daemon: Any) -> str:
    """Of the control socket."""
    endpoint = daemon if isinstance(daemon, str) else getattr(daemon, "control", None)
    if not isinstance(endpoint, str) or "://" not in endpoint:
        expected = "an endpoint (tcp://127.0.0.1:5582), or what fathom.connect gives"
        fail("daemon", expected, repr(daemon) if isinstance(daemon, str) else type(daemon).__name__)
    return endpoint


def configuration(settings: RewardSettings) -> dict[str, Any]:
    """The configuration of a daemon of one's own, as the YAML has it."""
    if settings.target is None:
        fail("target", "a phrase or a selector", "None, and no daemon")
    if settings.gripper is None:
        fail("gripper", "the name of a site or body, or a selector", "None, and no daemon")
    gripper: Selector = {"pose": _GRIPPER} if isinstance(settings.gripper, str) else dict(settings.gripper)
    reward = dict(settings.reward or {})
    if settings.discount is not None:
        reward.setdefault("discount", settings.discount)
    if settings.mode == "add":
        reward.setdefault("base_reward", "external")
    task = {
        "name": settings.task or _TASK,
        "streams": _streams(settings.camera),
        "gripper": gripper,
        "target": settings.target if isinstance(settings.target, str) else dict(settings.target),
        "reward": reward,
    }
    return {"tasks": [task]}


def _streams(camera: Any) -> list[str]:
    if isinstance(camera, Mapping):
        return [str(name) for name in camera]
    if isinstance(camera, (list, tuple)):
        return [_STREAM] + [f"{_STREAM}-{number}" for number in range(2, len(camera) + 1)]
    return [_STREAM]


def _selector(asked: Mapping[str, str]) -> str:
    """As a task's description spells it."""
    return ", ".join(f"{kind}: {value}" for kind, value in asked.items())
