"""Reads recorded episodes: what a session processed, and the rewards that came of it.

    episode = fathom.episode.read("reach-20260102T030405.678Z-0001.mcap")
    for frame in episode.frames: print(frame.header.step, frame.reward.distance)

Needs the package `mcap`. A file that was cut anywhere gives what lies before the cut.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from google.protobuf.message import DecodeError
from mcap.exceptions import McapError
from mcap.records import Channel, Message, Metadata
from mcap.stream_reader import StreamReader

from fathom.reward import Reward
from fathom.v1 import episode_pb2, frame_pb2, reward_pb2

_EVENTS, _REWARDS = "/fathom/events", "/fathom/rewards"


@dataclass(frozen=True, slots=True)
class RecordedFrame:
    """A camera's frame as it was received, and the reward that it brought."""

    header: frame_pb2.FrameHeader
    planes: tuple[bytes, ...]
    """In the order in which they came."""
    reward: Reward | None
    swapped: tuple[int, ...] = ()
    """Parts whose pixels have red and blue in each other's place."""

    def plane(self, kind: int) -> frame_pb2.Plane | None:
        """The first plane of a kind, as `frame_pb2.PLANE_KIND_COLOR`."""
        return next((plane for plane in self.header.planes if plane.kind == kind), None)

    def color(self) -> np.ndarray | None:
        """Height × width × 3, uint8, red first; `None` for a frame without colour."""
        plane = self.plane(frame_pb2.PLANE_KIND_COLOR)
        if plane is None:
            return None
        image = _color(plane, _bytes(plane, self.planes))
        return image[..., ::-1] if plane.part in self.swapped else image

    def depth(self) -> np.ndarray | None:
        """Height × width, float32, metres, NaN where invalid; `None` for a frame without depth."""
        plane = self.plane(frame_pb2.PLANE_KIND_DEPTH)
        return None if plane is None else _depth(plane, _bytes(plane, self.planes))


@dataclass(slots=True)
class Episode:
    """One file of a recorded session."""

    path: Path
    facts: dict[str, str] = field(default_factory=dict)
    """What the recorder says of the session: task, session, version, configuration, configuration_digest …"""
    events: list[episode_pb2.EpisodeEvent] = field(default_factory=list)
    """In the order in which they were processed, with what each brought in `rewards`."""
    rewards: list[Reward | None] = field(default_factory=list)
    is_finished: bool = False
    """Whether the recorder came to the end of it."""

    @property
    def frames(self) -> Iterator[RecordedFrame]:
        """Frames that brought a reward; where nothing did, all of them."""
        is_rewarded = any(reward is not None for reward in self.rewards)
        for event, reward in zip(self.events, self.rewards, strict=True):
            if reward is not None or not is_rewarded:
                frames = list(_frames(event, reward))
                stream = reward.stream if reward is not None else None
                yield from [frame for frame in frames if stream in (None, frame.header.stream)][:1]


def read(path: str | Path) -> Episode:
    """Reads a whole file into memory.

    Raises ValueError for what is no recording of Fathom's.
    """
    episode = Episode(Path(path))
    with open(path, "rb") as file:
        _fill(episode, file)
    if not episode.facts:
        raise ValueError(f"{path}: expected a recording of Fathom's, found none in it")
    return episode


def _fill(episode: Episode, file: BinaryIO) -> None:
    topics: dict[int, str] = {}
    try:
        for record in StreamReader(file).records:
            if isinstance(record, Metadata):
                if record.name == "fathom.session":
                    episode.facts = dict(record.metadata)
                episode.is_finished = episode.is_finished or record.name == "fathom.end"
            elif isinstance(record, Channel):
                topics[record.id] = record.topic
            elif isinstance(record, Message):
                _take(episode, topics.get(record.channel_id, ""), record.data)
    except (McapError, EOFError, DecodeError, struct.error, zlib.error):
        # Cut: what came before is good.
        episode.is_finished = False


def _take(episode: Episode, topic: str, data: bytes) -> None:
    if topic == _EVENTS:
        episode.events.append(episode_pb2.EpisodeEvent.FromString(data))
        episode.rewards.append(None)
    elif topic == _REWARDS and episode.rewards:
        episode.rewards[-1] = Reward.from_message(reward_pb2.Reward.FromString(data))


def _frames(event: episode_pb2.EpisodeEvent, reward: Reward | None) -> Iterator[RecordedFrame]:
    kind = event.WhichOneof("event")
    counts = [len(event.parts) - 1] if kind == "frame" else list(event.step.planes) if kind == "step" else []
    start = 0
    for count in counts:
        header = frame_pb2.FrameHeader.FromString(event.parts[start])
        planes = tuple(event.parts[start + 1 : start + 1 + count])
        yield RecordedFrame(header, planes, reward, tuple(event.frame.red_blue_swapped) if kind == "frame" else ())
        start += 1 + count


def _bytes(plane: frame_pb2.Plane, planes: tuple[bytes, ...]) -> bytes:
    # Parts 0 and 1 are the topic and the header.
    data = planes[plane.part - 2]
    if plane.compression == frame_pb2.COMPRESSION_ZSTD:
        import zstandard

        return zstandard.ZstdDecompressor().decompress(data)
    if plane.compression == frame_pb2.COMPRESSION_LZ4:
        import lz4.frame

        return bytes(lz4.frame.decompress(data))
    return data


_CHANNELS = {
    frame_pb2.ENCODING_RGB8: (3, (0, 1, 2)),
    frame_pb2.ENCODING_BGR8: (3, (2, 1, 0)),
    frame_pb2.ENCODING_RGBA8: (4, (0, 1, 2)),
    frame_pb2.ENCODING_BGRA8: (4, (2, 1, 0)),
    frame_pb2.ENCODING_MONO8: (1, (0, 0, 0)),
}


def _color(plane: frame_pb2.Plane, data: bytes) -> np.ndarray:
    if plane.encoding in (frame_pb2.ENCODING_JPEG, frame_pb2.ENCODING_PNG):
        import io

        from PIL import Image

        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    count, order = _CHANNELS[plane.encoding]
    return _rows(plane, data, count).reshape(plane.height, plane.width, count)[..., order]


def _depth(plane: frame_pb2.Plane, data: bytes) -> np.ndarray:
    if plane.encoding == frame_pb2.ENCODING_PNG16:
        import io

        from PIL import Image

        counts = np.asarray(Image.open(io.BytesIO(data))).astype(np.uint16)
    else:
        kind = np.dtype("<f4" if plane.encoding == frame_pb2.ENCODING_32FC1 else "<u2")
        counts = _rows(plane, data, kind.itemsize).view(kind).reshape(plane.height, plane.width)
    metres = counts.astype(np.float32)
    if plane.encoding != frame_pb2.ENCODING_32FC1:
        metres *= np.float32(plane.metres_per_count)
    return np.where(np.isfinite(metres) & (metres > 0), metres, np.float32(np.nan))


def _rows(plane: frame_pb2.Plane, data: bytes, pixel: int) -> np.ndarray:
    """The pixels without what may lie between rows."""
    step = plane.row_step or plane.width * pixel
    whole = np.frombuffer(data, np.uint8)[: step * (plane.height - 1) + plane.width * pixel]
    padded = np.concatenate([whole, np.zeros(step * plane.height - whole.size, np.uint8)])
    return np.ascontiguousarray(padded.reshape(plane.height, step)[:, : plane.width * pixel])
