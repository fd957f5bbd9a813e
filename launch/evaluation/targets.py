"""What is wanted of the numbers, and how numbers are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One wanted number: where it stands in the rows, its bound, and how it is written."""

    name: str
    path: str
    bound: float
    is_least: bool
    """Whether the number is to be at least the bound; else at most."""
    unit: str

    def line(self, rows: Row) -> str:
        value = at(rows, self.path)
        sign = "≥" if self.is_least else "≤"
        shown = "–" if value is None else written(value, self.unit)
        verdict = "not measured" if value is None else "" if self.met(value) else "MISSED"
        return f"  {self.name:<58}{shown:>11}   {sign} {written(self.bound, self.unit):<10}{verdict}".rstrip()

    def met(self, value: float) -> bool:
        return value >= self.bound if self.is_least else value <= self.bound


def _least(name: str, path: str, bound: float, unit: str = "%") -> Target:
    return Target(name, path, bound, True, unit)


def _most(name: str, path: str, bound: float, unit: str = "%") -> Target:
    return Target(name, path, bound, False, unit)


TARGETS = [
    _least("ycb_video: the three named things, right", "ycb_video.named.right", 1.0),
    _most("ycb_video: pairs of centres, described, median", "geometry.descriptions.center.median_abs_rel", 0.10),
    _most("ycb_video: pairs of surfaces, described, median", "geometry.descriptions.surface.median_m", 0.008, "mm"),
    _most("ycb_video: camera to nearest surface, median", "geometry.descriptions.nearest.median_m", 0.005, "mm"),
    _most("ycb_video: pairs of centres, label masks, median", "geometry.label_masks.center.median_abs_rel", 0.10),
    _most("ycb_video: pairs of surfaces, label masks, median", "geometry.label_masks.surface.median_m", 0.008, "mm"),
    _least("posecnn_demo: right", "posecnn_demo.right", 0.90),
    _least("posecnn_demo: answered", "posecnn_demo.answered", 0.95),
    _least("posecnn_demo: what fits several is ambiguous", "posecnn_demo.several_ambiguous", 1.0),
    _least("posecnn_demo: what is not there is absent", "posecnn_demo.none_absent", 1.0),
    _least("mosd_tabletop: regions, mean IoU", "regions.mean_iou", 0.75, ""),
    _least("mosd_tabletop: regions above 0.5", "regions.above_half", 0.85),
    *(
        target
        for row, name in (("clutter", "clutter"), ("clutter_sensor", "clutter, sensor's faults"))
        for target in (
            _least(f"{name}: right", f"{row}.right", 0.97),
            _least(f"{name}: answered", f"{row}.answered", 0.95),
            _most(f"{name}: another thing", f"{row}.wrong_thing", 0.01),
            _least(f"{name}: twins are ambiguous", f"{row}.twins_ambiguous", 0.95),
            _most(f"{name}: expected calibration error", f"{row}.calibration_error", 0.05, ""),
        )
    ),
    _most("full segmentation and grounding, p50", "speed.fathom_p50_ms", 2.0, "ms"),
    _least("times faster than Open3D, cropped workspace", "speed.times_faster_cropped", 8, "×"),
    _least("times faster than Open3D, uncropped", "speed.times_faster_uncropped", 35, "×"),
]


def at(rows: Row, path: str) -> float | None:
    """The number at a dotted path; `None` where there is none."""
    value: Any = rows
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return float(value) if isinstance(value, int | float) else None


def written(value: float | None, unit: str = "%") -> str:
    if value is None:
        return "–"
    scale, form = {"%": (100, ".1f"), "mm": (1000, ".1f"), "ms": (1, ".2f"), "×": (1, ".1f")}.get(unit, (1, ".3f"))
    return f"{scale * value:{form}} {unit}".rstrip()


def compared(rows: Row) -> list[dict[str, Any]]:
    """Every wanted number with what was measured."""
    found = []
    for target in TARGETS:
        value = at(rows, target.path)
        met = None if value is None else target.met(value)
        found.append({"name": target.name, "value": value, "bound": target.bound, "met": met})
    return found
