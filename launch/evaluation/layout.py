"""Where things stand before physics lets go of them: apart, touching, on one another, in a bowl."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import ConvexHull

from evaluation.mesh import Array
from evaluation.things import Thing


@dataclass
class Place:
    thing: Thing
    rotation: Array
    """3×3, world from thing."""
    position: Array
    on: int | None = None
    """The thing below, by number."""

    @property
    def outline(self) -> Array:
        """Convex outline seen from above, world frame."""
        points = (self.thing.mesh.vertices @ self.rotation.T)[:, :2] + self.position[:2]
        return np.asarray(points[ConvexHull(points).vertices])


def place(things: list[Thing], generator: np.random.Generator, room: float = 1) -> list[Place]:
    """Places what fits; a thing for which no place is found is left out. With less `room` they stand closer."""
    places: list[Place] = []
    spread = (0.09 + 0.012 * len(things)) * room
    for thing in things:
        rotation = _rotation(thing, generator)
        kind = generator.random()
        found = None
        if kind < 0.08:
            found = _inside(thing, rotation, places, generator)
        elif kind < 0.25:
            found = _above(thing, rotation, places, generator)
        elif kind < 0.45 and places:
            found = _beside(thing, rotation, places, generator)
        for _ in range(60):
            if found:
                break
            spot = generator.uniform(-spread, spread, 2)
            candidate = Place(thing, rotation, np.array([*spot, _lift(thing, rotation)]))
            found = candidate if _free(candidate, places, 0.012) else None
        if found:
            places.append(found)
    return places


def overlap(first: Array, second: Array, margin: float = 0.0) -> bool:
    """Whether two convex outlines are nearer than the margin (separating axes)."""
    for outline in (first, second):
        edges = np.roll(outline, -1, axis=0) - outline
        normals = np.stack([edges[:, 1], -edges[:, 0]], axis=1)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        a, b = first @ normals.T, second @ normals.T
        if ((a.max(0) + margin < b.min(0)) | (b.max(0) + margin < a.min(0))).any():
            return False
    return True


def _rotation(thing: Thing, generator: np.random.Generator) -> Array:
    turn = generator.uniform(-np.pi, np.pi)
    c, s = np.cos(turn), np.sin(turn)
    upright = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    if thing.noun in ("bottle", "can", "box", "jar", "carton") and generator.random() < 0.15:
        return np.asarray(upright @ np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]))
    return upright


def _lift(thing: Thing, rotation: Array) -> float:
    return 0.002 - float((thing.mesh.vertices @ rotation.T)[:, 2].min())


def _free(candidate: Place, places: list[Place], margin: float) -> bool:
    outline = candidate.outline
    return not any(overlap(outline, other.outline, margin) for other in places if other.on is None)


def _beside(thing: Thing, rotation: Array, places: list[Place], generator: np.random.Generator) -> Place | None:
    """Touches another: moved towards it until the outlines meet."""
    for _ in range(12):
        partner = places[int(generator.integers(len(places)))]
        if partner.on is not None:
            continue
        turn = generator.uniform(-np.pi, np.pi)
        way = np.array([np.cos(turn), np.sin(turn)])
        low, high = 0.0, 0.5
        candidate = Place(thing, rotation, np.array([0, 0, _lift(thing, rotation)]))
        for _ in range(24):
            middle = (low + high) / 2
            candidate.position[:2] = partner.position[:2] + way * middle
            if overlap(candidate.outline, partner.outline):
                low = middle
            else:
                high = middle
        candidate.position[:2] = partner.position[:2] + way * (high + 0.0005)
        if _free(candidate, [other for other in places if other is not partner], 0.004):
            return candidate
    return None


def _above(thing: Thing, rotation: Array, places: list[Place], generator: np.random.Generator) -> Place | None:
    """On the flat top of another, within it by so much that it stays."""
    if rotation[2, 2] < 0.5:
        return None
    reach = float(np.linalg.norm(thing.footprint, axis=1).max())
    order = generator.permutation(len(places))
    for number in map(int, order):
        below = places[number]
        top = below.thing.top
        taken = any(other.on == number for other in places)
        if top is None or taken or below.rotation[2, 2] < 0.5 or reach > 1.3 * top:
            continue
        height = float(below.thing.mesh.vertices[:, 2].max())
        spot = below.position[:2] + generator.uniform(-0.15, 0.15, 2) * top
        return Place(thing, rotation, np.array([*spot, below.position[2] + height + 0.002]), on=number)
    return None


def _inside(thing: Thing, rotation: Array, places: list[Place], generator: np.random.Generator) -> Place | None:
    reach = float(np.linalg.norm(thing.footprint, axis=1).max())
    for number, below in enumerate(places):
        if below.thing.inside is None or any(other.on == number for other in places):
            continue
        room, floor = below.thing.inside
        if reach < room * 0.95:
            spot = np.array([below.position[0], below.position[1], below.position[2] + floor + 0.004])
            return Place(thing, rotation, spot, on=number)
    return None
