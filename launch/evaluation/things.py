"""A thing: what it looks like, what it collides with, and what draws its size and paint."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from evaluation.mesh import Array, Mesh, joined
from evaluation.palette import SHADES, shade

Color = tuple[float, float, float]
Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Part:
    """One visible piece of one paint."""

    mesh: Mesh
    color: str
    paint: Color
    role: str = "body"
    """Or what it is called: lid, cap, label."""


@dataclass(frozen=True)
class Solid:
    """A convex piece that physics sees: box (half sizes), cylinder and capsule (radius, half length), ball (radius)."""

    kind: str
    size: Vector
    position: Vector
    quaternion: tuple[float, float, float, float] = (1, 0, 0, 0)


@dataclass
class Thing:
    """Stands on z = 0 of its own frame."""

    noun: str
    parts: list[Part]
    solids: list[Solid]
    top: float | None = None
    """Radius of what can stand on its flat top."""
    inside: tuple[float, float] | None = None
    """Radius of what fits inside, and the height of the floor in there."""
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def mesh(self) -> Mesh:
        return joined([part.mesh for part in self.parts])

    @property
    def footprint(self) -> Array:
        return self.mesh.vertices[:, :2]


class Maker:
    """Draws sizes and paints for one thing."""

    def __init__(self, generator: np.random.Generator, split: str, color: str, scale: float | None = None) -> None:
        self.generator, self.split, self.color = generator, split, color
        self.paint = shade(color, split, generator)
        # Where between its kind's smallest and largest; the test split also takes what is a tenth off either end.
        self.scale = scale

    def between(self, low: float, high: float) -> float:
        if self.scale is not None:
            place = float(np.clip(self.scale + self.generator.normal(0, 0.03), 0, 1))
        else:
            place = float(self.generator.uniform(-0.1, 1.1) if self.split == "test" else self.generator.random())
        return low + (high - low) * place

    def main(self, mesh: Mesh) -> Part:
        return Part(mesh, self.color, self.paint)

    def other(self, mesh: Mesh, names: tuple[str, ...], role: str = "body") -> Part:
        """A piece of another paint."""
        free = [name for name in (*names, *SHADES["train"]) if name != self.color]
        free = [name for name in free if name in names] or free
        name = free[int(self.generator.integers(len(free)))]
        return Part(mesh, name, shade(name, self.split, self.generator), role)

    def chance(self, share: float) -> bool:
        return bool(self.generator.random() < share)
