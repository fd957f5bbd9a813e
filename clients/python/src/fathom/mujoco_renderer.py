"""Colour, depth and segmentation of a MuJoCo scene, off screen."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray


class SceneRenderer:
    """MuJoCo's `Renderer`, which draws the scene once for colour and depth where that gives the same depth.

    `mujoco.Renderer` draws it a second time for depth, in the colours of segmentation. In software that is half of a
    rendered step. The second pass sees more only where something is translucent or mirrors, where samples are averaged,
    and where the sky would be near; there it is kept.
    """

    def __init__(self, model: mujoco.MjModel, width: int, height: int, samples: int) -> None:
        self._model = model
        self._size = width, height
        self._renderer = _renderer(model, width, height, samples)
        extent = float(model.stat.extent)
        self._near, self._far = float(model.vis.map.znear) * extent, float(model.vis.map.zfar) * extent
        # None in a Renderer of another make.
        self._context = getattr(self._renderer, "_mjr_context", None)
        self._gl = getattr(self._renderer, "_gl_context", None)
        self._may_draw_once = samples == 0 and self._is_classic() and _is_plain(model, self._far)

    @property
    def scene(self) -> Any:
        """What the last update made of the model."""
        return self._renderer.scene

    def update(self, data: mujoco.MjData, camera: Any) -> None:
        self._renderer.update_scene(data, camera)

    def color_and_depth(self) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Height × width × 3, and height × width in metres along the optical axis; both fresh."""
        if self._may_draw_once and _is_opaque(self.scene):
            return self._drawn_once()
        color = self._renderer.render()
        self._renderer.enable_depth_rendering()
        depth = self._renderer.render()
        self._renderer.disable_depth_rendering()
        return color, depth

    def segmentation(self) -> NDArray[np.int32]:
        """Height × width × 2: object id and type, -1 for background."""
        self._renderer.enable_segmentation_rendering()
        found: NDArray[np.int32] = self._renderer.render()
        self._renderer.disable_segmentation_rendering()
        return found

    def close(self) -> None:
        self._renderer.close()
        self._context = self._gl = None

    def _is_classic(self) -> bool:
        return (
            self._context is not None
            and self._gl is not None
            and self._context.readDepthMap == mujoco.mjtDepthMap.mjDEPTH_ZEROFAR
        )

    def _drawn_once(self) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        if self._context is None or self._gl is None:
            raise RuntimeError("render: expected an open camera, found it closed")
        self._gl.make_current()
        width, height = self._size
        color = np.empty((height, width, 3), np.uint8)
        depth = np.empty((height, width), np.float32)
        view = mujoco.MjrRect(0, 0, width, height)
        mujoco.mjr_render(view, self.scene, self._context)
        mujoco.mjr_readPixels(color, depth, view, self._context)
        # OpenGL's first row is the lowest.
        return np.ascontiguousarray(color[::-1]), self._metres(depth[::-1])

    def _metres(self, depth: NDArray[np.float32]) -> NDArray[np.float32]:
        """Undoes the projection as `mujoco.Renderer` does, to the same bits: glFrustum's coefficients, reversed Z."""
        near, far = np.float32(self._near), np.float32(self._far)
        c = np.float32(-0.5) * (-(far + near) / (far - near)) - np.float32(0.5)
        d = np.float32(-0.5) * (-(np.float32(2) * far * near) / (far - near))
        return (d / (depth.astype(np.float64) + c)).astype(np.float32)


_NEAREST_SKY = 60.0
"""Metres to the far plane from which on no pixel of the sky box, a cube inside of it, comes nearer than 20 m."""


def _is_plain(model: mujoco.MjModel, far: float) -> bool:
    """Whether no texture is translucent and no sky is near."""
    sky = mujoco.mjtTexture.mjTEXTURE_SKYBOX
    return not (model.tex_nchannel == 4).any() and (far >= _NEAREST_SKY or not (model.tex_type == sky).any())


def _is_opaque(scene: Any) -> bool:
    """Whether all of it writes its depth when it is drawn in colour, and nothing mirrors."""
    if scene.nskin or scene.nflex:
        return False
    return all(geom.rgba[3] == 1 and not geom.reflectance for geom in scene.geoms[: scene.ngeom])


def _renderer(model: mujoco.MjModel, width: int, height: int, samples: int) -> Any:
    """A renderer of that size; the model's own limits are put back, because the context keeps what it was made with."""
    shared, quality = model.vis.global_, model.vis.quality
    before = shared.offwidth, shared.offheight, quality.offsamples
    shared.offwidth, shared.offheight = max(width, shared.offwidth), max(height, shared.offheight)
    quality.offsamples = samples
    try:
        return mujoco.Renderer(model, height=height, width=width)
    finally:
        shared.offwidth, shared.offheight, quality.offsamples = before
