"""Colours by name. Shades of the test split are never rendered for tuning."""

from __future__ import annotations

import numpy as np

from evaluation.mesh import Array

SHADES: dict[str, dict[str, list[tuple[float, float, float]]]] = {
    "train": {
        "red": [(0.80, 0.08, 0.08), (0.70, 0.05, 0.10)],
        "orange": [(0.98, 0.50, 0.05)],
        "yellow": [(0.95, 0.85, 0.10), (0.98, 0.86, 0.15)],
        "green": [(0.10, 0.60, 0.15), (0.20, 0.70, 0.25)],
        "blue": [(0.08, 0.20, 0.75), (0.10, 0.35, 0.85)],
        "purple": [(0.45, 0.12, 0.65)],
        "pink": [(0.98, 0.55, 0.70)],
        "brown": [(0.42, 0.24, 0.10)],
        "white": [(0.95, 0.95, 0.93)],
        "black": [(0.05, 0.05, 0.06)],
        "gray": [(0.50, 0.50, 0.50)],
    },
    "test": {
        "red": [(0.88, 0.12, 0.12), (0.62, 0.06, 0.07)],
        "orange": [(0.95, 0.45, 0.02), (1.00, 0.55, 0.12)],
        "yellow": [(0.90, 0.80, 0.02), (1.00, 0.90, 0.25)],
        "green": [(0.05, 0.45, 0.12), (0.35, 0.75, 0.20)],
        "blue": [(0.05, 0.12, 0.55), (0.20, 0.45, 0.90)],
        "purple": [(0.55, 0.20, 0.75), (0.36, 0.10, 0.50)],
        "pink": [(0.95, 0.45, 0.65)],
        "brown": [(0.36, 0.19, 0.08), (0.48, 0.30, 0.16)],
        "white": [(0.90, 0.90, 0.92)],
        "black": [(0.08, 0.08, 0.08)],
        "gray": [(0.42, 0.43, 0.45)],
    },
}

NEAR: dict[str, set[str]] = {
    "red": {"orange", "pink", "brown", "purple"},
    "orange": {"red", "yellow", "brown", "pink"},
    "yellow": {"orange", "green", "brown", "white"},
    "green": {"yellow", "blue"},
    "blue": {"purple", "green", "black"},
    "purple": {"blue", "pink", "red", "black"},
    "pink": {"red", "purple", "orange", "white"},
    "brown": {"red", "orange", "yellow", "black", "gray"},
    "white": {"gray", "yellow", "pink"},
    "black": {"gray", "brown", "blue", "purple"},
    "gray": {"white", "black", "brown"},
}
"""Names that another person might give the same paint in other light."""


def shade(name: str, split: str, generator: np.random.Generator) -> tuple[float, float, float]:
    """A paint of that name, a little off its anchor."""
    anchors = SHADES[split][name]
    anchor: Array = np.array(anchors[int(generator.integers(len(anchors)))])
    paint = np.clip(anchor * generator.uniform(0.92, 1.08) + generator.normal(0, 0.015, 3), 0.02, 1)
    return float(paint[0]), float(paint[1]), float(paint[2])


def alike(first: str, second: str) -> bool:
    return first == second or second in NEAR[first]
