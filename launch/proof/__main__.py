"""Trains every arm with every seed, two at a time, then reports. Called by launch/prove."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proof.plot import draw
from proof.report import report, write
from proof.result import Result
from proof.settings import ARMS, Settings
from proof.store import Store

Run = tuple[str, int]


def main() -> int:
    options = _options()
    settings = Settings(steps=options.steps)
    if options.fresh:
        shutil.rmtree(options.folder, ignore_errors=True)
    store = Store(options.folder, settings)
    # Seed by seed, so that an interrupted run leaves whole comparisons.
    runs = [(arm, seed) for seed in range(options.seeds) for arm in options.arms]
    kept = [run for run in runs if store.load(*run)]
    print(f"{len(runs)} runs of {settings.steps} steps, {len(kept)} of them done before", flush=True)

    def start(run: Run) -> bool:
        return _train(run, store, settings, options.control)

    with ThreadPoolExecutor(options.jobs) as pool:
        try:
            done = list(pool.map(start, [run for run in runs if run not in kept]))
        except KeyboardInterrupt:
            # Leaving the block would wait for runs that have not even begun.
            pool.shutdown(cancel_futures=True)
            return 130

    results = [result for run in runs if (result := store.load(*run))]
    _show(results, settings, options)
    return 0 if all(done) else 1


def _train(run: Run, store: Store, settings: Settings, control: str) -> bool:
    arm, seed = run
    result = store.path(arm, seed)
    command = [sys.executable, "-W", "ignore", "-m", "proof.train", "--arm", arm, "--seed", str(seed)]
    command += ["--steps", str(settings.steps), "--result", str(result), "--control", control]
    log = result.with_suffix(".log")
    with log.open("w") as errors:
        status = subprocess.run(command, stderr=errors).returncode
    if status:
        last = "\n  ".join(log.read_text().splitlines()[-5:])
        print(f"{arm} seed {seed} failed with status {status}, see {log}:\n  {last}", file=sys.stderr, flush=True)
    return status == 0


def _show(results: list[Result], settings: Settings, options: argparse.Namespace) -> None:
    if not results:
        return
    figures = report(results, settings)
    write(figures, options.report)
    draw(results, settings, options.picture)
    print()
    for arm, entry in figures["arms"].items():
        steps = ", ".join(f"{'>' if seed['censored'] else ''}{seed['steps_to_95']}" for seed in entry["seeds"])
        final = ", ".join(f"{seed['final_success']:.0%}" for seed in entry["seeds"])
        print(f"{arm}  {ARMS[arm]:45} steps to {settings.solved:.0%}: {steps}   at the end: {final}")
    for name, label in (("ratio_d_over_c", "d : c"), ("ratio_d_over_b", "d : b")):
        if ratio := figures.get(name):
            print(f"{label}  {ratio['median']:.2f}  ({ratio['low']:.2f} … {ratio['high']:.2f}, 95 %)")
    print(f"see {options.picture} and {options.report}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launch/prove", description=__doc__)
    parser.add_argument("--seeds", type=_positive)
    parser.add_argument("--full", action="store_true", help="5 seeds instead of 2")
    parser.add_argument("--steps", type=_positive, default=Settings.steps)
    parser.add_argument("--arms", type=_arms, default=list(ARMS))
    parser.add_argument("--jobs", type=_positive, default=2, help="runs side by side, one core each")
    parser.add_argument("--fresh", action="store_true", help="forget the results of earlier runs")
    parser.add_argument("--control", default="", help="control socket of the daemon")
    parser.add_argument("--folder", type=Path, default=Path("build/prove"))
    parser.add_argument("--report", type=Path, default=Path("build/reports/prove.json"))
    parser.add_argument("--picture", type=Path, default=Path("build/reports/prove.png"))
    options = parser.parse_args()
    options.seeds = options.seeds or (5 if options.full else 2)
    return options


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1, found {text}")
    return number


def _arms(text: str) -> list[str]:
    arms = text.split(",")
    if unknown := [arm for arm in arms if arm not in ARMS]:
        raise argparse.ArgumentTypeError(f"expected some of {','.join(ARMS)}, found {','.join(unknown)}")
    return arms


if __name__ == "__main__":
    sys.exit(main())
