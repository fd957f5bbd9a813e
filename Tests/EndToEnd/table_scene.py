"""Frames of a camera that looks down on a red ball on a table, to which a gripper goes."""

from __future__ import annotations

import fathom
import numpy as np

WIDTH, HEIGHT, FOCAL = 160, 120, 150.0
FRAME_BYTES = WIDTH * HEIGHT * (3 + 4)
EPISODE = 40
"""Frames."""
BALL, RADIUS = np.array([0.1, 0.05, 0.95]), 0.05
K = np.array([[FOCAL, 0, WIDTH / 2], [0, FOCAL, HEIGHT / 2], [0, 0, 1]])


def frame(number: int) -> fathom.Frame:
    """The camera stands 1 m above the table, in the world's origin."""
    episode, step = divmod(number, EPISODE)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    rays = np.stack([(columns - WIDTH / 2) / FOCAL, (rows - HEIGHT / 2) / FOCAL, np.ones((HEIGHT, WIDTH))], axis=2)
    along = rays @ BALL
    square = (rays**2).sum(axis=2)
    inside = along**2 - square * (BALL @ BALL - RADIUS**2)
    on_ball = inside > 0
    depth = np.where(on_ball, (along - np.sqrt(np.maximum(inside, 0))) / square, 1.0).astype(np.float32)
    rgb = np.full((HEIGHT, WIDTH, 3), (150, 150, 140), np.uint8)
    rgb[on_ball] = (200, 20, 20)
    gripper = np.eye(4)
    gripper[:3, 3] = BALL + [-0.2 + 0.004 * step, 0, -0.1]
    return fathom.Frame(
        rgb, depth, K=K, world_from_camera=np.eye(4), poses={"gripper": gripper}, episode=episode, step=step
    )
