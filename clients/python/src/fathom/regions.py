"""Where an entity is in an image, as a detector or simulator of yours says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.v1 import frame_pb2


@dataclass(frozen=True, slots=True)
class Region:
    """One of box, polygon or mask, in pixels, with a name and the probability that it is what its name says."""

    name: str
    score: float = 1.0
    box: tuple[float, float, float, float] | None = None
    """x_min, y_min, x_max, y_max, both ends inside."""
    polygon: Sequence[tuple[float, float]] | None = None
    mask: NDArray[np.uint8] | NDArray[np.bool_] | None = None
    """Height × width, non-zero inside."""

    def message(self, mask_part: int | None = None) -> frame_pb2.RegionPrompt:
        """As it goes over the wire; the mask travels in a part of its own."""
        if sum(outline is not None for outline in (self.box, self.polygon, self.mask)) != 1:
            fail("regions", f"one of box, polygon or mask for {self.name!r}", "none or several")
        if not 0 <= self.score <= 1:
            fail("regions", f"a score in [0, 1] for {self.name!r}", self.score)
        prompt = frame_pb2.RegionPrompt(name=self.name, score=self.score)
        if self.box is not None:
            names: tuple[Any, ...] = ("x_min", "y_min", "x_max", "y_max")
            for name, value in zip(names, self.box, strict=True):
                setattr(prompt.box, name, float(value))
        elif self.polygon is not None:
            prompt.polygon.xy.extend(float(number) for corner in self.polygon for number in corner)
        elif mask_part is not None:
            prompt.mask_part = mask_part
        else:
            fail("regions", "a box or polygon for a detection", f"a mask for {self.name!r}")
        return prompt
