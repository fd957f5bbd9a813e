"""The daemon that a wrapper asks: one that is there, or one of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import fathom
from fathom.checks import fail
from fathom.control_description import TaskDescription
from fathom.lockstep import Lockstep
from fathom.lockstep_session import LockstepSession
from fathom.wrappers.settings import RewardSettings, Selector

_TASK, _STREAM, _GRIPPER = "task", "camera", "gripper"


class DaemonLink:
    """A lockstep connection, the daemon behind it when it was started for it, and sessions of one task."""

    def __init__(self, settings: RewardSettings) -> None:
        self._settings = settings
        self._owned: Any = None
        daemon = settings.daemon
        if daemon is None:
            wanted = configuration(settings)
            daemon = self._owned = fathom.connect(wanted)
        endpoint = daemon if isinstance(daemon, str) else getattr(daemon, "control", None)
        if not isinstance(endpoint, str):
            fail("daemon", "an endpoint, or what fathom.connect gives", type(daemon).__name__)
        # A child that has ended says why.
        self.lockstep = Lockstep(endpoint, settings.timeout, check=getattr(self._owned, "check", None))
        try:
            self._task = self._find_task()
        except BaseException:
            self.close()
            raise

    def open(self, number: int | None = None) -> LockstepSession:
        """A session for one environment; `number` tells those of several apart."""
        name = self._settings.session
        if name is not None and number is not None:
            name = f"{name}-{number}"
        if name is None and self._task.each:
            name = self._task.streams[0].replace("*", secrets.token_hex(4))
        target = self._settings.target if self._owned is None else None
        if isinstance(target, Mapping):
            ((kind, value),) = target.items()
            if f"{kind}: {value}" != self._task.target:
                fail("target", f"{self._task.target!r}, as the daemon's task says, or a phrase", dict(target))
            target = None
        session = self.lockstep.open(self._task.name, name, target)
        session.clock = "simulation"
        return session

    def close(self) -> None:
        self.lockstep.close()
        if self._owned is not None:
            self._owned.close()
            self._owned = None

    def _find_task(self) -> TaskDescription:
        tasks = self.lockstep.describe().tasks
        name = self._settings.task
        found = [task for task in tasks if name is None or task.name == name]
        if len(found) != 1 or self._owned is not None and len(tasks) != 1:
            fail("task", "one of " + ", ".join(repr(task.name) for task in tasks), repr(name))
        return found[0]


def configuration(settings: RewardSettings) -> dict[str, Any]:
    """The configuration of a daemon of one's own, as the YAML has it."""
    if settings.target is None:
        fail("target", "a phrase or a selector", "None, and no daemon")
    if settings.gripper is None:
        fail("gripper", "the name of a site or body, or a selector", "None, and no daemon")
    gripper: Selector = {"pose": _GRIPPER} if isinstance(settings.gripper, str) else dict(settings.gripper)
    reward = dict(settings.reward or {})
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
