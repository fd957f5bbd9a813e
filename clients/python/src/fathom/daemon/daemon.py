"""The daemon that `connect` starts or finds."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from fathom.checks import fail
from fathom.control import Control, ControlError
from fathom.daemon.binary import find_binary
from fathom.daemon.config import Config, config_file
from fathom.daemon.process import DaemonProcess

_Answer = TypeVar("_Answer")
_LOG_LINES = 20
_LONGEST_FOLDER = 80
"""An ipc path has at most 107 bytes."""


class DaemonError(RuntimeError):
    """A daemon that did not start, has ended, or does not answer; with its exit status and what it logged last."""


class Daemon:
    """The endpoints of a daemon, made by `fathom.connect`.

    One that was started as a child goes with this object: on `close`, at the end of a `with` block, when the object is
    collected, and when this process ends, however it ends. A forked worker may use the endpoints; its copy of this
    object ends nothing. Pickled, it becomes a Daemon that is attached to the same endpoints.
    """

    def __init__(
        self,
        control: str,
        rewards: str | None = None,
        frames: str | None = None,
        *,
        config: Path | None = None,
        process: DaemonProcess | None = None,
        folder: str | None = None,
    ) -> None:
        self.control = control
        """Endpoint of the control socket, for `Control` and lockstep."""
        self.rewards = rewards
        """Endpoint to subscribe to, for `RewardSubscriber`; None when the daemon does not tell."""
        self.frames = frames
        """Endpoint that a `FramePublisher` connects to; None when attached, and when frames come from elsewhere."""
        self.config = config
        """The file that the child was started with."""
        self._process = process
        # Runs once: on close, when collected, or when the interpreter ends.
        self._finalize = weakref.finalize(self, _end, os.getpid(), process, folder)

    @property
    def pid(self) -> int | None:
        """The child's process id; None when attached."""
        return self._process.pid if self._process else None

    @property
    def log(self) -> str:
        """The last 64 KiB of what the child logged; empty when attached."""
        return self._process.log if self._process else ""

    def check(self, timeout: float = 2.0) -> None:
        """Raises DaemonError when the daemon is gone.

        A child is gone when it has ended; another one, when it does not answer within `timeout` seconds.
        """
        if self._process is None or not self._process.is_own:
            _ask(self.control, timeout, Control.status)
        elif not self._finalize.alive:
            raise DaemonError("fathom serve was closed")
        elif (end := self._process.end()) is not None:
            raise DaemonError(f"fathom serve {end}{_tail(self._process.log)}")

    def close(self) -> None:
        """Stops the child after it has published what it has measured; one that was not started here goes on."""
        self._finalize()

    def __enter__(self) -> Daemon:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[Daemon], tuple[str, str | None, str | None]]:
        return Daemon, (self.control, self.rewards, self.frames)

    def __repr__(self) -> str:
        return f"Daemon(control={self.control!r}, rewards={self.rewards!r}, frames={self.frames!r}, pid={self.pid})"


def connect(
    config: Config | None = None,
    *,
    endpoint: str | None = None,
    frames: str | None = None,
    binary: str | os.PathLike[str] | None = None,
    timeout: float = 10.0,
) -> Daemon:
    """A daemon that runs at the control socket `endpoint`, or one started for `config` as a child of this process.

    `config` is the path of a YAML file, YAML text of several lines, or a mapping with the file's structure. The child's
    sockets are ipc sockets in a private folder, whatever addresses the configuration has; `frames`, such as
    "connect:tcp://10.0.0.11:5580", lets it take frames from elsewhere. `binary` is the executable; without it
    FATHOM_BINARY, this wheel's own, the PATH and this checkout's release build are asked, in that order.

    Raises DaemonError when nobody answers within `timeout` seconds, or with the daemon's own message when it refuses
    the configuration; FileNotFoundError when there is no executable or no such file; ValueError for unusable arguments.
    """
    if (config is None) == (endpoint is None):
        fail("config, endpoint", "one of the two", "neither" if config is None else "both")
    if endpoint is not None:
        return _attach(endpoint, timeout)
    assert config is not None
    folder = _private_folder()
    try:
        return _start(config, find_binary(binary), folder, frames, timeout)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _attach(endpoint: str, timeout: float) -> Daemon:
    rewards = _ask(endpoint, timeout, Control.describe).rewards
    return Daemon(endpoint, _from_here(rewards, endpoint) if rewards else None)


def _from_here(bound: str, endpoint: str) -> str:
    """Where one connects to what the daemon has bound: on every interface means on the endpoint's host."""
    host = re.match(r"tcp://(.*):", endpoint)
    return re.sub(r"(?<=^tcp://)(\*|0\.0\.0\.0|\[::\])(?=:)", host[1] if host else "127.0.0.1", bound)


def _start(config: Config, binary: Path, folder: str, frames: str | None, timeout: float) -> Daemon:
    path = config_file(config, Path(folder))
    own = {name: f"ipc://{folder}/{name}" for name in ("frames", "rewards", "control")}
    process = DaemonProcess(
        [
            *(binary, "serve", path, "--stop-with-stdin", "--frames", frames or f"bind:{own['frames']}"),
            *("--rewards", f"bind:{own['rewards']}", "--control", f"bind:{own['control']}"),
        ]
    )  # fmt: skip
    try:
        _wait(process, own["control"], Path(folder) / "control", timeout)
    except BaseException:
        process.stop()
        raise
    where = None if frames else own["frames"]
    return Daemon(own["control"], own["rewards"], where, config=path, process=process, folder=folder)


def _wait(process: DaemonProcess, control: str, socket: Path, timeout: float) -> None:
    """Returns once the control socket answers."""
    deadline = time.monotonic() + timeout
    while True:
        if (end := process.end()) is not None:
            raise DaemonError(f"fathom serve did not start, {end}:\n{process.log.strip()}")
        if socket.exists() and _answers(control, 0.5):
            return
        if time.monotonic() > deadline:
            raise DaemonError(f"fathom serve did not answer within {timeout} s{_tail(process.log)}")
        time.sleep(0.005)


def _answers(control: str, timeout: float) -> bool:
    try:
        _ask(control, timeout, Control.status)
    except DaemonError:
        return False
    return True


def _ask(endpoint: str, timeout: float, question: Callable[[Control], _Answer]) -> _Answer:
    with Control(endpoint, timeout) as control:
        try:
            return question(control)
        except (TimeoutError, ControlError) as error:
            raise DaemonError(f"no daemon answers at {endpoint}: {error}") from error


def _private_folder() -> str:
    base = tempfile.gettempdir()
    return tempfile.mkdtemp(prefix="fathom-", dir=base if len(os.fsencode(base)) <= _LONGEST_FOLDER else "/tmp")


def _tail(log: str) -> str:
    lines = log.strip().splitlines()[-_LOG_LINES:]
    return ":\n" + "\n".join(lines) if lines else ""


def _end(owner: int, process: DaemonProcess | None, folder: str | None) -> None:
    if os.getpid() != owner:
        return
    if process is not None:
        process.stop()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
