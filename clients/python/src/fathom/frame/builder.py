"""Builds one frame's header and planes from what the caller gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fathom import checks
from fathom.frame.camera import CameraMessages
from fathom.regions import Region
from fathom.v1 import frame_pb2

MAX_HEADER_BYTES = 64 * 1024
_FIRST_PLANE_PART = 2

_COLOR = {
    "rgb8": (frame_pb2.ENCODING_RGB8, 3),
    "bgr8": (frame_pb2.ENCODING_BGR8, 3),
    "rgba8": (frame_pb2.ENCODING_RGBA8, 4),
    "bgra8": (frame_pb2.ENCODING_BGRA8, 4),
    "mono8": (frame_pb2.ENCODING_MONO8, None),
}
_COMPRESSED = {b"\xff\xd8": frame_pb2.ENCODING_JPEG, b"\x89P": frame_pb2.ENCODING_PNG}
_DEPTH = {"float32": frame_pb2.ENCODING_32FC1, "uint16": frame_pb2.ENCODING_16UC1}
_LABELS = {
    "uint8": frame_pb2.ENCODING_8UC1,
    "uint16": frame_pb2.ENCODING_16UC1,
    "int32": frame_pb2.ENCODING_32SC1,
}


class FrameBuilder:
    """Collects planes and header. Sizes are (width, height); the first image sets it, the others must agree."""

    def __init__(self, size: tuple[int, int] | None, cameras: CameraMessages) -> None:
        self.header = frame_pb2.FrameHeader()
        self.planes: list[Any] = []
        self._cameras = cameras
        self._size = size
        self._size_from = "size"
        self._unsized: list[frame_pb2.Plane] = []

    def add_color(self, value: Any, encoding: str) -> None:
        if value is None:
            return
        if isinstance(value, (bytes, bytearray, memoryview)):
            compressed = _COMPRESSED.get(bytes(value[:2]))
            if compressed is None:
                checks.fail("rgb", "an array, or the bytes of a JPEG or PNG", "other bytes")
            self._unsized.append(self._plane(frame_pb2.PLANE_KIND_COLOR, compressed, value))
            return
        if encoding not in _COLOR:
            checks.fail("color_encoding", " or ".join(_COLOR), repr(encoding))
        code, channels = _COLOR[encoding]
        pixels = checks.image("rgb", value, ("uint8",), channels)
        self._sized("rgb", self._plane(frame_pb2.PLANE_KIND_COLOR, code, pixels), pixels)

    def add_depth(self, value: Any, metres_per_count: float, radial: bool) -> None:
        if value is None:
            return
        pixels = checks.image("depth", value, tuple(_DEPTH), None)
        plane = self._plane(frame_pb2.PLANE_KIND_DEPTH, _DEPTH[checks.dtype_name(pixels)], pixels)
        if pixels.dtype == np.uint16:
            if not (np.isfinite(metres_per_count) and metres_per_count > 0):
                checks.fail("metres_per_count", "a positive number", metres_per_count)
            plane.metres_per_count = metres_per_count
        if radial:
            plane.radial = True
        self._sized("depth", plane, pixels)

    def add_labels(self, value: Any, names: Mapping[int, str]) -> None:
        for number, name in names.items():
            if number < 0:
                checks.fail("label_names", "values of 0 and more", number)
            self.header.labels.add(value=int(number), name=name)
        if value is None:
            return
        pixels = checks.image("labels", value, tuple(_LABELS), None)
        self._sized("labels", self._plane(frame_pb2.PLANE_KIND_LABEL, _LABELS[checks.dtype_name(pixels)], pixels), pixels)

    def add_regions(self, regions: Sequence[Region]) -> None:
        for region in regions:
            part = None
            if region.mask is not None:
                mask = np.asarray(region.mask)
                values = mask.view(np.uint8) if mask.dtype == bool else mask
                pixels = checks.image("regions.mask", values, ("uint8",), None)
                plane = self._plane(frame_pb2.PLANE_KIND_MASK, frame_pb2.ENCODING_8UC1, pixels)
                self._sized("regions.mask", plane, pixels)
                part = plane.part
            self.header.regions.append(region.message(part))

    def add_camera(self, K: Any, world_from_camera: Any, distortion: Sequence[float]) -> None:  # noqa: N803
        """Comes after the images: the intrinsics belong to their size."""
        if self._unsized and self._size is None:
            checks.fail("size", "(width, height), for a JPEG or PNG without depth", "None")
        for plane in self._unsized:
            assert self._size is not None
            plane.width, plane.height = self._size
        if K is None:
            if self.planes:
                checks.fail("K", "3×3 intrinsics, which every image needs", "None")
            return
        if self._size is None:
            checks.fail("size", "(width, height) of the camera, or an image", "None")
        self.header.camera.CopyFrom(self._cameras.message(K, world_from_camera, distortion, self._size))

    def add_state(self, poses: Mapping[str, Any], scalars: Mapping[str, float]) -> None:
        for name, pose in poses.items():
            matrix = checks.rigid(f"poses[{name!r}]", pose)
            self.header.poses.add(name=name).world_from_entity.matrix.extend(matrix.ravel().tolist())
        for name, value in scalars.items():
            self.header.scalars.add(name=name, value=float(checks.numbers(f"scalars[{name!r}]", value, ())))

    def header_bytes(self) -> bytes:
        data = self.header.SerializeToString()
        if len(data) > MAX_HEADER_BYTES:
            checks.fail("frame", f"a header of at most {MAX_HEADER_BYTES} bytes", f"{len(data)} (labels, regions?)")
        return data

    def _plane(self, kind: Any, encoding: Any, data: Any) -> frame_pb2.Plane:
        plane = self.header.planes.add(kind=kind, encoding=encoding, part=_FIRST_PLANE_PART + len(self.planes))
        self.planes.append(data)
        return plane

    def _sized(self, argument: str, plane: frame_pb2.Plane, pixels: Any) -> None:
        height, width = pixels.shape[:2]
        if self._size is None:
            self._size, self._size_from = (width, height), argument
        elif self._size != (width, height):
            expected = f"{self._size[0]} × {self._size[1]} pixels (width × height), as {self._size_from}"
            checks.fail(argument, expected, f"{width} × {height}")
        plane.width, plane.height = width, height
