"""Scores a demo's rewards and the script's beside them, prints the report and writes it as JSON.

    python launch/demo_report.py FATHOM FOLDER REPORT TASK…
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

Report = dict[str, Any]


def score(fathom: str, rewards: Path, truth: Path) -> Report:
    """The only task's entry of `fathom score --json`."""
    output = subprocess.run([fathom, "score", rewards, truth, "--json"], check=True, capture_output=True, text=True)
    (entry,) = json.loads(output.stdout).values()
    return entry


def timing(rewards: Path) -> Report:
    """Time from receiving a frame to publishing its reward, and how many came a second, from the recorded rewards."""
    rows = [json.loads(line) for line in rewards.read_text().splitlines()]
    received = np.array([int(row["receive_time_ns"]) for row in rows if "receive_time_ns" in row and "episode" in row])
    published = np.array([int(row["publish_time_ns"]) for row in rows if "receive_time_ns" in row and "episode" in row])
    latency = (published - received) / 1e6
    seconds = (received.max() - received.min()) / 1e9
    return {
        "frames_per_second": round((len(received) - 1) / seconds, 1),
        "latency_ms": {"p50": round(float(np.percentile(latency, 50)), 3), "p99": round(float(np.percentile(latency, 99)), 3)},
    }


def task_report(fathom: str, folder: Path, task: str) -> Report:
    truth = folder / f"{task}-truth.csv"
    ours = score(fathom, folder / f"{task}.jsonl", truth)
    script = score(fathom, folder / f"{task}-baseline.jsonl", truth)
    lags = ("lag1", "lag10", "eligible1", "eligible10")
    return {
        "episodes": ours["episodes"],
        "frames": ours["frames"],
        **timing(folder / f"{task}.jsonl"),
        "mae_m": {"measured": ours.get("measured", {}).get("mae_m"), "held": ours.get("held", {}).get("mae_m")},
        "spearman_min": ours["spearman_min"],
        "violations": {key: ours["violations"][key] for key in lags},
        "progress_decreases": ours["progress_decreases"],
        "status": ours["status"],
        "wrong_object_frames": ours["wrong_object"]["frames"],
        "measured_when_visible": ours["measured_when_visible"],
        "unanswered_after_first": ours["unanswered_after_first"],
        "coverage95": ours.get("measured", {}).get("coverage_95"),
        "false_success_frames": ours["false_success"]["frames"],
        "baseline": {
            "mae_m": script.get("measured", {}).get("mae_m"),
            "spearman_min": script["spearman_min"],
            "violations": {key: script["violations"][key] for key in lags},
            "missed": script["status_counts"]["absent"],
        },
    }


def main(fathom: str, folder: str, report: str, *tasks: str) -> None:
    result = {task: task_report(fathom, Path(folder), task) for task in tasks}
    Path(report).write_text(json.dumps(result, indent=2) + "\n")
    for task, entry in result.items():
        show(task, entry)


def millimetres(metres: float | None) -> str:
    return "-" if metres is None else f"{metres * 1e3:.2f} mm"


def show(task: str, entry: Report) -> None:
    script = entry["baseline"]
    violations = "{lag1} of {eligible1} / {lag10} of {eligible10}"
    rows = [
        ("frames, episodes", f"{entry['frames']}, {entry['episodes']}", ""),
        ("measured / held", f"{entry['status']['measured']:.1%} / {entry['status']['held']:.1%}", ""),
        ("frames without an answer", str(entry["unanswered_after_first"]), str(script['missed'])),
        ("MAE measured", millimetres(entry["mae_m"]["measured"]), millimetres(script["mae_m"])),
        ("MAE held", millimetres(entry["mae_m"]["held"]), ""),
        ("Spearman, worst episode", f"{entry['spearman_min']:.4f}", f"{script['spearman_min']:.4f}"),
        ("violations lag 1 / lag 10", violations.format(**entry["violations"]), violations.format(**script["violations"])),
        ("progress decreases", str(entry["progress_decreases"]), ""),
        ("wrong-object frames", str(entry["wrong_object_frames"]), ""),
        ("received → published", "{p50} ms p50, {p99} ms p99".format(**entry["latency_ms"]), ""),
    ]
    print(f"\n{task:<28}{'fathom':>28}{'OpenCV script':>28}")
    for name, ours, theirs in rows:
        print(f"  {name:<26}{ours:>28}{theirs:>28}")


if __name__ == "__main__":
    main(*sys.argv[1:])
