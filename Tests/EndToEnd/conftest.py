"""The built daemon as a process of its own, on ipc endpoints in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("FATHOM_BINARY", ".build/debug/fathom"))
STOP_SECONDS = 20


@dataclass(frozen=True)
class Daemon:
    """`fathom serve launch/demo.yaml`."""

    binary: Path
    frames: str
    rewards: str
    control: str

    def run(self, *arguments: str) -> str:
        """What a subcommand prints."""
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stream(self, script: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a simulator that sends its frames here."""
        command = [sys.executable, "-W", "ignore", str(REPOSITORY / "launch" / "sim" / script)]
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "clients" / "python" / "src")}
        return subprocess.Popen([*command, "--connect", self.frames, *arguments], env=environment)


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
    # Short, because an ipc path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fathom-") as folder:
        frames, rewards, control = (f"ipc://{folder}/{name}" for name in ("frames", "rewards", "control"))
        process = subprocess.Popen(
            [
                *(binary, "serve", REPOSITORY / "launch" / "demo.yaml", "--frames", f"bind:{frames}"),
                *("--rewards", f"bind:{rewards}", "--control", f"bind:{control}"),
            ]
        )  # fmt: skip
        try:
            yield Daemon(binary, frames, rewards, control)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(STOP_SECONDS)
        assert status == 0
