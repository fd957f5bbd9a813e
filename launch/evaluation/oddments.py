"""Everyday things of no plain form: what a drill or a teapot looks like to a depth camera, roughly."""

from __future__ import annotations

import numpy as np

from evaluation.mesh import Mesh, ball, box, cylinder, joined, lathe
from evaluation.pieces import DARK, LABELS, Piece, about_x, about_y, about_z, ring, rod, stretched, triple
from evaluation.things import Maker


def drill(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.065, 0.1), maker.between(0.02, 0.034)
    grip, back = maker.between(0.08, 0.14), maker.between(-0.8, -0.2)
    foot = box(maker.between(0.06, 0.11), maker.between(0.045, 0.08), maker.between(0.02, 0.05))
    root = half * back
    pieces: list[Piece] = [
        (rod([-half, 0, 0], [half * 0.5, 0, 0], thick), None),
        (rod([half * 0.5, 0, 0], [half * 1.2, 0, 0], thick * 0.8, thick * 0.35), DARK),
        (rod([root, 0, 0], [root - 0.02, 0, -grip], thick * 0.65), None if maker.chance(0.6) else DARK),
        (foot.moved((root - 0.02, 0, -grip - 0.03)), None if maker.chance(0.4) else DARK),
    ]
    return pieces, 0.5


def clamp(maker: Maker) -> tuple[list[Piece], float]:
    """Two legs that meet in a joint and part again as jaws, on their side."""
    half, thick = maker.between(0.05, 0.11), maker.between(0.006, 0.014)
    gap = half * maker.between(0.3, 0.6)
    legs: list[Piece] = []
    for side in (-1, 1):
        legs.append((rod([-half, side * gap, thick], [0, side * 0.01, thick], thick), None))
        legs.append((rod([0, side * 0.01, thick], [half * 0.8, -side * gap * 0.6, thick], thick), None))
    legs.append((cylinder(thick * 1.8, thick * 2.2), DARK))
    return legs, 0


def scissors(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.05, 0.1), maker.between(0.004, 0.008)
    eye = half * maker.between(0.3, 0.42)
    rings = [ring(eye, thick * 1.2, flatten=0.75).moved((-half, side * eye * 0.9, thick)) for side in (-1.0, 1.0)]
    blades = [rod([-half * 0.7, side * eye * 0.5, thick], [half, -side * 0.004, thick], thick, thick * 0.5)
              for side in (-1, 1)]  # fmt: skip
    return [(joined(rings), None), (joined(blades), ("gray",))], 0


def teapot(maker: Maker) -> tuple[list[Piece], float]:
    radius = maker.between(0.045, 0.08)
    body = ball(radius, maker.between(0.65, 1))
    top = float(body.vertices[:, 2].max())
    handle = ring(top * 0.35, 0.006, share=0.5).turned(about_z(-np.pi / 2)).turned(about_x(np.pi / 2))
    spout = rod([-radius * 0.8, 0, top * 0.4], [-radius * 1.7, 0, top * 0.85], 0.014, 0.007)
    lid = ball(radius * 0.25).moved((0, 0, top * 0.95))
    return [(joined([body, spout]), None), (handle.moved((radius * 0.95, 0, top * 0.5)), None), (lid, DARK)], 0


def car(maker: Maker) -> tuple[list[Piece], float]:
    length = maker.between(0.06, 0.2)
    width, height, wheel = length * maker.between(0.35, 0.5), length * maker.between(0.15, 0.25), length * 0.1
    cabin = box(length * maker.between(0.3, 0.55), width * 0.85, height)
    wheels = [cylinder(wheel, 0.25 * width).turned(about_x(np.pi / 2)).moved((x * length * 0.32, y * width * 0.5, 0))
              for x in (-1, 1) for y in (-0.7, 1.2)]  # fmt: skip
    place = maker.between(-0.2, 0.1) * length
    return [(box(length, width, height), None), (cabin.moved((place, 0, height)), None), (joined(wheels), DARK)], 0.1


def headphones(maker: Maker) -> tuple[list[Piece], float]:
    radius, thick = maker.between(0.06, 0.09), maker.between(0.005, 0.012)
    cup, deep = radius * maker.between(0.4, 0.6), maker.between(0.02, 0.04)
    ears = [cylinder(cup, deep).turned(about_y(np.pi / 2)).moved((side * radius - deep / 2, 0, 0)) for side in (-1, 1)]
    return [(ring(radius, thick, share=0.5), None), (joined(ears), DARK if maker.chance(0.5) else None)], 0.3


def plush(maker: Maker) -> tuple[list[Piece], float]:
    size = maker.between(0.03, 0.06)
    body = ball(size, 1.2)
    top = float(body.vertices[:, 2].max())
    limbs = [
        ball(size * 0.42).moved((x * size, y * size, z))
        for x in (-0.8, 0.8) for y, z in ((-0.7, 0.0), (-0.3, top * 0.5))
    ]  # fmt: skip
    ears = [ball(size * 0.3).moved((side * size * 0.5, 0, top + size * 0.9)) for side in (-1, 1)]
    head = ball(size * 0.75).moved((0, -size * 0.1, top * 0.85))
    return [(joined([body, *limbs]), None), (joined([head, *ears]), None if maker.chance(0.6) else LABELS)], 0.4


def lump(maker: Maker) -> tuple[list[Piece], float]:
    """A bag, a cloth, a shoe: round, and of no form."""
    mesh = ball(1.0)
    waves = maker.generator.normal(0, 1, (4, 3))
    phases = maker.generator.uniform(0, 6, 4)
    swell = 1 + 0.22 * np.sin(2.2 * mesh.vertices @ waves.T + phases).mean(axis=1, keepdims=True)
    swollen = Mesh(mesh.vertices * swell, mesh.faces)
    long = maker.between(0.04, 0.12)
    return [(stretched(swollen, long, long * maker.between(0.4, 0.9), long * maker.between(0.25, 0.7)), None)], 0


def lamp(maker: Maker) -> tuple[list[Piece], float]:
    height, reach = maker.between(0.12, 0.28), maker.between(0.03, 0.06)
    shade = lathe([(0, 0), (reach, 0), (reach * 0.5, reach * 1.4), (0, reach * 1.4)])
    lean = maker.between(-0.06, 0.06)
    return [
        (cylinder(maker.between(0.03, 0.05), 0.012), DARK),
        (rod([0, 0, 0.01], [lean, 0, height], maker.between(0.004, 0.01)), None),
        (shade.moved((lean, 0, height - reach)), None),
    ], 0.2


def machine(maker: Maker) -> tuple[list[Piece], float]:
    """Two to four plain pieces, stuck together anyhow."""
    pieces: list[Piece] = []
    spot = np.zeros(3)
    for _ in range(int(maker.generator.integers(2, 5))):
        size = maker.between(0.025, 0.09)
        kind = int(maker.generator.integers(3))
        if kind == 0:
            piece = box(size, size * maker.between(0.2, 0.9), size * maker.between(0.2, 0.9))
        elif kind == 1:
            piece = cylinder(size * maker.between(0.12, 0.5), size * maker.between(0.5, 2))
        else:
            piece = ball(size * 0.5)
        turn = about_z(maker.between(-3, 3)) @ about_x(float(maker.generator.choice([0, np.pi / 2, 0.7])))
        pieces.append((piece.turned(turn).moved(triple(spot)), None if maker.chance(0.6) else (*DARK, "white")))
        spot = spot + maker.generator.normal(0, 0.75 * size, 3)
    return pieces, 0
