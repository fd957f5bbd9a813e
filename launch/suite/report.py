"""The report and its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from suite.score import TINY

Row = dict[str, Any]
QUANTILES = {"50": 0.6745, "80": 1.2816, "95": 1.96}


@dataclass(frozen=True)
class Goal:
    """What is wanted of a row. A row without the quantity has nothing to miss."""

    name: str
    value: Callable[[Row], float | None]
    ideal: Callable[[float], bool] | None
    sensor: Callable[[float], bool] | None
    text: str

    def missed(self, row: Row, depth: str) -> bool:
        meets, value = (self.ideal if depth == "ideal" else self.sensor), self.value(row)
        return meets is not None and value is not None and not meets(value)


def _at_most(limit: float) -> Callable[[float], bool]:
    return lambda value: value <= limit


def _violations(row: Row) -> float | None:
    counts = row["violations"]
    eligible = counts["eligible1"] + counts["eligible10"]
    return (counts["lag1"] + counts["lag10"]) / eligible if eligible else None


NONE = _at_most(0)
GOALS = (
    Goal("answered", lambda row: row["answered"], lambda v: v >= 0.95, lambda v: v >= 0.95, "at least 95 % of the answerable frames"),
    Goal("seen", lambda row: row["mae_m"]["measured"], _at_most(0.005), _at_most(0.010), "mean error of measured frames: 5 mm, 10 mm with noise"),
    Goal("held", lambda row: row["mae_m"]["held"], _at_most(0.010), _at_most(0.010), "mean error of held frames, target at rest: 10 mm"),
    Goal("wrong", lambda row: row["wrong_object_frames"], NONE, NONE, "frames credited to another thing: 0"),
    Goal("violations", _violations, NONE, _at_most(0.005), "pairs ordered the wrong way: 0, 0.5 % with noise"),
    Goal("progress", lambda row: row["progress_excess"], _at_most(0.02), _at_most(0.02), "progress above what the smallest true distance is worth: 0.02"),
    Goal("decreases", lambda row: row["progress_decreases"], NONE, NONE, "progress that fell: 0"),
    Goal("false success", lambda row: row["false_success"], NONE, NONE, "0"),
    Goal("reacquired", lambda row: row["reacquired_after_frames"], _at_most(5), _at_most(5), "within 5 frames of reappearing"),
    Goal("coverage", lambda row: row["coverage95"], None, lambda v: 0.90 <= v <= 0.99, "95 % intervals that hold the truth: 90 to 99 %, over all scenarios"),
    Goal("sigma/rmse", lambda row: row["sigma_over_rmse"], None, lambda v: 0.7 <= v <= 1.5, "0.7 to 1.5, over all scenarios"),
)  # fmt: skip
POOLED = ("coverage", "sigma/rmse")
"""Judged over all scenarios together: errors within one are too alike to be counted one by one."""


def whole(results: dict[str, Row], seed: int) -> Row:
    """What is written: for each scenario and depth Fathom's row with what it missed, and the others' rows beside it."""
    pooled = {depth: _pooled(results, depth) for depth in ("ideal", "sensor")}
    scenarios: Row = {}
    for name, result in results.items():
        scenarios[name] = dict(result)
        for depth in ("ideal", "sensor"):
            for row in result.get(depth, {}).values():
                row.pop("errors", None), row.pop("sigmas", None)
                if "failed" not in row:
                    row["missed"] = [g.name for g in GOALS if g.name not in POOLED and g.missed(row, depth)]
    totals = {depth: _totals_of(scenarios, depth) for depth in ("ideal", "sensor")}
    return {
        "seed": seed, "goals": {g.name: g.text for g in GOALS}, "reliability": pooled, "totals": totals,
        "scenarios": scenarios,
    }  # fmt: skip


def _totals_of(results: dict[str, Row], depth: str) -> Row:
    """Sums over all scenarios, by signal."""
    table: Row = {}
    for name in _signals(results, depth):
        rows = [r[depth][name] for r in results.values() if "failed" not in r.get(depth, {}).get(name, {"failed": 1})]
        frames = sum(row["answerable_frames"] for row in rows)
        pairs = sum(row["violations"]["eligible1"] + row["violations"]["eligible10"] for row in rows)
        table[name] = {
            "answerable_frames": frames,
            "answered": sum((row["answered"] or 0) * row["answerable_frames"] for row in rows) / max(frames, 1),
            "violations": sum(row["violations"]["lag1"] + row["violations"]["lag10"] for row in rows) / max(pairs, 1),
            "wrong_object_frames": sum(row["wrong_object_frames"] for row in rows),
            "false_success": sum(row["false_success"] for row in rows),
            "missed": sum(len(row["missed"]) for row in rows),
        }
    return table


def _signals(results: dict[str, Row], depth: str) -> list[str]:
    return list(dict.fromkeys(name for result in results.values() for name in result.get(depth, {})))


def _pooled(results: dict[str, Row], depth: str) -> Row:
    """The reliability table of each signal that says how sure it is."""
    table: Row = {}
    for name in _signals(results, depth):
        rows = [result[depth][name] for result in results.values() if "errors" in result.get(depth, {}).get(name, {})]
        errors = np.concatenate([np.array(row["errors"], float) for row in rows] or [np.zeros(0)])
        sigmas = np.concatenate([np.array(row["sigmas"], float) for row in rows] or [np.zeros(0)])
        if not sigmas.any():
            continue
        row = {f"coverage{q}": float(np.mean(np.abs(errors) <= w * sigmas + TINY)) for q, w in QUANTILES.items()}
        rmse = float(np.sqrt(np.mean(errors**2)))
        ratio = float(np.sqrt(np.mean(sigmas**2))) / rmse if rmse else None
        table[name] = row | {
            "frames": len(errors), "rmse_m": rmse, "sigma_over_rmse": ratio, "sigma_median_m": float(np.median(sigmas))
        }  # fmt: skip
        table[name]["missed"] = [g.name for g in GOALS if g.name in POOLED and g.missed(table[name], depth)]
    return table


COLUMNS = (
    ("answered", "answered", 9), ("seen mm", "seen", 9), ("held mm", "held", 9), ("wrong", "wrong", 7),
    ("viol %", "violations", 8), ("decr", "decreases", 6), ("false", "false success", 7), ("reacq", "reacquired", 7),
)  # fmt: skip


def lines(report: Row) -> Iterator[str]:
    head = f"{'':20} {'':8}" + "".join(f"{title:>{width}}" for title, _, width in COLUMNS) + "    rho   95 %  s/rmse"
    goals = {goal.name: goal for goal in GOALS}
    for depth, title in (("ideal", "ideal depth"), ("sensor", "structured-light noise")):
        yield f"\n{title}"
        yield head
        for name, result in report["scenarios"].items():
            if depth not in result:
                yield f"{name:20} failed: {str(result.get('failed')).strip().splitlines()[-1]}"
            for place, (signal, row) in enumerate(result.get(depth, {}).items()):
                yield f"{'' if place else name:20} {signal:8}" + _cells(row, goals, judged=place == 0)
        yield from _totals(report["totals"][depth])
        yield from _reliability(report["reliability"][depth])
    yield "\ngoals (of the first signal; what it misses is marked with *): "
    yield from (f"  {goal.name:14} {goal.text}" for goal in GOALS)


def _cells(row: Row, goals: dict[str, Goal], judged: bool) -> str:
    if "failed" in row:
        return f"  failed: {row['failed']}"
    scales = {"answered": 100, "seen": 1000, "held": 1000, "violations": 100}
    text = ""
    for _, name, width in COLUMNS:
        value = goals[name].value(row)
        shown = "-" if value is None else f"{value * scales[name]:.1f}" if name in scales else f"{value:.0f}"
        text += f"{shown + ('*' if judged and name in row['missed'] else ' '):>{width}}"
    rho, coverage, ratio = row["spearman"], row["coverage95"], row["sigma_over_rmse"]
    text += f" {rho:6.2f}" if rho is not None else f" {'-':>6}"
    text += f" {coverage * 100:6.1f}" if coverage is not None else f" {'-':>6}"
    text += f" {ratio:6.2f}" if ratio is not None else f" {'-':>6}"
    return text + ("  MISSED " + ", ".join(row["missed"]) if judged and row["missed"] else "")


def _totals(totals: Row) -> Iterator[str]:
    for place, (name, row) in enumerate(totals.items()):
        yield (
            f"{'' if place else 'all scenes':20} {name:8} answered {row['answered'] * 100:.1f} % of {row['answerable_frames']}"
            f" frames, wrong thing {row['wrong_object_frames']}, false success {row['false_success']}"
            f", violations {row['violations'] * 100:.2f} %, goals missed {row['missed']}"
        )


def _reliability(table: Row) -> Iterator[str]:
    for name, row in table.items():
        covered = "  ".join(f"{q} %: {row[f'coverage{q}'] * 100:.1f}" for q in QUANTILES)
        ratio = row["sigma_over_rmse"]
        mark = "  MISSED " + ", ".join(row["missed"]) if row["missed"] else ""
        yield f"reliability of {name}, {row['frames']} measured frames: coverage {covered}; sigma/RMSE {ratio:.2f}{mark}"
