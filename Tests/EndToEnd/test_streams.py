"""Other programs' streams through the built daemon: IsaacSimZMQ's protobuf, LeRobot's own image server."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zmq
from conftest import BINARY, REPOSITORY, STOP_SECONDS
from fathom import Reward, RewardSubscriber, Status
from peers import client_stream_message

WIDTH, HEIGHT, FOCAL = 640, 480, 400.0
PLATES = {"gripper": -0.30, "cube": 0.25}
"""Where two plates stand to the left and right of the optical axis, metres, 1.2 m before the camera."""


@contextmanager
def serving(folder: Path, frames: str, tasks: str) -> Iterator[str]:
    """`fathom serve` with these; gives the endpoint of its rewards."""
    rewards = f"ipc://{folder}/rewards"
    path = folder / "streams.yaml"
    path.write_text(f"frames: {frames}\nrewards: {{ bind: '{rewards}' }}\ntasks:\n{tasks}")
    binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
    process = subprocess.Popen([binary, "serve", path])
    try:
        yield rewards
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP_SECONDS) == 0


def isaac_message(sim_time: float) -> Any:
    """A wall 1.5 m before the camera and two plates before the wall; depth along the ray, as distance_to_camera."""
    u, v = np.meshgrid(np.arange(WIDTH) - WIDTH / 2 + 0.5, np.arange(HEIGHT) - HEIGHT / 2 + 0.5)
    x, y = u / FOCAL, v / FOCAL
    planar = np.full((HEIGHT, WIDTH), 1.5)
    message = client_stream_message()
    for number, (name, center) in enumerate(PLATES.items(), 1):
        inside = (np.abs(x * 1.2 - center) <= 0.05) & (np.abs(y * 1.2) <= 0.05)
        planar[inside] = 1.2
        rows, columns = np.nonzero(inside)
        message.bbox2d.info.idToLabels[str(number)] = f"class:{name}"
        message.bbox2d.info.bboxIds.append(number)
        message.bbox2d.data.add(
            semanticId=number, xMin=columns.min(), yMin=rows.min(), xMax=columns.max(), yMax=rows.max()
        )
    message.clock.sim_dt, message.clock.sim_time, message.clock.sys_time = 1 / 60, sim_time, time.time()
    message.camera.view_matrix_ros.extend(np.eye(4).ravel())
    message.camera.camera_scale.extend([1, 1, 1])
    message.camera.intrinsics_matrix.extend([FOCAL, 0, WIDTH / 2, 0, FOCAL, HEIGHT / 2, 0, 0, 1])
    message.color_image = np.full((HEIGHT, WIDTH, 4), 128, np.uint8).tobytes()
    message.depth_image = (planar * np.sqrt(1 + x**2 + y**2)).astype(np.float32).tobytes()
    return message


def test_isaac_sim(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("i")
    frames = f"{{ bind: 'isaac+ipc://{folder}/frames', stream: front, size: {WIDTH}x{HEIGHT} }}"
    task = """\
  - name: reach
    streams: [front]
    gripper: { region: gripper }
    target: { region: cube }
    reward: { success: { within: 3 cm } }
"""
    with serving(folder, frames, task) as endpoint, RewardSubscriber(endpoint, "reach", timeout=0.2) as rewards:
        simulator = zmq.Context.instance().socket(zmq.PUSH)
        simulator.setsockopt(zmq.LINGER, 0)
        simulator.connect(f"ipc://{folder}/frames")
        taken: list[Reward] = []
        for number in range(200):
            simulator.send(isaac_message(number / 60).SerializeToString())
            taken += receive(rewards)
            if len(taken) >= 3:
                break
        simulator.close()
    reward = taken[-1]
    assert reward.status is Status.MEASURED, reward.reason
    assert reward.distance is not None
    assert reward.distance.metres == pytest.approx(PLATES["cube"] - PLATES["gripper"], abs=0.005)
    assert reward.distance.gripper[2] == pytest.approx(1.2, abs=0.03)


def test_lerobot(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    image_server = pytest.importorskip("lerobot.cameras.zmq.image_server")
    is_over = threading.Event()

    class Camera:
        """Stands for a webcam."""

        def __init__(self, config: Any) -> None:
            self.image = np.full((config.height, config.width, 3), (200, 30, 20), np.uint8)

        def connect(self) -> None: ...

        def disconnect(self) -> None: ...

        def read(self) -> Any:
            if is_over.is_set():
                raise KeyboardInterrupt
            return self.image

    monkeypatch.setattr(image_server, "OpenCVCamera", Camera)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = image_server.ImageServer(
        {"fps": 30, "cameras": {"head_camera": {"device_id": 0, "shape": [48, 64]}}}, port=port
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    folder = tmp_path_factory.mktemp("l")
    frames = f"{{ connect: 'lerobot+tcp://127.0.0.1:{port}', size: 64x48, intrinsics: [60, 60, 31.5, 23.5] }}"
    task = """\
  - name: reach
    streams: [head_camera]
    gripper: "the black gripper"
    target: "the red ball"
    reward: { success: { within: 3 cm } }
"""
    with serving(folder, frames, task) as endpoint, RewardSubscriber(endpoint, "reach", timeout=20) as rewards:
        reward = next(rewards)
    is_over.set()
    thread.join(STOP_SECONDS)
    assert reward.stream == "head_camera"
    assert reward.status is Status.REJECTED and reward.rejection is not None
    assert (reward.rejection.field, reward.rejection.found) == ("planes", "no depth, colour alone")


def receive(rewards: RewardSubscriber) -> list[Reward]:
    try:
        return [rewards.receive()]
    except TimeoutError:
        return []
