"""One connection, a session for each of several environments."""

from __future__ import annotations

from typing import Any

from fathom.control.description import TaskDescription
from fathom.wrappers import progress as wrapper_progress
from fathom.wrappers.daemon import DaemonLink
from fathom.wrappers.sender import Sender
from fathom.wrappers.settings import RewardSettings
from fathom.wrappers.source import Outcome
from fathom.wrappers.wrapper import appends_progress

Taken = list[tuple[Outcome | None, Outcome | None]]


class Senders:
    """Wraps the environments of the given list in place, so that the frames of all are in flight at once."""

    def __init__(self, envs: list[Any], settings: RewardSettings) -> None:
        self._link = DaemonLink(settings)
        self._senders: list[Sender] = []
        try:
            for number, env in enumerate(envs):
                self._senders.append(Sender(env, self._link.source(env, number), settings.mode))
            self.appends = appends_progress(settings, self.task)
            if self.appends:
                wrapper_progress.extended(envs[0].observation_space)
        except BaseException:
            self.close()
            raise
        envs[:] = self._senders

    @property
    def task(self) -> TaskDescription:
        return self._senders[0].task

    def take(self) -> Taken:
        """What each environment's step and reset brought; waits for all."""
        return [sender.take() for sender in self._senders]

    @property
    def progress(self) -> list[float]:
        """Best so far of each environment, as of the last `take`."""
        return [sender.source.progress for sender in self._senders]

    def forget(self) -> None:
        for sender in self._senders:
            sender.forget()

    def close(self) -> None:
        self._link.close()
