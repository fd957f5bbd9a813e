"""One transition's reward from its positions alone, as hindsight relabelling needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fathom.checks import fail
from fathom.rewards.arrays import Namespace, namespace_of
from fathom.rewards.config import RewardConfig
from fathom.rewards.curves import distance, potential

TRANSITION = "fathom_transition"
"""Key of `info` under which `fathom.rewards.goal.GoalReward` keeps what `compute_reward` cannot see."""


def compute(
    achieved: Any,
    desired: Any,
    config: RewardConfig,
    *,
    previous_achieved: Any = None,
    terminated: Any = None,
    scalars: Mapping[str, Any] | None = None,
) -> Any:
    """`value` of each transition that ends at `achieved`, … × 3 metres like `desired`; shapes broadcast.

    `dense` gives weight · (Φ − 1), `shaped` weight · F − time penalty with F = γ Φ(s′) − Φ(s), which needs
    `previous_achieved`; Φ(s′) counts as 0 where `terminated`. Both add the bonus where `is_success`, and subtract the
    failure penalty where `terminated` without it.

    Potential and F equal the daemon's to 1e-9 relative. What has no memory differs: here success is near *in this
    transition*, gates holding (the daemon asks for K of N frames), and each such transition carries the bonus (the
    daemon pays it once an episode). `relabel` has that memory, and `progress`, which is nothing without it.

    numpy in, float64 out; torch in, the same device and dtype out, with gradients (of the potential; the bonus is a
    step). Raises ValueError that names shapes.
    """
    if config.signal == "progress":
        fail("config.signal", "dense or shaped: progress depends on the episode so far, see relabel", "'progress'")
    xp = namespace_of(achieved, desired, previous_achieved)
    metres = distance(xp.double("achieved", achieved), xp.double("desired", desired), config.distance)
    closeness = potential(metres, config)
    ended = None if terminated is None else _mask(xp, "terminated", terminated, metres)
    if config.signal == "dense":
        value = config.weight * (closeness - 1)
    else:
        value = config.weight * _shaping(xp, closeness, desired, previous_achieved, ended, config) - config.time_penalty
    solved = _solved(xp, metres, config, scalars)
    if solved is not None and config.success is not None:
        value = value + config.success.bonus * solved
    if ended is not None and config.failure_penalty is not None:
        value = value - config.failure_penalty * (ended if solved is None else ended & ~solved)
    return xp.restore(value, achieved, desired)


def is_success(achieved: Any, desired: Any, config: RewardConfig, *, scalars: Mapping[str, Any] | None = None) -> Any:
    """Whether each position is within the success distance and every gate holds; a gate's scalar must be given."""
    if config.success is None:
        fail("config.success", "a success rule", "none")
    xp = namespace_of(achieved, desired)
    metres = distance(xp.double("achieved", achieved), xp.double("desired", desired), config.distance)
    return _solved(xp, metres, config, scalars)


def compute_reward(achieved_goal: Any, desired_goal: Any, info: Any, config: RewardConfig) -> Any:
    """`compute` in the form that Gymnasium's goal environments and SB3's HerReplayBuffer call.

    `info` is one transition's dict or a sequence of them. It is looked at only where the positions do not suffice:
    gates read their scalars in it by name, `shaped` and a failure penalty read what `GoalReward` put there (give
    HerReplayBuffer `copy_info_dict=True` then).
    """
    needs_gates = config.success.gates if config.success else ()
    scalars = {gate.scalar: _column(info, gate.scalar) for gate in needs_gates}
    needs_before = config.signal == "shaped"
    return compute(
        achieved_goal,
        desired_goal,
        config,
        previous_achieved=_column(info, TRANSITION, "previous_achieved") if needs_before else None,
        terminated=None if config.failure_penalty is None else _column(info, TRANSITION, "terminated"),
        scalars=scalars,
    )


def _shaping(xp: Namespace, closeness: Any, desired: Any, previous: Any, ended: Any, config: RewardConfig) -> Any:
    if previous is None:
        fail("previous_achieved", "positions, which signal: shaped needs", "None")
    before = potential(
        distance(xp.double("previous_achieved", previous), xp.double("desired", desired), config.distance), config
    )
    if before.shape != closeness.shape:
        expected = f"a shape that gives as many transitions as achieved, {tuple(closeness.shape)}"
        fail("previous_achieved", expected, f"{tuple(before.shape)}")
    after = closeness if ended is None else closeness * ~ended
    return config.discount * after - before


def _solved(xp: Namespace, metres: Any, config: RewardConfig, scalars: Mapping[str, Any] | None) -> Any:
    if config.success is None:
        return None
    solved = metres < config.success.within
    for gate in config.success.gates:
        if scalars is None or gate.scalar not in scalars:
            fail("scalars", f"{gate.scalar}, which a gate of success needs", sorted(scalars or {}))
        value = xp.double(gate.scalar, scalars[gate.scalar])
        _fits(gate.scalar, value, metres)
        solved = solved & gate.holds(value)
    return solved


def _mask(xp: Namespace, name: str, values: Any, metres: Any) -> Any:
    mask = xp.double(name, values) != 0
    _fits(name, mask, metres)
    return mask


def _fits(name: str, values: Any, metres: Any) -> None:
    if values.ndim and tuple(values.shape) != tuple(metres.shape):
        fail(name, f"one number, or shape {tuple(metres.shape)}", f"shape {tuple(values.shape)}")


def _column(info: Any, *keys: str) -> Any:
    """What each transition's info holds under the keys."""

    def one(entry: Any) -> Any:
        for key in keys:
            if not isinstance(entry, Mapping) or key not in entry:
                fail(
                    "info",
                    f"a dict with {'.'.join(keys)}",
                    sorted(entry) if isinstance(entry, Mapping) else type(entry).__name__,
                )
            entry = entry[key]
        return entry

    return one(info) if isinstance(info, Mapping) else [one(entry) for entry in info]
