"""Turns frames that launch/sim/fetch_*.py saved into one file that the Swift rows and the script both read.

    record.py FOLDER_OF_NPZ OUTPUT_FOLDER        writes frames.bin, and the planes as JPEG, PNG, zstd and lz4 beside it

frames.bin: the magic FATHOMFR; count, width, height and the target's label as u32; then one record a frame, see `record`.
Everything is little-endian. The encoded files hold, for each frame, a u32 length and so many bytes.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import struct
import sys
from pathlib import Path

import cv2
import numpy as np

MAGIC = b"FATHOMFR"
# Encoded planes are for a few rows only.
ENCODED_FRAMES = 40


def record(width: int, height: int) -> np.dtype:
    return np.dtype(
        [
            ("episode", "<f8"), ("K", "<f8", (3, 3)), ("world_from_camera", "<f8", (4, 4)), ("gripper", "<f8", (4, 4)),
            ("gripper_opening", "<f8"), ("target", "<f8", 3),
            ("rgb", "u1", (height, width, 3)), ("depth", "<f4", (height, width)), ("labels", "u1", (height, width)),
        ]
    )  # fmt: skip


def read(path: Path) -> list[dict[str, np.ndarray]]:
    """Frames as the script takes them, each array contiguous on its own."""
    with path.open("rb") as file:
        assert file.read(8) == MAGIC, f"{path}: expected frames of record.py"
        count, width, height, _ = struct.unpack("<4I", file.read(16))
        records = np.fromfile(file, record(width, height), count)
    return [{name: np.array(frame[name]) for name in records.dtype.names} for frame in records]


def _target_label(frames: list[np.ndarray]) -> int:
    """The label that most often lies where the target projects to."""
    votes = []
    for frame in frames:
        camera_from_world = np.linalg.inv(frame["world_from_camera"])
        point = frame["K"] @ (camera_from_world @ np.append(frame["target"], 1))[:3]
        u, v = np.round(point[:2] / point[2]).astype(int)
        votes.append(int(frame["labels"][v, u]))
    return max(set(votes), key=votes.count)


def _write(folder: Path, sources: list[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    first = np.load(sources[0])
    height, width = first["depth"].shape
    records = np.zeros(len(sources), record(width, height))
    for frame, source in zip(records, sources):
        saved = np.load(source)
        for name in records.dtype.names:
            # Saved as "seed-number".
            frame[name] = float(str(saved[name]).split("-")[1]) if name == "episode" else saved[name]
    with (folder / "frames.bin").open("wb") as file:
        file.write(MAGIC + struct.pack("<4I", len(records), width, height, _target_label(list(records))))
        records.tofile(file)
    _write_encoded(folder, records[:ENCODED_FRAMES])


def _write_encoded(folder: Path, records: np.ndarray) -> None:
    counts = [np.where(r["depth"] < 20, np.round(r["depth"] * 1000), 0).astype("<u2") for r in records]
    colors = [np.ascontiguousarray(r["rgb"][:, :, ::-1]) for r in records]
    _save(folder / "jpeg.bin", (cv2.imencode(".jpg", c, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes() for c in colors))
    _save(folder / "png.bin", (cv2.imencode(".png", c)[1].tobytes() for c in colors))
    _save(folder / "png16.bin", (cv2.imencode(".png", c)[1].tobytes() for c in counts))
    _save(folder / "depth16.bin", (c.tobytes() for c in counts))
    _save(folder / "zstd.bin", (_zstd(c.tobytes()) for c in counts))
    _save(folder / "lz4.bin", (_lz4(c.tobytes()) for c in counts))


def _save(path: Path, items) -> None:
    with path.open("wb") as file:
        for item in items:
            file.write(struct.pack("<I", len(item)) + item)


def _zstd(data: bytes) -> bytes:
    library = ctypes.CDLL(ctypes.util.find_library("zstd"))
    library.ZSTD_compressBound.restype = library.ZSTD_compress.restype = ctypes.c_size_t
    library.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
    library.ZSTD_compress.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
    ]  # fmt: skip
    buffer = ctypes.create_string_buffer(library.ZSTD_compressBound(len(data)))
    written = library.ZSTD_compress(buffer, len(buffer), data, len(data), 1)
    return buffer.raw[:written]


def _lz4(data: bytes) -> bytes:
    library = ctypes.CDLL(ctypes.util.find_library("lz4"))
    library.LZ4F_compressFrameBound.restype = library.LZ4F_compressFrame.restype = ctypes.c_size_t
    library.LZ4F_compressFrameBound.argtypes = [ctypes.c_size_t, ctypes.c_void_p]
    library.LZ4F_compressFrame.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p
    ]  # fmt: skip
    buffer = ctypes.create_string_buffer(library.LZ4F_compressFrameBound(len(data), None))
    written = library.LZ4F_compressFrame(buffer, len(buffer), data, len(data), None)
    return buffer.raw[:written]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    _write(Path(sys.argv[2]), sorted(Path(sys.argv[1]).glob("*.npz")))
