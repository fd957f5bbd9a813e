"""Draws how often an answer of each score is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot


def reliability(rows: dict[str, dict[str, Any]], path: Path) -> None:
    """Share right over reported score, with the counts below; one line a row."""
    figure, (upper, lower) = pyplot.subplots(2, 1, figsize=(5, 6), height_ratios=(3, 1), sharex=True)
    upper.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for index, (name, row) in enumerate(rows.items()):
        bins, error = row["reliability"], row["calibration_error"]
        upper.plot([b["score"] for b in bins], [b["right"] for b in bins], "o-", label=f"{name}: error {error:.3f}")
        left = [b["low"] + 0.05 + (index - len(rows) / 2 + 0.5) * 0.03 for b in bins]
        lower.bar(left, [b["count"] for b in bins], width=0.03)
    upper.set(xlim=(0, 1), ylim=(0, 1.02), ylabel="share right")
    upper.legend(frameon=False, loc="upper left")
    lower.set(xlabel="reported score", ylabel="answers", yscale="symlog")
    for axes in (upper, lower):
        axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150, bbox_inches="tight")
    pyplot.close(figure)
