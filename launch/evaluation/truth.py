"""What is exactly known about a rendered frame: every thing's place, size, paint and how much of it is seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from evaluation.mesh import Array
from evaluation.world import World


@dataclass
class Seen:
    """One thing as the camera sees it; camera frame (x right, y down, z forward), metres."""

    id: int
    """Its value in the label picture."""
    noun: str
    colors: list[tuple[str, float]]
    """Paints by share of the visible pixels, the largest first."""
    center_m: list[float]
    size_m: list[float]
    """Of the box along the thing's own axes, x, y and z."""
    camera_from_box: list[list[float]]
    """4×4, box centre and axes."""
    height_m: float
    """Along the world's up axis."""
    visible_pixels: int
    visible_share: float
    """Of the pixels it would fill alone."""
    cut: bool
    """Whether the picture's border hides some of it."""
    nearest_m: float
    """From the camera to its nearest visible point."""
    on: list[int] = field(default_factory=list)
    inside: int | None = None
    parts: dict[str, str] = field(default_factory=dict)
    """Paint of its lid, cap or label, where that is seen."""


@dataclass
class Frame:
    seed: int
    split: str
    camera: list[float]
    """fx, fy, cx, cy."""
    world_from_camera: list[list[float]]
    on_table: bool
    objects: list[Seen]
    pairs: list[dict[str, float]]
    """Distances of centres and of surfaces, a < b by id."""
    twins: list[list[int]]
    phrases: list[dict[str, Any]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    def gap(self, first: int, second: int) -> float:
        """Metres between two things' surfaces."""
        low, high = min(first, second), max(first, second)
        return next(float(pair["surface_m"]) for pair in self.pairs if (pair["a"], pair["b"]) == (low, high))


def describe_truth(
    world: World, K: Array, world_from_camera: Array, depth: NDArray[np.float32], parts: NDArray[np.int32],
    names: dict[int, str], generator: np.random.Generator,
) -> tuple[list[Seen], list[dict[str, float]], NDArray[np.uint8]]:  # fmt: skip
    """The things that are on the support, their distances, and the label picture (255 is the support)."""
    camera_from_world = np.asarray(np.linalg.inv(world_from_camera), dtype=np.float64)
    labels = np.zeros(depth.shape, np.uint8)
    objects: list[Seen] = []
    samples: dict[int, cKDTree] = {}
    rays = _rays(K, depth.shape)
    for number, place in enumerate(world.places):
        rotation, position = world.pose(number)
        if position[2] < -0.1:
            continue
        mask = np.zeros(depth.shape, bool)
        paints: dict[str, int] = {}
        roles: dict[str, str] = {}
        for value, name in names.items():
            if name.startswith(f"thing{number}part"):
                piece = parts == value
                mask |= piece
                part = place.thing.parts[int(name.split("part")[1])]
                if piece.any():
                    paints[part.color] = paints.get(part.color, 0) + int(piece.sum())
                if part.role != "body" and piece.sum() >= 80:
                    roles[part.role] = part.color
        if not mask.any():
            continue
        vertices = place.thing.mesh.vertices
        low, high = vertices.min(0), vertices.max(0)
        middle = np.eye(4)
        middle[:3, :3], middle[:3, 3] = rotation, rotation @ ((low + high) / 2) + position
        box = camera_from_world @ middle
        labels[mask] = number + 1
        pixels = int(mask.sum())
        in_world = vertices @ rotation.T + position
        share, cut = _unhidden(in_world, place.thing.mesh.faces, camera_from_world, K, depth.shape, pixels)
        points = place.thing.mesh.samples(generator, 0.0025) @ rotation.T + position
        samples[number + 1] = cKDTree(points)
        below = world.below(number)
        carrier = next((b for b in below if world.places[b].thing.inside), None)
        objects.append(
            Seen(
                number + 1, place.thing.noun,
                [(color, round(paints[color] / pixels, 3)) for color in sorted(paints, key=lambda c: -paints[c])],
                _plain(box[:3, 3]), _plain(high - low), [_plain(row, 6) for row in box],
                round(float(np.ptp(in_world[:, 2])), 5), pixels, round(share, 3), cut,
                round(float((depth * np.linalg.norm(rays, axis=2))[mask].min()), 5),
                [b + 1 for b in below if b != carrier], None if carrier is None else carrier + 1, roles,
            )
        )  # fmt: skip
    labels[(labels == 0) & (parts == next((v for v, name in names.items() if name == "support"), -1))] = 255
    pairs = [
        {
            "a": a.id, "b": b.id,
            "center_m": round(float(np.linalg.norm(np.subtract(a.center_m, b.center_m))), 5),
            "surface_m": round(float(samples[a.id].query(samples[b.id].data)[0].min()), 5),
        }
        for i, a in enumerate(objects) for b in objects[i + 1 :]
    ]  # fmt: skip
    return objects, pairs, labels


def _rays(K: Array, shape: tuple[int, ...]) -> Array:
    v, u = np.mgrid[: shape[0], : shape[1]]
    return np.stack([(u - K[0, 2]) / K[0, 0], (v - K[1, 2]) / K[1, 1], np.ones(shape)], axis=2)


def _unhidden(
    vertices: Array, faces: NDArray[np.int32], camera_from_world: Array, K: Array, shape: tuple[int, ...], pixels: int
) -> tuple[float, bool]:
    """Visible pixels over those of the whole outline, and whether the outline leaves the picture."""
    in_camera = vertices @ camera_from_world[:3, :3].T + camera_from_world[:3, 3]
    if in_camera[:, 2].min() < 0.05:
        return 0.0, True
    pad = 200
    image = in_camera @ K.T
    dots = np.rint(image[:, :2] / image[:, 2:]).astype(np.int32) + pad
    canvas = np.zeros((shape[0] + 2 * pad, shape[1] + 2 * pad), np.uint8)
    for triangle in dots[faces]:
        cv2.fillConvexPoly(canvas, triangle, 1)
    whole = int(canvas.sum())
    within = int(canvas[pad:-pad, pad:-pad].sum())
    return min(1.0, pixels / max(whole, 1)), within < whole


def _plain(values: Array, digits: int = 5) -> list[float]:
    return [round(float(value), digits) for value in values]
