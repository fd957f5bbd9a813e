"""What a frame holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from fathom.regions import Region

ColorEncoding = Literal["rgb8", "bgr8", "rgba8", "bgra8", "mono8"]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One stream's images and poses at one time; `FramePublisher.send` says what each field may be.

    A frame without images is fine when the poses cover the task.
    """

    rgb: NDArray[np.uint8] | bytes | None = None
    depth: NDArray[np.float32] | NDArray[np.uint16] | None = None
    labels: NDArray[Any] | None = None
    _: KW_ONLY
    stream: str | None = None
    """Which of a task's cameras this is, for one that has several; None: the first."""
    K: Any = None
    world_from_camera: Any = None
    distortion: Sequence[float] = ()
    size: tuple[int, int] | None = None
    color_encoding: ColorEncoding = "rgb8"
    metres_per_count: float = 0.001
    radial: bool = False
    label_names: Mapping[int, str] | None = None
    poses: Mapping[str, Any] = field(default_factory=dict)
    scalars: Mapping[str, float] = field(default_factory=dict)
    regions: Sequence[Region] = ()
    episode: str | int = "0"
    step: int | None = None
    terminated: bool = False
    truncated: bool = False
    capture_time_ns: int | None = None
