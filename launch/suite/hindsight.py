"""Records occlusions with the real daemon, looks back on them, and says by how much that beats the forward pass.

Called by launch/hindsight.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import fathom
from fathom import rewards_json
from fathom.daemon.binary import find_binary
from fathom.hindsight import read
from suite import daemon, episode, render
from suite.catalogue import SCENARIOS
from suite.knowledge import known
from suite.occlusions import DRAWN, drawn
from suite.scenario import Scenario

Row = dict[str, Any]
FIXED = ("hidden-60", "moved-while-hidden", "decoy-passes")
"""Scenes of launch/scenarios in which the target is hidden for a while."""
GOAL = 0.5
"""Of the forward pass's mean absolute error over hidden frames."""


@dataclass(frozen=True)
class Job:
    name: str
    seed: int
    cache: Path
    keep: Path | None
    """Where the episode and its hindsight are left."""

    @property
    def scenario(self) -> Scenario:
        return drawn(self.name, self.seed) if self.name in DRAWN else SCENARIOS[self.name]


def measure(job: Job) -> list[Row]:
    """One row for each kind of depth: errors of the frames in which the target is hidden, by what is known when."""
    scenario = job.scenario
    folder = render.rendered(scenario, job.seed, job.cache)
    rows = known(scenario, json.loads((folder / "truth.json").read_text()))
    return [
        {"scene": job.name, "seed": job.seed, "depth": heard.depth, "frames": _frames(job, heard, rows)}
        for heard in episode.episodes(scenario, folder, rows, job.seed)
    ]


def _frames(job: Job, heard: Any, rows: list[Row]) -> list[Row]:
    """Of each frame: whether it is hidden and seen again later, and both distances' errors and deviations, in metres."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        if job.keep:
            place = job.keep / f"{job.name}-{job.seed}-{heard.depth}"
            place.mkdir(parents=True)
        lines = _replayed(heard, place)
        rewards = list(rewards_json.read(lines[0].read_text().splitlines()))
        back = {frame.reward_sequence: frame for frame in read(lines[1].read_text().splitlines())}
    visible = [row["visible"] for row in rows]
    last = max((n for n, seen in enumerate(visible) if seen), default=-1)
    first = visible.index(True) if any(visible) else len(visible)
    told = []
    for number, (row, reward) in enumerate(zip(rows, rewards, strict=True)):
        after = back.get(reward.reward_sequence)
        told.append(
            {
                "hidden": not visible[number] and first < number < last,
                "status": str(reward.status),
                "filled": after is not None and after.filled,
                "truth": row["distance"],
                "forward": _pair(reward.distance, row["distance"]),
                "hindsight": _pair(after.distance if after else None, row["distance"]),
            }
        )
    return told


def _pair(distance: fathom.Distance | None, truth: float) -> tuple[float, float] | None:
    return None if distance is None else (distance.metres - truth, distance.standard_deviation)


def _replayed(heard: Any, place: Path) -> tuple[Path, Path]:
    """Recorded live, frame by frame, then replayed: rewards, and what is known of them afterwards."""
    config = daemon.configuration(heard.scenario, heard.depth) | {"record": {"folder": str(place / "episodes")}}
    with fathom.connect(config, timeout=daemon.PATIENCE) as running:
        daemon.stepped(running, heard)
    (recording,) = (place / "episodes").glob("*.mcap")
    lines = place / "rewards.jsonl", place / "hindsight.jsonl"
    done = subprocess.run(
        [find_binary(None), "replay", recording, "--output", lines[0], "--hindsight", lines[1]],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"fathom replay: {done.returncode}: {done.stderr.strip()}")
    return lines


def summary(frames: list[Row]) -> Row:
    """Over hidden frames: where both passes have a distance, and where only hindsight has one."""
    hidden = [frame for frame in frames if frame["hidden"]]
    both = [frame for frame in hidden if frame["forward"] and frame["hindsight"]]
    more = [frame for frame in hidden if not frame["forward"] and frame["hindsight"]]
    row: Row = {"hidden": len(hidden), "compared": len(both), "only_hindsight": len(more)}
    for name in ("forward", "hindsight"):
        row[name] = _measures([frame[name] for frame in both])
    row["only_hindsight_mae_m"] = _measures([frame["hindsight"] for frame in more])["mae_m"]
    forward, back = row["forward"]["mae_m"], row["hindsight"]["mae_m"]
    row["ratio"] = back / forward if forward else None
    return row


def _measures(pairs: list[tuple[float, float]]) -> Row:
    if not pairs:
        return {"mae_m": None, "rmse_m": None, "coverage95": None, "sigma_m": None}
    errors, sigmas = np.array(pairs).T
    return {
        "mae_m": float(np.mean(np.abs(errors))),
        "rmse_m": float(np.sqrt(np.mean(errors**2))),
        "coverage95": float(np.mean(np.abs(errors) <= 1.96 * sigmas + 1e-9)),
        "sigma_m": float(np.mean(sigmas)),
    }


def report(rows: list[Row], seeds: list[int]) -> Row:
    scenes: Row = {}
    for depth in episode.DEPTHS:
        chosen = [row for row in rows if row["depth"] == depth]
        scenes[depth] = {
            name: summary([frame for row in chosen if row["scene"] == name for frame in row["frames"]])
            for name in dict.fromkeys(row["scene"] for row in chosen)
        }
        scenes[depth]["all"] = summary([frame for row in chosen for frame in row["frames"]])
    return {"seeds": seeds, "goal": f"hindsight's MAE over hidden frames ≤ {GOAL} × the forward pass's", "scenes": scenes}


def lines(whole: Row) -> list[str]:
    text = []
    for depth, scenes in whole["scenes"].items():
        text.append(f"\n{depth} depth         hidden  compared   forward mm  95 %   hindsight mm  95 %   ratio   only hindsight")
        for name, row in scenes.items():
            forward, back = row["forward"], row["hindsight"]
            more = f"{row['only_hindsight']:6d}  {_millimetres(row['only_hindsight_mae_m'])} mm" if row["only_hindsight"] else ""
            text.append(
                f"{name:20} {row['hidden']:6d} {row['compared']:8d}   {_millimetres(forward['mae_m'])}  {_percent(forward)}"
                f"     {_millimetres(back['mae_m'])}   {_percent(back)}  {_ratio(row['ratio'])}{more}"
            )
    return [*text, "", whole["goal"]]


def _millimetres(metres: float | None) -> str:
    return f"{'–':>9}" if metres is None else f"{1000 * metres:9.1f}"


def _percent(row: Row) -> str:
    return f"{'–':>5}" if row["coverage95"] is None else f"{100 * row['coverage95']:5.0f}"


def _ratio(ratio: float | None) -> str:
    return f"{'–':>6}" if ratio is None else f"{ratio:6.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="launch/hindsight", description=__doc__)
    names = [*DRAWN, *FIXED]
    parser.add_argument("--only", type=lambda text: text.split(","), default=names, help=f"of {', '.join(names)}")
    parser.add_argument("--seeds", type=int, default=3, help="how many; other places, times and ways of each scene")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cache", type=Path, default=Path("build/scenarios"), help="where frames are kept")
    parser.add_argument("--keep", type=Path, help="leave episodes and what was said of them here")
    parser.add_argument("--report", type=Path, default=Path("build/reports/hindsight.json"))
    options = parser.parse_args()
    if unknown := [name for name in options.only if name not in names]:
        parser.error(f"--only: expected some of {', '.join(names)}; found {', '.join(unknown)}")
    seeds = list(range(options.first_seed, options.first_seed + options.seeds))
    # What is fixed differs between seeds only in light and noise.
    jobs = [
        Job(name, seed, options.cache, options.keep)
        for name in options.only for seed in (seeds if name in DRAWN else seeds[:1])
    ]  # fmt: skip
    rows: list[Row] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for job, made in zip(jobs, pool.map(measure, jobs), strict=True):
            rows += made
            print(f"{job.name}, seed {job.seed}", file=sys.stderr, flush=True)
    whole = report(rows, seeds)
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(json.dumps(whole, indent=1) + "\n")
    print("\n".join(lines(whole)))
    print(f"\nsee {options.report}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
