"""A camera in a PyBullet world, described as Fathom wants it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from approach import Array

# OpenGL's camera has y up and z backward, the optical frame y down and z forward.
OPENGL_FROM_OPTICAL = np.diag([1.0, -1.0, -1.0, 1.0])


@dataclass(frozen=True)
class BulletView:
    """What the camera saw; fresh arrays, as `fathom.mujoco.View`."""

    rgb: NDArray[np.uint8]
    depth: NDArray[np.float32]
    labels: NDArray[np.int32] | None


class BulletCamera:
    """Renders with PyBullet's TinyRenderer: on the CPU, without a display.

    `bodies` are body ids by name. It looks at a place from so many metres and degrees, as PyBullet counts them.
    """

    def __init__(
        self, client: Any, size: tuple[int, int], bodies: Mapping[str, int], lookat: tuple[float, float, float],
        distance: float, yaw: float, pitch: float, fovy: float = 45.0, near: float = 0.1, far: float = 5.0,
    ) -> None:  # fmt: skip
        self._client = client
        self._width, self._height = size
        self._near, self._far = near, far
        self._view = client.computeViewMatrixFromYawPitchRoll(lookat, distance, yaw, pitch, 0, 2)
        self._projection = client.computeProjectionMatrixFOV(fovy, self._width / self._height, near, far)
        # 0 is background.
        self.label_names = {body + 1: name for name, body in bodies.items()}
        focal = 0.5 * self._height / math.tan(math.radians(fovy) / 2)
        # TinyRenderer samples where its coordinates are whole, counting rows from below: not at pixels' middles.
        cx, cy = self._width / 2, self._height / 2 - 1
        self.K = np.array([[focal, 0, cx], [0, focal, cy], [0, 0, 1]])
        opengl_from_world = np.reshape(self._view, (4, 4)).T
        self.world_from_camera: Array = np.linalg.inv(opengl_from_world) @ OPENGL_FROM_OPTICAL

    def render(self, labels: bool = False) -> BulletView:
        client, size = self._client, (self._height, self._width)
        _, _, rgba, buffer, bodies = client.getCameraImage(
            self._width, self._height, self._view, self._projection, renderer=client.ER_TINY_RENDERER
        )
        rgb = np.reshape(rgba, (*size, 4))[..., :3].astype(np.uint8)
        seen = np.reshape(bodies, size).astype(np.int32) + 1 if labels else None
        return BulletView(np.ascontiguousarray(rgb), self._metres(np.reshape(buffer, size)), seen)

    def label(self, name: str) -> int:
        (value,) = (value for value, known in self.label_names.items() if known == name)
        return value

    def close(self) -> None:
        pass

    def _metres(self, buffer: NDArray[Any]) -> NDArray[np.float32]:
        """Planar depth from OpenGL's buffer, in which 0 is the near plane and 1 the far one: there is nothing."""
        near, far = self._near, self._far
        metres = near * far / (far - (far - near) * buffer.astype(np.float64))
        return np.where(buffer < 1, metres, 0).astype(np.float32)
