"""Reads frames of a recorded episode as a user's script would, with mcap, protobuf and numpy, when its turn comes.

    mcap_server.py EPISODE.MCAP

Reads "first count" a line: decodes the next so many frames (from the begin after the end), and answers with how many had
all their planes and the nanoseconds of each, on one line. Needs clients/python/src on PYTHONPATH.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from fathom.v1 import episode_pb2, frame_pb2
from mcap.reader import make_reader

COLOR, DEPTH = frame_pb2.PLANE_KIND_COLOR, frame_pb2.PLANE_KIND_DEPTH


def frames(path: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Colour and depth of each frame, without another copy than protobuf's."""
    while True:
        with path.open("rb") as file:
            reader = make_reader(file, validate_crcs=True)
            for _, _, message in reader.iter_messages(topics="/fathom/events", log_time_order=False):
                event = episode_pb2.EpisodeEvent.FromString(message.data)
                if event.WhichOneof("event") != "frame":
                    continue
                header = frame_pb2.FrameHeader.FromString(event.parts[0])
                arrays = {}
                for plane in header.planes:
                    kind = np.uint8 if plane.kind == COLOR else np.uint16
                    arrays[plane.kind] = np.frombuffer(event.parts[plane.part - 1], kind).reshape(
                        plane.height, plane.width, -1
                    )
                yield arrays[COLOR], arrays[DEPTH]


def main() -> None:
    episode = frames(Path(sys.argv[1]))
    next(episode)
    print("ready", flush=True)
    for line in sys.stdin:
        _, count = map(int, line.split())
        taken, whole = [], 0
        for _ in range(count):
            start = time.perf_counter_ns()
            color, depth = next(episode)
            taken.append(time.perf_counter_ns() - start)
            whole += color.shape[:2] == depth.shape[:2]
        print(whole, *taken, flush=True)


if __name__ == "__main__":
    main()
