"""What is true of each frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from evaluation.mesh import Mesh, box, joined
from suite import shapes, world
from suite.defects import Labels
from suite.motion import Array
from suite.scenario import Camera, Scenario
from suite.state import State

@dataclass(frozen=True)
class View:
    """What one camera saw of a frame."""

    camera: Camera
    K: Array
    world_from_camera: Array
    labels: Labels


class Truth:
    """Makes each frame's row."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        target = next(thing for thing in scenario.things if thing.name == scenario.target)
        self._target = shapes.mesh(target)
        self._gripper = gripper_mesh()

    def row(self, state: State, views: list[View]) -> dict[str, Any]:
        pose = state.things[self._scenario.target]
        shape = shapes.rotated(self._target, pose[:3, :3], pose[:3, 3])
        seen = [_seen(view, shape, (self._scenario.target,)) for view in views]
        pixels, share = max((one["pixels"], one["share"]) for one in seen)
        gripper = self._gripper_point(state)
        row = {
            "seconds": state.seconds,
            "hand": state.hand.tolist(),
            "opening": state.opening,
            "gripper": gripper.tolist(),
            "giver": state.giver.tolist() if state.giver is not None else None,
            "things": {name: placed.tolist() for name, placed in state.things.items()},
            "distance": float(np.linalg.norm(pose[:3, 3] - gripper)),
            "pixels": pixels,
            "share": share,
            "held": state.held,
            "views": [
                {"K": view.K.tolist(), "world_from_camera": view.world_from_camera.tolist(), "box": one["box"]}
                for view, one in zip(views, seen, strict=True)
            ],
        }
        return row | (self._described_gripper(state, views[0]) if self._scenario.gripper_said else {})

    def _gripper_point(self, state: State) -> Array:
        if not self._scenario.gripper_said:
            return np.asarray(state.hand[:3, 3])
        return np.asarray(state.hand[:3, :3] @ middle(self._gripper) + state.hand[:3, 3])

    def _described_gripper(self, state: State, view: View) -> dict[str, Any]:
        seen = _seen(view, shapes.rotated(self._gripper, state.hand[:3, :3], state.hand[:3, 3]), GRIPPER)
        return {"gripper_share": seen["share"], "gripper_box": seen["box"]}


GRIPPER = ("hand", "hand left finger", "hand right finger")


def gripper_parts() -> list[Mesh]:
    """Palm and both fingers at their usual opening, in the hand's frame."""
    floor = world.FINGER[2] - world.TIP_BELOW
    palm = box(*world.PALM).moved((0, 0, floor))
    reach = (0.08 + world.FINGER[1]) / 2
    return [palm, *(box(*world.FINGER).moved((0, side * reach, -world.TIP_BELOW)) for side in (-1, 1))]


def gripper_mesh() -> Mesh:
    return joined(gripper_parts())


def middle(mesh: Mesh) -> Array:
    return np.asarray((mesh.vertices.min(axis=0) + mesh.vertices.max(axis=0)) / 2)


def _seen(view: View, shape: Mesh, names: tuple[str, ...]) -> dict[str, Any]:
    """Pixels, the share of the whole outline that they are, and the box around them."""
    pixels = int(view.labels.of(*names).sum())
    whole = outline(shape, view.K, view.world_from_camera)
    return {"pixels": pixels, "share": min(pixels / whole, 1.0) if whole else 0.0, "box": _box(view.labels, names)}


def outline(shape: Mesh, K: Array, world_from_camera: Array) -> int:  # noqa: N803 - its name everywhere
    """Pixels that the shape would cover if nothing were in front of it and the image had no border."""
    camera_from_world = np.linalg.inv(world_from_camera)
    points = shape.vertices @ camera_from_world[:3, :3].T + camera_from_world[:3, 3]
    if points[:, 2].min() < 0.01:
        return 0
    uv = (points @ K.T)[:, :2] / points[:, 2:]
    low = np.floor(uv.min(axis=0)) - 1
    width, height = (np.ceil(uv.max(axis=0)) - low + 2).astype(int)
    if max(width, height) > 4000:
        return 0
    canvas = np.zeros((height, width), np.uint8)
    corners = np.rint((uv - low) * 16).astype(np.int32)
    for face in shape.faces:
        cv2.fillConvexPoly(canvas, corners[face], 1, cv2.LINE_8, 4)
    return int(canvas.sum())


def _box(labels: Labels, names: tuple[str, ...]) -> list[int] | None:
    """x0, y0, x1, y1, ends inside."""
    v, u = np.nonzero(labels.of(*names))
    return [int(u.min()), int(v.min()), int(u.max()), int(v.max())] if len(u) else None
