from functools import partial
from typing import Any

import numpy as np
import pytest

pytest.importorskip("stable_baselines3")

import gymnasium  # noqa: E402
from stable_baselines3 import SAC, HerReplayBuffer  # noqa: E402
from stable_baselines3.common.callbacks import CallbackList  # noqa: E402
from stable_baselines3.common.logger import Logger  # noqa: E402
from stable_baselines3.common.vec_env import DummyVecEnv, SubprocVecEnv, VecMonitor  # noqa: E402

import fake_lockstep  # noqa: E402
from fake_daemon import FakeDaemon  # noqa: E402
from fathom import Reward, RewardWrapper, rewarded  # noqa: E402
from fathom.sb3 import DiscountCheck, TensorBoard, VecFathom  # noqa: E402
from point_env import DictPoint, Point, options  # noqa: E402
from test_vector import LENGTHS, alone, factories, moves, same  # noqa: E402
from gymnasium.vector import AutoresetMode  # noqa: E402


def wrap(daemon: FakeDaemon, envs: list[Any], **more: Any) -> VecFathom:
    return VecFathom(DummyVecEnv(envs), daemon=daemon.control_endpoint, **options(**more))


@pytest.mark.parametrize("ends", [False, True], ids=["", "success-ends"])
@pytest.mark.parametrize("signal", ["dense", "progress", "shaped"])
def test_each_environment_is_rewarded_as_if_it_were_alone(daemon: FakeDaemon, signal: str, ends: bool) -> None:
    daemon.tasks = [fake_lockstep.description(signal=signal)]
    actions = moves(20)
    more = {"terminate_on_success": ends}
    # SB3 resets in the step that ended, as SAME_STEP does.
    expected = [alone(daemon, number, actions[:, number], AutoresetMode.SAME_STEP, **more) for number in range(3)]
    envs = wrap(daemon, factories(), **more)
    observations = envs.reset()
    assert all(same(info["fathom"], row[0]["fathom"]) for info, row in zip(envs.reset_infos, expected, strict=True))
    for step, action in enumerate(actions, start=1):
        observations, rewards, dones, infos = envs.step(action)
        for number, row in enumerate(rows[step] for rows in expected):
            terminated, truncated = row["end"]
            info = infos[number]
            assert rewards[number] == np.float32(row["reward"])
            assert dones[number] == (terminated or truncated)
            assert info["TimeLimit.truncated"] == (truncated and not terminated)
            assert same(info["fathom"], row.get("final", row["fathom"])) and info["base_reward"] == 7
            np.testing.assert_array_equal(observations[number], row["observation"])
            assert ("terminal_observation" in info) == dones[number]
            if dones[number]:
                np.testing.assert_array_equal(info["terminal_observation"], row["final_observation"])
                assert same(envs.reset_infos[number]["fathom"], row["fathom"])
        assert observations.dtype == envs.observation_space.dtype
    envs.close()
    assert len(LENGTHS) == 3


def test_dict_observations_carry_progress(daemon: FakeDaemon) -> None:
    envs = wrap(daemon, factories(DictPoint), append_progress=True, mode="add")
    assert envs.reset()["progress"].shape == (3, 1)
    for action in moves(3):
        observations, rewards, _, infos = envs.step(action)
    assert observations["progress"].dtype == np.float32
    assert infos[0]["terminal_observation"]["progress"] == pytest.approx(infos[0]["fathom"].progress)
    assert rewards == pytest.approx([7 + info["fathom"].value for info in infos])
    envs.close()


class Kept(Logger):
    """Keeps what was recorded, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(None, [])
        self.seen: dict[str, float] = {}

    def dump(self, step: int = 0) -> None:
        self.seen |= self.name_to_value
        super().dump(step)


def learn(env: Any, gamma: float, *callbacks: Any) -> Kept:
    model = SAC("MlpPolicy", env, gamma=gamma, learning_starts=1000, buffer_size=100, policy_kwargs={"net_arch": [4]})
    logger = Kept()
    model.set_logger(logger)
    model.learn(60, callback=CallbackList([*callbacks]), log_interval=1)
    return logger


@pytest.mark.parametrize("monitored", [False, True])
def test_the_trainers_gamma_must_be_the_tasks(daemon: FakeDaemon, monitored: bool) -> None:
    envs: Any = wrap(daemon, [partial(Point, length=10)])
    envs = VecMonitor(envs) if monitored else envs
    with pytest.raises(ValueError, match="gamma: expected 0.95, the task's discount, found 0.99"):
        learn(envs, 0.99, DiscountCheck())
    learn(envs, 0.95, DiscountCheck())
    envs.close()
    alone = RewardWrapper(Point(length=10), daemon=daemon.control_endpoint, **options())
    with pytest.raises(ValueError, match="gamma: expected 0.95"):
        learn(alone, 0.9, DiscountCheck())
    alone.close()


def test_figures_are_logged(daemon: FakeDaemon) -> None:
    envs = VecMonitor(wrap(daemon, [partial(Point, start=50, length=10, script={2: 4})]))
    seen = learn(envs, 0.95, TensorBoard()).seen
    envs.close()
    assert seen["fathom/measured"] == pytest.approx(0.9)
    assert 0 < seen["fathom/distance"] and seen["fathom/success"] in (0, 1) and 0 < seen["fathom/progress"] <= 1
    assert seen["rollout/ep_rew_mean"] < 0, "VecMonitor outside sees Fathom's rewards, not the environment's 7"


class Goal(Point):
    """A goal environment, whose own reward is 7."""

    observation_space = gymnasium.spaces.Dict(
        {
            name: gymnasium.spaces.Box(-10, 10, (3,), np.float64)
            for name in ("observation", "achieved_goal", "desired_goal")
        }
    )

    def _observation(self) -> Any:
        here = np.array([self.x, 0, 0])
        return {"observation": here, "achieved_goal": here, "desired_goal": np.zeros(3)}

    def compute_reward(self, achieved_goal: Any, desired_goal: Any, info: Any) -> Any:
        return 7.0 * np.ones(len(achieved_goal))


def test_hindsight_is_paid_in_the_same_coin(daemon: FakeDaemon) -> None:
    envs = wrap(daemon, [partial(Goal, length=10)])
    buffer: Any = {"replay_buffer_class": HerReplayBuffer, "replay_buffer_kwargs": {"n_sampled_goal": 4}}
    model = SAC("MultiInputPolicy", envs, learning_starts=1000, **buffer)
    model.learn(40)
    found = model.replay_buffer.sample(200)  # type: ignore[union-attr]
    goals, reached = found.observations["desired_goal"].numpy(), found.next_observations["achieved_goal"].numpy()
    metres = np.linalg.norm(goals - reached, axis=1)
    assert (np.linalg.norm(goals, axis=1) > 0).sum() > 50, "most goals are another time's"
    expected = 1 / (1 + metres / 0.1) - 1 + (metres < 0.05)
    # The bonus of a goal that was pursued is paid once an episode.
    off = np.abs(found.rewards.numpy()[:, 0] - expected)
    assert np.minimum(off, np.abs(off - 1)).max() < 1e-5
    envs.close()


def test_workers_wait_for_their_own_reward(daemon: FakeDaemon) -> None:
    envs = SubprocVecEnv([rewarded(make, daemon=daemon.control_endpoint, **options()) for make in factories()[:2]])
    try:
        with pytest.raises(ValueError, match="venv: expected a DummyVecEnv .*fathom.rewarded.*found SubprocVecEnv"):
            VecFathom(envs, daemon=daemon.control_endpoint)
        envs.reset()
        _, rewards, _, infos = envs.step(moves(1)[0, :2])
        assert all(isinstance(info["fathom"], Reward) for info in infos)
        assert rewards == pytest.approx([info["fathom"].value for info in infos])
        assert [task.discount for task in envs.get_attr("task")] == [0.95, 0.95]
    finally:
        envs.close()
