"""What a real depth and colour camera makes of an ideal picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Depth = NDArray[np.float32]
Color = NDArray[np.uint8]


def photographed(color: Color, generator: np.random.Generator) -> Color:
    """Soft edges, noise, a camera's own exposure, and a white balance that is a little off."""
    soft = cv2.GaussianBlur(color, (0, 0), 0.6).astype(np.float64)
    exposure = np.clip(generator.uniform(95, 130) / max(float(soft.mean()), 1.0), 0.85, 1.5)
    gain = exposure * (1 + generator.normal(0, 0.03, 3))
    noisy = soft * gain + generator.normal(0, generator.uniform(1, 4), color.shape)
    return np.asarray(np.clip(np.rint(noisy), 0, 255), dtype=np.uint8)


def structured_light(depth: Depth, color: Color, fx: float, generator: np.random.Generator) -> Depth:
    """Depth as a Kinect or an Xtion gives it: noise that grows with range, steps of disparity, torn edges, holes.

    Noise: σ = 1.2 mm + 1.9 mm (z − 0.4)² (Nguyen, Izadi, Lovell 2012), correlated over about two pixels, as block
    matching does it. Disparity comes in eighths of a pixel over a base of 7.5 cm (Khoshelham, Elberink 2012).
    """
    z = np.where(depth > 0, depth, np.nan).astype(np.float64)
    noise = cv2.GaussianBlur(generator.normal(0, 1, z.shape), (0, 0), 0.8)
    z = z + noise / noise.std() * (0.0012 + 0.0019 * (z - 0.4) ** 2)
    # Metres from pixel to pixel, at one metre.
    slope = _slope(depth) / np.maximum(depth, 0.3)
    # A pixel at an edge mixes both sides, or has no match; the shadow of the projector is empty.
    edge = slope > 0.02
    mixed = edge & (generator.random(z.shape) < 0.15)
    z[mixed] = cv2.blur(np.nan_to_num(z), (3, 3))[mixed]
    near_edge = cv2.dilate(edge.astype(np.uint8), np.ones((2, 3), np.uint8)) > 0
    z[near_edge & ~mixed & (generator.random(z.shape) < 0.6)] = np.nan
    steep = (slope > 0.009) & ~edge
    z[steep & (generator.random(z.shape) < 0.35)] = np.nan
    # Dark things send little light back.
    dark = np.clip(1 - color.max(axis=2).astype(np.float64) / 40, 0, 1)
    blots = cv2.GaussianBlur(generator.normal(0, 1, z.shape), (0, 0), 3)
    z[(blots / blots.std() > 1.6) & (dark > 0.3)] = np.nan
    disparity = np.rint(8 * fx * 0.075 / z) / 8
    with np.errstate(divide="ignore", invalid="ignore"):
        z = fx * 0.075 / disparity
    return np.nan_to_num(z, nan=0, posinf=0, neginf=0).astype(np.float32)


def worn(depth: Depth, color: Color, fx: float, generator: np.random.Generator) -> Depth:
    """A worse camera of that kind: edges rounded by the window that is matched, slow waves, more noise, holes anywhere, and
    a depth image that lies a little beside the colour image."""
    z = structured_light(depth, color, fx, generator)
    window = int(generator.choice([3, 5]))
    for _ in range(int(generator.integers(1, 3))):
        z = np.where(z > 0, cv2.medianBlur(z, window), 0)
    waves = cv2.GaussianBlur(generator.normal(0, 1, z.shape), (0, 0), float(generator.uniform(6, 40)))
    grain = cv2.GaussianBlur(generator.normal(0, 1, z.shape), (0, 0), 1.2)
    off = waves / waves.std() * generator.uniform(0, 0.005) + grain / grain.std() * generator.uniform(0, 0.003)
    z = np.where(z > 0, z + off * z**2, 0)
    blots = cv2.GaussianBlur(generator.normal(0, 1, z.shape), (0, 0), float(generator.uniform(1.5, 6)))
    z[blots / blots.std() > generator.uniform(1.5, 4.5)] = 0
    return np.roll(z, generator.integers(-2, 3, 2), axis=(0, 1)).astype(np.float32)


def perturbed(
    depth: Depth, generator: np.random.Generator, sigma: float = 0, dropout: float = 0, step: float = 0
) -> Depth:
    """Noise of `sigma` times the range, a share of pixels gone in blots, and steps of so many metres."""
    z = depth.astype(np.float64)
    valid = z > 0
    if sigma:
        z = z * (1 + sigma * generator.normal(0, 1, z.shape))
    if step:
        z = np.rint(z / step) * step
    if dropout:
        blots = cv2.GaussianBlur(generator.random(z.shape), (0, 0), 2)
        valid &= blots > np.quantile(blots, dropout)
    worse: Depth = np.where(valid & (z > 0), z, 0).astype(np.float32)
    return worse


def _slope(depth: Depth) -> NDArray[np.float64]:
    """Metres of depth from one pixel to the next."""
    z = depth.astype(np.float64)
    across = np.abs(np.diff(z, axis=1, append=z[:, -1:]))
    down = np.abs(np.diff(z, axis=0, append=z[-1:]))
    return np.asarray(np.maximum(across, down))
