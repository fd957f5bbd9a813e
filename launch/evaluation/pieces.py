"""Pieces that things are made of, and what turns and joins them."""

from __future__ import annotations

import numpy as np

from evaluation.mesh import Array, Mesh, tube

Piece = tuple[Mesh, tuple[str, ...] | None]
"""A piece and the paints it may have; `None`: the thing's own."""

DARK = ("black", "gray")
LABELS = ("white", "yellow", "blue", "red", "green", "black")


def turned(pieces: list[Piece], rotation: Array) -> list[Piece]:
    return [(mesh.turned(rotation), paints) for mesh, paints in pieces]


def triple(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def about_x(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])


def about_y(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1.0, 0], [-s, 0, c]])


def about_z(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def stretched(mesh: Mesh, x: float, y: float, z: float) -> Mesh:
    return Mesh(mesh.vertices * np.array([x, y, z]), mesh.faces)


def rod(start: list[float], end: list[float], thick: float, thin: float | None = None) -> Mesh:
    path = np.linspace(np.array(start), np.array(end), 3)
    return tube(path, np.linspace(thick, thick if thin is None else thin, 3), segments=14)


def ring(radius: float, thick: float, share: float = 1.0, flatten: float = 1.0) -> Mesh:
    """A ring, or a part of one, in the plane of x and y."""
    turns = np.linspace(0, 2 * np.pi * share, 24)
    path = np.stack([radius * np.cos(turns), flatten * radius * np.sin(turns), np.zeros(24)], axis=1)
    return tube(path, np.full(24, thick), segments=10)
