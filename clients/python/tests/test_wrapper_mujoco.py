from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

gymnasium = pytest.importorskip("gymnasium")
pytest.importorskip("gymnasium_robotics")

import fathom  # noqa: E402
import fathom.mujoco  # noqa: E402
from fake_daemon import FakeDaemon  # noqa: E402

VIEW: dict[str, Any] = dict(lookat=(1.30, 0.75, 0.50), distance=1.05, azimuth=145, elevation=-28)


@pytest.fixture
def reach(daemon: FakeDaemon) -> Iterator[Callable[..., fathom.RewardWrapper]]:
    import gymnasium_robotics

    gymnasium.register_envs(gymnasium_robotics)
    made = []

    def make(**options: Any) -> fathom.RewardWrapper:
        env = fathom.RewardWrapper(
            gymnasium.make("FetchReach-v4"), daemon=daemon.control_endpoint, gripper="robot0:grip", **options
        )
        made.append(env)
        return env

    yield make
    for env in made:
        env.close()


def test_poses_are_where_the_simulator_has_them(reach: Callable[..., fathom.RewardWrapper]) -> None:
    env = reach(poses={"target": "target0"})
    _, info = env.reset(seed=3)
    for _ in range(3):
        observation, reward, _, _, info = env.step(env.action_space.sample())
        inner = env.unwrapped
        truth = float(np.linalg.norm(inner.data.site("robot0:grip").xpos - inner.goal))
        assert info["fathom"].distance.metres == pytest.approx(truth, abs=1e-9)
        assert reward == pytest.approx(1 / (1 + truth / 0.1) - 1 + info["fathom"].success, abs=1e-9)
        assert info["fathom"].capture_time_ns == round(inner.data.time * 1e9)


def test_a_viewpoint_sees_the_goal_where_it_is(reach: Callable[..., fathom.RewardWrapper], daemon: FakeDaemon) -> None:
    view = fathom.mujoco.Viewpoint(**VIEW, hide=["robot0:mocap"])
    env = reach(camera=view, poses={"target": lambda env: env.unwrapped.goal}, width=160, height=120)
    env.reset(seed=3)
    env.reset(seed=4)
    header, (rgb, depth) = daemon.sessions[1].headers[-1], daemon.sessions[1].planes[-1]
    image = np.frombuffer(rgb, np.uint8).reshape(120, 160, 3).astype(int)
    metres = np.frombuffer(depth, np.float32).reshape(120, 160)
    rows, columns = np.nonzero((image[..., 0] > 120) & (image[..., 1] < 60) & (image[..., 2] < 60))
    assert len(rows) > 10
    k, pose = np.reshape(header.camera.k, (3, 3)), np.reshape(header.camera.world_from_camera.matrix, (4, 4))
    rays = np.linalg.inv(k) @ np.stack([columns, rows, np.ones(len(rows))])
    centre = (pose @ np.append((rays * metres[rows, columns]).mean(axis=1), 1))[:3]
    # The visible front of a ball of 2 cm.
    assert np.linalg.norm(centre - env.unwrapped.goal) < 0.025


def test_a_camera_of_the_model_by_name(reach: Callable[..., fathom.RewardWrapper], daemon: FakeDaemon) -> None:
    env = reach(camera="external_camera_0", poses={"target": "target0"}, width=32, height=24)
    env.reset(seed=0)
    assert (daemon.sessions[1].headers[0].camera.width, daemon.sessions[1].headers[0].camera.height) == (32, 24)
    with pytest.raises(ValueError, match="camera: expected one of.*found 'top'"):
        reach(camera="top", poses={"target": "target0"})
    with pytest.raises(ValueError, match=r"poses\['target'\]: expected the name of a site or body of the model"):
        reach(poses={"target": "mug"})


def test_a_context_that_cannot_be_made_says_what_to_set(
    reach: Callable[..., fathom.RewardWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    import mujoco

    def fail(*arguments: Any, **options: Any) -> None:
        raise mujoco.FatalError("gladLoadGL error")

    monkeypatch.setattr(mujoco, "Renderer", fail)
    with pytest.raises(RuntimeError, match="MUJOCO_GL is osmesa.*set MUJOCO_GL=osmesa"):
        reach(camera=fathom.mujoco.Viewpoint(**VIEW), poses={"target": "target0"})
