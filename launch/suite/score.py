"""Judges one signal's rewards for one scenario."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fathom import Reward, Status, rewards_json
from fathom.daemon.binary import find_binary
from suite import shapes, truth
from suite.motion import Array
from suite.scenario import SUCCESS_WITHIN, Scenario
from suite.surfaces import Hull

Row = dict[str, Any]
TRUTH = ("stream", "episode", "sequence", "distance_m", "success", "target_visible", "target_x", "target_y", "target_z")
ANSWERS = (Status.MEASURED, Status.HELD)
SUCCESS_FRAMES = 5
"""Success is 3 of 5 frames, so that it may be told up to so many frames late."""
HIDDEN_FRAMES = 3
"""The target reappears when it was hidden for so many frames."""
UNSEEN_PIXELS = 5
"""With fewer, nobody can have measured the target in this frame."""
FOUND_WITHIN = 0.03
"""Metres from the true place: the target was found again."""
LENGTH = 0.10
"""Metres, of the reciprocal potential."""
TINY = 1e-9


@dataclass(frozen=True)
class Judged:
    """The report's row, and what a drawing and the table of reliability need besides."""

    row: Row
    wrong: list[int]
    """Frames whose target end lies at another thing."""
    errors: list[float]
    sigmas: list[float]
    """Of measured frames, metres."""


def judge(scenario: Scenario, rows: list[Row], rewards: list[Reward], folder: Path) -> Judged:
    if len(rewards) != len(rows):
        raise ValueError(f"rewards: expected {len(rows)}, found {len(rewards)}")
    told = _told(scenario, rows, rewards, folder)
    truths = np.array([row["distance"] for row in rows])
    errors = [r.distance.metres - t if r.distance else np.nan for r, t in zip(rewards, truths, strict=True)]
    # A signal may have no distance.
    measured = [i for i, reward in enumerate(rewards) if reward.status is Status.MEASURED and reward.distance]
    held = [i for i, reward in enumerate(rewards) if reward.status is Status.HELD and reward.distance]
    still = [i for i in held if rows[i]["static"]]
    along = [i for i in held if not rows[i]["static"] and rows[i]["answerable"]]
    answerable = [i for i, row in enumerate(rows) if row["answerable"]]
    wrong = _wrong(scenario, rows, rewards)
    sigmas = [_sigma(rewards[i]) for i in measured]
    off = [float(errors[i]) for i in measured]
    row: Row = {
        "frames": len(rows),
        "mae_m": {
            "measured": _mean_absolute(errors, measured),
            "held": _mean_absolute(errors, still),
            "held_moving": _mean_absolute(errors, along),
        },
        "answered": _share(sum(rewards[i].status in ANSWERS for i in answerable), len(answerable)),
        "answerable_frames": len(answerable),
        "spearman": told["spearman_min"],
        "violations": told["violations"],
        "progress_decreases": told["progress_decreases"],
        "progress_excess": _progress_excess(rewards, truths),
        "wrong_object_frames": len(wrong),
        "measured_unseen": sum(rows[i]["pixels"] < UNSEEN_PIXELS for i in measured),
        "false_success": told["false_success"]["frames"],
        "reliability": {
            "measured": _reliability(off, sigmas),
            "held": _reliability([float(errors[i]) for i in still], [_sigma(rewards[i]) for i in still]),
        },
        "coverage50": _coverage(off, sigmas, 0.6745),
        "coverage80": _coverage(off, sigmas, 1.2816),
        "coverage95": _coverage(off, sigmas, 1.96),
        "sigma_over_rmse": _sigma_over_rmse(off, sigmas),
        "reacquired_after_frames": _reacquired(rows, rewards),
        "status": {str(status): count for status, count in Counter(reward.status for reward in rewards).items()},
        "reasons": list(dict.fromkeys(r.reason for r in rewards if r.reason))[:12],
    }
    return Judged(row, wrong, off, sigmas)


def _told(scenario: Scenario, rows: list[Row], rewards: list[Reward], folder: Path) -> Row:
    """What `fathom score` says."""
    folder.mkdir(parents=True, exist_ok=True)
    lines, table = folder / "rewards.jsonl", folder / "truth.csv"
    lines.write_text("".join(rewards_json.dumps(reward) + "\n" for reward in rewards))
    recent: list[float] = []
    with table.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(TRUTH)
        for number, row in enumerate(rows):
            recent = [*recent[1 - SUCCESS_FRAMES :], row["distance"]]
            place = np.array(row["things"][scenario.target])[:3, 3]
            success = int(min(recent) < SUCCESS_WITHIN)
            writer.writerow(
                (scenario.cameras[0].name, "0", number, row["distance"], success, int(row["visible"]), *place)
            )
    done = subprocess.run(
        [find_binary(None), "score", lines, table, "--json"], capture_output=True, text=True, timeout=60
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"fathom score: {done.stderr.strip()}")
    scores: dict[str, Row] = json.loads(done.stdout)
    return next(iter(scores.values()))


def _wrong(scenario: Scenario, rows: list[Row], rewards: list[Reward]) -> list[int]:
    """Frames in which the target's end lies outside of the target and nearer to the surface of another thing.

    Held frames in which nobody can know where the target is do not count.
    """
    hulls = {thing.name: Hull(shapes.mesh(thing)) for thing in scenario.things}
    parts = [Hull(part) for part in truth.gripper_parts()]
    found = []
    for number, (row, reward) in enumerate(zip(rows, rewards, strict=True)):
        if reward.distance is None or not (reward.status is Status.MEASURED or row["answerable"]):
            continue
        point = np.append(_in_world(reward, row), 1.0)
        gap = hulls[scenario.target].distance(_local(row["things"][scenario.target], point))
        if gap <= 0:
            continue
        poses = {name: pose for name, pose in row["things"].items() if name != scenario.target}
        others = [hulls[name].distance(_local(pose, point)) for name, pose in poses.items()]
        for hand in (row["hand"], row["giver"]):
            others += [part.distance(_local(hand, point)) for part in parts] if hand else []
        if others and min(others) < gap:
            found.append(number)
    return found


def _local(pose: Any, point: Array) -> Array:
    return np.asarray((np.linalg.inv(np.array(pose)) @ point)[:3])


def _in_world(reward: Reward, row: Row) -> Array:
    assert reward.distance is not None
    if reward.distance.frame_of_reference == "world":
        return reward.distance.target
    return np.asarray((np.array(row["views"][0]["world_from_camera"]) @ np.append(reward.distance.target, 1.0))[:3])


def _reacquired(rows: list[Row], rewards: list[Reward]) -> int | None:
    """The longest time, in frames, from a reappearance until the target is measured where it is; 0 is at once."""
    waits: list[int] = []
    hidden = 0
    known = False
    for number, row in enumerate(rows):
        if row["clear"] and known and hidden >= HIDDEN_FRAMES:
            found = (at - number for at in range(number, len(rows)) if _found(rows[at], rewards[at]))
            waits.append(next(found, len(rows) - number))
        known |= row["clear"]
        if row["clear"] or not row["visible"]:
            hidden = 0 if row["clear"] else hidden + 1
    return max(waits, default=None)


def _found(row: Row, reward: Reward) -> bool:
    if reward.status is not Status.MEASURED or reward.distance is None:
        return False
    return abs(reward.distance.metres - float(row["distance"])) < FOUND_WITHIN


def _progress_excess(rewards: list[Reward], truths: Array) -> float:
    """How far progress ever was above what the smallest true distance so far is worth."""
    best = 1 / (1 + np.minimum.accumulate(truths) / LENGTH)
    told = ((reward.progress, float(limit)) for reward, limit in zip(rewards, best, strict=True))
    return max((progress - limit for progress, limit in told if progress is not None), default=0.0)


def _mean_absolute(errors: list[float], chosen: list[int]) -> float | None:
    return float(np.mean([abs(errors[i]) for i in chosen])) if chosen else None


def _share(count: int, of: int) -> float | None:
    return count / of if of else None


def _coverage(errors: list[float], sigmas: list[float], width: float) -> float | None:
    inside = [abs(error) <= width * sigma + TINY for error, sigma in zip(errors, sigmas, strict=True)]
    return float(np.mean(inside)) if inside else None


def _sigma(reward: Reward) -> float:
    return reward.distance.standard_deviation if reward.distance else float("nan")


def _reliability(errors: list[float], sigmas: list[float]) -> Row | None:
    """How true the uncertainty of some frames is: a bias is an error that no averaging takes away."""
    if not errors:
        return None
    return {
        "frames": len(errors),
        "bias_m": float(np.mean(errors)),
        "rmse_m": float(np.sqrt(np.mean(np.square(errors)))),
        "sigma_median_m": float(np.median(sigmas)),
        "sigma_over_rmse": _sigma_over_rmse(errors, sigmas),
        "coverage95": _coverage(errors, sigmas, 1.96),
    }


def _sigma_over_rmse(errors: list[float], sigmas: list[float]) -> float | None:
    """Root mean square of both: 1 is honest, below it too sure."""
    off = float(np.sqrt(np.mean(np.square(errors)))) if errors else 0.0
    return float(np.sqrt(np.mean(np.square(sigmas)))) / off if off else None
