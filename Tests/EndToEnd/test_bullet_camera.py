"""The description of a PyBullet camera, against a client that renders one point by OpenGL's own rules."""

from __future__ import annotations

import sys

import numpy as np

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "launch" / "sim"))

from bullet_camera import BulletCamera  # noqa: E402

WIDTH, HEIGHT = 64, 48
EYE, TARGET = np.array([0.6, -0.8, 0.7]), np.array([0.1, 0.05, 0.1])


class Client:
    """A pinhole camera by OpenGL's matrices, column by column as PyBullet gives them; rows count from the top."""

    ER_TINY_RENDERER = 0

    def __init__(self, point: np.ndarray) -> None:
        self._point = np.append(point, 1.0)

    def computeViewMatrixFromYawPitchRoll(self, *_: object) -> list[float]:  # noqa: N802 - PyBullet's name
        backward = (EYE - TARGET) / np.linalg.norm(EYE - TARGET)
        right = np.cross([0, 0, 1], backward)
        right /= np.linalg.norm(right)
        rotation = np.array([right, np.cross(backward, right), backward])
        view = np.eye(4)
        view[:3, :3], view[:3, 3] = rotation, -rotation @ EYE
        return view.T.ravel().tolist()

    def computeProjectionMatrixFOV(self, fov: float, aspect: float, near: float, far: float) -> list[float]:  # noqa: N802
        focal = 1 / np.tan(np.radians(fov) / 2)
        depth = [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)]
        return np.array([[focal / aspect, 0, 0, 0], [0, focal, 0, 0], depth, [0, 0, -1, 0]]).T.ravel().tolist()

    def getCameraImage(self, width: int, height: int, view: list[float], projection: list[float], **_: object):  # noqa: N802
        clip = np.reshape(projection, (4, 4)).T @ np.reshape(view, (4, 4)).T @ self._point
        x, y, z = clip[:3] / clip[3]
        buffer, bodies = np.ones((height, width), np.float32), np.full((height, width), -1)
        # TinyRenderer samples at whole coordinates, counting from below.
        row, column = height - 1 - round((y + 1) / 2 * height), round((x + 1) / 2 * width)
        buffer[row, column], bodies[row, column] = (z + 1) / 2, 7
        return width, height, np.zeros((height, width, 4), np.uint8), buffer, bodies


def test_a_point_comes_back_from_its_pixel_and_depth() -> None:
    generator = np.random.default_rng(4)
    for _ in range(50):
        point = TARGET + generator.uniform(-0.15, 0.15, 3)
        camera = BulletCamera(Client(point), (WIDTH, HEIGHT), {"cube": 7}, tuple(TARGET), 1.0, 0.0, 0.0)
        view = camera.render(labels=True)
        assert view.labels is not None
        ((row, column),) = np.argwhere(view.labels == camera.label("cube"))
        assert (view.depth > 0).sum() == 1
        z = float(view.depth[row, column])
        in_camera = np.append(np.linalg.inv(camera.K) @ [column, row, 1] * z, 1.0)
        found = (camera.world_from_camera @ in_camera)[:3]
        # Half a pixel across, and hardly anything along the optical axis.
        pixel = z / camera.K[0, 0]
        assert np.linalg.norm(found - point) < 0.75 * pixel
        forward = camera.world_from_camera[:3, 2]
        assert abs(forward @ (found - point)) < 1e-5


def test_nothing_is_no_depth() -> None:
    behind = EYE + (EYE - TARGET)
    camera = BulletCamera(Client(TARGET), (WIDTH, HEIGHT), {"cube": 7}, tuple(TARGET), 1.0, 0.0, 0.0)
    view = camera.render()
    assert view.labels is None and (view.depth == 0).sum() == WIDTH * HEIGHT - 1
    in_camera = np.linalg.inv(camera.world_from_camera) @ np.append(behind, 1.0)
    assert in_camera[2] < 0
