"""The report as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from suite.goals import GOALS, Goal
from suite.report import QUANTILES

Row = dict[str, Any]
COLUMNS = (
    ("answered", "answered", 9), ("seen mm", "seen", 9), ("held mm", "held", 9), ("wrong", "wrong", 7),
    ("unseen", "unseen", 8), ("viol %", "violations", 8), ("decr", "decreases", 6), ("false", "false success", 7),
    ("reacq", "reacquired", 7),
)  # fmt: skip
"""Title, name of the goal, width."""


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
        yield from _parts(report["scenarios"], depth)
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
            f"{'' if place else 'all scenes':20} {name:8} answered {row['answered'] * 100:.1f} % of"
            f" {row['answerable_frames']} frames, wrong thing {row['wrong_object_frames']}, false success"
            f" {row['false_success']}, violations {row['violations'] * 100:.2f} %, goals missed {row['missed']}"
        )


def _reliability(table: Row) -> Iterator[str]:
    for name, row in table.items():
        covered = "  ".join(f"{q} %: {row[f'coverage{q}'] * 100:.1f}" for q in QUANTILES)
        ratio = "-" if row["sigma_over_rmse"] is None else f"{row['sigma_over_rmse']:.2f}"
        mark = "  MISSED " + ", ".join(row["missed"]) if row["missed"] else ""
        yield f"reliability of {name}, {row['frames']} measured frames: coverage {covered}; sigma/RMSE {ratio}{mark}"


PARTS = (("bias_m", 1000, 8, 2), ("rmse_m", 1000, 8, 2), ("sigma_median_m", 1000, 8, 2), ("sigma_over_rmse", 1, 8, 2),
    ("coverage95", 100, 7, 1))  # fmt: skip
"""Key, scale, width, digits."""


def _parts(scenarios: Row, depth: str) -> Iterator[str]:
    """The reliability of the first signal by scene, apart for what was measured and what was held at rest."""
    rows: list[tuple[str, Row]] = [
        (name, next(iter(result[depth].values()), {})) for name, result in scenarios.items() if depth in result
    ]
    yield f"{'':20} {'':8} {'frames':>6}    bias    rmse   sigma  s/rmse   95 %   (mm; sigma is the median)"
    for name, row in rows:
        for kind, part in row.get("reliability", {}).items():
            if part is None or not part["sigma_median_m"]:
                continue
            cells = (
                f"{part[key] * scale:{width}.{digits}f}" if part[key] is not None else f"{'-':>{width}}"
                for key, scale, width, digits in PARTS
            )
            yield f"{name if kind == 'measured' else '':20} {kind:8} {part['frames']:6}" + "".join(cells)
