"""Fits the network by which the chooser tells forms from one another, on simulated clutter that is not held out.

    PYTHONPATH=launch:clients/python/src .venv/bin/python -m evaluation.forms --fathom BINARY DIR…

DIR holds frames that evaluation.clutter rendered, of the splits train and forms. Prints
Sources/Fathom/Ground/Choice/FormClassifier+Weights.swift. The features are those of FormClassifier.swift, in its order.
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

KINDS = ["sphere", "cube", "box", "flat", "can", "bottle", "cup", "bowl", "bent", "elongated", "irregular", "scrap"]
KIND_OF = {
    "ball": "sphere", "cube": "cube", "box": "box", "book": "flat", "can": "can", "bottle": "bottle", "mug": "cup",
    "cup": "cup", "bowl": "bowl", "banana": "bent", "marker": "elongated", "hammer": "elongated",
    "power tool": "irregular", "pincers": "irregular", "figure": "irregular", "gadget": "irregular", "drum": "can",
    "pitcher": "cup", "marble": "sphere",
}  # fmt: skip
SENSORS = [("depth.png", "ideal"), ("depth.png", "structured-light"), ("depth-sensor.png", "structured-light")]
HIDDEN = 32


def features(thing: dict[str, Any], evidence: list[float]) -> list[float]:
    x, y, z = (max(side, 1e-3) for side in thing["size_m"])
    longest, middle, shortest = sorted((x, y, z), reverse=True)
    broad, slim = np.log(middle / longest), np.log(shortest / longest)
    even, upright = np.log(min(x, y) / max(x, y)), np.log(z / max(x, y))
    box, cylinder, sphere, cone, elongated, bent, hollow = evidence
    left, top, right, bottom = thing["box"]
    area = (right - left + 1) * (bottom - top + 1)
    row = [
        box, cylinder, sphere, cone, elongated, bent, hollow, broad, slim, even, upright, broad**2, slim**2, even**2,
        upright**2, cylinder * min(upright, 0), cylinder * max(upright, 0), hollow * upright, 1.0,
        # How much of its rectangle in the image it fills, how well it is seen: what is small need not be a piece.
        np.log(np.clip(thing["pixels"] / area, 0.05, 1)), max(np.log(thing["pixels"] / 1000) / 2, -0.5),
    ]  # fmt: skip
    return [float(np.clip(value, -4, 4)) for value in row]


def things(fathom: str, job: tuple[Path, tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    """What one frame shows, each with the kind that it truly is."""
    folder, (depth, noise) = job
    truth = json.loads((folder / "truth.json").read_text())
    nouns = {thing["id"]: thing["noun"] for thing in truth["objects"]}
    sizes = {thing["id"]: sorted(thing["size_m"]) for thing in truth["objects"]}
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
        if mask.sum() < 16:
            continue
        best = int(ids[counts.argmax()])
        overlap = (mask & (true == best)).sum() / (mask | (true == best)).sum()
        if best in nouns and overlap >= 0.5:
            rows.append((_kind(nouns[best], sizes[best]), thing))
        elif best not in nouns or overlap < 0.3:
            rows.append(("scrap", thing))
    return rows


def _kind(noun: str, size: list[float]) -> str:
    """By the noun; of blocks, which have all proportions, by the sides, the shortest first."""
    if noun != "block":
        return KIND_OF[noun]
    if size[2] < 1.25 * size[0]:
        return "cube"
    return "flat" if size[0] < 0.25 * size[1] else "elongated" if size[1] < 0.3 * size[2] else "box"


def spread(rows: list[tuple[str, dict[str, Any]]], rounds: int) -> Iterator[tuple[int, list[float]]]:
    """The things as they are, and as poorer sensors would show them.

    Evidence is weaker, false, or given to every form a little; sides are off by a tenth, outlines ragged.
    """
    random = np.random.default_rng(0)
    for kind, thing in rows:
        evidence = list(thing["form"].values())
        yield KINDS.index(kind), features(thing, evidence)
        for _ in range(rounds):
            weaker = [value * random.uniform(0, 1) ** 0.5 for value in evidence]
            if random.uniform() < 0.4:
                weaker[int(random.integers(len(weaker)))] = random.uniform(0, 0.7)
            if random.uniform() < 0.4:
                weaker = [max(value, random.uniform(0, 0.3)) for value in weaker]
            changed = {
                "size_m": [side * np.exp(random.normal(0, 0.1)) for side in thing["size_m"]],
                "pixels": thing["pixels"] * np.exp(random.normal(0, 0.15)),
            }
            yield KINDS.index(kind), features(thing | changed, weaker)


Layers = tuple[Matrix, Matrix]


def fit(inputs: Matrix, kinds: npt.NDArray[np.int64], decay: float = 3e-5, rounds: int = 12000) -> Layers:
    """One hidden layer of rectifiers, then softmax, every kind as likely as the next and pieces half so, by Adam."""
    random = np.random.default_rng(1)
    weight = 1 / np.maximum(np.bincount(kinds, minlength=len(KINDS)), 1)
    # Pieces are seldom spoken of.
    weight[-1] /= 2
    share = weight[kinds] / weight[kinds].sum()
    layers = [
        random.normal(0, (2 / inputs.shape[1]) ** 0.5, (inputs.shape[1], HIDDEN)),
        random.normal(0, (1 / HIDDEN) ** 0.5, (HIDDEN + 1, len(KINDS))),
    ]
    first = [np.zeros_like(layer) for layer in layers]
    second = [np.zeros_like(layer) for layer in layers]
    for turn in range(rounds):
        batch = random.choice(len(inputs), 512, p=share)
        hidden = rectified(inputs[batch], layers[0])
        error = softmax(hidden @ layers[1])
        error[np.arange(len(batch)), kinds[batch]] -= 1
        error /= len(batch)
        back = (error @ layers[1][:-1].T) * (hidden[:, :-1] > 0)
        rate = 3e-3 * (1 - turn / rounds) + 1e-5
        for place, slope in enumerate((inputs[batch].T @ back, hidden.T @ error)):
            slope += decay * layers[place]
            first[place] = 0.9 * first[place] + 0.1 * slope
            second[place] = 0.999 * second[place] + 0.001 * slope**2
            steps = (first[place] / (1 - 0.9 ** (turn + 1)), second[place] / (1 - 0.999 ** (turn + 1)))
            layers[place] -= rate * steps[0] / (np.sqrt(steps[1]) + 1e-8)
    return layers[0], layers[1]


def rectified(inputs: Matrix, weights: Matrix) -> Matrix:
    """The hidden layer, and a constant."""
    hidden = np.maximum(inputs @ weights, 0)
    return np.concatenate([hidden, np.ones((len(hidden), 1))], axis=1)


def softmax(logits: Matrix) -> Matrix:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def shares(inputs: Matrix, layers: Layers) -> Matrix:
    return softmax(rectified(inputs, layers[0]) @ layers[1])


def table(name: str, comment: str, width: int, weights: Matrix) -> list[str]:
    lines = [f"    /// {comment}", f"    static let {name}: [SIMD{width}<Double>] = ["]
    for row in weights:
        numbers = ", ".join(f"{value:.4f}" for value in [*row, *[0.0] * (width - len(row))])
        lines.append(f"        SIMD{width}({numbers}),")
    return [*lines, "    ]"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fathom", required=True)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    frames = sorted(path.parent for folder in options.folders for path in folder.glob("*/truth.json"))
    jobs = [(frame, sensor) for frame in frames for sensor in SENSORS]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(partial(things, options.fathom), jobs))
    # A frame's pictures are all held out, or none.
    held = [row for place, rows in enumerate(found) if place // len(SENSORS) % 5 == 0 for row in rows]
    kept = [row for place, rows in enumerate(found) if place // len(SENSORS) % 5 for row in rows]
    examples = list(spread(kept, 3))
    layers = fit(np.array([row for _, row in examples]), np.array([kind for kind, _ in examples]))
    check = list(spread(held, 0))
    guess = shares(np.array([row for _, row in check]), layers).argmax(axis=1)
    right = float(np.mean(guess == [kind for kind, _ in check]))
    print("// Made by launch/evaluation/forms.py; not to be edited.")
    print(f"// Fitted to {len(kept)} things; of {len(held)} others {100 * right:.0f} % were told right.")
    print("extension FormClassifier {")
    for line in table("hiddenWeights", "A row a feature, a column a rectifier.", HIDDEN, layers[0]):
        print(line)
    print()
    for line in table("weights", "A row a rectifier, then one of constants; a column a kind.", 16, layers[1]):
        print(line)
    print("}")


if __name__ == "__main__":
    main()
