"""Properties of `fathom.rewards`. That it equals the daemon is shown in Tests/EndToEnd."""

from __future__ import annotations

import itertools
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from fathom.rewards import (
    Gate,
    RewardConfig,
    Success,
    compute,
    compute_reward,
    distance,
    is_success,
    potential,
    relabel,
)

CURVES = ("reciprocal", "tanh", "exponential", "longTail")
SUCCESS = Success(within=0.05, required=2, window=3, bonus=10)


def episodes(generator: np.random.Generator, count: int = 20, length: int = 60) -> Any:
    """Distances that come and go, some not measured."""
    walk = np.abs(np.cumsum(generator.normal(0, 0.03, (count, length)), axis=1) + 0.3)
    return np.where(generator.random((count, length)) < 0.1, np.nan, walk)


@pytest.mark.parametrize("curve", CURVES)
def test_a_potential_is_1_at_contact_and_never_rises(curve: str) -> None:
    config = RewardConfig(curve=curve, length=0.3)
    metres = np.concatenate([[0], np.geomspace(1e-12, 1e300, 20_000), [np.inf]])
    values = potential(metres, config)
    assert values[0] == 1 and values[-1] == 0
    assert np.isfinite(values).all() and (np.diff(values) <= 0).all()
    every = np.arange(0, config.max_distance, 1e-4)
    assert (np.diff(potential(every, config) - 1) < 0).all()
    assert potential(-1, config) == 1


@pytest.mark.parametrize("curve", CURVES)
def test_neighbouring_doubles_keep_their_order(curve: str) -> None:
    config = RewardConfig(curve=curve, length=0.3)
    generator = np.random.default_rng(1)
    metres = generator.uniform(0, 2, 10_000)
    assert (potential(np.nextafter(metres, 9), config) <= potential(metres, config)).all()


def test_the_curves_are_those_of_the_page() -> None:
    d, length = np.linspace(0, 2, 1000), 0.3
    formulas = {
        "reciprocal": 1 / (1 + d / length),
        "tanh": 1 - np.tanh(d / length),
        "exponential": np.exp(-d / length),
        "longTail": 1 / (1 + (d / length) ** 2),
    }
    for curve, expected in formulas.items():
        np.testing.assert_allclose(potential(d, RewardConfig(curve=curve, length=length)), expected, rtol=1e-9)


def test_kinds_of_distance_are_parts_of_one_triangle() -> None:
    generator = np.random.default_rng(2)
    a, b = generator.normal(size=(2, 100, 3))
    center, horizontal, vertical = (distance(a, b, kind) for kind in ("center", "horizontal", "vertical"))
    np.testing.assert_allclose(center**2, horizontal**2 + vertical**2, rtol=1e-12)
    assert np.array_equal(distance(a, b, "vertical"), np.abs(a[:, 2] - b[:, 2]))
    assert distance([0, 0, 0], [3, 4, 0]) == 5
    assert distance(a, b[0]).shape == (100,)


@pytest.mark.parametrize("signal", ["dense", "shaped"])
def test_many_transitions_are_the_same_as_each_alone(signal: str) -> None:
    generator = np.random.default_rng(3)
    config = RewardConfig(
        signal=signal, success=SUCCESS, discount=0.95, weight=7, time_penalty=0.1 * (signal == "shaped")
    )
    before, after, goal = generator.normal(0, 0.1, (3, 50, 3))
    ended = generator.random(50) < 0.3
    batch = compute(after, goal, config, previous_achieved=before, terminated=ended)
    alone = [compute(after[i], goal[i], config, previous_achieved=before[i], terminated=ended[i]) for i in range(50)]
    assert np.array_equal(batch, alone)
    assert (batch > -7).all()


def test_dense_is_never_above_0_until_success_and_pays_the_bonus_there() -> None:
    config = RewardConfig(success=SUCCESS, weight=4)
    generator = np.random.default_rng(4)
    gripper, target = generator.normal(0, 0.05, (2, 1000, 3))
    near = distance(gripper, target) < SUCCESS.within
    values = compute(gripper, target, config)
    assert 0 < near.sum() < 1000
    assert (values[~near] <= 0).all() and (values[near] > 4).all()
    assert np.array_equal(is_success(gripper, target, config), near)


def test_shaping_telescopes_over_an_episode() -> None:
    generator = np.random.default_rng(5)
    config = RewardConfig(signal="shaped", adds_to_base_reward=True, discount=0.97)
    path, goal = generator.normal(0, 0.3, (41, 3)), np.zeros(3)
    steps = compute(path[1:], goal, config, previous_achieved=path[:-1])
    closeness = potential(distance(path, goal), config)
    total = (0.97 ** np.arange(40) * steps).sum()
    assert abs(total - (0.97**40 * closeness[-1] - closeness[0])) < 1e-12
    ended = compute(path[-1], goal, config, previous_achieved=path[-2], terminated=True)
    assert ended == -closeness[-2]


def test_relabelled_shaping_telescopes_across_gaps() -> None:
    generator = np.random.default_rng(6)
    config = RewardConfig(signal="shaped", adds_to_base_reward=True, discount=0.97)
    terms = relabel(episodes(generator), config)
    for row in range(20):
        there = np.flatnonzero(~terms.potential.mask[row])
        times = there[:-1] - there[0]
        assert np.array_equal(np.flatnonzero(~terms.shaping.mask[row]), there[1:])
        total = (0.97**times * terms.shaping[row].compressed()).sum()
        first, last = terms.potential[row, there[0]], terms.potential[row, there[-1]]
        assert abs(total - (0.97 ** (there[-1] - there[0]) * last - first)) < 1e-12


def test_progress_never_falls_and_its_gains_add_up() -> None:
    config = RewardConfig(signal="progress", success=SUCCESS, weight=3)
    terms = relabel(episodes(np.random.default_rng(7)), config, standard_deviation=0.002)
    for row in range(20):
        best = terms.progress[row].compressed()
        assert (np.diff(best) >= 0).all() and 0 <= best[0] and best[-1] <= 1
        assert abs(terms.progress_gain[row].sum() - (best[-1] - best[0])) < 1e-12
        assert terms.value[row].sum() <= 3 + SUCCESS.bonus


def test_one_spike_moves_no_progress_and_is_no_success() -> None:
    metres = np.full(30, 0.5)
    metres[15] = 0.0
    terms = relabel(metres, RewardConfig(signal="progress", success=SUCCESS))
    assert terms.progress.max() == terms.progress[2]
    assert not terms.success.any() and terms.value.sum() == 0


def test_bonus_and_penalty_are_paid_once() -> None:
    config = RewardConfig(success=SUCCESS, failure_penalty=100.0)
    metres = np.array([[0.3, 0.01, 0.01, 0.01, 0.3, 0.01, 0.01], [0.3] * 7, [0.3] * 6 + [0.01]])
    terms = relabel(metres, config, terminated=[[False] * 6 + [True]] * 3)
    paid = terms.value - (terms.potential - 1)
    np.testing.assert_allclose(paid[0], [0, 0, 10, 0, 0, 0, 0], atol=1e-12)
    # The third ends near, before two of three frames could agree: no bonus, but no penalty.
    np.testing.assert_allclose(paid[1:].sum(axis=1), [-100, 0], atol=1e-12)


def test_a_payment_waits_for_a_frame_that_has_a_value() -> None:
    terms = relabel([0.3, np.nan, 0.3, 0.3], RewardConfig(success=SUCCESS), verdict=[0, 1, 1, 1])
    assert terms.value.mask.tolist() == [False, True, False, False]
    assert terms.value[2] > 9 and terms.value[3] < 0


def test_episodes_do_not_touch_each_other() -> None:
    generator = np.random.default_rng(8)
    metres = episodes(generator)
    kwargs: dict[str, Any] = {
        "held": generator.random(metres.shape) < 0.2,
        "ignored": generator.random(metres.shape) < 0.1,
    }
    config = RewardConfig(signal="progress", success=SUCCESS, failure_penalty=1.0)
    together = relabel(metres, config, **kwargs)
    for row in range(len(metres)):
        alone = relabel(metres[row], config, **{name: values[row] for name, values in kwargs.items()})
        for name in ("value", "progress", "shaping", "success"):
            assert np.ma.allequal(getattr(together, name)[row], getattr(alone, name))
            assert np.array_equal(getattr(together, name).mask[row], getattr(alone, name).mask)


def test_ignored_frames_leave_no_trace() -> None:
    metres = np.abs(np.random.default_rng(9).normal(0.1, 0.1, 40))
    ignored = np.arange(40) % 3 == 1
    config = RewardConfig(success=SUCCESS)
    whole = relabel(metres, config, ignored=ignored)
    rest = relabel(metres[~ignored], config, step=np.arange(40)[~ignored])
    for name in ("value", "shaping", "progress", "success"):
        assert getattr(whole, name).mask[ignored].all()
        assert np.ma.allequal(getattr(whole, name)[~ignored], getattr(rest, name))


def test_masked_and_nan_mean_the_same() -> None:
    metres = episodes(np.random.default_rng(10))
    masked = np.ma.masked_invalid(metres)
    one, other = relabel(metres, RewardConfig()), relabel(masked, RewardConfig())
    assert np.array_equal(one.value.mask, np.isnan(metres)) and np.ma.allequal(one.value, other.value)


def test_her_reads_gates_and_the_step_before_out_of_info() -> None:
    gated = RewardConfig(success=Success(0.05, bonus=10, gates=(Gate.parse("opening<0.04"),)))
    goals = np.zeros((3, 3))
    values = gated.compute_reward(goals, goals, [{"opening": 0.01}, {"opening": 0.05}, {"opening": 0.03}])
    assert values.tolist() == [10, 0, 10]
    plain = RewardConfig(success=SUCCESS)
    assert plain.compute_reward(goals, goals, np.array([{}, {}, {}])).shape == (3,)
    with pytest.raises(ValueError, match="info.*opening"):
        gated.compute_reward(goals, goals, [{}, {}, {}])
    shaped = RewardConfig(signal="shaped", adds_to_base_reward=True)
    with pytest.raises(ValueError, match="info.*previous_achieved"):
        compute_reward(goals, goals, [{}] * 3, shaped)


@pytest.mark.parametrize(
    ("achieved", "desired", "match"),
    [
        (np.zeros((5, 2)), np.zeros(3), r"achieved.*× 3.*\(5, 2\)"),
        (np.zeros((5, 3)), np.zeros((4, 3)), r"desired.*\(5, 3\).*\(4, 3\)"),
        (np.zeros(3), np.full(3, np.nan), "desired.*finite.*NaN"),
        ("here", np.zeros(3), "achieved.*numbers.*str"),
        (np.zeros(3), [[1, 2], [3]], "desired.*numbers"),
    ],
)
def test_bad_positions_are_named_with_their_shape(achieved: Any, desired: Any, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        compute(achieved, desired, RewardConfig())


@pytest.mark.parametrize(
    ("kwargs", "match"),
    [
        ({"terminated": [True] * 4}, r"terminated.*\(5,\).*\(4,\)"),
        ({"previous_achieved": np.zeros((2, 3))}, r"previous_achieved|shape"),
        ({}, "previous_achieved.*shaped"),
    ],
)
def test_bad_companions_are_named_with_their_shape(kwargs: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        compute(np.zeros((5, 3)), np.zeros(3), RewardConfig(signal="shaped", adds_to_base_reward=True), **kwargs)


def test_what_needs_memory_or_surfaces_says_so() -> None:
    with pytest.raises(ValueError, match="relabel"):
        compute(np.zeros(3), np.zeros(3), RewardConfig(signal="progress"))
    with pytest.raises(ValueError, match="surface"):
        compute(np.zeros(3), np.zeros(3), RewardConfig(distance="surface"))
    with pytest.raises(ValueError, match="step.*never fall"):
        relabel([0.1, 0.2], RewardConfig(), step=[1, 0])
    with pytest.raises(ValueError, match=r"held.*\(2,\).*\(3,\)"):
        relabel([0.1, 0.2], RewardConfig(), held=[True] * 3)


def test_numpy_alone_imports_no_torch() -> None:
    code = """
import sys
from fathom.rewards import RewardConfig, compute
compute([0, 0, 0], [1, 1, 1], RewardConfig())
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("curve", "signal"), list(itertools.product(CURVES, ["dense", "shaped"])))
def test_tensors_give_the_same_numbers_and_gradients(curve: str, signal: str) -> None:
    torch = pytest.importorskip("torch")
    config = RewardConfig(
        curve=curve, signal=signal, length=0.3, success=SUCCESS, adds_to_base_reward=signal == "shaped"
    )
    before, after, goal = np.random.default_rng(11).normal(0, 0.2, (3, 64, 3))
    after[0] = goal[0]
    ours = compute(after, goal, config, previous_achieved=before)
    tensors = [torch.tensor(array, requires_grad=True) for array in (after, goal, before)]
    theirs = compute(tensors[0], tensors[1], config, previous_achieved=tensors[2])
    np.testing.assert_allclose(theirs.detach().numpy(), ours, rtol=1e-12, atol=1e-15)
    theirs.sum().backward()
    gradient = tensors[0].grad
    assert gradient is not None and torch.isfinite(gradient).all()
    # Nearer is better: the gradient points to the goal.
    assert ((gradient * (tensors[1] - tensors[0])).sum(-1)[1:] > 0).all()
    single = compute(tensors[0].detach().float(), goal, config, previous_achieved=before)
    assert single.dtype == torch.float32
    np.testing.assert_allclose(single.numpy(), ours, rtol=1e-5, atol=1e-6)
