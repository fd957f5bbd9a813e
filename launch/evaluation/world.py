"""A table or a floor with things on it as a MuJoCo model, settled by physics."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("MUJOCO_GL", "osmesa")

import cv2
import mujoco
import numpy as np
from numpy.typing import NDArray

from evaluation.layout import Place
from evaluation.mesh import Mesh
from evaluation.palette import SHADES

SUPPORT = "support"


@dataclass
class World:
    model: mujoco.MjModel
    data: mujoco.MjData
    places: list[Place]
    on_table: bool

    def pose(self, number: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Rotation and position of a thing in the world."""
        body = self.data.body(f"thing{number}")
        return body.xmat.reshape(3, 3).copy(), body.xpos.copy()

    def below(self, number: int) -> list[int]:
        """Things that carry this one: they touch it from below."""
        mine = self.model.body(f"thing{number}").id
        found = set()
        for contact in self.data.contact[: self.data.ncon]:
            bodies = [int(self.model.geom_bodyid[geom]) for geom in (contact.geom1, contact.geom2)]
            if mine not in bodies:
                continue
            other = bodies[1 - bodies.index(mine)]
            # The normal points from the first to the second.
            up = contact.frame[2] * (1 if bodies[1] == mine else -1)
            name = self.model.body(other).name
            if up > 0.5 and name.startswith("thing"):
                found.add(int(name[5:]))
        return sorted(found)


def build(
    places: list[Place], generator: np.random.Generator, split: str,
    furnish: Callable[[mujoco.MjSpec, np.random.Generator], None] | None = None,
) -> World:  # fmt: skip
    """Settled by physics. `furnish` adds what else the room holds."""
    spec = mujoco.MjSpec()
    spec.option.timestep = 0.002
    spec.visual.global_.offwidth, spec.visual.global_.offheight = 640, 480
    spec.visual.quality.shadowsize = 2048
    spec.visual.map.znear, spec.visual.map.zfar = 0.01, 20
    spec.stat.extent = 1.0
    _lights(spec, generator)
    on_table = _room(spec, generator, split)
    if furnish is not None:
        furnish(spec, generator)
    for number, place in enumerate(places):
        _add(spec, number, place, generator)
    model = spec.compile()
    model.dof_damping[:] = np.tile([0.05, 0.05, 0.05, 3e-4, 3e-4, 3e-4], model.nv // 6)
    data = mujoco.MjData(model)
    _settle(model, data)
    return World(model, data, places, on_table)


def _settle(model: mujoco.MjModel, data: mujoco.MjData) -> None:
    for _ in range(6):
        mujoco.mj_step(model, data, 200)
        if np.abs(data.qvel).max(initial=0) < 0.005:
            break
    data.qvel[:] = 0
    mujoco.mj_forward(model, data)


def _lights(spec: mujoco.MjSpec, generator: np.random.Generator) -> None:
    ambient = generator.uniform(0.38, 0.5)
    spec.visual.headlight.ambient[:] = ambient
    spec.visual.headlight.diffuse[:] = generator.uniform(0.15, 0.3)
    spec.visual.headlight.specular[:] = 0.05
    for number in range(int(generator.integers(1, 3))):
        turn, slant = generator.uniform(-np.pi, np.pi), generator.uniform(0.2, 0.9)
        tint = generator.uniform(0.28, 0.45) * (1 + generator.normal(0, 0.04, 3))
        way = np.array([np.cos(turn) * slant, np.sin(turn) * slant, -1])
        spec.worldbody.add_light(
            name=f"light{number}", pos=-way * 2.5, dir=way / np.linalg.norm(way), diffuse=tint, specular=[0.15] * 3,
            type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, castshadow=True,
        )  # fmt: skip


def _room(spec: mujoco.MjSpec, generator: np.random.Generator, split: str) -> bool:
    floor, top = _surface(spec, "floor", generator), _surface(spec, "top", generator)
    on_table = bool(generator.random() < 0.7)
    if on_table:
        depth, width = generator.uniform(0.45, 0.9, 2)
        height = generator.uniform(0.4, 0.75)
        spec.worldbody.add_geom(
            name=SUPPORT, type=mujoco.mjtGeom.mjGEOM_BOX, size=[depth, width, 0.015], pos=[0, 0, -0.015], material=top,
            friction=[1, 0.01, 0.002],
        )  # fmt: skip
    else:
        height = 0.0
    spec.worldbody.add_geom(
        name="floor" if on_table else SUPPORT, type=mujoco.mjtGeom.mjGEOM_PLANE, size=[6, 6, 0.1], pos=[0, 0, -height],
        material=floor, friction=[1, 0.01, 0.002],
    )  # fmt: skip
    if generator.random() < 0.5:
        turn = generator.uniform(-np.pi, np.pi)
        # Beyond any camera.
        away = generator.uniform(1.5, 2.4)
        spec.worldbody.add_geom(
            name="wall", type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.02, 4, 1.5],
            pos=[np.cos(turn) * away, np.sin(turn) * away, 0.8], quat=[np.cos(turn / 2), 0, 0, np.sin(turn / 2)],
            rgba=[*generator.uniform(0.5, 0.95, 3), 1],
        )  # fmt: skip
    return on_table


def _surface(spec: mujoco.MjSpec, name: str, generator: np.random.Generator) -> str:
    """A material: plain, grained like wood, speckled, or a checkerboard."""
    names = ("white", "gray", "brown", "black", "blue", "green")
    weights = np.array([0.3, 0.25, 0.25, 0.08, 0.06, 0.06])
    anchor = np.array(SHADES["train"][str(generator.choice(names, p=weights))][0])
    # Seldom as strong as the paint of a thing.
    paint = np.clip(anchor * generator.uniform(0.7, 1) + generator.normal(0, 0.04, 3), 0.05, 1)
    paint = 0.5 * paint + 0.5 * paint.mean()
    kind = generator.choice(["plain", "grain", "speckle", "checker"], p=[0.3, 0.35, 0.2, 0.15])
    size = 256
    if kind == "plain":
        pattern = np.ones((size, size))
    elif kind == "grain":
        rows = cv2.GaussianBlur(generator.normal(0, 1, (size, size)), (0, 0), sigmaX=24, sigmaY=1.2)
        pattern = 1 + 0.12 * rows / rows.std()
    elif kind == "speckle":
        grains = cv2.GaussianBlur(generator.normal(0, 1, (size, size)), (0, 0), 1.0)
        pattern = 1 + 0.1 * grains / grains.std()
    else:
        squares = np.add.outer(np.arange(size) // 64, np.arange(size) // 64) % 2
        pattern = np.where(squares, 1.0, generator.uniform(0.3, 0.8))
    picture = np.clip(pattern[..., None] * paint * 255, 0, 255).astype(np.uint8)
    encoded = cv2.imencode(".png", picture[..., ::-1])[1].tobytes()
    assets = dict(spec.assets)
    assets[f"{name}.png"] = encoded
    spec.assets = assets
    spec.add_texture(name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, file=f"{name}.png")
    repeat = float(generator.uniform(1, 4))
    material = spec.add_material(name=name, texrepeat=[repeat, repeat], texuniform=True, specular=0.1, shininess=0.1)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
    return name


def _add(spec: mujoco.MjSpec, number: int, place: Place, generator: np.random.Generator) -> None:
    quaternion = np.zeros(4)
    mujoco.mju_mat2Quat(quaternion, place.rotation.reshape(-1))
    body = spec.worldbody.add_body(name=f"thing{number}", pos=place.position, quat=quaternion)
    body.add_freejoint()
    shine = float(generator.uniform(0, 0.4))
    for index, part in enumerate(place.thing.parts):
        name = f"thing{number}part{index}"
        _mesh(spec, name, part.mesh)
        spec.add_material(name=name, rgba=[*part.paint, 1], specular=shine, shininess=0.3)
        # A body of its own, so that labels tell the paints apart.
        body.add_body(name=name).add_geom(
            type=mujoco.mjtGeom.mjGEOM_MESH, meshname=name, material=name, contype=0, conaffinity=0, mass=0,
        )  # fmt: skip
    for solid in place.thing.solids:
        kinds = {"box": "BOX", "cylinder": "CYLINDER", "ball": "SPHERE", "capsule": "CAPSULE"}
        body.add_geom(
            type=getattr(mujoco.mjtGeom, f"mjGEOM_{kinds[solid.kind]}"), size=solid.size, pos=solid.position,
            quat=solid.quaternion, group=3, density=400, condim=6, friction=[1, 0.01, 0.004], solref=[0.006, 1],
        )  # fmt: skip


def _mesh(spec: mujoco.MjSpec, name: str, mesh: Mesh) -> None:
    spec.add_mesh(
        name=name, uservert=mesh.vertices.reshape(-1), userface=mesh.faces.reshape(-1),
        inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
    )  # fmt: skip
