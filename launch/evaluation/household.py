"""Everyday things by their form: wider in size, shape and pose than the nouns that clutter is described by, so that the
classifier of forms knows a drill from a box and a bottle on its side from a can. Nouns and shades that are kept out of
tuning are not built."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evaluation.mesh import Array, Mesh, ball, box, cylinder, joined, lathe, tube
from evaluation.things import Maker, Part, Solid, Thing

Piece = tuple[Mesh, tuple[str, ...] | None]
"""A piece and the paints it may have; `None`: the thing's own."""

DARK = ("black", "gray")
LABELS = ("white", "yellow", "blue", "red", "green", "black")


def thing(kind: str, maker: Maker) -> Thing:
    """One of that kind of form, upright or as it may lie, a little to the side of its own middle."""
    makers = FORMS[kind]
    pieces, lies = makers[int(maker.generator.integers(len(makers)))](maker)
    if maker.chance(lies):
        pieces = turned(pieces, _about_x(np.pi / 2))
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
        solids.append(Solid("box", _triple(half), _triple(middle)))
    flat = kind in ("box", "cube", "flat", "can")
    return Thing(kind, parts, solids, top=float(min(high[0] - low[0], high[1] - low[1]) / 2) if flat else None)


def turned(pieces: list[Piece], rotation: Array) -> list[Piece]:
    return [(mesh.turned(rotation), paints) for mesh, paints in pieces]


def _triple(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _about_x(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])


def _about_y(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1.0, 0], [-s, 0, c]])


def _about_z(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _stretched(mesh: Mesh, x: float, y: float, z: float) -> Mesh:
    return Mesh(mesh.vertices * np.array([x, y, z]), mesh.faces)


def _rod(start: list[float], end: list[float], thick: float, thin: float | None = None) -> Mesh:
    path = np.linspace(np.array(start), np.array(end), 3)
    return tube(path, np.linspace(thick, thick if thin is None else thin, 3), segments=14)


def _ring(radius: float, thick: float, share: float = 1.0, flatten: float = 1.0) -> Mesh:
    """A ring, or a part of one, in the plane of x and y."""
    turns = np.linspace(0, 2 * np.pi * share, 24)
    path = np.stack([radius * np.cos(turns), flatten * radius * np.sin(turns), np.zeros(24)], axis=1)
    return tube(path, np.full(24, thick), segments=10)


# Plain forms.


def _ball(maker: Maker) -> tuple[list[Piece], float]:
    return [(ball(maker.between(0.018, 0.08), maker.between(0.93, 1.05)), None)], 0


def _cube(maker: Maker) -> tuple[list[Piece], float]:
    side = maker.between(0.022, 0.1)
    return [(_stretched(box(side, side, side), *maker.generator.uniform(0.95, 1.05, 3)), None)], 0


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
    return _printed(*_triple(sides), maker), 0


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
    return [(_stretched(mesh, 1, narrow, 1), paints) for mesh, paints in pieces], 0.25


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
    pieces: list[Piece] = [(_rod([-half, 0, 0], [half * 0.5, 0, 0], thick), None)]
    pieces.append((_rod([half * 0.5, 0, 0], [half, 0, 0], thick, thick * maker.between(0.4, 1.1)), DARK))
    return pieces, 0


def _hammer(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.1, 0.15), maker.between(0.009, 0.014)
    head = maker.between(0.01, 0.017)
    block = box(head * 2, maker.between(0.07, 0.12), head * 2).moved((half, 0, -head))
    return [(_rod([-half, 0, 0], [half, 0, 0], thick), None), (block, DARK)], 0


def _spoon(maker: Maker) -> tuple[list[Piece], float]:
    """Or a spatula, or a brush: a handle and something broader at its end."""
    half, thick = maker.between(0.07, 0.14), maker.between(0.003, 0.007)
    reach = half * maker.between(0.25, 0.4)
    end = _stretched(ball(1), reach, reach * maker.between(0.4, 0.8), thick * maker.between(1, 1.6))
    return [(_rod([-half, 0, thick], [half * 0.5, 0, thick], thick), None), (end.moved((half * 0.6, 0, 0)), None)], 0


# Of no plain form.


def _drill(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.065, 0.1), maker.between(0.02, 0.034)
    grip, back = maker.between(0.08, 0.14), maker.between(-0.8, -0.2)
    foot = box(maker.between(0.06, 0.11), maker.between(0.045, 0.08), maker.between(0.02, 0.05))
    root = half * back
    pieces: list[Piece] = [
        (_rod([-half, 0, 0], [half * 0.5, 0, 0], thick), None),
        (_rod([half * 0.5, 0, 0], [half * 1.2, 0, 0], thick * 0.8, thick * 0.35), DARK),
        (_rod([root, 0, 0], [root - 0.02, 0, -grip], thick * 0.65), None if maker.chance(0.6) else DARK),
        (foot.moved((root - 0.02, 0, -grip - 0.03)), None if maker.chance(0.4) else DARK),
    ]
    return pieces, 0.5


def _clamp(maker: Maker) -> tuple[list[Piece], float]:
    """Two legs that meet in a joint and part again as jaws, on their side."""
    half, thick = maker.between(0.05, 0.11), maker.between(0.006, 0.014)
    gap = half * maker.between(0.3, 0.6)
    legs: list[Piece] = []
    for side in (-1, 1):
        legs.append((_rod([-half, side * gap, thick], [0, side * 0.01, thick], thick), None))
        legs.append((_rod([0, side * 0.01, thick], [half * 0.8, -side * gap * 0.6, thick], thick), None))
    legs.append((cylinder(thick * 1.8, thick * 2.2), DARK))
    return legs, 0


def _scissors(maker: Maker) -> tuple[list[Piece], float]:
    half, thick = maker.between(0.05, 0.1), maker.between(0.004, 0.008)
    eye = half * maker.between(0.3, 0.42)
    rings = [_ring(eye, thick * 1.2, flatten=0.75).moved((-half, side * eye * 0.9, thick)) for side in (-1.0, 1.0)]
    blades = [_rod([-half * 0.7, side * eye * 0.5, thick], [half, -side * 0.004, thick], thick, thick * 0.5)
              for side in (-1, 1)]  # fmt: skip
    return [(joined(rings), None), (joined(blades), ("gray",))], 0


def _teapot(maker: Maker) -> tuple[list[Piece], float]:
    radius = maker.between(0.045, 0.08)
    body = ball(radius, maker.between(0.65, 1))
    top = float(body.vertices[:, 2].max())
    handle = _ring(top * 0.35, 0.006, share=0.5).turned(_about_z(-np.pi / 2)).turned(_about_x(np.pi / 2))
    spout = _rod([-radius * 0.8, 0, top * 0.4], [-radius * 1.7, 0, top * 0.85], 0.014, 0.007)
    lid = ball(radius * 0.25).moved((0, 0, top * 0.95))
    return [(joined([body, spout]), None), (handle.moved((radius * 0.95, 0, top * 0.5)), None), (lid, DARK)], 0


def _car(maker: Maker) -> tuple[list[Piece], float]:
    length = maker.between(0.06, 0.2)
    width, height, wheel = length * maker.between(0.35, 0.5), length * maker.between(0.15, 0.25), length * 0.1
    cabin = box(length * maker.between(0.3, 0.55), width * 0.85, height)
    wheels = [cylinder(wheel, 0.25 * width).turned(_about_x(np.pi / 2)).moved((x * length * 0.32, y * width * 0.5, 0))
              for x in (-1, 1) for y in (-0.7, 1.2)]  # fmt: skip
    place = maker.between(-0.2, 0.1) * length
    return [(box(length, width, height), None), (cabin.moved((place, 0, height)), None), (joined(wheels), DARK)], 0.1


def _headphones(maker: Maker) -> tuple[list[Piece], float]:
    radius, thick = maker.between(0.06, 0.09), maker.between(0.005, 0.012)
    cup, deep = radius * maker.between(0.4, 0.6), maker.between(0.02, 0.04)
    ears = [cylinder(cup, deep).turned(_about_y(np.pi / 2)).moved((side * radius - deep / 2, 0, 0)) for side in (-1, 1)]
    return [(_ring(radius, thick, share=0.5), None), (joined(ears), DARK if maker.chance(0.5) else None)], 0.3


def _plush(maker: Maker) -> tuple[list[Piece], float]:
    size = maker.between(0.03, 0.06)
    body = ball(size, 1.2)
    top = float(body.vertices[:, 2].max())
    limbs = [ball(size * 0.42).moved((x * size, y * size, z)) for x in (-0.8, 0.8) for y, z in ((-0.7, 0.0), (-0.3, top * 0.5))]
    ears = [ball(size * 0.3).moved((side * size * 0.5, 0, top + size * 0.9)) for side in (-1, 1)]
    head = ball(size * 0.75).moved((0, -size * 0.1, top * 0.85))
    return [(joined([body, *limbs]), None), (joined([head, *ears]), None if maker.chance(0.6) else LABELS)], 0.4


def _lump(maker: Maker) -> tuple[list[Piece], float]:
    """A bag, a cloth, a shoe: round, and of no form."""
    mesh = ball(1.0)
    waves = maker.generator.normal(0, 1, (4, 3))
    swell = 1 + 0.22 * np.sin(2.2 * mesh.vertices @ waves.T + maker.generator.uniform(0, 6, 4)).mean(axis=1, keepdims=True)
    swollen = Mesh(mesh.vertices * swell, mesh.faces)
    long = maker.between(0.04, 0.12)
    return [(_stretched(swollen, long, long * maker.between(0.4, 0.9), long * maker.between(0.25, 0.7)), None)], 0


def _lamp(maker: Maker) -> tuple[list[Piece], float]:
    height, reach = maker.between(0.12, 0.28), maker.between(0.03, 0.06)
    shade = lathe([(0, 0), (reach, 0), (reach * 0.5, reach * 1.4), (0, reach * 1.4)])
    lean = maker.between(-0.06, 0.06)
    return [
        (cylinder(maker.between(0.03, 0.05), 0.012), DARK),
        (_rod([0, 0, 0.01], [lean, 0, height], maker.between(0.004, 0.01)), None),
        (shade.moved((lean, 0, height - reach)), None),
    ], 0.2


def _machine(maker: Maker) -> tuple[list[Piece], float]:
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
        turn = _about_z(maker.between(-3, 3)) @ _about_x(float(maker.generator.choice([0, np.pi / 2, 0.7])))
        pieces.append((piece.turned(turn).moved(_triple(spot)), None if maker.chance(0.6) else (*DARK, "white")))
        spot = spot + maker.generator.normal(0, 0.75 * size, 3)
    return pieces, 0


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
        _drill, _drill, _drill, _clamp, _scissors, _teapot, _car, _headphones, _plush, _lump, _lamp, _machine, _machine,
    ],
}  # fmt: skip
"""By kind of form, in the order of the classifier's columns: how such a thing may be made, pieces and the share that lies."""
