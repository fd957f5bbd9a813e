"""Plays every scenario to every signal and prints the table. Called by launch/scenarios."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from suite import report, run, table
from suite.catalogue import SCENARIOS
from suite.scenario import RATE, Scenario

Row = dict[str, Any]


def main() -> int:
    options = _options()
    chosen = [_shortened(SCENARIOS[name], options.frames) for name in options.only]
    signals = tuple(options.signals)
    jobs = [run.Job(scene, options.seed, options.cache, options.out, signals, options.plots) for scene in chosen]
    results: dict[str, Row] = {}
    with ProcessPoolExecutor(options.jobs) as pool:
        for job, result in zip(jobs, pool.map(run.play, jobs), strict=True):
            results[job.scenario.name] = result
            print(f"{job.scenario.name}: {result['seconds']:.0f} s", file=sys.stderr, flush=True)
    whole = report.whole(results, options.seed)
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(json.dumps(whole, indent=1) + "\n")
    for line in table.lines(whole):
        print(line)
    print(f"\nsee {options.report} and {options.out}")
    return 1 if any(result.get("failed") for result in results.values()) else 0


def _shortened(scenario: Scenario, frames: int | None) -> Scenario:
    return replace(scenario, seconds=min(scenario.seconds, frames / RATE)) if frames else scenario


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launch/scenarios", description=__doc__)
    parser.add_argument("--only", type=_names, default=list(SCENARIOS), help="names of scenarios, with commas between")
    parser.add_argument("--seed", type=int, default=0, help="other lights, grounds, paints, cameras and noise")
    parser.add_argument("--frames", type=int, help="the first so many of each scenario")
    known = ", ".join(run.SIGNALS)
    parser.add_argument(
        "--signals", type=lambda text: text.split(","), default=list(run.SIGNALS),
        help=f"which to judge: {known}, or your own as module:Class",
    )  # fmt: skip
    parser.add_argument("--no-plots", dest="plots", action="store_false")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="name the scenarios and end")
    parser.add_argument("--cache", type=Path, default=Path("build/scenarios"), help="where frames are kept")
    parser.add_argument("--out", type=Path, default=Path("build/reports/scenarios"), help="where pictures go")
    parser.add_argument("--report", type=Path, default=Path("build/reports/scenarios.json"))
    options = parser.parse_args()
    if options.list:
        for scenario in SCENARIOS.values():
            print(f"{scenario.name:20} {scenario.frames:4}  {scenario.about}")
        sys.exit(0)
    return options


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in SCENARIOS]:
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(SCENARIOS)}; found {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
