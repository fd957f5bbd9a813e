"""A camera in a MuJoCo model, described the way Fathom wants it: intrinsics, pose, colour, metric depth, labels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

import mujoco
import numpy as np
from numpy.typing import NDArray

from fathom.mujoco_renderer import SceneRenderer
from fathom.mujoco_stream import stream as stream


@dataclass(frozen=True, slots=True)
class View:
    """What the camera saw. The arrays are fresh: nothing writes to them again."""

    rgb: NDArray[np.uint8]
    """Height × width × 3."""
    depth: NDArray[np.float32]
    """Height × width, metres along the optical axis (planar Z)."""
    labels: NDArray[np.int32] | None
    """Height × width, a value of `Camera.label_names` for each pixel; 0 is background."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A free camera: what it looks at, from where, and what it does not see."""

    lookat: tuple[float, float, float]
    """World frame, metres."""
    distance: float
    """Metres from `lookat`."""
    azimuth: float
    """Degrees, as in MuJoCo's viewer."""
    elevation: float
    """Degrees, below 0 when it looks down."""
    hide: Sequence[str] = ()
    """Names of bodies, geoms and sites that are transparent while this camera renders, such as a mocap's helpers."""

    def camera(self) -> mujoco.MjvCamera:
        made = mujoco.MjvCamera()
        made.lookat[:] = self.lookat
        made.distance, made.azimuth, made.elevation = self.distance, self.azimuth, self.elevation
        return made


class Camera:
    """Renders one camera of a model, off screen.

    `camera` is the name or id of a camera in the model, a `Viewpoint`, or an `mjvCamera` of your own. Set
    `MUJOCO_GL=osmesa` (or `egl`) before anything imports `mujoco` on a machine without a display. `samples` is the
    number of anti-aliasing samples; 0 is fastest and keeps colours at edges pure. Only perspective cameras are
    supported.
    """

    def __init__(
        self,
        model: mujoco.MjModel,
        data: mujoco.MjData,
        camera: str | int | Viewpoint | mujoco.MjvCamera = -1,
        width: int = 640,
        height: int = 480,
        samples: int = 0,
    ) -> None:
        if isinstance(camera, str) and mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_CAMERA, camera) < 0:
            known = [model.camera(i).name for i in range(model.ncam)]
            raise ValueError(f"camera: expected one of {known}, found {camera!r}")
        self.model = model
        self.data = data
        self._hidden = _Hidden(model, camera.hide if isinstance(camera, Viewpoint) else ())
        self.camera = camera.camera() if isinstance(camera, Viewpoint) else camera
        self.width = width
        self.height = height
        self._renderer = SceneRenderer(model, width, height, samples)
        self.label_names, self._geom_labels, self._site_labels = _label_table(model)
        self._update()

    @property
    def K(self) -> NDArray[np.float64]:  # noqa: N802 - its name everywhere
        """3×3 intrinsics in pixels, pixel centres at integers as in OpenCV, at the last update or render."""
        eye = self._renderer.scene.camera[0]
        if eye.orthographic:
            raise ValueError("camera: expected a perspective camera, found an orthographic one")
        tall = eye.frustum_top - eye.frustum_bottom
        wide = 2 * eye.frustum_width or tall * self.width / self.height
        left = eye.frustum_center - wide / 2
        fx = self.width * eye.frustum_near / wide
        fy = self.height * eye.frustum_near / tall
        # OpenGL's first pixel centre lies at 0.5.
        cx = -left / wide * self.width - 0.5
        cy = eye.frustum_top / tall * self.height - 0.5
        return np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1]], dtype=np.float64)

    @property
    def world_from_camera(self) -> NDArray[np.float64]:
        """4×4 pose of the optical frame (x right, y down, z forward) in the world, at the last update or render."""
        left, right = self._renderer.scene.camera
        # The scene keeps 32-bit floats; in 64 the axes are made orthonormal again, from the forward one.
        z = _unit(left.forward.tolist())
        x = _unit(_cross(z, left.up.tolist()))
        y = _cross(z, x)
        # The scene holds a stereo pair; their middle is the camera.
        middle = ((a + b) / 2 for a, b in zip(left.pos.tolist(), right.pos.tolist(), strict=True))
        return np.array([*zip(x, y, z, middle, strict=True), (0, 0, 0, 1)], dtype=np.float64)

    def render(self, labels: bool = False) -> View:
        """Renders the present state of `data` (after mj_forward or mj_step)."""
        self._update()
        rgb, depth = self._renderer.color_and_depth()
        return View(rgb, depth, self._labels(self._renderer.segmentation()) if labels else None)

    def label(self, name: str) -> int:
        """The label value of a geom, body or site."""
        for value, known in self.label_names.items():
            if known == name:
                return value
        raise ValueError(f"label: expected one of {sorted(self.label_names.values())}, found {name!r}")

    def close(self) -> None:
        """Frees the rendering context. Close it before making another one, or OpenGL's context may die."""
        self._renderer.close()

    def __enter__(self) -> Camera:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _update(self) -> None:
        with self._hidden.transparent():
            self._renderer.update(self.data, self.camera)

    def _labels(self, segmentation: NDArray[np.int32]) -> NDArray[np.int32]:
        ids, kinds = segmentation[..., 0], segmentation[..., 1]
        labels = np.zeros(ids.shape, dtype=np.int32)
        for kind, values in (
            (mujoco.mjtObj.mjOBJ_GEOM, self._geom_labels),
            (mujoco.mjtObj.mjOBJ_SITE, self._site_labels),
        ):
            mask = kinds == int(kind)
            labels[mask] = values[ids[mask]]
        return labels


class _Hidden:
    """Makes things of a model transparent for a while."""

    def __init__(self, model: mujoco.MjModel, names: Sequence[str]) -> None:
        self._model = model
        self._geoms = np.zeros(model.ngeom, dtype=bool)
        self._sites = np.zeros(model.nsite, dtype=bool)
        for name in names:
            body, geom, site = (mujoco.mj_name2id(model, kind, name) for kind in _KINDS)
            if max(body, geom, site) < 0:
                raise ValueError(f"hide: expected the name of a body, geom or site, found {name!r}")
            if body >= 0:
                self._geoms |= model.geom_bodyid == body
                self._sites |= model.site_bodyid == body
            if geom >= 0:
                self._geoms[geom] = True
            if site >= 0:
                self._sites[site] = True

    @contextmanager
    def transparent(self) -> Iterator[None]:
        geoms, sites = self._model.geom_rgba[self._geoms, 3], self._model.site_rgba[self._sites, 3]
        self._model.geom_rgba[self._geoms, 3] = 0
        self._model.site_rgba[self._sites, 3] = 0
        try:
            yield
        finally:
            self._model.geom_rgba[self._geoms, 3] = geoms
            self._model.site_rgba[self._sites, 3] = sites


_KINDS = (mujoco.mjtObj.mjOBJ_BODY, mujoco.mjtObj.mjOBJ_GEOM, mujoco.mjtObj.mjOBJ_SITE)


def _cross(a: list[float], b: list[float]) -> list[float]:
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def _unit(axis: list[float]) -> list[float]:
    length = math.hypot(*axis)
    return [part / length for part in axis]


def _label_table(model: mujoco.MjModel) -> tuple[dict[int, str], NDArray[np.int32], NDArray[np.int32]]:
    """Names by label value, and the label value of each geom and site.

    A geom is called as its body, or, when it belongs to the world, as itself. Things of one name share one label, so
    that a body of many geoms is one region.
    """
    values: dict[str, int] = {}

    def value(name: str) -> int:
        return values.setdefault(name, len(values) + 1) if name else 0

    geoms = np.zeros(model.ngeom, dtype=np.int32)
    for index in range(model.ngeom):
        body = int(model.geom_bodyid[index])
        geoms[index] = value(model.body(body).name if body else model.geom(index).name)
    sites = np.array([value(model.site(index).name) for index in range(model.nsite)], dtype=np.int32)
    return {number: name for name, number in values.items()}, geoms, sites
