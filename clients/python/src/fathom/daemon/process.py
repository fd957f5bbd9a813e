"""`fathom serve` as a child process that cannot outlive its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import weakref
from collections.abc import Sequence

_LOG_BYTES = 1 << 16
_STOP_SECONDS = 5.0
_LOG_SECONDS = 1.0


class DaemonProcess:
    """A daemon that stops when the pipe to its standard input closes: by `stop`, or with this process.

    A forked copy of this process has no part in it: there `stop` does nothing, and the pipe's copy is closed at once,
    so that a worker that lives on keeps no daemon alive.
    """

    def __init__(self, command: Sequence[str | os.PathLike[str]]) -> None:
        self._owner = os.getpid()
        self._log = b""
        # Unbuffered: a buffer's lock may be held at the moment of a fork. A session of its own: Ctrl-C on the terminal
        # is for the parent, which may still want rewards for its last steps.
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0,
            start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read_log, name="fathom-log", daemon=True)
        self._reader.start()
        _RUNNING.add(self)

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def is_own(self) -> bool:
        """False in a forked copy of the process that started it."""
        return os.getpid() == self._owner

    @property
    def log(self) -> str:
        """The last 64 KiB of what it wrote to standard error."""
        return self._log.decode(errors="replace")

    def end(self) -> str | None:
        """How it ended, in words; None while it runs, and in a forked copy, which cannot know."""
        status = self._child.poll() if self.is_own else None
        if status is None:
            return None
        self._reader.join(_LOG_SECONDS)
        return f"ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"

    def stop(self) -> None:
        """Lets it publish what it has measured and waits for its end; after 5 s it is killed."""
        if not self.is_own:
            return
        self._close_input()
        try:
            self._child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join(_LOG_SECONDS)

    def _close_input(self) -> None:
        if self._child.stdin is not None:
            self._child.stdin.close()

    def _read_log(self) -> None:
        assert self._child.stderr is not None
        with self._child.stderr as stream:
            while chunk := stream.read(4096):
                self._log = (self._log + chunk)[-_LOG_BYTES:]

    @staticmethod
    def _leave_all() -> None:
        for process in list(_RUNNING):
            process._close_input()


_RUNNING: weakref.WeakSet[DaemonProcess] = weakref.WeakSet()
os.register_at_fork(after_in_child=DaemonProcess._leave_all)
