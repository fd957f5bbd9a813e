"""The camera of a MuJoCo environment."""

from __future__ import annotations

import os
from typing import Any

import mujoco

from fathom.frame import Frame
from fathom.mujoco import Camera


class MujocoView:
    """Renders the environment's present state; called with the environment."""

    def __init__(self, env: Any, source: Any, width: int, height: int) -> None:
        self._source = source
        self._size = width, height
        self._camera = self._make(env)

    def __call__(self, env: Any) -> Frame:
        if env.unwrapped.model is not self._camera.model or env.unwrapped.data is not self._camera.data:
            # Some environments load a new model when they reset. The old renderer goes first, or its context dies.
            self._camera.close()
            self._camera = self._make(env)
        view = self._camera.render()
        return Frame(view.rgb, view.depth, K=self._camera.K, world_from_camera=self._camera.world_from_camera)

    def close(self) -> None:
        self._camera.close()

    def _make(self, env: Any) -> Camera:
        try:
            return Camera(env.unwrapped.model, env.unwrapped.data, self._source, *self._size)
        except (mujoco.FatalError, AttributeError, ImportError, RuntimeError) as error:
            chosen = os.environ.get("MUJOCO_GL", "not set")
            raise RuntimeError(
                f"camera: MuJoCo cannot render (MUJOCO_GL is {chosen}). Without a display set MUJOCO_GL=osmesa "
                "(software, needs libosmesa6) or MUJOCO_GL=egl before anything imports mujoco"
            ) from error
