"""How far a point is from the surfaces of things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import ConvexHull

from evaluation.mesh import Array, Mesh


@dataclass(frozen=True)
class Hull:
    """The convex hull of a thing, in its own frame. A cup counts as full: its middle is inside."""

    mesh: Mesh

    @cached_property
    def _hull(self) -> ConvexHull:
        return ConvexHull(self.mesh.vertices)

    @cached_property
    def _corners(self) -> Array:
        return np.asarray(self.mesh.vertices[self._hull.simplices])

    def distance(self, point: Array) -> float:
        """Signed: below 0 inside. The point is in the thing's frame, metres."""
        outward = self._hull.equations[:, :3] @ point + self._hull.equations[:, 3]
        deepest = float(outward.max())
        return deepest if deepest <= 0 else float(np.sqrt(_squared_to_triangles(point, self._corners).min()))


def _squared_to_triangles(point: Array, corners: Array) -> Array:
    """Squared distance to each of N×3×3 triangles (Ericson 2005, section 5.1.5, by the nearest of face and edges)."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normal = np.cross(b - a, c - a)
    area = (normal**2).sum(axis=1)
    height = ((point - a) * normal).sum(axis=1)
    foot = point - normal * (height / area)[:, None]
    inside = np.ones(len(a), dtype=bool)
    edges = np.full(len(a), np.inf)
    for start, end in ((a, b), (b, c), (c, a)):
        way = end - start
        inside &= (np.cross(way, foot - start) * normal).sum(axis=1) >= 0
        share = np.clip(((point - start) * way).sum(axis=1) / (way**2).sum(axis=1), 0, 1)
        edges = np.minimum(edges, ((point - start - share[:, None] * way) ** 2).sum(axis=1))
    return np.where(inside, height**2 / area, edges)
