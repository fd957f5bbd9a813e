"""Rows about simulated clutter, of which everything is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from evaluation.clutter import DEPTH_UNIT
from evaluation.score import (
    Verdict,
    bounds,
    box_iou,
    calibration,
    coverage,
    inside,
    iou,
    same_thing,
    share,
    tally,
)
from evaluation.tool import Answer, Fathom, Mask, Picture, Question

Row = dict[str, Any]


@dataclass
class Judged:
    """What became of one frame's descriptions."""

    verdicts: list[Verdict] = field(default_factory=list)
    twins: list[bool] = field(default_factory=list)
    twins_named: list[bool] = field(default_factory=list)
    """Whether both of the two are among the candidates."""
    center_errors: list[float] = field(default_factory=list)
    size_errors: list[float] = field(default_factory=list)
    claims: list[tuple[float, bool]] = field(default_factory=list)
    """Score of every answer and candidate, and whether it is the thing."""
    range_errors: list[float] = field(default_factory=list)
    range_sigmas: list[float] = field(default_factory=list)
    failures: list[Row] = field(default_factory=list)


def picture(folder: Path, sensor: bool) -> Picture:
    truth = json.loads((folder / "truth.json").read_text())
    depth = folder / ("depth-sensor.png" if sensor else "depth.png")
    return Picture(tuple(truth["camera"]), folder / "color.png", depth, DEPTH_UNIT)


def descriptions(tool: Fathom, folders: list[Path], sensor: bool, pool: Executor) -> Row:
    frames = list(pool.map(partial(_judge, tool, sensor), folders))
    verdicts = [verdict for frame in frames for verdict in frame.verdicts]
    answered = [v for v in verdicts if v.expected == "one" and v.answered and v.score is not None]
    error, bins = calibration([v.score or 0 for v in answered], [v.right for v in answered])
    row: Row = {"frames": len(folders), **tally(verdicts)}
    row["twins"] = len(_all(f.twins for f in frames))
    row["twins_ambiguous"] = share(_all(f.twins for f in frames))
    row["twins_both_named"] = share(_all(f.twins_named for f in frames))
    row["calibration_error"], row["reliability"] = error, bins
    claims = _all(f.claims for f in frames)
    row["calibration_error_candidates"], _ = calibration([s for s, _ in claims], [r for _, r in claims])
    centers, sizes = _all(f.center_errors for f in frames), _all(f.size_errors for f in frames)
    row["center_error_m"] = _spread(centers)
    row["size_error_share"] = _spread(sizes)
    row["range_sigma"] = coverage(_all(f.range_errors for f in frames), _all(f.range_sigmas for f in frames))
    row["by_kind"] = {
        kind: tally([v for v in verdicts if v.kind == kind]) for kind in sorted({v.kind for v in verdicts})
    }
    row["failures"] = _all(f.failures for f in frames)
    return row


def _all(lists: Iterable[list[Any]]) -> list[Any]:
    return [value for one in lists for value in one]


def _spread(values: list[float]) -> Row:
    if not values:
        return {"count": 0, "median": None, "p90": None}
    return {"count": len(values), "median": float(np.median(values)), "p90": float(np.percentile(values, 90))}


def _judge(tool: Fathom, sensor: bool, folder: Path) -> Judged:
    truth = json.loads((folder / "truth.json").read_text())
    labels = cv2.imread(str(folder / "labels.png"), cv2.IMREAD_UNCHANGED)
    things = {thing["id"]: thing for thing in truth["objects"]}
    phrases = truth["phrases"]
    judged = Judged()
    if not phrases:
        return judged
    answers = tool.measure(picture(folder, sensor), [Question(phrase["say"]) for phrase in phrases])
    for phrase, answer in zip(phrases, answers, strict=True):
        thing = things.get(phrase.get("is", 0))
        verdict = _verdict(phrase, answer, None if thing is None else labels == thing["id"], truth["camera"])
        judged.verdicts.append(verdict)
        if phrase["kind"] == "twins":
            judged.twins.append(verdict.right)
            judged.twins_named.append(verdict.right and _named(answer, [things[i] for i in phrase["fits"]]))
        if thing is not None:
            judged.claims += _claims(answer, verdict, bounds(labels == thing["id"]))
            if verdict.right:
                _measure(judged, answer, thing)
        if not verdict.right:
            judged.failures.append(_failure(folder, phrase, answer, verdict))
    return judged


def _verdict(phrase: Row, answer: Answer, truth: Mask | None, camera: list[float]) -> Verdict:
    expected = "one" if "is" in phrase else "several" if "fits" in phrase else "none"
    if truth is None:
        return Verdict(phrase["say"], expected, answer.status, score=answer.score, kind=phrase["kind"])
    mask = answer.mask
    return Verdict(
        phrase["say"], expected, answer.status, None if mask is None else iou(mask, truth),
        inside(answer.center, camera, truth), mask is not None and same_thing(mask, truth), answer.score,
        phrase["kind"],
    )  # fmt: skip


def _claims(answer: Answer, verdict: Verdict, truth: list[float]) -> list[tuple[float, bool]]:
    """A candidate has no mask of its own: its box must be the thing's."""
    claims = [(verdict.score, verdict.right)] if verdict.score is not None else []
    for candidate in answer.candidates:
        if isinstance(candidate.get("score"), float | int) and candidate.get("box"):
            claims.append((float(candidate["score"]), box_iou(candidate["box"], truth) >= 0.5))
    return claims


def _named(answer: Answer, twins: list[Row]) -> bool:
    """Whether each of the two has a candidate nearer to it than half its own length."""
    places = [np.array(candidate["center_m"]) for candidate in answer.candidates if candidate.get("center_m")]
    return all(
        any(np.linalg.norm(place - twin["center_m"]) < max(twin["size_m"]) / 2 for place in places) for twin in twins
    )


def _measure(judged: Judged, answer: Answer, thing: Row) -> None:
    truth = np.array(thing["center_m"])
    if answer.center is not None:
        judged.center_errors.append(float(np.linalg.norm(answer.center - truth)))
    if answer.size is not None:
        # The order of the sides is a convention; their lengths are not.
        found, known = np.sort(answer.size), np.sort(np.array(thing["size_m"]))
        judged.size_errors.append(float(np.mean(np.abs(found - known)) / known.mean()))
    if answer.distance is not None and answer.sigma:
        judged.range_errors.append(answer.distance - float(np.linalg.norm(truth)))
        judged.range_sigmas.append(answer.sigma)


def _failure(folder: Path, phrase: Row, answer: Answer, verdict: Verdict) -> Row:
    return {
        "frame": folder.name, "say": phrase["say"], "kind": phrase["kind"],
        "is": phrase.get("is") or phrase.get("fits"),
        "status": answer.status, "iou": None if verdict.iou is None else round(verdict.iou, 3),
        "wrong_thing": verdict.wrong_thing, "score": answer.score, "reason": answer.said.get("reason"),
    }  # fmt: skip
