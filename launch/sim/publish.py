"""Sends a scene's frames to Fathom."""

from __future__ import annotations

import argparse
import io
import time

import numpy as np
from PIL import Image

from fathom import FramePublisher
from scene import Frame

SUBSCRIBER_TIMEOUT = 120
"""Seconds to wait for the daemon."""


class Publisher:
    """Sends what a camera and a robot know, and nothing of the truth."""

    def __init__(self, options: argparse.Namespace, step_seconds: float) -> None:
        self._options = options
        self._step_seconds = step_seconds
        self._publisher = FramePublisher(
            options.bind or options.connect,
            options.stream,
            bind=bool(options.bind),
            kind="push" if options.push else "pub",
            clock="simulation",
            # Every render makes fresh arrays.
            copy=False,
        )
        self._publisher.wait_for_subscriber(SUBSCRIBER_TIMEOUT)
        self._frames = 0
        self._started = time.monotonic()

    def write(self, frame: Frame, episode: str, step: int, last: bool) -> None:
        options = self._options
        labels = frame.view.labels if options.labels else None
        self._publisher.send(
            rgb=_jpeg(frame.view.rgb, options.jpeg) if options.jpeg else frame.view.rgb,
            depth=_millimetres(frame.view.depth) if options.depth_encoding == "16UC1" else frame.view.depth,
            labels=labels,
            label_names=frame.label_names if options.labels else None,
            K=frame.K,
            world_from_camera=frame.world_from_camera,
            poses={"gripper": frame.world_from_gripper},
            scalars={"gripper_opening": frame.gripper_opening},
            episode=episode,
            step=step,
            terminated=last and frame.success,
            truncated=last and not frame.success,
            # One clock for the whole run: it does not jump back between episodes.
            capture_time_ns=round(self._frames * self._step_seconds * 1e9),
        )
        self._frames += 1

    def close(self) -> None:
        self._publisher.close()
        seconds = time.monotonic() - self._started
        print(f"sent {self._frames} frames of {self._options.stream} in {seconds:.1f} s", flush=True)


def _millimetres(depth: np.ndarray) -> np.ndarray:
    """16UC1 as a depth camera gives it: whole millimetres, 0 beyond its range."""
    counts = np.round(depth * 1000)
    return np.where(counts <= np.iinfo(np.uint16).max, counts, 0).astype(np.uint16)


def _jpeg(rgb: np.ndarray, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, format="JPEG", quality=quality)
    return buffer.getvalue()
