"""Renders scenes of things of many forms, in front of a furnished room, to fit the classifier of forms to.

    PYTHONPATH=launch:clients/python/src python -m evaluation.form_scenes --out DIR --frames N

A folder a frame, as evaluation.clutter makes them, with a worse camera's depth-worn.png and less truth: truth.json holds
the camera and its pose, and id and kind of form of every thing.
"""

from __future__ import annotations

import argparse
import json
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import mujoco
import numpy as np

from evaluation.clutter import save, viewpoint
from evaluation.household import FORMS, thing
from evaluation.layout import place
from evaluation.palette import SHADES
from evaluation.sensor import structured_light, worn
from evaluation.things import Maker, Thing
from evaluation.world import build

from fathom.mujoco import Camera  # isort: skip

SEED = 5_000_000


def frame(folder: Path, seed: int) -> Path:
    """One frame's folder. It appears whole or not at all."""
    target = folder / f"{seed:07d}"
    if (target / "truth.json").exists():
        return target
    generator = np.random.default_rng(seed)
    places = place(_things(generator), generator, room=float(generator.uniform(0.5, 1)))
    world = build(places, generator, "train", furnish=_furnish)
    eye = viewpoint(world, generator, fovy=(23, 58), farthest=1.5, above=(12, 70))
    with Camera(world.model, world.data, eye) as camera:
        view = camera.render(labels=True)
        K, world_from_camera, names = camera.K, camera.world_from_camera, camera.label_names
    assert view.labels is not None
    labels = np.zeros(view.depth.shape, np.uint8)
    for value, name in names.items():
        if name.startswith("thing"):
            labels[view.labels == value] = 1 + int(name[5:].split("part")[0])
    objects = [
        {"id": number + 1, "noun": entry.thing.noun}
        for number, entry in enumerate(world.places) if (labels == number + 1).any()
    ]  # fmt: skip
    truth = {
        "camera": [float(K[0, 0]), float(K[1, 1]), float(K[0, 2]), float(K[1, 2])],
        "world_from_camera": world_from_camera.tolist(), "objects": objects,
    }  # fmt: skip
    partial_folder = folder / f".{target.name}"
    shutil.rmtree(partial_folder, ignore_errors=True)
    partial_folder.mkdir()
    save(partial_folder, view, float(K[0, 0]), generator, sensor=structured_light, worn=worn)
    cv2.imwrite(str(partial_folder / "labels.png"), labels)
    (partial_folder / "truth.json").write_text(json.dumps(truth))
    partial_folder.rename(target)
    return target


def _things(generator: np.random.Generator) -> list[Thing]:
    """5 to 14, every kind as likely as the next, and a second helping of what has no plain form."""
    kinds = [*FORMS, "irregular", "irregular"]
    shades = tuple(SHADES["train"])
    made = [
        thing(str(generator.choice(kinds)), Maker(generator, "train", str(generator.choice(shades))))
        for _ in range(int(generator.integers(5, 15)))
    ]
    return sorted(made, key=lambda entry: entry.top is None)


def _furnish(spec: mujoco.MjSpec, generator: np.random.Generator) -> None:
    """What stands behind and beside a table: boards, boxes, poles, at half a metre to three."""
    for number in range(int(generator.integers(0, 9))):
        turn, away = generator.uniform(-np.pi, np.pi), generator.uniform(0.55, 3)
        size = generator.uniform(0.02, 0.35, 3) * (0.4 + 0.3 * away)
        kind = mujoco.mjtGeom.mjGEOM_BOX if generator.random() < 0.6 else mujoco.mjtGeom.mjGEOM_CYLINDER
        if kind == mujoco.mjtGeom.mjGEOM_CYLINDER:
            size[0] *= 0.4
        lean = generator.normal(0, 0.5, 4) * [1, 1, 1, 0] + [2, 0, 0, generator.uniform(-2, 2)]
        spec.worldbody.add_geom(
            name=f"furniture{number}", type=kind, size=size,
            pos=[np.cos(turn) * away, np.sin(turn) * away, generator.uniform(-0.4, 0.5)], quat=lean,
            rgba=[*np.clip(generator.uniform(0.05, 0.9) + generator.normal(0, 0.08, 3), 0.02, 1), 1], contype=0,
            conaffinity=0,
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--frames", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    seeds = range(SEED, SEED + options.frames)
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        made = list(pool.map(partial(frame, options.out), seeds, chunksize=4))
    print(f"{len(made)} frames in {options.out}")


if __name__ == "__main__":
    main()
