"""A scenario's table, things, hands, lights and cameras as a MuJoCo model. Everything is moved by hand: no physics."""

from __future__ import annotations

import os

os.environ.setdefault("MUJOCO_GL", "osmesa")

import cv2
import mujoco
import numpy as np

from evaluation.kinds import make
from evaluation.mesh import Array, Mesh
from evaluation.palette import SHADES, alike, shade
from evaluation.things import Maker
from suite import shapes
from suite.motion import turned
from suite.scenario import Camera, Hand, Scenario, Thing

Paint = tuple[float, float, float]

SKIN = (0.87, 0.67, 0.55)
FINGER = (0.022, 0.014, 0.06)
"""x, y, z, metres."""
TIP_BELOW = 0.012
"""How far the finger tips reach beyond the tool point."""
PALM = (0.06, 0.20, 0.05)
WRIST_RADIUS = 0.038
FIELD_OF_VIEW = 45.0
CAMERA_ON_HAND = ((-0.09, 0.0, 0.11), 30.0)
"""Metres from the tool point in the hand's frame, and degrees by which it leans towards the tips."""
SUPPORT = "table"
GROUNDS = ((0.86, 0.85, 0.82), (0.62, 0.62, 0.64), (0.72, 0.56, 0.40), (0.58, 0.44, 0.32), (0.75, 0.72, 0.66))
"""Paints of tables and walls: white, gray, and woods."""


def build(scenario: Scenario, generator: np.random.Generator) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = 640, 480
    spec.visual.quality.shadowsize = 2048
    spec.visual.map.znear, spec.visual.map.zfar = 0.01, 20
    spec.stat.extent = 1.0
    _lights(spec, generator)
    _room(spec, generator, bool(scenario.clutter))
    paints = _paints(scenario, generator)
    for thing in scenario.things:
        _thing(spec, thing, paints[thing.color])
    _hand(spec, "hand", scenario.hand, paints)
    if scenario.giver:
        _hand(spec, "giver", scenario.giver, paints)
    _clutter(spec, scenario, generator)
    for camera in scenario.cameras:
        _camera(spec, camera, generator)
    return spec.compile()


def _paints(scenario: Scenario, generator: np.random.Generator) -> dict[str, Paint]:
    """One paint a name, so that twins are twins."""
    hands = [hand for hand in (scenario.hand, scenario.giver) if hand]
    names = [thing.color for thing in scenario.things] + [thing.stick for thing in scenario.things if thing.stick]
    names += [name for hand in hands for name in (hand.color, hand.fingers, hand.wrist)]
    paints = {}
    for name in dict.fromkeys(names):
        paints[name] = SKIN if name == "skin" else shade(name, "test", generator)
    return paints


def _lights(spec: mujoco.MjSpec, generator: np.random.Generator) -> None:
    spec.visual.headlight.ambient[:] = generator.uniform(0.40, 0.48)
    spec.visual.headlight.diffuse[:] = generator.uniform(0.15, 0.25)
    spec.visual.headlight.specular[:] = 0.05
    turn, slant = generator.uniform(-np.pi, np.pi), generator.uniform(0.3, 0.7)
    way = np.array([np.cos(turn) * slant, np.sin(turn) * slant, -1])
    spec.worldbody.add_light(
        name="lamp", pos=-way * 2.5, dir=way / np.linalg.norm(way), diffuse=[0.45] * 3, specular=[0.2] * 3,
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, castshadow=True,
    )  # fmt: skip


def _room(spec: mujoco.MjSpec, generator: np.random.Generator, busy: bool) -> None:
    """Plain, or with grain and a patterned wall."""
    table, floor, wall = (
        np.array(GROUNDS[int(generator.integers(len(GROUNDS)))]) * generator.uniform(0.85, 1.0) for _ in range(3)
    )
    spec.worldbody.add_geom(
        name=SUPPORT, type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.6, 0.5, 0.015], pos=[0, 0.1, -0.015],
        material=_surface(spec, SUPPORT, table, "grain" if busy else "plain", generator),
    )  # fmt: skip
    spec.worldbody.add_geom(
        name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[5, 5, 0.1], pos=[0, 0, -0.7],
        material=_surface(spec, "floor", floor, "plain", generator),
    )  # fmt: skip
    spec.worldbody.add_geom(
        name="wall", type=mujoco.mjtGeom.mjGEOM_BOX, size=[3, 0.02, 2], pos=[0, 1.3, 0.8],
        material=_surface(spec, "wall", wall, "checker" if busy else "plain", generator),
    )  # fmt: skip


def _surface(spec: mujoco.MjSpec, name: str, paint: Array, kind: str, generator: np.random.Generator) -> str:
    size = 256
    pattern = np.ones((size, size))
    if kind == "grain":
        rows = cv2.GaussianBlur(generator.normal(0, 1, (size, size)), (0, 0), sigmaX=24, sigmaY=1.2)
        pattern = 1 + 0.1 * rows / rows.std()
    elif kind == "checker":
        squares = np.add.outer(np.arange(size) // 64, np.arange(size) // 64) % 2
        pattern = np.where(squares, 1.0, 0.75)
    picture = np.clip(pattern[..., None] * paint * 255, 0, 255).astype(np.uint8)
    spec.assets = dict(spec.assets) | {f"{name}.png": cv2.imencode(".png", picture[..., ::-1])[1].tobytes()}
    spec.add_texture(name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, file=f"{name}.png")
    material = spec.add_material(name=name, texrepeat=[2, 2], texuniform=True, specular=0.1, shininess=0.1)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
    return name


def _body(spec: mujoco.MjSpec, name: str) -> mujoco.MjsBody:
    return spec.worldbody.add_body(name=name, mocap=True)


def _mesh(spec: mujoco.MjSpec, body: mujoco.MjsBody, name: str, mesh: Mesh, paint: Paint, shine: float) -> None:
    # MuJoCo moves a mesh to its centre of mass and turns it to its axes; the geom moves it back.
    spec.add_mesh(
        name=name, uservert=mesh.vertices.reshape(-1), userface=mesh.faces.reshape(-1),
        inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
    )  # fmt: skip
    spec.add_material(name=name, rgba=[*paint, 1], specular=shine, shininess=max(shine, 0.1))
    body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_MESH, meshname=name, material=name, contype=0, conaffinity=0, mass=0
    )  # fmt: skip


def _thing(spec: mujoco.MjSpec, thing: Thing, paint: Paint) -> None:
    _mesh(spec, _body(spec, thing.name), thing.name, shapes.mesh(thing), paint, thing.shine)
    if thing.stick:
        rod = _body(spec, f"{thing.name} stick")
        top = shapes.mesh(thing).vertices[:, 2].max()
        rod.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=[0.006, 0.4, 0], pos=[0, 0, top + 0.4],
            rgba=[*SHADES["train"][thing.stick][0], 1], contype=0, conaffinity=0,
        )  # fmt: skip


def _hand(spec: mujoco.MjSpec, name: str, hand: Hand, paints: dict[str, Paint]) -> None:
    """Three bodies: the hand with its wrist, and two fingers beside the tool point, along the hand's y."""
    box, cylinder = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CYLINDER
    loose = {"contype": 0, "conaffinity": 0}
    floor = FINGER[2] - TIP_BELOW
    body = _body(spec, name)
    body.add_geom(
        type=box, size=[side / 2 for side in PALM], pos=[0, 0, floor + PALM[2] / 2], rgba=[*paints[hand.color], 1],
        **loose,
    )  # fmt: skip
    arm = _body(spec, f"{name} wrist")
    arm.add_geom(
        type=cylinder, size=[WRIST_RADIUS, 0.4, 0], pos=[0, 0, floor + PALM[2] + 0.4],
        rgba=[*paints[hand.wrist], 1], **loose,
    )  # fmt: skip
    for side in ("left", "right"):
        finger = _body(spec, f"{name} {side} finger")
        finger.add_geom(
            type=box, size=[length / 2 for length in FINGER], pos=[0, 0, FINGER[2] / 2 - TIP_BELOW],
            rgba=[*paints[hand.fingers], 1], **loose,
        )  # fmt: skip


def _camera(spec: mujoco.MjSpec, camera: Camera, generator: np.random.Generator) -> None:
    if camera.on_hand:
        offset, lean = CAMERA_ON_HAND
        # MuJoCo's cameras look along −z with y up; the hand's tips lie along its −z.
        rotation = turned("z", -90) @ turned("x", lean)
        spec.body("hand").add_camera(name=camera.name, pos=offset, quat=_quaternion(rotation), fovy=60)
        return
    azimuth = camera.azimuth + float(generator.uniform(-6, 6))
    elevation = camera.elevation + float(generator.uniform(-3, 3))
    rotation = turned("z", azimuth - 90) @ turned("x", 90 + elevation)
    position = np.array(camera.lookat) + camera.distance * rotation[:, 2]
    spec.worldbody.add_camera(name=camera.name, pos=position, quat=_quaternion(rotation), fovy=FIELD_OF_VIEW)


def _quaternion(rotation: Array) -> Array:
    quaternion = np.zeros(4)
    mujoco.mju_mat2Quat(quaternion, rotation.reshape(-1))
    return quaternion


def _clutter(spec: mujoco.MjSpec, scenario: Scenario, generator: np.random.Generator) -> None:
    """Things of other nouns and other colours than the target, along the back and the sides of the table."""
    target = next(thing for thing in scenario.things if thing.name == scenario.target)
    nouns = [noun for noun in ("box", "can", "bottle", "cup", "ball", "bowl", "book", "jar") if noun != target.shape]
    colors = [name for name in SHADES["train"] if not alike(target.color, name) and name != target.color]
    places = [(-0.45, 0.42), (-0.22, 0.47), (0.02, 0.45), (0.24, 0.48), (0.45, 0.4), (-0.48, 0.16), (0.48, 0.15)]
    order = generator.permutation(len(places))
    for number in range(scenario.clutter):
        x, y = np.array(places[order[number]]) + generator.uniform(-0.02, 0.02, 2)
        noun, color = str(generator.choice(nouns)), str(generator.choice(colors))
        thing = make(noun, Maker(generator, "test", color))
        body = spec.worldbody.add_body(
            name=f"clutter {number}", pos=[x, y, 0], quat=_quaternion(turned("z", float(generator.uniform(0, 360))))
        )  # fmt: skip
        for index, part in enumerate(thing.parts):
            _mesh(spec, body, f"clutter {number} {index}", part.mesh, part.paint, 0.2)
