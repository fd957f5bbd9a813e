"""Triangle meshes made in code, closed and outward-facing, metres, z up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """N×3 vertices and M×3 vertex numbers."""

    vertices: Array
    faces: NDArray[np.int32]

    def moved(self, offset: tuple[float, float, float]) -> Mesh:
        return Mesh(self.vertices + np.array(offset), self.faces)

    def turned(self, rotation: Array) -> Mesh:
        return Mesh(self.vertices @ rotation.T, self.faces)

    def samples(self, generator: np.random.Generator, spacing: float = 0.002) -> Array:
        """Points spread over the surface by area, about one per `spacing` squared."""
        a, b, c = (self.vertices[self.faces[:, i]] for i in range(3))
        areas = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
        count = int(np.clip(areas.sum() / spacing**2, 50, 20000))
        chosen = generator.choice(len(areas), size=count, p=areas / areas.sum())
        u, v = generator.random((2, count, 1))
        flip = u + v > 1
        u, v = np.where(flip, 1 - u, u), np.where(flip, 1 - v, v)
        return np.asarray(a[chosen] + u * (b - a)[chosen] + v * (c - a)[chosen])


def joined(meshes: list[Mesh]) -> Mesh:
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]
    return Mesh(np.concatenate([mesh.vertices for mesh in meshes]), np.concatenate(faces).astype(np.int32))


def box(x: float, y: float, z: float) -> Mesh:
    """A cuboid that stands on z = 0, centred on x and y."""
    corners = [(i * x / 2, j * y / 2, k * z) for k in (0, 1) for j in (-1, 1) for i in (-1, 1)]
    faces = [
        (0, 2, 3), (0, 3, 1), (4, 5, 7), (4, 7, 6), (0, 1, 5), (0, 5, 4),
        (2, 6, 7), (2, 7, 3), (0, 4, 6), (0, 6, 2), (1, 3, 7), (1, 7, 5),
    ]  # fmt: skip
    return Mesh(np.array(corners), np.array(faces, dtype=np.int32))


def lathe(profile: list[tuple[float, float]], segments: int = 40) -> Mesh:
    """Turns (radius, height) pairs about z; from the axis at the bottom, along the outside, back to the axis."""
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    vertices: list[tuple[float, float, float]] = []
    rings: list[list[int]] = []
    for radius, height in profile:
        if radius < 1e-6:
            rings.append([len(vertices)] * segments)
            vertices.append((0.0, 0.0, height))
            continue
        rings.append(list(range(len(vertices), len(vertices) + segments)))
        vertices += [(radius * float(np.cos(a)), radius * float(np.sin(a)), height) for a in angles]
    faces: list[tuple[int, int, int]] = []
    for lower, upper in zip(rings, rings[1:], strict=False):
        for i in range(segments):
            j = (i + 1) % segments
            quad = (lower[i], lower[j], upper[j], upper[i])
            faces += [t for t in ((quad[0], quad[1], quad[2]), (quad[0], quad[2], quad[3])) if len(set(t)) == 3]
    return Mesh(np.array(vertices), np.array(faces, dtype=np.int32))


def cylinder(radius: float, height: float) -> Mesh:
    return lathe([(0, 0), (radius, 0), (radius, height), (0, height)])


def ball(radius: float, squash: float = 1.0) -> Mesh:
    """A sphere that stands on z = 0; `squash` is its height over its width."""
    turns = np.linspace(-np.pi / 2, np.pi / 2, 20)
    profile = [(radius * float(np.cos(t)), radius * squash * (1 + float(np.sin(t)))) for t in turns]
    return lathe([(0.0 if r < 1e-6 else r, z) for r, z in profile])


def tube(path: Array, radii: Array, segments: int = 20) -> Mesh:
    """A bent tube along N×3 points with a radius at each; its ends are closed."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    reference = np.array([0.0, 0.0, 1.0]) if abs(along[0, 2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = np.cross(along, reference)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(side, along)
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    rings = path[:, None] + radii[:, None, None] * (
        np.cos(angles)[:, None] * other[:, None] + np.sin(angles)[:, None] * side[:, None]
    )
    vertices = np.concatenate([rings.reshape(-1, 3), path[:1], path[-1:]])
    first, last = len(vertices) - 2, len(vertices) - 1
    faces: list[tuple[int, int, int]] = []
    for ring in range(len(path) - 1):
        for i in range(segments):
            j = (i + 1) % segments
            a, b = ring * segments + i, ring * segments + j
            faces += [(a, b, b + segments), (a, b + segments, a + segments)]
    end = (len(path) - 1) * segments
    for i in range(segments):
        j = (i + 1) % segments
        faces += [(first, j, i), (last, end + i, end + j)]
    return Mesh(vertices, np.array(faces, dtype=np.int32))


def volume(mesh: Mesh) -> float:
    """Signed; above 0 when the faces look outward."""
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)
