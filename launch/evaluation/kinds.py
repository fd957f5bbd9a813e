"""Kinds of everyday things, by noun: how each is built, and which may be taken for which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evaluation.mesh import Mesh, ball, box, cylinder, joined, lathe, tube
from evaluation.things import Maker, Solid, Thing, Vector

LABELS = ("white", "yellow", "blue", "red", "green")


def make(noun: str, maker: Maker) -> Thing:
    return MAKERS[noun](noun, maker)


def _cuboid(low: Vector, high: Vector, labels: float) -> Callable[[str, Maker], Thing]:
    def build(noun: str, maker: Maker) -> Thing:
        x, y, z = (maker.between(a, b) for a, b in zip(low, high, strict=True))
        parts = [maker.main(box(x, y, z))]
        if maker.chance(labels):
            # A printed patch on the front and on top; 0.4 mm proud, so that nothing fights for depth.
            front = box(x * 0.6, 0.0008, z * 0.4).moved((0, -y / 2, z * 0.3))
            parts.append(
                maker.other(joined([front, box(x * 0.5, y * 0.4, 0.0008).moved((0, 0, z - 0.0004))]), LABELS, "label")
            )
        return Thing(noun, parts, [Solid("box", (x / 2, y / 2, z / 2), (0, 0, z / 2))], top=min(x, y) / 2)

    return build


def _cube(noun: str, maker: Maker) -> Thing:
    side = maker.between(0.03, 0.07)
    return Thing(
        noun,
        [maker.main(box(side, side, side))],
        [Solid("box", (side / 2, side / 2, side / 2), (0, 0, side / 2))],
        top=side / 2,
    )


def _round(radius: Vector, height: Vector, lid: float, band: float) -> Callable[[str, Maker], Thing]:
    def build(noun: str, maker: Maker) -> Thing:
        r, h = maker.between(radius[0], radius[1]), maker.between(height[0], height[1])
        parts = [maker.main(cylinder(r, h))]
        if maker.chance(lid):
            parts.append(
                maker.other(
                    cylinder(r + 0.001, 0.012).moved((0, 0, h - 0.011)), ("white", "black", "gray", "red"), "lid"
                )
            )
        if maker.chance(band):
            parts.append(maker.other(cylinder(r + 0.0005, h * 0.35).moved((0, 0, h * 0.3)), LABELS, "label"))
        return Thing(noun, parts, [Solid("cylinder", (r, h / 2, 0), (0, 0, h / 2))], top=r)

    return build


def _ball(low: float, high: float, squash: float = 1.0) -> Callable[[str, Maker], Thing]:
    def build(noun: str, maker: Maker) -> Thing:
        r = maker.between(low, high)
        return Thing(noun, [maker.main(ball(r, squash))], [Solid("ball", (r * squash, 0, 0), (0, 0, r * squash))])

    return build


def _wall(radius: float, height: float, thick: float, lift: float = 0.0) -> list[Solid]:
    """A ring of twelve boards, so that something can lie inside."""
    turns = np.arange(12) * np.pi / 6
    half = radius * float(np.tan(np.pi / 12))
    return [
        Solid(
            "box", (thick / 2, half, height / 2),
            ((radius - thick / 2) * float(np.cos(t)), (radius - thick / 2) * float(np.sin(t)), lift + height / 2),
            (float(np.cos(t / 2)), 0, 0, float(np.sin(t / 2))),
        )
        for t in turns
    ]  # fmt: skip


def _bowl(noun: str, maker: Maker) -> Thing:
    r, h = maker.between(0.06, 0.09), maker.between(0.045, 0.07)
    base, wall = r * 0.55, 0.005
    outer = [(base + (r - base) * float(np.sin(t)), h * (1 - float(np.cos(t)))) for t in np.linspace(0, np.pi / 2, 10)]
    inner = [(max(x - wall, 0.0), max(z, wall)) for x, z in reversed(outer)]
    mesh = lathe([(0, 0), *outer, *inner, (0, wall)])
    solids = [Solid("cylinder", (base, wall / 2, 0), (0, 0, wall / 2))]
    solids += _wall((base + r) / 2, h * 0.4, 0.006) + _wall(r, h * 0.6, 0.006, h * 0.4)
    return Thing(noun, [maker.main(mesh)], solids, inside=((base + r) / 2 - 0.008, wall))


def _vessel(radius: Vector, height: Vector, taper: float, handle: bool) -> Callable[[str, Maker], Thing]:
    def build(noun: str, maker: Maker) -> Thing:
        r, h, wall = maker.between(radius[0], radius[1]), maker.between(height[0], height[1]), 0.004
        foot = r * taper
        mesh = lathe([(0, 0), (foot, 0), (r, h), (r - wall, h), (foot - wall, wall), (0, wall)])
        solids = [Solid("cylinder", (foot, wall / 2, 0), (0, 0, wall / 2)), *_wall((r + foot) / 2, h, 0.005)]
        if handle:
            turns = np.linspace(-np.pi / 2, np.pi / 2, 14)
            reach, rise = h * 0.32, h * 0.36
            middle = (foot + r) / 2 - 0.001
            path = np.stack([middle + reach * np.cos(turns), np.zeros(14), h / 2 + rise * np.sin(turns)], axis=1)
            mesh = joined([mesh, tube(path, np.full(14, 0.0055))])
            solids.append(Solid("box", (reach / 2, 0.005, rise), (middle + reach / 2, 0, h / 2)))
        return Thing(noun, [maker.main(mesh)], solids, inside=(foot - wall - 0.003, wall))

    return build


def _bottle(noun: str, maker: Maker) -> Thing:
    r, h = maker.between(0.027, 0.042), maker.between(0.16, 0.26)
    neck, shoulder = r * 0.4, h * 0.68
    mesh = lathe([(0, 0), (r, 0), (r, shoulder), (neck, h * 0.82), (neck, h * 0.9), (0, h * 0.9)])
    parts = [maker.main(mesh)]
    cap = cylinder(neck + 0.002, h * 0.1).moved((0, 0, h * 0.9))
    parts.append(maker.other(cap, ("white", "black", "red", "blue"), "cap") if maker.chance(0.6) else maker.main(cap))
    if maker.chance(0.4):
        parts.append(maker.other(cylinder(r + 0.0005, h * 0.25).moved((0, 0, h * 0.25)), LABELS, "label"))
    solids = [Solid("cylinder", (r, shoulder / 2, 0), (0, 0, shoulder / 2))]
    solids.append(Solid("cylinder", (neck, h * 0.16, 0), (0, 0, h * 0.84)))
    return Thing(noun, parts, solids)


def _banana(noun: str, maker: Maker) -> Thing:
    length, r = maker.between(0.15, 0.2), maker.between(0.015, 0.019)
    bend = length / 1.6
    turns = np.linspace(-0.8, 0.8, 24)
    path = np.stack([bend * np.sin(turns), bend * (np.cos(turns) - 0.85), np.full(24, r)], axis=1)
    ends = np.clip(1.25 * (1 - np.abs(np.linspace(-1, 1, 24)) ** 4), 0.3, 1.0)
    solids = [
        Solid("ball", (float(r * ends[i]), 0, 0), (float(path[i, 0]), float(path[i, 1]), r)) for i in range(1, 24, 3)
    ]
    return Thing(noun, [maker.main(tube(path, r * ends))], solids)


def _stick(radius: Vector, length: Vector, tip: bool) -> Callable[[str, Maker], Thing]:
    def build(noun: str, maker: Maker) -> Thing:
        r, half = maker.between(radius[0], radius[1]), maker.between(length[0], length[1]) / 2

        def rod(a: float, b: float, thick: float) -> Mesh:
            return tube(np.array([[a, 0, r], [(a + b) / 2, 0, r], [b, 0, r]]), np.full(3, thick))

        if tip:
            parts = [maker.main(rod(-half, 0, r)), maker.other(rod(0, half, r * 0.35), ("gray",))]
            solids = [
                Solid("box", (half / 2, r * 0.9, r), (-half / 2, 0, r)),
                Solid("box", (half / 2, r / 3, r / 3), (half / 2, 0, r)),
            ]
        else:
            parts, solids = [maker.main(rod(-half, half, r))], [Solid("box", (half, r * 0.9, r), (0, 0, r))]
        return Thing(noun, parts, solids)

    return build


def _hammer(noun: str, maker: Maker) -> Thing:
    length, r = maker.between(0.2, 0.28), 0.012
    head_half, head = maker.between(0.04, 0.055), 0.014
    handle = tube(np.array([[-length / 2, 0, head], [0, 0, head], [length / 2, 0, head]]), np.full(3, r))
    block = box(head * 2, head_half * 2, head * 2).moved((length / 2, 0, 0))
    parts = [maker.main(handle), maker.other(block, ("gray", "black"))]
    solids = [
        Solid("box", (length / 2, r, r), (0, 0, head)),
        Solid("box", (head, head_half, head), (length / 2, 0, head)),
    ]
    return Thing(noun, parts, solids)


def _cone(noun: str, maker: Maker) -> Thing:
    r, h = maker.between(0.03, 0.055), maker.between(0.07, 0.13)
    mesh = lathe([(0, 0), (r, 0), (0.002, h), (0, h)])
    solids = [
        Solid("cylinder", (r * share, h * 0.1, 0), (0, 0, h * (0.1 + 0.2 * i)))
        for i, share in enumerate((0.95, 0.7, 0.5, 0.3))
    ]
    return Thing(noun, [maker.main(mesh)], solids)


def _plate(noun: str, maker: Maker) -> Thing:
    r, h = maker.between(0.08, 0.12), maker.between(0.014, 0.022)
    mesh = lathe([(0, 0), (r * 0.6, 0), (r, h), (r - 0.002, h + 0.002), (r * 0.6, 0.006), (0, 0.006)])
    return Thing(
        noun, [maker.main(mesh)], [Solid("cylinder", (r * 0.6, 0.003, 0), (0, 0, 0.003)), *_wall(r * 0.85, h, 0.02)]
    )


MAKERS: dict[str, Callable[[str, Maker], Thing]] = {
    "box": _cuboid((0.06, 0.05, 0.05), (0.18, 0.12, 0.2), 0.5),
    "cube": _cube,
    "book": _cuboid((0.13, 0.18, 0.02), (0.18, 0.25, 0.045), 0.4),
    "can": _round((0.03, 0.045, 0), (0.09, 0.14, 0), 0.5, 0.5),
    "ball": _ball(0.025, 0.06),
    "bowl": _bowl,
    "mug": _vessel((0.036, 0.046, 0), (0.08, 0.105, 0), 0.97, True),
    "cup": _vessel((0.035, 0.045, 0), (0.08, 0.12, 0), 0.72, False),
    "bottle": _bottle,
    "banana": _banana,
    "marker": _stick((0.007, 0.011, 0), (0.12, 0.15, 0), False),
    "hammer": _hammer,
    # Kept out of tuning.
    "brick": _cuboid((0.09, 0.05, 0.045), (0.2, 0.09, 0.07), 0.0),
    "carton": _cuboid((0.07, 0.05, 0.12), (0.1, 0.08, 0.22), 0.8),
    "jar": _round((0.03, 0.045, 0), (0.07, 0.13, 0), 1.0, 0.4),
    "tin": _round((0.038, 0.07, 0), (0.035, 0.06, 0), 0.3, 0.6),
    "cone": _cone,
    "plate": _plate,
    "apple": _ball(0.032, 0.045, 0.9),
    "screwdriver": _stick((0.012, 0.016, 0), (0.18, 0.24, 0), True),
}

TRAIN_NOUNS = list(MAKERS)[:12]
TEST_NOUNS = list(MAKERS)[12:]

PAINTS: dict[str, tuple[str, ...]] = {
    "banana": ("yellow", "yellow", "yellow", "green"),
    "apple": ("red", "green", "yellow"),
}
"""What grows has its own colours."""

ALIKE = [
    {"box", "cube", "book", "brick", "carton"},
    {"can", "jar", "tin", "cup", "mug"},
    {"jar", "bottle"},
    {"tin", "bowl", "plate"},
    {"ball", "apple", "cube"},
    {"banana", "marker", "hammer", "screwdriver"},
]
"""Nouns that a single view may not tell apart: a jar is a can to whoever cannot read."""


VESSELS = {"can", "jar", "tin", "cup", "mug", "bottle", "cone", "bowl", "plate"}
"""A brown can is no brown bottle, but nor is it plain that there is none."""


def may_be(noun: str, other: str) -> bool:
    """Whether `other` could be called `noun`."""
    return noun == other or any(noun in group and other in group for group in ALIKE)
