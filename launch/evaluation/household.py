"""Everyday things by their form: wider in size, shape and pose than the nouns that clutter is described by, so that the
classifier of forms knows a drill from a box and a bottle on its side from a can. Nouns and shades that are kept out of
tuning are not built."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evaluation.mesh import Mesh, ball, box, cylinder, joined, lathe, tube
from evaluation.oddments import (
    car, clamp, drill, headphones, lamp, lump, machine, plush, scissors, teapot,
)  # fmt: skip
from evaluation.pieces import DARK, LABELS, Piece, about_x, rod, stretched, triple, turned
from evaluation.things import Maker, Part, Solid, Thing


def thing(kind: str, maker: Maker) -> Thing:
    """One of that kind of form, upright or as it may lie, a little to the side of its own middle."""
    makers = FORMS[kind]
    pieces, lies = makers[int(maker.generator.integers(len(makers)))](maker)
    if maker.chance(lies):
        pieces = turned(pieces, about_x(np.pi / 2))
    return stood(kind, pieces, maker)


def stood(kind: str, pieces: list[Piece], maker: Maker) -> Thing:
    """Pieces on z = 0, of which physics sees the boxes around them."""
    low = np.min([mesh.vertices.min(0) for mesh, _ in pieces], axis=0)
    high = np.max([mesh.vertices.max(0) for mesh, _ in pieces], axis=0)
    offset = (-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])
    parts: list[Part] = []
    solids: list[Solid] = []
    for mesh, paints in pieces:
        moved = mesh.moved((float(offset[0]), float(offset[1]), float(offset[2])))
        parts.append(maker.main(moved) if paints is None else maker.other(moved, paints))
        near, far = moved.vertices.min(0), moved.vertices.max(0)
        half, middle = np.maximum((far - near) / 2, 0.002), (far + near) / 2
        solids.append(Solid("box", triple(half), triple(middle)))
    flat = kind in ("box", "cube", "flat", "can")
    return Thing(kind, parts, solids, top=float(min(high[0] - low[0], high[1] - low[1]) / 2) if flat else None)


# Plain forms.


def _ball(maker: Maker) -> tuple[list[Piece], float]:
    return [(ball(maker.between(0.018, 0.08), maker.between(0.93, 1.05)), None)], 0


def _cube(maker: Maker) -> tuple[list[Piece], float]:
    side = maker.between(0.022, 0.1)
    return [(stretched(box(side, side, side), *maker.generator.uniform(0.95, 1.05, 3)), None)], 0


def _printed(x: float, y: float, z: float, maker: Maker) -> list[Piece]:
    """A box, often with a patch on the front and on the top."""
    pieces: list[Piece] = [(box(x, y, z), None)]
    if maker.chance(0.5):
        width, height = maker.between(0.3, 0.9), maker.between(0.2, 0.8)
        front = box(x * width, 0.0008, z * height).moved((0, -y / 2, z * (1 - height) / 2))
        top = box(x * width * 0.9, y * 0.6, 0.0008).moved((0, 0, z - 0.0004))
        pieces.append((joined([front, top]), LABELS))
    return pieces


def _box(maker: Maker) -> tuple[list[Piece], float]:
    longest = maker.between(0.05, 0.26)
    sides = longest * np.array([1, maker.between(0.4, 1), maker.between(0.25, 0.65)])
    maker.generator.shuffle(sides)
    return _printed(*triple(sides), maker), 0


def _flat(maker: Maker) -> tuple[list[Piece], float]:
    longest = maker.between(0.08, 0.28)
    thick = min(max(longest * maker.between(0.04, 0.2), 0.008), 0.05)
    return _printed(longest, longest * maker.between(0.45, 0.95), thick, maker), 0


def _can(maker: Maker) -> tuple[list[Piece], float]:
    radius = maker.between(0.025, 0.065)
    height = radius * maker.between(1.3, 3.8)
    rim = maker.between(0.002, 0.006)
    recessed = lathe([(0, 0), (radius, 0), (radius, height), (radius - rim / 2, height), (radius - rim, height - rim),
                      (0, height - rim)])  # fmt: skip
    pieces: list[Piece] = [(recessed if maker.chance(0.5) else cylinder(radius, height), None)]
    if maker.chance(0.4):
        pieces.append((cylinder(radius + 0.001, 0.011).moved((0, 0, height - 0.01)), ("white", *DARK)))
    if maker.chance(0.5):
        pieces.append((cylinder(radius + 0.0005, height * 0.4).moved((0, 0, height * 0.3)), LABELS))
    return pieces, 0.25


# Round and hollow.


def _bottle(maker: Maker) -> tuple[list[Piece], float]:
    radius, height = maker.between(0.024, 0.05), maker.between(0.13, 0.28)
    neck, shoulder = radius * maker.between(0.3, 0.6), height * maker.between(0.5, 0.82)
    throat = shoulder + (height * 0.9 - shoulder) * maker.between(0.3, 0.9)
    waist = radius * maker.between(0.82, 1)
    body = lathe([(0, 0), (radius, 0), (waist, shoulder / 2), (radius, shoulder), (neck, throat), (neck, height * 0.9),
                  (0, height * 0.9)])  # fmt: skip
    cap = cylinder(neck * maker.between(0.9, 1.2), height * 0.1).moved((0, 0, height * 0.9))
    pieces: list[Piece] = [(body, None), (cap, ("white", "black", "red", "blue") if maker.chance(0.6) else None)]
    if maker.chance(0.4):
        pieces.append((cylinder(radius + 0.0005, shoulder * 0.5).moved((0, 0, shoulder * 0.25)), LABELS))
    narrow = maker.between(0.55, 1) if maker.chance(0.5) else 1.0
    return [(stretched(mesh, 1, narrow, 1), paints) for mesh, paints in pieces], 0.25


def _flask(maker: Maker) -> tuple[list[Piece], float]:
    """Slender, with hardly a neck."""
    radius = maker.between(0.024, 0.042)
    height = radius * maker.between(5, 7.5)
    cap = height * maker.between(0.08, 0.2)
    pieces: list[Piece] = [
        (cylinder(radius, height - cap), None),
        (lathe([(0, height - cap), (radius * 0.9, height - cap), (radius * maker.between(0.5, 0.9), height),
                (0, height)]), DARK),
    ]  # fmt: skip
    return pieces, 0.25


def _vessel(radius: float, height: float, foot: float) -> Mesh:
    wall = 0.004
    return lathe([(0, 0), (foot, 0), (radius, height), (radius - wall, height), (foot - wall, wall), (0, wall)])


def _cup(maker: Maker) -> tuple[list[Piece], float]:
    radius, height = maker.between(0.032, 0.055), maker.between(0.06, 0.15)
    return [(_vessel(radius, height, radius * maker.between(0.65, 1)), None)], 0.08


def _mug(maker: Maker) -> tuple[list[Piece], float]:
    radius = maker.between(0.034, 0.075)
    height = radius * maker.between(1.8, 2.9)
    foot = radius * maker.between(0.85, 1.05)
    turns = np.linspace(-np.pi / 2, np.pi / 2, 14)
    reach, rise = height * maker.between(0.22, 0.36), height * maker.between(0.28, 0.4)
    middle = (foot + radius) / 2 - 0.001
    path = np.stack([middle + reach * np.cos(turns), np.zeros(14), height / 2 + rise * np.sin(turns)], axis=1)
    handle = tube(path, np.full(14, maker.between(0.004, 0.009)))
    lid = [cylinder(radius, 0.01).moved((0, 0, height))] if maker.chance(0.12) else []
    return [(joined([_vessel(radius, height, foot), handle, *lid]), None)], 0.05


def _bowl(maker: Maker) -> tuple[list[Piece], float]:
    radius = maker.between(0.05, 0.12)
    height = radius * maker.between(0.45, 0.85)
    base, wall = radius * maker.between(0.35, 0.65), 0.005
    turns = np.linspace(0, np.pi / 2, 10)
    outer = [(base + (radius - base) * float(np.sin(t)), height * (1 - float(np.cos(t)))) for t in turns]
    inner = [(max(x - wall, 0.0), max(z, wall)) for x, z in reversed(outer)]
    return [(lathe([(0, 0), *outer, *inner, (0, wall)]), None)], 0


# Long.


def _banana(maker: Maker) -> tuple[list[Piece], float]:
    length, thick = maker.between(0.12, 0.22), maker.between(0.013, 0.021)
    turn = maker.between(0.55, 1.0)
    bend = length / (2 * turn)
    turns = np.linspace(-turn, turn, 24)
    path = np.stack([bend * np.sin(turns), bend * np.cos(turns), np.full(24, thick)], axis=1)
    ends = np.clip(1.25 * (1 - np.abs(np.linspace(-1, 1, 24)) ** 4), 0.3, 1.0)
    return [(tube(path, thick * ends), None)], 0


def _pen(maker: Maker) -> tuple[list[Piece], float]:
    thick, half = maker.between(0.005, 0.012), maker.between(0.05, 0.09)
    pieces: list[Piece] = [(rod([-half, 0, 0], [half * 0.5, 0, 0], thick), None)]
    pieces.append((rod([half * 0.5, 0, 0], [half, 0, 0], thick, thick * maker.between(0.4, 1.1)), DARK))
    return pieces, 0


def _hammer(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.1, 0.15), maker.between(0.009, 0.014)
    head = maker.between(0.01, 0.017)
    block = box(head * 2, maker.between(0.07, 0.12), head * 2).moved((half, 0, -head))
    return [(rod([-half, 0, 0], [half, 0, 0], thick), None), (block, DARK)], 0


def _spoon(maker: Maker) -> tuple[list[Piece], float]:
    """Or a spatula, or a brush: a handle and something broader at its end."""
    half, thick = maker.between(0.07, 0.14), maker.between(0.003, 0.007)
    reach = half * maker.between(0.25, 0.4)
    end = stretched(ball(1), reach, reach * maker.between(0.4, 0.8), thick * maker.between(1, 1.6))
    return [(rod([-half, 0, thick], [half * 0.5, 0, thick], thick), None), (end.moved((half * 0.6, 0, 0)), None)], 0


FORMS: dict[str, list[Callable[[Maker], tuple[list[Piece], float]]]] = {
    "sphere": [_ball],
    "cube": [_cube],
    "box": [_box],
    "flat": [_flat],
    "can": [_can],
    "bottle": [_bottle, _bottle, _bottle, _flask],
    "cup": [_cup, _mug, _mug],
    "bowl": [_bowl],
    "bent": [_banana],
    "elongated": [_pen, _hammer, _spoon],
    "irregular": [
        drill, drill, drill, clamp, scissors, teapot, car, headphones, plush, lump, lamp, machine, machine,
    ],
}  # fmt: skip
"""By kind of form, in the order of the classifier's columns: how such a thing may be made. Each gives pieces and the share of
such things that lie."""
