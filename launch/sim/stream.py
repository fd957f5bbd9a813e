"""Runs a scene: frames to Fathom, to files, or both, and the truth beside them."""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import numpy as np

from scene import Frame, Scene

TRUTH = ("stream", "episode", "sequence", "distance_m", "success", "target_visible", "target_x", "target_y", "target_z")


class Output(Protocol):
    """Takes the frames of a run, in order."""

    def write(self, frame: Frame, episode: str, step: int, last: bool) -> None: ...

    def close(self) -> None: ...


class Truth:
    """The simulator's own truth, for scoring only: it is never sent to the daemon."""

    def __init__(self, path: Path, stream: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(TRUTH)
        self._stream = stream

    def write(self, frame: Frame, episode: str, step: int, last: bool) -> None:
        target = (f"{value:.6f}" for value in frame.target)
        seen = int(frame.success), int(frame.target_visible)
        self._rows.writerow((self._stream, episode, step, f"{frame.distance:.6f}", *seen, *target))
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class Files:
    """One .npz a frame, uncompressed: what a step sends and the truth about it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, frame: Frame, episode: str, step: int, last: bool) -> None:
        assert frame.view.labels is not None
        np.savez(
            self._folder / f"{episode}-{step:04d}.npz",
            rgb=frame.view.rgb, depth=frame.view.depth, labels=frame.view.labels.astype(np.uint8), K=frame.K,
            world_from_camera=frame.world_from_camera, gripper=frame.world_from_gripper,
            gripper_opening=frame.gripper_opening, target=frame.target, distance=frame.distance,
            success=frame.success, target_visible=frame.target_visible, episode=episode, step=step, last=last,
        )  # fmt: skip

    def close(self) -> None:
        pass


def episodes(scene: Scene, count: int, steps: int, seed: int) -> Iterator[tuple[Frame, str, int, bool]]:
    """Frames with episode, step, and whether it is the episode's last."""
    for number in range(count):
        generator = np.random.default_rng((seed, number))
        approach = scene.begin(generator, steps)
        for step in range(steps):
            yield scene.frame(), f"{seed}-{number}", step, step == steps - 1
            scene.step(approach.move(scene.gripper(), scene.target()))


def main(scene_type: Callable[[int, int], Scene], stream: str, color: str, description: str) -> None:
    options = _options(stream, color, description)
    with ExitStack() as stack:
        scene = scene_type(options.width, options.height)
        stack.callback(scene.close)
        outputs: list[Output] = []
        if options.truth:
            outputs.append(Truth(options.truth, options.stream))
        if options.save:
            outputs.append(Files(options.save))
        if options.bind or options.connect:
            from publish import Publisher

            outputs.append(Publisher(options, scene.step_seconds))
        if options.baseline:
            from baseline import Baseline

            outputs.append(Baseline(options.baseline, options.stream, options.baseline_color))
        for output in outputs:
            stack.callback(output.close)
        due = time.monotonic()
        for frame, episode, step, last in episodes(scene, options.episodes, options.steps, options.seed):
            if options.rate:
                time.sleep(max(0.0, due - time.monotonic()))
                due = max(due, time.monotonic() - 1) + 1 / options.rate
            for output in outputs:
                output.write(frame, episode, step, last)


def _options(stream: str, color: str, description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--episodes", type=int, default=10)
    parser.add_argument("--steps", type=int, default=100, help="frames an episode, 40 to 250 (default 100)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--width", type=int, default=640)
    parser.add_argument("--height", type=int, default=480)
    parser.add_argument("--stream", default=stream, help=f"name of the stream (default {stream})")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--bind", metavar="ENDPOINT", help="publish here, as tcp://*:5580 or ipc:///tmp/fathom-frames")
    where.add_argument("--connect", metavar="ENDPOINT", help="publish to a daemon that binds here")
    parser.add_argument("--push", action="store_true", help="PUSH instead of PUB")
    parser.add_argument("--rate", type=float, default=0, help="frames a second; 0: as fast as they are taken")
    parser.add_argument("--jpeg", type=int, metavar="QUALITY", help="send colour as JPEG of this quality, 1 to 100")
    parser.add_argument("--depth-encoding", choices=("32FC1", "16UC1"), default="32FC1")
    parser.add_argument("--labels", action="store_true", help="send the simulator's labels too, for label: targets")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="write the truth as CSV")
    parser.add_argument("--save", type=Path, metavar="DIR", help="write each frame as .npz")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="write the OpenCV script's rewards as JSON lines")
    parser.add_argument("--baseline-color", default=color, help=f"colour that the script looks for (default {color})")
    options = parser.parse_args()
    if not 40 <= options.steps <= 250:
        parser.error(f"--steps: expected 40 to 250, found {options.steps}")
    return options
