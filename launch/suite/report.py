"""The report: every scene's rows, and what they come to together."""

from __future__ import annotations

from typing import Any

import numpy as np

from suite.goals import GOALS, POOLED
from suite.score import TINY

Row = dict[str, Any]
QUANTILES = {"50": 0.6745, "80": 1.2816, "95": 1.96}


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
