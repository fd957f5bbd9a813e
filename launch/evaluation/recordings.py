"""Reads phrases/*.yaml and the recordings that they speak of."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from evaluation.tool import Picture

Mask = NDArray[np.bool_]

PHRASES = Path(__file__).parent / "phrases"


@dataclass(frozen=True)
class Phrase:
    say: str
    things: tuple[str, ...]
    """What it fits: one thing, several, or none."""

    @property
    def expected(self) -> str:
        return "none" if not self.things else "one" if len(self.things) == 1 else "several"


@dataclass(frozen=True)
class RecordedFrame:
    recording: str
    name: str
    picture: Picture
    masks: dict[str, Mask]
    hard: dict[str, str]
    """Things that are reported apart, and why."""
    phrases: list[Phrase]
    truth: dict[str, Any] | None
    """Poses and distances, where they are known."""
    truth_names: dict[str, str]
    labels: NDArray[np.int32] | None
    """Hand labels of every object, where there are any."""


def load(name: str, data: Path) -> list[RecordedFrame] | None:
    """The frames of phrases/NAME.yaml; `None` when the recording is not there."""
    script = yaml.safe_load((PHRASES / f"{name}.yaml").read_text())
    folder = data / script["folder"]
    if not folder.is_dir():
        return None
    truth = json.loads((folder / script["truth"]).read_text())["frames"] if "truth" in script else {}
    return [_frame(name, entry, folder, script, truth) for entry in script["frames"]]


def _frame(
    name: str, entry: dict[str, Any], folder: Path, script: dict[str, Any], truth: dict[str, Any]
) -> RecordedFrame:
    picture = Picture(
        tuple(script["camera"]),
        folder / entry["color"] if "color" in entry else None,
        folder / entry["depth"] if "depth" in entry else None,
        script.get("depth_unit", 0.001),
        folder / entry["pcd"] if "pcd" in entry else None,
    )
    labels: NDArray[np.int32] | None = None
    if picture.pcd:
        # Parts of one object share the tens; below 10 is the table.
        tens = pcd_labels(picture.pcd) // 10
        labels = np.where(tens > 1, tens, 0).astype(np.int32)
    elif "labels" in entry:
        labels = np.asarray(cv2.imread(str(folder / entry["labels"]), cv2.IMREAD_UNCHANGED), dtype=np.int32)
    shape = picture.read_depth().shape if labels is None else labels.shape
    masks = {key: _mask(thing, labels, shape) for key, thing in entry["objects"].items()}
    hard = {key: thing["hard"] for key, thing in entry["objects"].items() if "hard" in thing}
    phrases = [Phrase(p["say"], (p["is"],) if "is" in p else tuple(p.get("fits", ()))) for p in entry["phrases"]]
    names = {key: thing["truth"] for key, thing in entry["objects"].items() if "truth" in thing}
    known = next((value for key, value in truth.items() if key.endswith(entry["name"])), None)
    return RecordedFrame(name, entry["name"], picture, masks, hard, phrases, known, names, labels)


def _mask(thing: dict[str, Any], labels: NDArray[np.int32] | None, shape: tuple[int, ...]) -> Mask:
    if "label" in thing:
        assert labels is not None
        return np.asarray(labels == thing["label"])
    canvas = np.zeros(shape, np.uint8)
    # Even-odd: a second ring is a hole.
    cv2.fillPoly(canvas, [np.array(ring, np.int32) for ring in thing["polygons"]], 1)
    return canvas > 0


def pcd_labels(path: Path) -> NDArray[np.int32]:
    """The `label` field of an organised binary_compressed cloud whose first field it is; NaN points have 0."""
    raw = path.read_bytes()
    start = raw.index(b"DATA binary_compressed\n") + len(b"DATA binary_compressed\n")
    header = dict(line.split(" ", 1) for line in raw[:start].decode().splitlines() if " " in line)
    if header["FIELDS"].split()[0] != "label":
        raise ValueError(f"{path}: expected label as the first field, found {header['FIELDS']}")
    width, height = int(header["WIDTH"]), int(header["HEIGHT"])
    packed, _ = struct.unpack("<II", raw[start : start + 8])
    # Fields lie one after another, so that the labels are the beginning.
    bytes_ = unpack_lzf(raw[start + 8 : start + 8 + packed], 4 * width * height)
    return np.frombuffer(bytes_, np.uint32).astype(np.int32).reshape(height, width)


def unpack_lzf(data: bytes, length: int) -> bytes:
    """The first `length` bytes of LZF data (liblzf's format)."""
    out = bytearray()
    at = 0
    while at < len(data) and len(out) < length:
        control = data[at]
        at += 1
        if control < 32:
            out += data[at : at + control + 1]
            at += control + 1
            continue
        count = control >> 5
        if count == 7:
            count += data[at]
            at += 1
        start = len(out) - ((control & 31) << 8) - data[at] - 1
        at += 1
        for _ in range(count + 2):
            out.append(out[start])
            start += 1
    return bytes(out[:length])
