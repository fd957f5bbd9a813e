"""Reads the `reward` section of a daemon's YAML file; the rest of it is the daemon's to judge."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from fathom.checks import fail
from fathom.rewards.config import Gate, Success

_TASK_KEYS = {
    *("name", "streams", "each", "gripper", "target", "distance", "sensor"),
    *("max_depth", "stale_after", "hold_for", "hidden_speed", "robot", "reward"),
}
_REWARD_KEYS = {
    *("signal", "curve", "length", "weight", "discount", "max_distance"),
    *("time_penalty", "failure", "progress", "success", "base_reward"),
}
# Divisors, because 7 cm / 100 is the double that 0.07 names and 7 · 0.01 is not.
_METRES = {"": 1.0, "m": 1.0, "cm": 100.0, "mm": 1000.0}
_PLAIN = {"": 1.0}
_NUMBER = re.compile(r"([-+.\deE]+)\s*(\S*)")


def load(source: str | PathLike[str] | Mapping[str, Any], task: str | None) -> dict[str, Any]:
    """The fields of `RewardConfig` that the file sets."""
    root = source if isinstance(source, Mapping) else _read(Path(source))
    found = _task(root, task)
    _known("task", found, _TASK_KEYS)
    return {"task": str(found.get("name", "")), **_only("distance", found), **_reward(found.get("reward", {}))}


def _read(path: Path) -> Mapping[str, Any]:
    try:
        import yaml
    except ImportError as error:
        raise ImportError("RewardConfig.load of a file needs PyYAML: pip install 'fathom[yaml]'") from error
    # Texts alone: `5 cm`, `3 of 5` and 1e-3 are read here as the daemon reads them.
    root = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if not isinstance(root, Mapping):
        fail(str(path), "a mapping", type(root).__name__)
    return root


def _task(root: Mapping[str, Any], name: str | None) -> Mapping[str, Any]:
    tasks = root.get("tasks")
    if not isinstance(tasks, list) or not all(isinstance(task, Mapping) for task in tasks):
        fail("tasks", "a list of tasks", repr(tasks))
    names = [str(task.get("name")) for task in tasks]
    if name is None and len(tasks) != 1:
        fail("task", f"one of {', '.join(names)}", "none")
    if name is not None and names.count(name) != 1:
        fail("task", f"one of {', '.join(names)}", repr(name))
    task: Mapping[str, Any] = tasks[0 if name is None else names.index(name)]
    return task


def _reward(section: Any) -> dict[str, Any]:
    section = _known("reward", section, _REWARD_KEYS)
    fields: dict[str, Any] = {**_only("signal", section), **_only("curve", section)}
    for key in ("weight", "discount", "time_penalty"):
        if key in section:
            fields[key] = _number(f"reward.{key}", section[key], _PLAIN)
    for key in ("length", "max_distance"):
        if key in section:
            fields[key] = _number(f"reward.{key}", section[key], _METRES)
    if "failure" in section:
        failure = _known("reward.failure", section["failure"], {"penalty"})
        fields["failure_penalty"] = _number("reward.failure.penalty", failure.get("penalty"), _PLAIN)
    if "progress" in section:
        required, window = _share("reward.progress", section["progress"])
        fields |= {"progress_required": required, "progress_window": window}
    if "base_reward" in section:
        if section["base_reward"] not in ("none", "external"):
            fail("reward.base_reward", "none or external", repr(section["base_reward"]))
        fields["adds_to_base_reward"] = section["base_reward"] == "external"
    if "success" in section:
        fields["success"] = _success(section["success"])
    return fields


def _success(section: Any) -> Success:
    section = _known("reward.success", section, {"within", "for", "bonus", "gates"})
    fields: dict[str, Any] = {}
    if "for" in section:
        fields["required"], fields["window"] = _share("reward.success.for", section["for"])
    if "bonus" in section:
        fields["bonus"] = _number("reward.success.bonus", section["bonus"], _PLAIN)
    gates = section.get("gates", [])
    if not isinstance(gates, list):
        fail("reward.success.gates", "a list", repr(gates))
    within = _number("reward.success.within", section.get("within"), _METRES)
    return Success(within, gates=tuple(Gate.parse(str(gate)) for gate in gates), **fields)


def _known(name: str, section: Any, keys: set[str]) -> Mapping[str, Any]:
    if not isinstance(section, Mapping):
        fail(name, "a mapping", repr(section))
    unknown = [str(key) for key in section if key not in keys]
    if unknown:
        fail(name, f"only {', '.join(sorted(keys))}", ", ".join(unknown))
    return section


def _only(key: str, section: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(section[key])} if key in section else {}


def _number(name: str, value: Any, units: Mapping[str, float]) -> float:
    """A number, or text of one with a unit: 0.05, "5 cm"."""
    match = _NUMBER.fullmatch(str(value).strip())
    try:
        if match and match[2] in units and math.isfinite(number := float(match[1])):
            return number / units[match[2]]
    except ValueError:
        pass
    symbols = [unit for unit in units if unit]
    fail(name, "a number" + (f", or one in {', '.join(symbols)}" if symbols else ""), repr(value))


def _share(name: str, value: Any) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d+) +of +(\d+)\s*", str(value))
    if not match:
        fail(name, "K of N, as 3 of 5", repr(value))
    return int(match[1]), int(match[2])
