"""A model's frames as they arrive at a daemon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zmq

mujoco = pytest.importorskip("mujoco")

import fathom.mujoco  # noqa: E402
from fathom.v1 import frame_pb2  # noqa: E402

SCENE = """
<mujoco>
  <option gravity="0 0 0" integrator="implicitfast"/>
  <worldbody>
    <light pos="0 0 2"/>
    <camera name="front" pos="0 -1 0.6" xyaxes="1 0 0 0 0.4 0.9" fovy="50"/>
    <geom name="table" type="box" size="0.5 0.5 0.1" pos="0 0 -0.1"/>
    <body name="ball" pos="0.1 0.1 0.03"><geom type="sphere" size="0.03" rgba="1 0 0 1"/></body>
    <body name="hand" pos="-0.2 0 0.2">
      <joint name="slide" type="slide" axis="1 0 0"/>
      <geom name="palm" type="box" size="0.02 0.02 0.02" rgba="0.2 0.2 0.8 1"/>
      <site name="grip_site" pos="0 0 -0.05"/>
    </body>
  </worldbody>
  <actuator><velocity joint="slide" kv="10"/></actuator>
</mujoco>
"""


class Inbox:
    """Frames as they lie on the wire."""

    def __init__(self, folder: Path) -> None:
        self.endpoint = f"ipc://{folder}/frames"
        self._socket = zmq.Context.instance().socket(zmq.SUB)
        self._socket.setsockopt(zmq.RCVTIMEO, 20_000)
        self._socket.subscribe("frames/")
        # A socket that binds would send its subscription only when it is next used.
        self._socket.connect(self.endpoint)

    def take(self) -> tuple[frame_pb2.FrameHeader, list[bytes]]:
        topic, header, *planes = self._socket.recv_multipart()
        assert topic == b"frames/front"
        return frame_pb2.FrameHeader.FromString(header), planes

    def close(self) -> None:
        self._socket.close(0)


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    inbox = Inbox(tmp_path)
    yield inbox
    inbox.close()


def simulation() -> tuple[Any, Any]:
    model = mujoco.MjModel.from_xml_string(SCENE)
    return model, mujoco.MjData(model)


def test_each_send_is_a_described_frame(inbox: Inbox) -> None:
    model, data = simulation()
    poses = {"gripper": "grip_site", "target": "ball", "hand": "palm"}
    size = {"width": 64, "height": 48}
    with fathom.mujoco.stream(model, data, "front", endpoint=inbox.endpoint, bind=True, poses=poses, **size) as stream:
        for _ in range(3):
            data.ctrl[:] = 0.5
            mujoco.mj_step(model, data)
            assert stream.send(scalars={"gripper_opening": 0.03}) is None
            header, planes = inbox.take()
        depth = np.frombuffer(planes[1], np.float32).reshape(48, 64)
        assert [len(plane) for plane in planes] == [64 * 48 * 3, 64 * 48 * 4]
        assert 0.3 < depth.min() < 1
        assert header.step == header.sequence == 2 and header.episode == "0"
        assert header.clock == frame_pb2.CLOCK_SIMULATION and header.capture_time_ns == round(data.time * 1e9)
        found = {pose.name: np.reshape(pose.world_from_entity.matrix, (4, 4)) for pose in header.poses}
        np.testing.assert_array_equal(found["gripper"][:3, 3], data.site("grip_site").xpos)
        np.testing.assert_array_equal(found["target"][:3, 3], data.body("ball").xpos)
        np.testing.assert_array_equal(found["hand"][:3, :3], data.geom("palm").xmat.reshape(3, 3))
        np.testing.assert_allclose(np.reshape(header.camera.k, (3, 3)), stream.camera.K)
        assert header.scalars[0].value == 0.03 and len(header.camera.world_from_camera.matrix) == 16


def test_episodes_begin_at_an_end_at_a_reset_and_on_demand(inbox: Inbox) -> None:
    model, data = simulation()
    with fathom.mujoco.stream(model, data, "front", endpoint=inbox.endpoint, bind=True, width=32, height=24) as stream:

        def sent(**end: bool) -> tuple[str, int]:
            mujoco.mj_step(model, data)
            stream.send(**end)
            header, _ = inbox.take()
            assert (header.terminated, header.truncated) == (end.get("terminated", False), end.get("truncated", False))
            assert header.sequence == header.step
            return header.episode, header.step

        assert [sent(), sent(terminated=True), sent()] == [("0", 0), ("0", 1), ("1", 0)]
        mujoco.mj_resetData(model, data)
        assert [sent(), sent(truncated=True)] == [("2", 0), ("2", 1)]
        mujoco.mj_resetData(model, data)
        assert [sent(), sent()] == [("3", 0), ("3", 1)]
        stream.begin_episode()
        stream.begin_episode()
        assert sent() == ("4", 0)


def test_what_is_not_there_is_named(inbox: Inbox) -> None:
    model, data = simulation()
    with pytest.raises(ValueError, match="poses.*grip_site.*ball.*palm.*'grip'"):
        fathom.mujoco.stream(model, data, "front", endpoint=inbox.endpoint, bind=True, poses={"gripper": "grip"})
    with pytest.raises(ValueError, match="rewards, control, task: expected all or none"):
        fathom.mujoco.stream(model, data, "front", endpoint=inbox.endpoint, bind=True, rewards="tcp://127.0.0.1:1")


def test_nobody_there_is_said_in_time(tmp_path: Path) -> None:
    model, data = simulation()
    with pytest.raises(TimeoutError, match="nobody subscribed to frames/front"):
        fathom.mujoco.stream(model, data, "front", endpoint=f"ipc://{tmp_path}/none", timeout=0.1, width=32, height=24)


def test_the_modules_import_in_any_order() -> None:
    import subprocess
    import sys

    for first, second in (("fathom.mujoco", "fathom.mujoco_stream"), ("fathom.mujoco_stream", "fathom.mujoco")):
        code = f"import {first}, {second}; fathom.mujoco.stream"
        subprocess.run([sys.executable, "-c", code], check=True)
