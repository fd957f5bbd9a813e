"""A daemon of the test's own for one configuration file."""

from __future__ import annotations

import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import BINARY, REPOSITORY, STOP_SECONDS


@dataclass(frozen=True)
class Served:
    """Where a running daemon listens and publishes."""

    frames: str
    rewards: str
    control: str


@contextmanager
def serve(file: Path) -> Iterator[Served]:
    """`fathom serve FILE` on addresses of its own, which it binds; it must end in order."""
    binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
    # Short, because an ipc path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fathom-") as folder:
        addresses = {name: f"ipc://{folder}/{name}" for name in ("frames", "rewards", "control")}
        flags = [text for name, address in addresses.items() for text in (f"--{name}", f"bind:{address}")]
        process = subprocess.Popen([binary, "serve", file, *flags])
        try:
            yield Served(**addresses)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(STOP_SECONDS)
        assert status == 0
