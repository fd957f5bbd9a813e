"""What goes wrong with depth in some scenarios, before any sensor noise."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from suite.scenario import Scenario


class Labels:
    """Which pixels show what."""

    def __init__(self, image: NDArray[np.int32], names: dict[int, str], target: str) -> None:
        self._image = image
        self._values = {name: value for value, name in names.items()}
        self._target = target

    def of(self, *names: str) -> NDArray[np.bool_]:
        return np.isin(self._image, [self._values[name] for name in names if name in self._values])

    @property
    def target(self) -> NDArray[np.bool_]:
        return self.of(self._target)


def worsened(
    depth: NDArray[np.float32], labels: Labels, scenario: Scenario, frame: int, generator: np.random.Generator
) -> NDArray[np.float32]:
    worse = depth.copy()
    if scenario.holes:
        # A shiny thing mirrors the pattern away: blots that are elsewhere in each frame.
        blots = cv2.GaussianBlur(generator.normal(0, 1, depth.shape), (0, 0), 4)
        mask = labels.target
        if mask.any():
            worse[mask & (blots > np.quantile(blots[mask], 1 - scenario.holes))] = 0
    for spike in scenario.spikes:
        if spike.frame == frame:
            around = cv2.dilate(labels.target.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
            worse[around] = np.maximum(worse[around] + spike.metres, 0.05)
    return worse
