"""Renders a scenario once into files: colour, ideal depth, a real sensor's depth, and the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from suite import world  # First: it chooses how MuJoCo renders.

import cv2
import mujoco
import numpy as np

from evaluation.sensor import structured_light
from fathom.mujoco import Camera as Eye
from suite import defects, truth
from suite.motion import Array
from suite.scenario import Scenario
from suite.state import State, states

DEPTH_UNIT = 0.0001
"""Metres a count of the stored depth: a sixth of what a structured-light camera tells at its best."""
SOURCES = ("world.py", "shapes.py", "state.py", "motion.py", "render.py", "truth.py", "defects.py")


def rendered(scenario: Scenario, seed: int, cache: Path) -> Path:
    """The folder with the scenario's frames; they are made where they are not there yet."""
    folder = cache / f"{scenario.name}-{seed}-{digest(scenario)}"
    if not (folder / "truth.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        rows = list(_render(scenario, seed, folder))
        (folder / "truth.json").write_text(json.dumps(rows))
    return folder


def digest(scenario: Scenario) -> str:
    """Of all that the pictures follow from."""
    here = Path(__file__).parent
    seen = asdict(scenario)
    for said in ("about", "say", "baseline", "gripper_said", "detector"):
        del seen[said]
    texts = [repr((seen, bool(scenario.gripper_said))).encode()]
    texts += [(here / name).read_bytes() for name in SOURCES]
    texts += [(here.parent / "evaluation" / name).read_bytes() for name in ("mesh.py", "sensor.py", "kinds.py")]
    return sha256(b"".join(texts)).hexdigest()[:12]


def _render(scenario: Scenario, seed: int, folder: Path) -> Iterator[dict[str, Any]]:
    # The same seed gives other scenarios other lights, and each of them always the same.
    name = int.from_bytes(sha256(scenario.name.encode()).digest()[:4], "little")
    model = world.build(scenario, np.random.default_rng((seed, name)))
    data = mujoco.MjData(model)
    noise = np.random.default_rng((seed, name, 1))
    lights = model.light_diffuse, model.vis.headlight.ambient, model.vis.headlight.diffuse
    lamp = [light.copy() for light in lights]
    truths = truth.Truth(scenario)
    with ExitStack() as stack:
        # One context: they differ only in the camera that they look through.
        eye = stack.enter_context(Eye(model, data, scenario.cameras[0].name))
        for number, state in enumerate(states(scenario)):
            _place(scenario, model, data, state)
            for light, full in zip(lights, lamp, strict=True):
                light[:] = full * state.light
            views = []
            for camera in scenario.cameras:
                eye.camera = camera.name
                view = eye.render(labels=True)
                assert view.labels is not None
                labels = defects.Labels(view.labels, eye.label_names, scenario.target)
                depth = defects.worsened(view.depth, labels, scenario, number, noise)
                real = structured_light(depth, view.rgb, float(eye.K[0, 0]), noise)
                stem = folder / f"{number:04d}-{camera.name}"
                cv2.imwrite(f"{stem}-color.png", view.rgb[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1])
                for kind, metres in (("ideal", depth), ("sensor", real)):
                    counts = np.where(metres < 6, np.rint(metres / DEPTH_UNIT), 0).astype(np.uint16)
                    cv2.imwrite(f"{stem}-{kind}.png", counts, [cv2.IMWRITE_PNG_COMPRESSION, 1])
                views.append(truth.View(camera, eye.K, eye.world_from_camera, labels))
            yield truths.row(state, views)


def _place(scenario: Scenario, model: mujoco.MjModel, data: mujoco.MjData, state: State) -> None:
    for thing in scenario.things:
        _move(model, data, thing.name, state.things[thing.name])
        if thing.stick:
            upright = np.eye(4)
            upright[:3, 3] = state.things[thing.name][:3, 3]
            _move(model, data, f"{thing.name} stick", upright)
    hands = [("hand", state.hand, state.opening), ("giver", state.giver, state.giver_opening)]
    for name, placed, opening in hands:
        if placed is None:
            continue
        _move(model, data, name, placed)
        _move(model, data, f"{name} wrist", placed)
        for side, sign in (("left", 1), ("right", -1)):
            offset = np.eye(4)
            offset[1, 3] = sign * (opening + world.FINGER[1]) / 2
            _move(model, data, f"{name} {side} finger", placed @ offset)
    mujoco.mj_forward(model, data)


def _move(model: mujoco.MjModel, data: mujoco.MjData, name: str, placed: Array) -> None:
    place = model.body(name).mocapid[0]
    data.mocap_pos[place] = placed[:3, 3]
    mujoco.mju_mat2Quat(data.mocap_quat[place], np.ascontiguousarray(placed[:3, :3]).reshape(-1))
