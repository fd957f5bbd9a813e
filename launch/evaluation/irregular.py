"""Things for fitting alone: of no plain form (power tools, pincers, toys put together of several pieces), and plain ones
of other proportions than those that are asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evaluation.mesh import Array, Mesh, ball, box, cylinder, joined, lathe, tube
from evaluation.things import Maker, Solid, Thing, Vector

DARK = ("black", "gray")


def _spin(axis: int, turn: float) -> Array:
    c, s = float(np.cos(turn)), float(np.sin(turn))
    first, second = [(1, 2), (2, 0), (0, 1)][axis]
    rotation = np.eye(3)
    rotation[first, first] = rotation[second, second] = c
    rotation[first, second], rotation[second, first] = -s, s
    return rotation


def _settled(noun: str, maker: Maker, pieces: list[tuple[Mesh, bool]], solids: list[Solid]) -> Thing:
    """A thing of these pieces, moved up so that it stands on z = 0; whether each has the main paint."""
    low = min(float(mesh.vertices[:, 2].min()) for mesh, _ in pieces)
    parts = []
    for main in (True, False):
        meshes = [mesh.moved((0, 0, -low)) for mesh, is_main in pieces if is_main == main]
        if meshes:
            parts.append(maker.main(joined(meshes)) if main else maker.other(joined(meshes), DARK))
    lifted = [Solid(s.kind, s.size, (s.position[0], s.position[1], s.position[2] - low), s.quaternion) for s in solids]
    return Thing(noun, parts, lifted)


def _block(size: Vector, middle: Vector) -> tuple[Mesh, Solid]:
    x, y, z = size
    mesh = box(x, y, z).moved((middle[0], middle[1], middle[2] - z / 2))
    return mesh, Solid("box", (x / 2, y / 2, z / 2), middle)


def _power_tool(noun: str, maker: Maker) -> Thing:
    """A barrel, a handle at an angle, a battery; it lies on its side or stands on the battery."""
    barrel, r = maker.between(0.13, 0.2), maker.between(0.022, 0.033)
    grip, foot = maker.between(0.09, 0.13), maker.between(0.06, 0.09)
    standing = maker.chance(0.5)
    body = tube(np.array([[0, 0, 0], [barrel / 2, 0, 0], [barrel, 0, 0]]), np.full(3, r))
    chuck = tube(np.array([[0, 0, 0], [0.02, 0, 0], [0.045, 0, 0]]), np.array([r * 0.7, r * 0.6, r * 0.3]))
    handle, handle_solid = _block((0.035, 0.032, grip), (0.03, 0, -grip / 2))
    battery, battery_solid = _block((foot, 0.055, 0.03), (0.035, 0, -grip - 0.015))
    pieces = [(body, True), (handle, True), (chuck.moved((barrel, 0, 0)), False), (battery, maker.chance(0.5))]
    solids = [Solid("box", (barrel / 2, r * 0.8, r), (barrel / 2, 0, 0)), handle_solid, battery_solid]
    if standing:
        return _settled(noun, maker, pieces, solids)
    flat = _spin(0, np.pi / 2)
    quaternion = (float(np.cos(np.pi / 4)), float(np.sin(np.pi / 4)), 0.0, 0.0)
    turned = [
        Solid(s.kind, s.size, (float((p := flat @ np.array(s.position))[0]), float(p[1]), float(p[2])), quaternion)
        for s in solids
    ]
    return _settled(noun, maker, [(mesh.turned(flat), main) for mesh, main in pieces], turned)


def _pincers(noun: str, maker: Maker) -> Thing:
    """Two bent arms that cross, as of pliers, scissors and clamps."""
    length, r, spread = maker.between(0.11, 0.2), maker.between(0.004, 0.01), maker.between(0.25, 0.6)
    pieces: list[tuple[Mesh, bool]] = []
    solids: list[Solid] = []
    for side in (-1, 1):
        along = np.linspace(-0.5, 0.5, 9)
        bow = maker.between(0.05, 0.3)
        path = np.stack(
            [along * length, side * length * spread * (along + bow * along**2 * 2), np.full(9, 0.0)], axis=1
        )
        pieces.append((tube(path, np.full(9, r)), side < 0 or maker.chance(0.6)))
        solids += [Solid("ball", (r, 0, 0), (float(p[0]), float(p[1]), 0.0)) for p in path]
    if maker.chance(0.4):
        turns = np.linspace(0, 2 * np.pi, 16)
        for side in (-1, 1):
            hole = np.stack(
                [-length / 2 + 0.02 * np.cos(turns), side * length * spread / 2 + 0.02 * np.sin(turns), 0 * turns],
                axis=1,
            )
            pieces.append((tube(hole, np.full(16, r)), False))
    return _settled(noun, maker, pieces, solids)


def _figure(noun: str, maker: Maker) -> Thing:
    """A trunk with limbs: a toy animal, a plush, a faucet."""
    size = maker.between(0.05, 0.11)
    trunk = ball(size * 0.35, maker.between(0.7, 1.4))
    height = float(trunk.vertices[:, 2].max())
    pieces = [(trunk, True)]
    solids = [Solid("ball", (size * 0.33, 0, 0), (0, 0, height / 2))]
    for _ in range(int(maker.generator.integers(2, 6))):
        way = maker.generator.normal(0, 1, 3)
        way /= np.linalg.norm(way)
        end = way * size * maker.between(0.4, 0.9)
        path = np.linspace([0, 0, height / 2], end + [0, 0, height / 2], 5)
        thick = size * maker.between(0.1, 0.25)
        pieces.append((tube(path, np.full(5, thick) * np.linspace(1, maker.between(0.5, 1.4), 5)), maker.chance(0.7)))
        solids += [Solid("ball", (thick, 0, 0), tuple(map(float, point))) for point in path[1:]]  # type: ignore[arg-type]
    return _settled(noun, maker, pieces, solids)


def _gadget(noun: str, maker: Maker) -> Thing:
    """Blocks and drums stuck together at random: a stapler, a plug, a camera."""
    pieces: list[tuple[Mesh, bool]] = []
    solids: list[Solid] = []
    middle = np.zeros(3)
    for _ in range(int(maker.generator.integers(2, 5))):
        x, y, z = (maker.between(0.02, 0.1) for _ in range(3))
        spot = (float(middle[0]), float(middle[1]), float(middle[2]))
        mesh, solid = _block((x, y, z), spot)
        if maker.chance(0.4):
            mesh = cylinder(min(x, y) / 2, z).moved((spot[0], spot[1], spot[2] - z / 2))
        turn = maker.between(-0.8, 0.8)
        pieces.append((mesh.turned(_spin(2, turn)) if len(pieces) == 0 else mesh, maker.chance(0.7)))
        solids.append(solid)
        way = maker.generator.normal(0, 1, 3)
        middle = middle + way / np.linalg.norm(way) * maker.between(0.03, 0.07)
    return _settled(noun, maker, pieces, solids)


def _drum(noun: str, maker: Maker) -> Thing:
    """Round and closed, from a flat puck to a tall drum."""
    r = maker.between(0.025, 0.1)
    h = r * float(np.exp(maker.between(-0.9, 1.1)))
    edge = min(r, h) * maker.between(0.02, 0.25)
    profile = [(0, 0), (r - edge, 0), (r, edge), (r, h - edge), (r - edge, h), (0, h)]
    parts = [maker.main(lathe(profile))]
    if maker.chance(0.3):
        parts.append(maker.other(cylinder(r * 1.01, h * 0.2).moved((0, 0, h * 0.81)), ("white", "black", "red"), "lid"))
    return Thing(noun, parts, [Solid("cylinder", (r, h / 2, 0), (0, 0, h / 2))], top=r)


def _block_of_any_size(noun: str, maker: Maker) -> Thing:
    """A box with rounded corners or sharp ones, from a matchbox to a shoebox."""
    x, y = maker.between(0.03, 0.22), maker.between(0.03, 0.14)
    z = maker.between(0.025, 0.22)
    round_ = min(x, y) * maker.between(0, 0.3)
    if maker.chance(0.5):
        mesh = box(x, y, z)
    else:
        turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        outline = np.stack(
            [np.sign(np.cos(turns)) * (x / 2 - round_) + round_ * np.cos(turns),
             np.sign(np.sin(turns)) * (y / 2 - round_) + round_ * np.sin(turns)], axis=1,
        )  # fmt: skip
        vertices = np.array([(a, b, c) for c in (0.0, z) for a, b in outline] + [(0, 0, 0.0), (0, 0, z)])
        faces = []
        for i in range(24):
            j = (i + 1) % 24
            faces += [(i, j, 24 + j), (i, 24 + j, 24 + i), (48, j, i), (49, 24 + i, 24 + j)]
        mesh = Mesh(vertices, np.array(faces, dtype=np.int32))
    return Thing(noun, [maker.main(mesh)], [Solid("box", (x / 2, y / 2, z / 2), (0, 0, z / 2))], top=min(x, y) / 2)


def _pitcher(noun: str, maker: Maker) -> Thing:
    """A tall vessel with a handle, open or with a lid."""
    r, h = maker.between(0.045, 0.08), maker.between(0.14, 0.24)
    foot, wall = r * maker.between(0.7, 1.0), 0.004
    if maker.chance(0.5):
        mesh = lathe([(0, 0), (foot, 0), (r, h), (r - wall, h), (foot - wall, wall), (0, wall)])
    else:
        mesh = lathe([(0, 0), (foot, 0), (r, h), (0, h)])
    turns = np.linspace(-np.pi / 2, np.pi / 2, 14)
    middle = (foot + r) / 2 - 0.002
    path = np.stack([middle + h * 0.22 * np.cos(turns), 0 * turns, h * 0.55 + h * 0.32 * np.sin(turns)], axis=1)
    grip = tube(path, np.full(14, 0.009))
    solids = [Solid("cylinder", (foot, h / 2, 0), (0, 0, h / 2))]
    return Thing(noun, [maker.main(joined([mesh, grip]))], solids)


def _marble(noun: str, maker: Maker) -> Thing:
    """A small ball; it stands on something, floats, or is sunk into it up to a cap."""
    r = maker.between(0.01, 0.035)
    rise = maker.between(-1.5, 3) * r if maker.chance(0.6) else 0.0
    mesh = ball(r).moved((0, 0, rise))
    return Thing(noun, [maker.main(mesh)], [Solid("ball", (r, 0, 0), (0, 0, r + rise))])


PLAIN: dict[str, Callable[[str, Maker], Thing]] = {
    "drum": _drum, "marble": _marble, "block": _block_of_any_size, "pitcher": _pitcher,
}  # fmt: skip

IRREGULAR: dict[str, Callable[[str, Maker], Thing]] = {
    "power tool": _power_tool, "pincers": _pincers, "figure": _figure, "gadget": _gadget,
}  # fmt: skip
