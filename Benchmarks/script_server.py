"""Runs the OpenCV+SciPy script on one frame after another as told, so that its turns can alternate with Fathom's.

    script_server.py FRAMES.BIN COLOR

Reads "first count" a line: runs the script on so many frames from the first on (around the end), and answers with the
nanoseconds of each and how many had a target, on one line.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "baseline"))

from script import find  # noqa: E402  (sets the thread counts first)

from record import read  # noqa: E402


def main() -> None:
    color = sys.argv[2]
    arguments = [
        (f["rgb"], f["depth"], f["K"], f["world_from_camera"], f["gripper"], color) for f in read(Path(sys.argv[1]))
    ]
    for argument in arguments[:10]:
        find(*argument)
    print("ready", flush=True)
    for line in sys.stdin:
        first, count = map(int, line.split())
        taken, found = [], 0
        for index in range(first, first + count):
            argument = arguments[index % len(arguments)]
            start = time.perf_counter_ns()
            result = find(*argument)
            taken.append(time.perf_counter_ns() - start)
            found += result is not None
        print(found, *taken, flush=True)


if __name__ == "__main__":
    main()
