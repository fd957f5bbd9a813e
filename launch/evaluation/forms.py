"""Fits the weights by which the chooser tells forms from one another, on simulated clutter of the training split.

    PYTHONPATH=launch:clients/python/src .venv/bin/python -m evaluation.forms --fathom BINARY DIR…

DIR holds frames that evaluation.clutter rendered. Prints Sources/Fathom/Ground/Choice/FormClassifier+Weights.swift. The
features are those of FormClassifier.swift, in its order.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

KINDS = ["sphere", "cube", "box", "flat", "can", "bottle", "cup", "bowl", "bent", "elongated", "scrap"]
KIND_OF = {
    "ball": "sphere", "cube": "cube", "box": "box", "book": "flat", "can": "can", "bottle": "bottle", "mug": "cup",
    "cup": "cup", "bowl": "bowl", "banana": "bent", "marker": "elongated", "hammer": "elongated",
}  # fmt: skip
SENSORS = [("depth.png", "ideal"), ("depth-sensor.png", "structured-light")]


def features(thing: dict[str, Any], evidence: list[float], widths: list[float]) -> list[float]:
    x, y, z = (max(side, 1e-3) for side in thing["size_m"])
    longest, middle, shortest = sorted((x, y, z), reverse=True)
    broad, slim = np.log(middle / longest), np.log(shortest / longest)
    even, upright = np.log(min(x, y) / max(x, y)), np.log(z / max(x, y))
    box, cylinder, sphere, cone, elongated, bent, hollow = evidence
    row = [
        box, cylinder, sphere, cone, elongated, bent, hollow, broad, slim, even, upright, broad**2, slim**2, even**2,
        upright**2, cylinder * min(upright, 0), cylinder * max(upright, 0), hollow * upright, 1.0, *widths,
    ]  # fmt: skip
    return [float(np.clip(value, -4, 4)) for value in row]


def things(fathom: str, job: tuple[Path, tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    """What one frame shows, each with the kind that it truly is."""
    folder, (depth, noise) = job
    truth = json.loads((folder / "truth.json").read_text())
    nouns = {thing["id"]: thing["noun"] for thing in truth["objects"]}
    with tempfile.TemporaryDirectory() as scratch:
        found = json.loads(
            subprocess.run(
                [
                    fathom, "segment", "--color", folder / "color.png", "--depth", folder / depth, "--depth-unit",
                    "0.0001", "--camera", ",".join(map(str, truth["camera"])), "--noise", noise, "--json",
                    "--labels", f"{scratch}/labels.png",
                ],
                check=True, capture_output=True, text=True,
            ).stdout
        )["objects"]  # fmt: skip
        labels = cv2.imread(f"{scratch}/labels.png", cv2.IMREAD_UNCHANGED)
    true = cv2.imread(str(folder / "labels.png"), cv2.IMREAD_UNCHANGED)
    rows = []
    for thing in found:
        mask = labels == thing["label"]
        ids, counts = np.unique(true[mask], return_counts=True)
        if mask.sum() < 40:
            continue
        best = int(ids[counts.argmax()])
        overlap = (mask & (true == best)).sum() / (mask | (true == best)).sum()
        if best in nouns and overlap >= 0.5:
            rows.append((KIND_OF[nouns[best]], thing))
        elif best not in nouns or overlap < 0.3:
            rows.append(("scrap", thing))
    return rows


def spread(rows: list[tuple[str, dict[str, Any]]], rounds: int) -> Iterator[tuple[int, list[float]]]:
    """The things as they are, and as a poorer sensor would show them: evidence weaker or false, sides off by a tenth,
    widths by a fifteenth."""
    random = np.random.default_rng(0)
    for kind, thing in rows:
        told = list(thing["form"].values())
        evidence, widths = told[:7], told[7:]
        yield KINDS.index(kind), features(thing, evidence, widths)
        for _ in range(rounds):
            weaker = [value * random.uniform(0, 1) ** 0.5 for value in evidence]
            if random.uniform() < 0.4:
                weaker[int(random.integers(len(weaker)))] = random.uniform(0, 0.7)
            sides = {"size_m": [side * np.exp(random.normal(0, 0.1)) for side in thing["size_m"]]}
            rougher = [float(np.clip(width + random.normal(0, 0.07), 0, 1)) for width in widths]
            if random.uniform() < 0.1:
                rougher[int(random.integers(len(rougher)))] = 1.0
            yield KINDS.index(kind), features(sides, weaker, rougher)


def fit(inputs: Matrix, kinds: npt.NDArray[np.int64], decay: float = 2e-3, rounds: int = 4000) -> Matrix:
    """Softmax regression, every kind as likely as the next, by Adam."""
    weight = 1 / np.maximum(np.bincount(kinds, minlength=len(KINDS)), 1)
    share = weight[kinds] / weight[kinds].sum()
    wanted = np.eye(len(KINDS))[kinds]
    weights = np.zeros((inputs.shape[1], len(KINDS)))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(rounds):
        slope = inputs.T @ ((shares(inputs, weights) - wanted) * share[:, None]) + decay * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= (0.02 if turn < rounds * 3 // 4 else 0.004) * first / (np.sqrt(second) + 1e-8)
    return weights


def shares(inputs: Matrix, weights: Matrix) -> Matrix:
    logits = inputs @ weights
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fathom", required=True)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    frames = sorted(path.parent for folder in options.folders for path in folder.glob("*/truth.json"))
    jobs = [(frame, sensor) for frame in frames for sensor in SENSORS]
    with ThreadPoolExecutor(2) as pool:
        rows = [row for found in pool.map(partial(things, options.fathom), jobs) for row in found]
    held = [row for place, row in enumerate(rows) if place % 4 == 0]
    kept = [row for place, row in enumerate(rows) if place % 4]
    table = list(spread(kept, 3))
    weights = fit(np.array([row for _, row in table]), np.array([kind for kind, _ in table]))
    check = list(spread(held, 0))
    guess = shares(np.array([row for _, row in check]), weights).argmax(axis=1)
    right = float(np.mean(guess == [kind for kind, _ in check]))
    print("// Made by launch/evaluation/forms.py; not to be edited.")
    print(f"// Fitted to {len(kept)} things; of {len(held)} others {100 * right:.0f} % were told right.")
    print("extension FormClassifier {\n    /// A row a feature, a column a kind.\n    static let weights: [SIMD16<Double>] = [")
    for row in weights:
        numbers = ", ".join(f"{value:.4f}" for value in [*row, *[0.0] * (16 - len(KINDS))])
        print(f"        SIMD16({numbers}),")
    print("    ]\n}")


if __name__ == "__main__":
    main()
