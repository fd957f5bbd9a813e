"""Meshes of things, with the middle of their box at the origin."""

from __future__ import annotations

import numpy as np

from evaluation.mesh import Array, Mesh, ball, box, cylinder, joined, lathe, tube
from suite.scenario import Thing

WALL = 0.004


def mesh(thing: Thing) -> Mesh:
    made = _standing(thing.shape, thing.size)
    low, high = made.vertices.min(axis=0), made.vertices.max(axis=0)
    x, y, z = -(low + high) / 2
    return made.moved((float(x), float(y), float(z)))


def rotated(shape: Mesh, rotation: Array, position: Array) -> Mesh:
    return Mesh(shape.vertices @ rotation.T + position, shape.faces)


def _standing(shape: str, size: tuple[float, ...]) -> Mesh:
    if shape == "ball":
        return ball(size[0])
    if shape == "box":
        return box(size[0], size[1], size[2])
    if shape == "can":
        return cylinder(size[0], size[1])
    if shape == "cup":
        return _vessel(size[0], size[1], 0.75)
    if shape == "mug":
        return joined([_vessel(size[0], size[1], 0.97), _handle(size[0], size[1])])
    raise ValueError(f"shape: expected ball, box, can, cup or mug, found {shape!r}")


def _vessel(radius: float, height: float, taper: float) -> Mesh:
    foot = radius * taper
    return lathe(
        [(0, 0), (foot, 0), (radius, height), (radius - WALL, height), (foot - WALL, WALL), (0, WALL)]
    )  # fmt: skip


def _handle(radius: float, height: float) -> Mesh:
    turns = np.linspace(-np.pi / 2, np.pi / 2, 14)
    x = radius - 0.002 + 0.32 * height * np.cos(turns)
    path = np.stack([x, np.zeros(14), height / 2 + 0.36 * height * np.sin(turns)], axis=1)
    return tube(path, np.full(14, 0.0055))
