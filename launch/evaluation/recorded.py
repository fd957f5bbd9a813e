"""Rows about real recordings: descriptions, geometry against poses, regions against hand labels."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from evaluation.recordings import RecordedFrame
from evaluation.score import Regions, Verdict, distances, inside, iou, same_thing, segmentation, tally
from evaluation.tool import Answer, Fathom, Question

Row = dict[str, Any]


def descriptions(tool: Fathom, frames: list[RecordedFrame], pool: Executor) -> Row:
    """Every description of a recording; what is hard to ask for is counted apart."""
    judged = list(pool.map(partial(_judge, tool), frames))
    main = [verdict for plain, _, _ in judged for verdict in plain]
    hard = [verdict for _, apart, _ in judged for verdict in apart]
    row: Row = dict(tally(main))
    row["hard"] = {key: tally(hard)[key] for key in ("descriptions", "right", "answered", "wrong_thing")}
    row["each"] = [line for _, _, lines in judged for line in lines]
    return row


def _judge(tool: Fathom, frame: RecordedFrame) -> tuple[list[Verdict], list[Verdict], list[Row]]:
    answers = tool.measure(frame.picture, [Question(phrase.say) for phrase in frame.phrases])
    plain: list[Verdict] = []
    hard: list[Verdict] = []
    lines: list[Row] = []
    for phrase, answer in zip(frame.phrases, answers, strict=True):
        verdict = judge(answer, phrase.say, phrase.expected, frame, phrase.things)
        apart = phrase.expected == "one" and phrase.things[0] in frame.hard
        (hard if apart else plain).append(verdict)
        lines.append(
            {
                "frame": frame.name, "say": phrase.say, "expected": list(phrase.things), "status": answer.status,
                "right": verdict.right, "iou": None if verdict.iou is None else round(verdict.iou, 3),
                "score": answer.score, "reason": answer.said.get("reason"), "hard": apart,
            }
        )  # fmt: skip
    return plain, hard, lines


def judge(answer: Answer, say: str, expected: str, frame: RecordedFrame, things: tuple[str, ...]) -> Verdict:
    if expected != "one":
        return Verdict(say, expected, answer.status, score=answer.score)
    truth = frame.masks[things[0]]
    mask = answer.mask
    return Verdict(
        say, expected, answer.status,
        iou=None if mask is None else iou(mask, truth),
        centered=inside(answer.center, frame.picture.camera, truth),
        same=mask is not None and same_thing(mask, truth),
        score=answer.score,
    )  # fmt: skip


def geometry(tool: Fathom, frames: list[RecordedFrame], pool: Executor) -> Row:
    """Distances against posed models, by description and with masks from the label picture."""
    return {
        "descriptions": _geometry(tool, frames, pool, lambda frame, thing, _: f"the {thing}"),
        "label_masks": _geometry(tool, frames, pool, _mask_file),
    }


Entity = Callable[[RecordedFrame, str, Path], str]


def _mask_file(frame: RecordedFrame, thing: str, folder: Path) -> str:
    path = folder / f"{frame.name}-{thing.replace(' ', '-')}.png"
    cv2.imwrite(str(path), frame.masks[thing].astype(np.uint8) * 255)
    return f"mask:{path}"


def _geometry(tool: Fathom, frames: list[RecordedFrame], pool: Executor, entity: Entity) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        found = list(pool.map(partial(_distances, tool, entity, Path(folder)), frames))
    row: Row = {}
    for kind in ("center", "surface", "nearest"):
        pairs = [pair for entries in found for pair in entries[kind]]
        row[kind] = distances([measured for measured, _ in pairs], [truth for _, truth in pairs])
    return row


def _distances(
    tool: Fathom, entity: Entity, folder: Path, frame: RecordedFrame
) -> dict[str, list[tuple[float | None, float]]]:
    assert frame.truth
    names = frame.truth_names
    pairs = list(itertools.combinations(sorted(names, key=lambda thing: names[thing]), 2))
    asked = {thing: entity(frame, thing, folder) for thing in names}
    kinds = ("center", "surface")
    questions = [Question(asked[a], asked[b], kind) for a, b in pairs for kind in kinds]
    questions += [Question(asked[thing]) for thing in names]
    answers = iter(tool.measure(frame.picture, questions, masks=False))
    found: dict[str, list[tuple[float | None, float]]] = {"center": [], "surface": [], "nearest": []}
    for a, b in pairs:
        truth = frame.truth["pairs"][f"{names[a]}|{names[b]}"]
        for kind in kinds:
            found[kind].append((next(answers).distance, float(truth[f"{kind}_distance_m"])))
    for thing in names:
        known = frame.truth["objects"][names[thing]]
        found["nearest"].append((next(answers).nearest, float(known["camera_to_nearest_model_surface_m"])))
    return found


def regions(tool: Fathom, frames: list[RecordedFrame], pool: Executor) -> Row:
    """The tool's own segmentation against hand labels."""
    found = list(pool.map(lambda frame: tool.segment(frame.picture), frames))
    compared: list[tuple[str, Regions]] = []
    for frame, labels in zip(frames, found, strict=True):
        assert frame.labels is not None
        compared.append((frame.name, segmentation(labels, frame.labels)))
    best = np.array([value for _, one in compared for value in one.best_iou])
    return {
        "objects": len(best), "mean_iou": float(best.mean()), "above_half": float((best > 0.5).mean()),
        "split": sum(one.split for _, one in compared), "merged": sum(one.merged for _, one in compared),
        "each": [{"frame": name, **asdict(one)} for name, one in compared],
    }  # fmt: skip
