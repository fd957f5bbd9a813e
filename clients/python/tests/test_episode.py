import io
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("mcap")
pytest.importorskip("matplotlib")

from fake_daemon import reward  # noqa: E402
from fathom import episode, page  # noqa: E402
from fathom.v1 import episode_pb2, frame_pb2, reward_pb2  # noqa: E402
from mcap.writer import CompressionType, Writer  # noqa: E402

RGB = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
DEPTH = np.full((4, 6), 1500, np.uint16)
DEPTH[0, 0] = 0


def header(sequence: int) -> frame_pb2.FrameHeader:
    header = frame_pb2.FrameHeader(
        stream="front", publisher_epoch=1, episode="a", sequence=sequence, capture_time_ns=sequence * 100_000_000,
        clock=frame_pb2.CLOCK_SIMULATION,
    )  # fmt: skip
    header.camera.width, header.camera.height = 6, 4
    header.camera.k.extend([5, 0, 2.5, 0, 5, 1.5, 0, 0, 1])
    header.camera.world_from_camera.matrix.extend(np.eye(4).ravel())
    header.planes.add(kind=frame_pb2.PLANE_KIND_COLOR, encoding=frame_pb2.ENCODING_BGR8, width=6, height=4, part=2)
    header.planes.add(kind=frame_pb2.PLANE_KIND_DEPTH, encoding=frame_pb2.ENCODING_16UC1, width=6, height=4, part=3)
    return header


def answer(sequence: int) -> reward_pb2.Reward:
    message = reward(sequence)
    message.episode, message.stream = "a", "front"
    message.capture_time_ns = sequence * 100_000_000
    message.distance.frame_of_reference = reward_pb2.REFERENCE_FRAME_WORLD
    message.distance.gripper.z = message.distance.target.z = 1
    message.distance.target.x = 0.2
    if sequence == 3:
        message.status = reward_pb2.STATUS_HELD
    return message


def recording(count: int, chunk: int = 1 << 20) -> bytes:
    """As Fathom's daemon writes it."""
    file = io.BytesIO()
    writer = Writer(file, chunk_size=chunk, compression=CompressionType.ZSTD)
    writer.start("fathom")
    channels = [
        writer.register_channel(topic, "protobuf", writer.register_schema(name, "protobuf", b""))
        for topic, name in (("/fathom/events", "fathom.v1.EpisodeEvent"), ("/fathom/rewards", "fathom.v1.Reward"))
    ]
    writer.add_metadata("fathom.session", {"task": "reach", "session": "", "source": "daemon"})
    for index in range(count):
        event = episode_pb2.EpisodeEvent(index=2 * index)
        event.frame.skipped = 0
        event.parts.extend([header(index).SerializeToString(), RGB[..., ::-1].tobytes(), DEPTH.tobytes()])
        tick = episode_pb2.EpisodeEvent(index=2 * index + 1)
        tick.tick.monotonic_ns = index
        for channel, message in ((0, event), (1, answer(index)), (0, tick)):
            writer.add_message(channels[channel], index, message.SerializeToString(), index)
    writer.add_metadata("fathom.end", {"complete": "true"})
    writer.finish()
    return file.getvalue()


def test_frames_come_with_their_pictures_and_rewards(tmp_path: Path) -> None:
    path = tmp_path / "a.mcap"
    path.write_bytes(recording(4))
    found = episode.read(path)
    assert found.facts["task"] == "reach" and found.is_finished and len(found.events) == 8
    frames = list(found.frames)
    assert [frame.header.sequence for frame in frames] == [0, 1, 2, 3]
    color, depth = frames[0].color(), frames[0].depth()
    assert color is not None and np.array_equal(color, RGB)
    assert depth is not None and np.isnan(depth[0, 0]) and abs(depth[1, 1] - 1.5) < 1e-6
    assert [frame.reward.reward_sequence for frame in frames if frame.reward] == [0, 1, 2, 3]


def test_a_cut_file_gives_what_lies_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.mcap.partial"
    whole = recording(40, chunk=2000)
    path.write_bytes(whole[: len(whole) // 2])
    found = episode.read(path)
    assert not found.is_finished and 0 < len(found.events) < 80


def test_another_file_is_no_episode(tmp_path: Path) -> None:
    path = tmp_path / "other.mcap"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="expected a recording"):
        episode.read(path)


def test_a_page_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.mcap"
    path.write_bytes(recording(8))
    figure = page.draw(episode.read(path))
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert any(title.startswith("A ") for title in titles) and any("held" in title for title in titles)
    figure.savefig(tmp_path / "page.png")
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
