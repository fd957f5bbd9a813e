"""Measures everything and prints the table. Called by launch/evaluate."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from evaluation import clutter, noise, recorded, report, simulated, speed, targets
from evaluation.plot import reliability
from evaluation.recordings import RecordedFrame, load
from evaluation.score import share
from evaluation.tool import Fathom

Row = dict[str, Any]

RECORDINGS = ("posecnn_demo", "ycb_video", "mosd_tabletop", "tum_single_frame")
NAMED = ("the red mug", "the red foam brick", "the gelatin box")
ROWS = (*RECORDINGS, "geometry", "regions", "clutter", "clutter_sensor", "noise_clutter", "noise_ycb_video", "speed")
NOISE_FRAMES, SPEED_FRAMES = 24, 5


class Skipped(Exception):
    """What a row needs is not here."""


def main() -> int:
    options = _options()
    tool = Fathom(options.fathom)
    rows: Row = {}
    with ThreadPoolExecutor(options.jobs) as pool:
        for name, measure in _rows(tool, options, pool).items():
            if name in options.rows:
                start = time.perf_counter()
                rows[name] = _attempt(measure)
                print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    _write(rows, options)
    for line in report.lines(rows):
        print(line)
    print(f"\nsee {options.report}")
    return 1 if any(row.get("failed") for row in rows.values()) else 0


def _write(rows: Row, options: argparse.Namespace) -> None:
    options.report.parent.mkdir(parents=True, exist_ok=True)
    whole = {"split": options.split, "generator": clutter.digest(), "targets": targets.compared(rows), "rows": rows}
    options.report.write_text(json.dumps(whole, indent=1) + "\n")
    drawn = {name: rows[name] for name in ("clutter", "clutter_sensor") if rows.get(name, {}).get("reliability")}
    if drawn:
        reliability(drawn, options.report.with_name("evaluate-reliability.png"))


def _attempt(measure: Callable[[], Row]) -> Row:
    """One row that cannot be measured says so and leaves the others alone."""
    try:
        return measure()
    except Skipped as reason:
        return {"not_measured": str(reason)}
    except Exception as error:
        return {"not_measured": f"{type(error).__name__}: {error}", "failed": True}


def _rows(tool: Fathom, options: argparse.Namespace, pool: ThreadPoolExecutor) -> dict[str, Callable[[], Row]]:
    frames: dict[str, list[RecordedFrame]] = {}
    folders: list[Path] = []

    def recording(name: str) -> list[RecordedFrame]:
        if name not in frames:
            found = load(name, options.data)
            if found is None:
                raise Skipped(f"no recording {name} in {options.data}; set FATHOM_DATA")
            frames[name] = found
        return frames[name]

    def simulation() -> list[Path]:
        if not folders:
            folder = options.folder / clutter.digest() / options.split
            folders.extend(clutter.frames(folder, options.frames, options.split, options.jobs))
        return folders

    def described(name: str) -> Callable[[], Row]:
        return lambda: _named(recorded.descriptions(tool, recording(name), pool))

    def pairs() -> list[noise.Pairs]:
        return [found for folder in simulation()[:NOISE_FRAMES] if (found := noise.simulated_pairs(folder))]

    def timed() -> list[speed.Timed]:
        seen = [name for name in ("ycb_video", "posecnn_demo") if load(name, options.data)]
        return [speed.recorded(frame) for name in seen for frame in recording(name)] + [
            speed.simulated(folder) for folder in simulation()[:SPEED_FRAMES]
        ]

    return {
        **{name: described(name) for name in RECORDINGS},
        "geometry": lambda: recorded.geometry(tool, recording("ycb_video"), pool),
        "regions": lambda: recorded.regions(tool, recording("mosd_tabletop"), pool),
        "clutter": lambda: simulated.descriptions(tool, simulation(), False, pool),
        "clutter_sensor": lambda: simulated.descriptions(tool, simulation(), True, pool),
        "noise_clutter": lambda: noise.table(tool, pairs(), pool),
        "noise_ycb_video": lambda: noise.table(tool, [noise.recorded_pairs(f) for f in recording("ycb_video")], pool),
        "speed": lambda: speed.compare(tool, timed(), options.open3d),
    }


def _named(row: Row) -> Row:
    """Adds the share right of the three descriptions that every build has to find."""
    named = [entry["right"] for entry in row["each"] if entry["say"] in NAMED]
    return row | ({"named": {"right": share(named), "count": len(named)}} if named else {})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launch/evaluate", description=__doc__)
    parser.add_argument("--frames", type=int, default=120, help="simulated frames")
    parser.add_argument("--split", choices=sorted(clutter.SEEDS), default="test", help="train is for tuning")
    parser.add_argument("--rows", type=_rows_named, default=list(ROWS), help=f"some of {','.join(ROWS)}")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fathom", type=Path, required=True, help="the binary")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("FATHOM_DATA", "../shared/data")))
    parser.add_argument("--open3d", type=Path, help="a Python that has Open3D")
    parser.add_argument("--folder", type=Path, default=Path("build/evaluation"), help="where simulated frames are kept")
    parser.add_argument("--report", type=Path, default=Path("build/reports/evaluate.json"))
    return parser.parse_args()


def _rows_named(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"expected some of {','.join(ROWS)}, found {','.join(unknown)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
