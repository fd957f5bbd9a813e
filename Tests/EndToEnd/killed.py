"""A recording daemon that is killed while frames come, and what is left of its recording.

    killed.py [--kills 20] [--seed 0]

Prints a row for each kill. Needs a built daemon (FATHOM_BINARY, or this checkout's release build).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fathom
import fathom.rewards_json
from fathom.daemon.binary import find_binary
from fathom.v1 import reward_pb2
from table_scene import FRAME_BYTES, frame

CHUNK = 1 << 20
"""Bytes: 8 frames."""
PERIOD = 0.005
"""Seconds between frames."""
LONGEST = 0.8
"""Seconds from the first reward to the kill."""


@dataclass(frozen=True, slots=True)
class Kill:
    """What one kill left."""

    after: float
    """Seconds from the first reward."""
    received: dict[int, bytes]
    """Rewards that a subscriber had, by number, but for the time of publishing."""
    replayed: dict[int, bytes]
    """The same from the repaired recording."""
    status: int
    """Of `fathom replay`."""
    files: tuple[str, ...]
    """As the daemon left them."""
    log: str
    """What `fathom replay` said."""

    @property
    def missing(self) -> int:
        """Rewards that were received and are not in the recording."""
        return len(self.received.keys() - self.replayed.keys())

    @property
    def different(self) -> int:
        """Rewards that replay gives in other bytes."""
        return sum(self.received[number] != self.replayed[number] for number in self.received.keys() & self.replayed.keys())


def kill(seed: int) -> Kill:
    """Records camera frames until a moment that the seed chooses, kills, repairs, replays."""
    after = random.Random(seed).uniform(0, LONGEST)
    with tempfile.TemporaryDirectory(prefix="fathom-killed-") as folder:
        episodes, output = Path(folder) / "episodes", Path(folder) / "rewards.jsonl"
        with fathom.connect(configuration(episodes)) as daemon:
            received = stream(daemon, after)
        files = sorted(episodes.iterdir())
        for file in files:
            if file.suffix == ".partial":
                command("repair", file)
        done = command("replay", *sorted(episodes.glob("*.mcap")), "--output", output)
        lines = output.read_text().splitlines() if output.exists() else []
        replayed = dict(map(numbered, fathom.rewards_json.read(lines)))
        return Kill(after, received, replayed, done.returncode, tuple(file.name for file in files), done.stderr)


def configuration(folder: Path) -> dict[str, object]:
    task = {"name": "reach", "streams": ["front"], "gripper": {"pose": "gripper"}, "target": "the red ball"}
    record = {"folder": str(folder), "chunk": CHUNK}
    return {"frames": {"delivery": "every"}, "record": record, "tasks": [task]}


def stream(daemon: fathom.Daemon, after: float) -> dict[int, bytes]:
    """Sends frames until the daemon is dead; gives the rewards that came."""
    found: dict[int, bytes] = {}
    assert daemon.frames and daemon.rewards and daemon.pid
    killer = threading.Timer(after, os.kill, (daemon.pid, signal.SIGKILL))
    with (
        fathom.RewardSubscriber(daemon.rewards, "reach", timeout=PERIOD) as subscriber,
        fathom.FramePublisher(daemon.frames, "front", timeout=1, linger=0) as publisher,
    ):
        publisher.wait_for_subscriber(10)
        publisher.send_frame(frame(0))
        while not found:
            found.update(waiting(subscriber))
        killer.start()
        sent = 1
        while not killer.finished.is_set():
            # Once nobody is there, a frame waits in vain.
            with contextlib.suppress(TimeoutError):
                publisher.send_frame(frame(sent))
            sent += 1
            found.update(waiting(subscriber))
        killer.join()
        # What was published before the end still lies in the socket.
        while late := dict(waiting(subscriber)):
            found.update(late)
    return found


def waiting(subscriber: fathom.RewardSubscriber) -> Iterator[tuple[int, bytes]]:
    """What comes until nothing has for a period."""
    with contextlib.suppress(TimeoutError):
        while True:
            yield numbered(subscriber.receive())


def numbered(reward: fathom.Reward) -> tuple[int, bytes]:
    message = reward_pb2.Reward()
    message.CopyFrom(reward.message)
    message.ClearField("publish_time_ns")
    return reward.reward_sequence, message.SerializeToString(deterministic=True)


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([find_binary(), *arguments], capture_output=True, text=True, timeout=60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print("kill   after  files  received  replayed  missing  missing/chunk  different  replay")
    for seed in range(options.seed, options.seed + options.kills):
        found = kill(seed)
        share = found.missing * FRAME_BYTES / CHUNK
        print(
            f"{seed:4d}  {found.after:5.3f}s  {len(found.files):5d}  {len(found.received):8d}  {len(found.replayed):8d}  "
            f"{found.missing:7d}  {share:13.2f}  {found.different:9d}  {found.status:6d}",
            flush=True,
        )


if __name__ == "__main__":
    main()
