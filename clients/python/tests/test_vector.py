import gc
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv

import fake_lockstep
from fake_daemon import FakeDaemon
from fathom import RewardWrapper, Unmeasured, VectorRewardWrapper, rewarded
from fathom.v1 import reward_pb2
from point_env import DictPoint, Point, options

LENGTHS = (3, 5, 100)
SUCCESS_AT = 0.05


def factories(kind: type[Point] = Point, **more: Any) -> list[Callable[[], Any]]:
    return [partial(kind, start=0.3 + 0.1 * number, length=length, **more) for number, length in enumerate(LENGTHS)]


def moves(steps: int) -> Any:
    return np.random.default_rng(7).uniform(-0.08, 0.03, (steps, len(LENGTHS), 1)).astype(np.float32)


def alone(daemon: FakeDaemon, number: int, actions: Any, mode: AutoresetMode, **more: Any) -> list[dict[str, Any]]:
    """What one environment must show, step by step, with a wrapper and resets of its own."""
    rows: list[dict[str, Any]] = []
    with RewardWrapper(factories()[number](), daemon=daemon.control_endpoint, **options(**more)) as env:
        observation, info = env.reset()
        rows.append({"observation": observation, "fathom": info["fathom"]})
        over = False
        for action in actions:
            if over and mode == AutoresetMode.NEXT_STEP:
                observation, info = env.reset()
                row = {"observation": observation, "fathom": info["fathom"], "reward": 0.0, "end": (False, False)}
                over = False
            else:
                observation, reward, terminated, truncated, info = env.step(action)
                over = terminated or truncated
                row = {"observation": observation, "fathom": info["fathom"], "reward": reward}
                row["end"] = (terminated, truncated)
                if over and mode != AutoresetMode.NEXT_STEP:
                    row |= {"final_observation": observation, "final": info["fathom"]}
                    observation, info = env.reset()
                    row |= {"observation": observation, "fathom": info["fathom"]}
            rows.append(row)
    return rows


def same(found: Any, expected: Any) -> bool:
    """The same step of the same kind of episode, measured the same."""
    fields = ("episode", "step", "status", "value", "distance", "progress", "success", "terminated", "truncated")
    return all(getattr(found, name) == getattr(expected, name) for name in fields)


@pytest.mark.parametrize("ends", [False, True], ids=["", "success-ends"])
@pytest.mark.parametrize("signal", ["dense", "progress", "shaped"])
@pytest.mark.parametrize("mode", list(AutoresetMode))
def test_each_environment_is_rewarded_as_if_it_were_alone(
    daemon: FakeDaemon, mode: AutoresetMode, signal: str, ends: bool
) -> None:
    daemon.tasks = [fake_lockstep.description(signal=signal)]
    actions = moves(20)
    more = {"terminate_on_success": ends}
    expected = [alone(daemon, number, actions[:, number], mode, **more) for number in range(len(LENGTHS))]
    vector = SyncVectorEnv(factories(), autoreset_mode=mode)
    envs = VectorRewardWrapper(vector, daemon=daemon.control_endpoint, **options(**more))
    assert envs.observation_space.shape == (3, 2 if signal == "progress" else 1)
    observations, infos = envs.reset()
    for step in range(21):
        if step:
            observations, rewards, terminated, truncated, infos = envs.step(actions[step - 1])
            assert rewards.tolist() == [row[step]["reward"] for row in expected]
            assert list(zip(terminated, truncated)) == [row[step]["end"] for row in expected]
            finals = [row[step].get("final") for row in expected]
            if mode == AutoresetMode.SAME_STEP and any(finals):
                assert infos["final_info"]["_fathom"].tolist() == [final is not None for final in finals]
                for number, final in enumerate(finals):
                    if final is not None:
                        assert same(infos["final_info"]["fathom"][number], final)
                        np.testing.assert_array_equal(
                            infos["final_obs"][number], expected[number][step]["final_observation"]
                        )
            over = terminated | truncated
            if mode == AutoresetMode.DISABLED and over.any():
                assert all(same(infos["fathom"][i], finals[i]) for i in np.nonzero(over)[0])
                fresh, reset_infos = envs.reset(options={"reset_mask": over})
                assert reset_infos["_fathom"].tolist() == over.tolist()
                observations = fresh
                for number in np.nonzero(over)[0]:
                    infos["fathom"][number] = reset_infos["fathom"][number]
        assert infos["_fathom"].all() and infos["fathom"].dtype == object
        for number, row in enumerate(expected):
            assert same(infos["fathom"][number], row[step]["fathom"])
            np.testing.assert_array_equal(observations[number], row[step]["observation"])
        assert envs.observation_space.contains(observations)
    episodes = {reward.episode for reward in infos["fathom"]}
    assert len(episodes) > 1, "some environment was to be reset more often than another"
    envs.close()


def test_the_frames_of_all_are_in_flight_at_once(daemon: FakeDaemon) -> None:
    envs = VectorRewardWrapper(SyncVectorEnv(factories()), daemon=daemon.control_endpoint, **options())
    daemon.hold = 3  # No answer before all three have asked.
    envs.reset()
    for action in moves(2):
        assert envs.step(action)[1].shape == (3,)
    assert daemon.most_in_flight == 3
    daemon.hold = 0
    envs.close()
    assert sorted(daemon.closed) == [1, 2, 3]


def test_add_and_dict_observations(daemon: FakeDaemon) -> None:
    vector = SyncVectorEnv(factories(DictPoint), autoreset_mode=AutoresetMode.SAME_STEP)
    envs = VectorRewardWrapper(vector, daemon=daemon.control_endpoint, append_progress=True, mode="add", **options())
    observations, _ = envs.reset()
    assert observations["progress"].shape == (3, 1)
    for action in moves(3):
        observations, rewards, _, _, infos = envs.step(action)
        assert envs.observation_space.contains(observations)
    step = [infos["final_info"]["fathom"][0], *infos["fathom"][1:]]
    assert rewards.tolist() == [7 + reward.value for reward in step]
    assert infos["base_reward"].tolist() == [7, 7, 7]
    assert infos["final_obs"][0]["progress"] == pytest.approx(step[0].progress)
    envs.close()


def test_after_an_error_a_reset_begins_anew(daemon: FakeDaemon) -> None:
    script = {1: int(reward_pb2.STATUS_ABSENT)}
    envs = VectorRewardWrapper(
        SyncVectorEnv(factories(script=script)), daemon=daemon.control_endpoint, unmeasured="raise", **options()
    )
    envs.reset()
    with pytest.raises(Unmeasured):
        envs.step(moves(1)[0])
    _, infos = envs.reset()
    assert [reward.step for reward in infos["fathom"]] == [0, 0, 0]
    envs.close()


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_workers_wait_for_their_own_reward(daemon: FakeDaemon, mode: AutoresetMode) -> None:
    actions = moves(8)
    expected = [alone(daemon, number, actions[:, number], mode) for number in range(len(LENGTHS))]
    made = [rewarded(make, daemon=daemon.control_endpoint, **options()) for make in factories()]
    envs = AsyncVectorEnv(made, autoreset_mode=mode)
    try:
        envs.reset()
        for step, action in enumerate(actions, start=1):
            _, rewards, _, _, infos = envs.step(action)
            assert rewards.tolist() == [row[step]["reward"] for row in expected]
            assert all(same(infos["fathom"][number], row[step]["fathom"]) for number, row in enumerate(expected))
    finally:
        envs.close()


def test_other_vectors_are_told_what_to_do(daemon: FakeDaemon) -> None:
    envs = AsyncVectorEnv(factories()[:1])
    try:
        with pytest.raises(ValueError, match="env: expected a SyncVectorEnv .*fathom.rewarded.*found AsyncVectorEnv"):
            VectorRewardWrapper(envs, daemon=daemon.control_endpoint, **options())
    finally:
        envs.close()
    with pytest.raises(ValueError, match="daemon: expected an endpoint.*found NoneType"):
        rewarded(Point, daemon=None)


def test_a_factory_holds_the_daemon_that_it_asks(daemon: FakeDaemon) -> None:
    class Child:
        control = daemon.control_endpoint

    child = Child()
    held = weakref.ref(child)
    make = rewarded(Point, daemon=child, **options())
    del child
    gc.collect()
    assert held() is not None
    make().close()
