"""Fits the weights by which the chooser tells forms from one another, on simulated scenes.

    PYTHONPATH=launch:clients/python/src .venv/bin/python -m evaluation.forms --fathom BINARY DIR…

DIR holds frames that evaluation.form_scenes rendered, or evaluation.clutter for tuning. Prints
Sources/Fathom/Ground/Choice/FormClassifier+Weights.swift. The features are those of FormFeatures.swift, as
`fathom segment --features` writes them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from evaluation.household import FORMS

Matrix = npt.NDArray[np.float64]

KINDS = [*FORMS, "scrap"]
NOUNS = {"ball": "sphere", "book": "flat", "mug": "cup", "banana": "bent", "marker": "elongated", "hammer": "elongated"}
"""Kinds of the nouns of clutter that are not called the same."""
SENSORS = [("depth.png", "ideal"), ("depth-sensor.png", "structured-light"), ("depth-worn.png", "structured-light")]
HIDDEN, KIND_LANES, FEATURES = 32, 16, 64
"""As the arrays of FormClassifier have them."""


def things(fathom: str, job: tuple[Path, tuple[str, str]]) -> list[tuple[str, list[float]]]:
    """What one frame shows, each with the kind that it truly is."""
    folder, (depth, noise) = job
    truth = json.loads((folder / "truth.json").read_text())
    kinds = {thing["id"]: NOUNS.get(thing["noun"], thing["noun"]) for thing in truth["objects"]}
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [
                fathom, "segment", "--color", folder / "color.png", "--depth", folder / depth, "--depth-unit", "0.0001",
                "--camera", ",".join(map(str, truth["camera"])), "--noise", noise, "--labels", f"{scratch}/labels.png",
                "--features", f"{scratch}/features.csv",
            ],
            check=True, capture_output=True,
        )  # fmt: skip
        found = cv2.imread(f"{scratch}/labels.png", cv2.IMREAD_UNCHANGED)
        lines = [line.split(",") for line in Path(f"{scratch}/features.csv").read_text().split()]
    assert found is not None
    true = cv2.imread(str(folder / "labels.png"), cv2.IMREAD_UNCHANGED)
    # Pixels by label found and true.
    both = np.zeros((int(found.max()) + 1, 256), np.int64)
    np.add.at(both, (found.ravel(), true.ravel()), 1)
    rows = []
    for label, *values in lines:
        pixels = both[int(label)]
        if pixels.sum() < 40:
            continue
        best = int(pixels.argmax())
        overlap = pixels[best] / (pixels.sum() + both[:, best].sum() - pixels[best])
        if best in kinds and overlap >= 0.5:
            rows.append((kinds[best], [float(value) for value in values]))
        elif best not in kinds or overlap < 0.3:
            rows.append(("scrap", [float(value) for value in values]))
    return rows


@dataclass
class Perceptron:
    """One hidden layer of rectified units, and a softmax over the kinds."""

    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: Matrix

    @classmethod
    def random(cls, generator: np.random.Generator) -> Perceptron:
        return cls(
            generator.normal(0, FEATURES**-0.5, (FEATURES, HIDDEN)), np.zeros(HIDDEN),
            generator.normal(0, HIDDEN**-0.5, (HIDDEN, len(KINDS))), np.zeros(len(KINDS)),
        )  # fmt: skip

    @property
    def weights(self) -> list[Matrix]:
        return [self.inner, self.inner_bias, self.outer, self.outer_bias]

    def hidden(self, inputs: Matrix) -> Matrix:
        return np.maximum(inputs @ self.inner + self.inner_bias, 0)

    def shares(self, hidden: Matrix) -> Matrix:
        logits = hidden @ self.outer + self.outer_bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def slopes(self, inputs: Matrix, kinds: npt.NDArray[np.int64], decay: float) -> list[Matrix]:
        """Of the mean cross entropy."""
        hidden = self.hidden(inputs)
        excess = (self.shares(hidden) - np.eye(len(KINDS))[kinds]) / len(kinds)
        back = (excess @ self.outer.T) * (hidden > 0)
        return [
            inputs.T @ back + decay * self.inner, back.sum(axis=0), hidden.T @ excess + decay * self.outer,
            excess.sum(axis=0),
        ]  # fmt: skip


def fit(inputs: Matrix, kinds: npt.NDArray[np.int64], rounds: int = 16000, decay: float = 3e-4) -> Perceptron:
    """By Adam (Kingma, Ba 2015), every kind as likely as the next; for inputs as they are, not standardised."""
    generator = np.random.default_rng(0)
    center, spread = inputs.mean(axis=0), inputs.std(axis=0) + 0.05
    inputs = (inputs - center) / spread
    weight = 1 / np.bincount(kinds, minlength=len(KINDS))[kinds]
    batches = generator.choice(len(kinds), size=(rounds, 512), p=weight / weight.sum())
    model = Perceptron.random(generator)
    first, second = [np.zeros_like(w) for w in model.weights], [np.zeros_like(w) for w in model.weights]
    for turn, batch in enumerate(batches):
        rate = 3e-3 * (1 - turn / rounds)
        slopes = model.slopes(inputs[batch], kinds[batch], decay)
        for weights, slope, mean, square in zip(model.weights, slopes, first, second, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            weights -= rate * (mean / (1 - 0.9 ** (turn + 1))) / (np.sqrt(square / (1 - 0.999 ** (turn + 1))) + 1e-8)
    model.inner_bias -= (center / spread) @ model.inner
    model.inner /= spread[:, None]
    return model


def swift(model: Perceptron, heading: list[str]) -> str:
    lines = [*heading, "extension FormClassifier {"]

    def table(name: str, about: str, rows: Matrix, lanes: int) -> None:
        wide = np.pad(rows, ((0, 0), (0, lanes - rows.shape[1])))
        numbers = ", ".join(f"{round(value, 4):g}" for value in wide.ravel())
        lines.extend([f"    /// {about}", f"    static let {name}: [Float] = [{numbers}]"])

    table("inner", "A row a feature, a column a hidden unit.", model.inner, HIDDEN)
    table("innerBias", "By hidden unit.", model.inner_bias[None], HIDDEN)
    table("outer", "A row a hidden unit, a column a kind.", model.outer, KIND_LANES)
    table("outerBias", "By kind.", model.outer_bias[None], KIND_LANES)
    return "\n".join([*lines, "}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fathom", required=True)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    frames = sorted(path.parent for folder in options.folders for path in folder.glob("[0-9]*/truth.json"))
    jobs = [(frame, sensor) for frame in frames for sensor in SENSORS if (frame / sensor[0]).exists()]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(partial(things, options.fathom), jobs))
    # All pictures of a frame are kept, or held.
    isolated = set(frames[::8])
    kept = [row for (frame, _), rows in zip(jobs, found, strict=True) if frame not in isolated for row in rows]
    held = [row for (frame, _), rows in zip(jobs, found, strict=True) if frame in isolated for row in rows]

    def columns(rows: list[tuple[str, list[float]]]) -> tuple[Matrix, npt.NDArray[np.int64]]:
        return np.array([values for _, values in rows]), np.array([KINDS.index(kind) for kind, _ in rows])

    model = fit(*columns(kept))
    inputs, kinds = columns(held)
    right = model.shares(model.hidden(inputs)).argmax(axis=1) == kinds
    mean = np.mean([right[kinds == kind].mean() for kind in range(len(KINDS))])
    heading = [
        "// Made by launch/evaluation/forms.py; not to be edited.",
        f"// Fitted to {len(kept)} things; of {len(held)} others {100 * mean:.0f} % were told right, every kind alike.",
    ]
    print(swift(model, heading))


if __name__ == "__main__":
    main()
