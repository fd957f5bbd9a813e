"""Plays one scenario to the signals, with each kind of depth."""

from __future__ import annotations

import importlib
import json
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suite import episode, render
from suite.daemon import Fathom
from suite.knowledge import known
from suite.scenario import Scenario
from suite.score import Judged, judge
from suite.script import Script
from suite.signal import Episode, Signal
from suite.tracker import Tracker

Row = dict[str, Any]
SIGNALS: dict[str, type[Signal]] = {"fathom": Fathom, "script": Script, "tracker": Tracker}


@dataclass(frozen=True)
class Job:
    scenario: Scenario
    seed: int
    cache: Path
    out: Path
    signals: tuple[str, ...]
    plots: bool


def play(job: Job) -> Row:
    """Rows by depth and signal. What fails says why and leaves the rest alone."""
    start = time.perf_counter()
    result: Row = {"about": job.scenario.about, "say": job.scenario.say}
    try:
        folder = render.rendered(job.scenario, job.seed, job.cache)
        rows = known(job.scenario, json.loads((folder / "truth.json").read_text()))
    except Exception:
        return result | {"failed": traceback.format_exc(limit=3), "seconds": time.perf_counter() - start}
    for heard in episode.episodes(job.scenario, folder, rows, job.seed):
        result[heard.depth] = {}
        for name in job.signals:
            try:
                judged = _one(job, name, heard, rows)
                result[heard.depth][name] = judged.row | {"errors": judged.errors, "sigmas": judged.sigmas}
            except Exception as error:
                result[heard.depth][name] = {"failed": f"{type(error).__name__}: {error}"}
                result["failed"] = True
    return result | {"seconds": time.perf_counter() - start}


def _one(job: Job, name: str, heard: Episode, rows: list[Row]) -> Judged:
    with signal(name) as made:
        rewards = made.rewards(heard)
    out = job.out / job.scenario.name
    judged = judge(job.scenario, rows, rewards, out / f"{heard.depth}-{made.name}")
    if job.plots and name == job.signals[0]:
        from suite import draw

        draw.strip(heard, rows, rewards, judged.wrong, out / f"{heard.depth}-strip.png")
        title = f"{job.scenario.name}, {heard.depth} depth"
        draw.plot(job.scenario, rows, rewards, judged.wrong, title, out / f"{heard.depth}.png")
    return judged


def signal(name: str) -> Signal:
    """One of ours, or `module:Class` of your own."""
    if name in SIGNALS:
        return SIGNALS[name]()
    module, _, kind = name.partition(":")
    made: Signal = getattr(importlib.import_module(module), kind)()
    return made
