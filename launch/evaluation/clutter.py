"""Renders simulated clutter with exact truth. Frames are kept by seed and by the digest of this generator's sources.

    PYTHONPATH=launch:clients/python/src python -m evaluation.clutter --out DIR --frames N --split train|test

Every frame is a folder: color.png, depth.png (16 bit, 0.1 mm a count, 0 where nothing was measured, ideal),
depth-sensor.png (the same as a structured-light camera gives it), labels.png (0 background, 1… objects, 255 what they
stand on) and truth.json (see truth.py).
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from evaluation.describe import phrases
from evaluation.kinds import MAKERS, PAINTS, TEST_NOUNS, TRAIN_NOUNS, make, may_be
from evaluation.layout import Place, place
from evaluation.palette import SHADES, alike
from evaluation.sensor import Color, Depth, photographed, structured_light
from evaluation.things import Maker, Thing
from evaluation.truth import Frame, describe_truth
from evaluation.world import World, build

from fathom.mujoco import Camera, View, Viewpoint  # isort: skip

DEPTH_UNIT = 0.0001
Sensor = Callable[[Depth, Color, float, np.random.Generator], Depth]
SEEDS = {"train": 1_000_000, "test": 2_000_000}
SOURCES = [
    "clutter",
    "describe",
    "groups",
    "kinds",
    "layout",
    "mesh",
    "palette",
    "relations",
    "sensor",
    "things",
    "truth",
    "world",
]


def digest() -> str:
    """Of the sources that decide what a frame looks like."""
    text = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in SOURCES)
    return hashlib.sha256(text).hexdigest()[:12]


def frames(folder: Path, count: int, split: str, jobs: int) -> list[Path]:
    """Folders of so many frames, rendered where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = range(SEEDS[split], SEEDS[split] + count)
    # A process that is forked while other threads run may wait for ever.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(frame, folder, split), seeds))


def frame(folder: Path, split: str, seed: int) -> Path:
    """One frame's folder. It appears whole or not at all."""
    target = folder / f"{seed:07d}"
    if (target / "truth.json").exists():
        return target
    generator = np.random.default_rng(seed)
    world = build(place(_things(generator, split), generator), generator, split)
    eye = viewpoint(world, generator)
    with Camera(world.model, world.data, eye) as camera:
        view = camera.render(labels=True)
        K, world_from_camera, names = camera.K, camera.world_from_camera, camera.label_names
    assert view.labels is not None
    objects, pairs, labels = describe_truth(world, K, world_from_camera, view.depth, view.labels, names, generator)
    twins = _twins(world.places, {seen.id for seen in objects})
    truth = Frame(
        seed, split, [float(K[0, 0]), float(K[1, 1]), float(K[0, 2]), float(K[1, 2])], world_from_camera.tolist(),
        world.on_table, objects, pairs, twins,
    )  # fmt: skip
    truth.phrases = phrases(truth, generator)
    partial_folder = folder / f".{target.name}"
    shutil.rmtree(partial_folder, ignore_errors=True)
    partial_folder.mkdir()
    save(partial_folder, view, float(K[0, 0]), generator, sensor=structured_light)
    cv2.imwrite(str(partial_folder / "labels.png"), labels)
    (partial_folder / "truth.json").write_text(json.dumps(truth.plain(), indent=1))
    partial_folder.rename(target)
    return target


def save(folder: Path, view: View, fx: float, generator: np.random.Generator, **sensors: Sensor) -> None:
    """Writes colour as a camera takes it, ideal depth, and depth as sensors give it."""
    ideal = np.where(view.depth < 6, view.depth, 0).astype(np.float32)
    color = photographed(view.rgb, generator)
    cv2.imwrite(str(folder / "color.png"), color[..., ::-1])
    depths = {f"depth-{name}": sense(ideal, color, fx, generator) for name, sense in sensors.items()}
    for name, depth in {"depth": ideal, **depths}.items():
        counts = np.where(depth < 6.5, np.rint(depth / DEPTH_UNIT), 0).astype(np.uint16)
        cv2.imwrite(str(folder / f"{name}.png"), counts)


def viewpoint(
    world: World, generator: np.random.Generator, fovy: tuple[float, float] = (36, 54), farthest: float = 1.15,
    above: tuple[float, float] = (25, 65),
) -> Viewpoint:  # fmt: skip
    """From 40 cm on from the middle of the things, and so many degrees above; as near as shows them, or nearly."""
    spots = np.array([world.pose(number)[1] for number in range(len(world.places))])
    middle = spots.mean(axis=0) + generator.normal(0, 0.015, 3)
    angle = float(generator.uniform(*fovy))
    world.model.vis.global_.fovy = angle
    azimuth, elevation = float(generator.uniform(-180, 180)), float(-generator.uniform(*above))
    a, e = np.radians(azimuth), np.radians(elevation)
    forward = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    right = np.array([np.sin(a), -np.cos(a), 0])
    down = np.cross(forward, right)
    reach = np.tan(np.radians(angle) / 2) * generator.uniform(0.55, 0.8)
    distance = 0.4
    while distance < farthest:
        away = (spots - middle) @ forward + distance
        x, y = (spots - middle) @ right / away, (spots - middle) @ down / away
        if (np.abs(x) < reach * 4 / 3).all() and (np.abs(y) < reach).all():
            break
        distance += 0.05
    return Viewpoint((float(middle[0]), float(middle[1]), 0.03), distance, azimuth, elevation)


def _things(generator: np.random.Generator, split: str) -> list[Thing]:
    """5 to 15, and in most frames one of them again, which then is the only other of its noun and colour."""
    made: list[Thing] = []
    for _ in range(int(generator.integers(5, 15))):
        held_out = split == "test" and generator.random() < 0.4
        noun = str(generator.choice(TEST_NOUNS if held_out else TRAIN_NOUNS))
        color = str(generator.choice(PAINTS.get(noun, tuple(SHADES["train"]))))
        made.append(make(noun, Maker(generator, split, color)))
    if generator.random() < 0.75:
        twin = copy.copy(made[int(generator.integers(len(made)))])
        twin.extra = {"twin": 1.0}
        color = twin.parts[0].color
        made = [t for t in made if not (may_be(twin.noun, t.noun) and alike(t.parts[0].color, color))]
        made += [twin, copy.copy(twin)]
    # What is wide comes first, so that the rest can stand on it.
    return sorted(made, key=lambda thing: (thing.top is None, "twin" not in thing.extra))


def _twins(places: list[Place], seen: set[int]) -> list[list[int]]:
    ids = [i + 1 for i, entry in enumerate(places) if "twin" in entry.thing.extra and i + 1 in seen]
    return [ids] if len(ids) == 2 else []


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.clutter", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--frames", type=int, default=40)
    parser.add_argument("--split", choices=sorted(SEEDS), default="train")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    made = frames(options.out, options.frames, options.split, options.jobs)
    print(f"{len(made)} frames of {len(MAKERS)} kinds of things in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
