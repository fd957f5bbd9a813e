"""A small MuJoCo model through the built daemon: the page's example as it stands, and rewards step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import mujoco
import numpy as np
import pytest

import fathom.mujoco
from conftest import REPOSITORY
from fathom import RewardSubscriber
from serving import Served, serve

SCENE = """
<mujoco>
  <option timestep="0.02" gravity="0 0 0" integrator="implicitfast"/>
  <visual><map znear="0.005" zfar="20"/></visual>
  <statistic extent="1"/>
  <worldbody>
    <light pos="0 -0.5 2" dir="0 0.2 -1"/>
    <camera name="front" pos="0 -0.9 0.6" xyaxes="1 0 0 0 0.55 0.83" fovy="50"/>
    <geom name="table" type="box" size="0.5 0.5 0.1" pos="0 0 -0.1" rgba="0.7 0.7 0.7 1"/>
    <body name="ball" pos="0.1 0.1 0.03"><geom type="sphere" size="0.03" rgba="1 0 0 1"/></body>
    <body name="hand" pos="-0.3 0.1 0.3">
      <joint name="slide" type="slide" axis="1 0 -0.6" range="0 0.45" damping="1"/>
      <geom type="box" size="0.01 0.01 0.03" rgba="0.2 0.2 0.8 1" contype="0" conaffinity="0"/>
      <site name="grip_site" pos="0 0 -0.03"/>
    </body>
  </worldbody>
  <actuator><velocity joint="slide" kv="10" ctrlrange="-1 1"/></actuator>
</mujoco>
"""


@pytest.fixture
def reach() -> Iterator[Served]:
    with serve(REPOSITORY / "launch" / "reach.yaml") as served:
        yield served


def test_the_example_of_the_page(reach: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / "docs" / "simulators.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert '"ipc:///tmp/fathom-frames"' in example
    monkeypatch.chdir(tmp_path)
    Path("scene.xml").write_text(SCENE)
    exec(example.replace("ipc:///tmp/fathom-frames", reach.frames), {})
    with RewardSubscriber(reach.rewards, "reach", control=reach.control, since=0, timeout=30) as rewards:
        # On a slow machine a silence is told as well, as `stale`.
        taken = list(islice((reward for reward in rewards if reward.step is not None), 100))
    assert [reward.step for reward in taken] == list(range(100))
    assert all(reward.status == "measured" for reward in taken)


def test_each_send_returns_its_own_reward(reach: Served) -> None:
    model = mujoco.MjModel.from_xml_string(SCENE)
    data = mujoco.MjData(model)
    with fathom.mujoco.stream(
        model, data, "front", endpoint=reach.frames, poses={"gripper": "grip_site"}, width=320, height=240,
        rewards=reach.rewards, control=reach.control, task="reach", timeout=30,
    ) as stream:  # fmt: skip
        for episode in range(2):
            mujoco.mj_resetData(model, data)
            for step in range(30):
                data.ctrl[:] = 0.6
                mujoco.mj_step(model, data)
                reward = stream.send(truncated=step == 29)
                assert reward is not None and (reward.episode, reward.step) == (str(episode), step)
                assert reward.distance is not None and reward.potential is not None
                truth = float(np.linalg.norm(data.site("grip_site").xpos - data.body("ball").xpos))
                assert abs(reward.distance.metres - truth) < 0.005
