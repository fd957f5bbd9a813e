"""Asks the command line tool about one picture, many questions at a time."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

TIMEOUT_SECONDS = 120


class ToolError(Exception):
    """The tool did not answer; its own words say why."""


@dataclass(frozen=True)
class Picture:
    """Where one frame's files lie."""

    camera: tuple[float, ...]
    """fx, fy, cx, cy in pixels."""
    color: Path | None = None
    depth: Path | None = None
    depth_unit: float = 0.0001
    pcd: Path | None = None
    noise: str | None = None
    """What the tool is told of the sensor; its own default otherwise."""

    def arguments(self) -> list[str]:
        given = ["--camera", ",".join(str(value) for value in self.camera)]
        given += ["--noise", self.noise] if self.noise else []
        if self.pcd:
            return [*given, "--pcd", str(self.pcd)]
        return [*given, "--color", str(self.color), "--depth", str(self.depth), "--depth-unit", str(self.depth_unit)]

    def read_depth(self) -> NDArray[np.float32]:
        """Metres, 0 where nothing was measured."""
        counts = cv2.imread(str(self.depth), cv2.IMREAD_UNCHANGED)
        if counts is None:
            raise ToolError(f"no depth picture {self.depth}")
        return np.asarray(counts * self.depth_unit, dtype=np.float32)

    def with_depth(self, depth: Path, noise: str | None = None) -> Picture:
        return replace(self, depth=depth, noise=noise)


@dataclass(frozen=True)
class Question:
    a: str
    b: str | None = None
    kind: str = "center"

    def line(self) -> str:
        return json.dumps({"a": self.a, "kind": self.kind} | ({"b": self.b} if self.b else {}))


@dataclass(frozen=True)
class Answer:
    """The tool's JSON, and the mask of `a`, `None` where it has no pixels or wrote no mask."""

    said: dict[str, Any]
    mask: Mask | None

    @property
    def status(self) -> str:
        return str(self.said.get("status"))

    @property
    def distance(self) -> float | None:
        return _number(self.said.get("distance_m"))

    @property
    def sigma(self) -> float | None:
        return _number(self.said.get("std_m"))

    @property
    def score(self) -> float | None:
        return _number(self._a.get("score"))

    @property
    def center(self) -> NDArray[np.float64] | None:
        return _vector(self._a.get("center_m"))

    @property
    def size(self) -> NDArray[np.float64] | None:
        return _vector(self._a.get("size_m"))

    @property
    def nearest(self) -> float | None:
        return _number(self._a.get("nearest_m"))

    @property
    def candidates(self) -> list[dict[str, Any]]:
        return list(self.said.get("candidates") or [])

    @property
    def _a(self) -> dict[str, Any]:
        return dict(self.said.get("a") or {})


class Fathom:
    """The binary that is measured."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary.resolve()

    def measure(self, picture: Picture, questions: list[Question], masks: bool = True) -> list[Answer]:
        """An answer to each question."""
        with tempfile.TemporaryDirectory() as folder:
            asked = Path(folder) / "questions.jsonl"
            asked.write_text("".join(question.line() + "\n" for question in questions))
            wanted = ["--masks", folder] if masks else []
            out = self.run("measure", *picture.arguments(), *wanted, "--batch", str(asked), "--json")
            said = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
            if len(said) != len(questions):
                raise ToolError(f"expected {len(questions)} lines, found {len(said)}")
            return [Answer(one, _mask(Path(folder) / f"{i}-a.png")) for i, one in enumerate(said, 1)]

    def segment(self, picture: Picture) -> NDArray[np.int32]:
        """The label picture: 0 where nothing is, else a thing's number."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "labels.png"
            self.run("segment", *picture.arguments(), "--labels", str(path), "--json")
            labels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
            if labels is None:
                raise ToolError("segment wrote no label picture")
            return np.asarray(labels, dtype=np.int32)

    def timing(self, picture: Picture, question: str, frames: int) -> dict[str, float]:
        """Milliseconds of full segmentation and grounding: p50_ms, p99_ms, frames."""
        out = self.run("measure", *picture.arguments(), "--timing", str(frames), "--json", question)
        timing = json.loads(out.splitlines()[-1]).get("timing")
        if not timing:
            raise ToolError("the answer holds no timing")
        return {name: float(value) for name, value in timing.items()}

    def run(self, *arguments: str) -> str:
        command = [str(self.binary), *arguments]
        try:
            environment = os.environ | {"SWIFT_BACKTRACE": "enable=no"}
            done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, env=environment)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolError(str(error)) from error
        if done.returncode:
            words = done.stderr.strip().splitlines()
            raise ToolError(f"exit {done.returncode}: {words[0] if words else 'no word'}")
        return done.stdout


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _vector(value: object) -> NDArray[np.float64] | None:
    return np.array(value, dtype=np.float64) if isinstance(value, list) and len(value) == 3 else None


def _mask(path: Path) -> Mask | None:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.exists() else None
    return None if picture is None or not picture.any() else np.asarray(picture > 0)
