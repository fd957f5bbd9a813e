"""Follows one box through a folder of pictures: csrt.py FOLDER CAMERA [x0,y0,x1,y1] OUT. Needs opencv-contrib alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import cv2


def main(folder: Path, camera: str, first: list[int], out: Path) -> None:
    cv2.setNumThreads(1)
    paths = sorted(folder.glob(f"[0-9]*-{camera}-color.png"))
    x0, y0, x1, y1 = first
    box = (x0, y0, x1 - x0 + 1, y1 - y0 + 1)
    tracker = cv2.TrackerCSRT_create()  # type: ignore[attr-defined]
    tracker.init(cv2.imread(str(paths[0])), box)
    boxes: list[list[float] | None] = [[float(value) for value in box]]
    for path in paths[1:]:
        found, box = tracker.update(cv2.imread(str(path)))
        boxes.append([float(value) for value in box] if found else None)
    out.write_text(json.dumps(boxes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]), Path(sys.argv[4]))
