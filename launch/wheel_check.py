"""What launch/wheel runs in an environment that has the wheel and no Swift: two lines, a step, and what was loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import fathom
from fathom.daemon.binary import BUNDLED

CONFIG = {
    "tasks": [
        {
            "name": "reach",
            "streams": ["front"],
            "gripper": {"pose": "gripper"},
            "target": {"pose": "target"},
            "reward": {"length": "10 cm", "success": {"within": "5 cm"}},
        }
    ]
}
# What the wheel takes from the system: glibc, the C++ and compiler runtimes, and zlib.
RUNTIMES = tuple("ld-linux libc. libm. libpthread. libdl. librt. libresolv. libgcc_s. libstdc++. libz.".split())


def loaded(pid: int) -> list[Path]:
    """The files that the process has mapped as code or data."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return sorted({Path(line.split(maxsplit=5)[5]) for line in lines if "/" in line.split(maxsplit=5)[-1]})


def check_loaded(pid: int) -> None:
    """Fails for a library that is neither in the wheel nor a runtime of the system."""
    inside = BUNDLED.parent.parent.parent
    libraries = [path for path in loaded(pid) if ".so" in path.name]
    vendored = [path for path in libraries if path.is_relative_to(inside)]
    foreign = [path for path in libraries if path not in vendored and not path.name.startswith(RUNTIMES)]
    assert not foreign, f"taken from the system: {foreign}"
    assert vendored and Path(os.readlink(f"/proc/{pid}/exe")) == BUNDLED
    print("vendored: ", *(path.name for path in vendored))
    print("of system:", *(path.name for path in libraries if path not in vendored))


def step(daemon: fathom.Daemon) -> fathom.Reward:
    """A control step with poses 10 cm apart, and its reward."""
    gripper = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    target = [[1, 0, 0, 0.1], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    with fathom.Lockstep(daemon.control, check=daemon.check) as lockstep, lockstep.open("reach") as session:
        return session.step(fathom.Frame(poses={"gripper": gripper, "target": target}, step=0))


def main() -> None:
    command = Path(sys.executable).parent / "fathom"
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"fathom {version} in Python {sys.version.split()[0]}, PATH={os.environ['PATH']}")
    with fathom.connect(CONFIG) as daemon:
        print(daemon)
        check_loaded(daemon.pid)
        reward = step(daemon)
        print(f"reward: {reward.status.name}, {reward.distance.metres} m, value {reward.value}")
        assert abs(reward.distance.metres - 0.1) < 1e-9 and abs(reward.value + 0.5) < 1e-9


if __name__ == "__main__":
    main()
