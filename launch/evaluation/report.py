"""Turns rows into a table for people."""

from __future__ import annotations

from typing import Any

from evaluation.targets import TARGETS, written

Row = dict[str, Any]


def lines(rows: Row) -> list[str]:
    """The whole table, what is wanted last."""
    parts = [_descriptions(rows), _clutter(rows), _geometry(rows), _noise(rows), _notes(rows)]
    out = [line for part in parts if part for line in ["", *part]]
    return [*out, "", _columns("wanted", 60, ["measured"]), *(target.line(rows) for target in TARGETS)]


def _columns(first: str, width: int, rest: list[str], each: int = 11) -> str:
    return f"{first:<{width}}" + "".join(f"{text:>{each}}" for text in rest)


def _descriptions(rows: Row) -> list[str]:
    found = {name: row for name, row in rows.items() if "wrong_thing" in row}
    if not found:
        return []
    heads = ["of one", "right", "centred", "answered", "other", "of several", "ambiguous", "of none", "absent"]
    return [_columns("descriptions", 17, heads), *(_described(name, row) for name, row in found.items())]


def _described(name: str, row: Row) -> str:
    shares = [written(row[key]) for key in ("right", "centered", "answered", "wrong_thing")]
    several = [str(row["several"]), written(row["several_ambiguous"])]
    return _columns(
        name, 17, [str(row["descriptions"]), *shares, *several, str(row["none"]), written(row["none_absent"])]
    )


def _clutter(rows: Row) -> list[str]:
    out = []
    for name in ("clutter", "clutter_sensor"):
        row = rows.get(name, {})
        if "center_error_m" not in row:
            continue
        center, size, sigma = row["center_error_m"], row["size_error_share"], row["range_sigma"]
        twins = f"{row['twins']} twins, both named {written(row['twins_both_named'])}"
        out += [
            f"{name}: {row['frames']} frames, {twins}",
            f"  centre error {written(center['median'], 'mm')}, nine in ten {written(center['p90'], 'mm')}",
            f"  size error {written(size['median'])}, nine in ten {written(size['p90'])}",
            f"  range error within 1 σ {written(sigma['within_1_sigma'])}, 2 σ {written(sigma['within_2_sigma'])}",
            f"  calibration error {written(row['calibration_error'], '')}",
            f"  calibration error, candidates too {written(row['calibration_error_candidates'], '')}",
            "  right: " + ", ".join(_kinds(row["by_kind"])),
        ]
    return out


def _kinds(kinds: Row) -> list[str]:
    asked = {kind: entry for kind, entry in kinds.items() if entry["descriptions"]}
    return [f"{kind} {written(entry['right'])} of {entry['descriptions']}" for kind, entry in asked.items()]


def _geometry(rows: Row) -> list[str]:
    out = []
    for name in ("descriptions", "label_masks"):
        for kind, entry in rows.get("geometry", {}).get(name, {}).items():
            lengths = [written(entry[key], "mm") for key in ("mae_m", "median_m")]
            shares = [written(entry["answered"]), *lengths, written(entry["median_abs_rel"])]
            out.append(_columns(f"  {name.replace('_', ' ')}, {kind}", 32, shares))
    heads = ["answered", "mean error", "median", "AbsRel"]
    return [_columns("ycb_video against poses", 32, heads), *out] if out else []


def _noise(rows: Row) -> list[str]:
    out = []
    for name in ("noise_clutter", "noise_ycb_video"):
        row = rows.get(name, {})
        if not row or "not_measured" in row:
            continue
        out.append(_columns(name.replace("_", " "), 23, ["pairs", "answered", "mean error", "90–110 %", "50–200 %"]))
        for condition, entry in row.items():
            shares = [written(entry[key]) for key in ("within_10_percent", "within_factor_2")]
            cells = [str(entry["asked"]), written(entry["answered"]), written(entry["mae_m"], "mm"), *shares]
            out.append(_columns(f"  {condition}", 23, cells))
    return [*out, "  (SpatialVLM, distances estimated from colour: 8.4 % and 37.2 %)"] if out else []


def _notes(rows: Row) -> list[str]:
    out = []
    if "mean_iou" in (row := rows.get("regions", {})):
        out.append(f"mosd_tabletop: {row['objects']} things, {row['split']} split, {row['merged']} merged")
    for name, row in rows.items():
        if (hard := row.get("hard", {})).get("descriptions"):
            shares = f"right {written(hard['right'])}, another thing {written(hard['wrong_thing'])}"
            out.append(f"{name}: {hard['descriptions']} descriptions of thin or far things, apart: {shares}")
    speed = rows.get("speed", {})
    for key in ("fathom_p99_ms", "open3d_cropped_p50_ms", "open3d_uncropped_p50_ms"):
        if key in speed:
            out.append(f"{key.removesuffix('_ms').replace('_', ' ')}: {written(speed[key], 'ms')}")
    out += [f"speed, {key}: {speed[key]}" for key in ("fathom", "open3d") if key in speed]
    return out + [f"{name}: not measured: {row['not_measured']}" for name, row in rows.items() if "not_measured" in row]
