"""Writes a task's rewards to a file as JSON lines, for `fathom score` and `python -m fathom.plot`.

    python -m fathom.record tcp://127.0.0.1:5581 reach rewards.jsonl --control tcp://127.0.0.1:5582 --idle 5
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from fathom import rewards_json
from fathom.reward import Status
from fathom.subscriber import RewardSubscriber

_POLL_SECONDS = 0.5


def record(subscriber: RewardSubscriber, file: Path, count: int | None, idle: float | None) -> int:
    """Writes until `count` rewards for frames came, or none for `idle` seconds after the first; returns how many.

    Rewards without a frame behind them (stale) are written, and neither count nor keep it waiting.
    """
    frames = 0
    last = None
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", buffering=1) as lines:
        while count is None or frames < count:
            try:
                reward = subscriber.receive()
            except TimeoutError:
                reward = None
            if reward is not None:
                lines.write(rewards_json.dumps(reward) + "\n")
            if reward is not None and reward.status is not Status.STALE:
                frames += 1
                last = time.monotonic()
            elif idle is not None and last is not None and time.monotonic() - last > idle:
                break
    return frames


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoint", help="where the daemon publishes rewards")
    parser.add_argument("task")
    parser.add_argument("file", type=Path, help="JSON lines")
    parser.add_argument("--session", default="")
    parser.add_argument("--control", metavar="ENDPOINT", help="fills gaps from here, and begins with what the ring holds")
    parser.add_argument("--count", type=int, help="end after so many rewards for frames")
    parser.add_argument("--idle", type=float, help="end so many seconds after the last one")
    options = parser.parse_args()
    # End as on Ctrl-C, with the file whole.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    since = 0 if options.control else None
    with RewardSubscriber(
        options.endpoint, options.task, options.session, control=options.control, since=since, timeout=_POLL_SECONDS
    ) as subscriber:
        try:
            frames = record(subscriber, options.file, options.count, options.idle)
            print(f"recorded {frames} rewards of {options.task}, lost {subscriber.lost}", file=sys.stderr)
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
