"""What scenes of MuJoCo simulators share. Sets MUJOCO_GL, so import it before anything that imports mujoco."""

from __future__ import annotations

import os

os.environ.setdefault("MUJOCO_GL", "osmesa")

import mujoco

from approach import Array
from fathom.mujoco import Camera


def orbit(
    model: mujoco.MjModel, data: mujoco.MjData, size: tuple[int, int], lookat: tuple[float, float, float],
    distance: float, azimuth: float, elevation: float,
) -> Camera:  # fmt: skip
    """A camera that looks at a place from so many metres and degrees."""
    camera = mujoco.MjvCamera()
    camera.lookat[:] = lookat
    camera.distance, camera.azimuth, camera.elevation = distance, azimuth, elevation
    return Camera(model, data, camera, *size)


def hide_body(model: mujoco.MjModel, name: str) -> None:
    """Makes a body's geoms invisible to colour, depth and labels."""
    model.geom_rgba[model.geom_bodyid == model.body(name).id, 3] = 0


def hide_sites(model: mujoco.MjModel, shown: str | None = None) -> None:
    """Marks that a person wants to see; a camera of the real world would not."""
    for index in range(model.nsite):
        if model.site(index).name != shown:
            model.site_rgba[index, 3] = 0


def position(data: mujoco.MjData, site: str) -> Array:
    """Where a site is, metres."""
    return data.site(site).xpos.copy()
