import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import zmq

from fathom import FramePublisher, Region
from fathom.v1 import detections_pb2, frame_pb2

K = np.array([[500.0, 0, 31.5], [0, 500, 23.5], [0, 0, 1]])
RGB = np.arange(48 * 64 * 3, dtype=np.uint8).reshape(48, 64, 3)
DEPTH = np.linspace(0.5, 2, 48 * 64, dtype=np.float32).reshape(48, 64)


class Receiver:
    """A SUB that takes frames apart."""

    def __init__(self, endpoint: str) -> None:
        self.socket = zmq.Context.instance().socket(zmq.SUB)
        self.socket.setsockopt(zmq.RCVTIMEO, 5_000)
        self.socket.subscribe("")
        self.socket.connect(endpoint)

    def frame(self) -> tuple[frame_pb2.FrameHeader, list[bytes]]:
        topic, header, *planes = self.socket.recv_multipart()
        assert topic == b"frames/front"
        return frame_pb2.FrameHeader.FromString(header), planes


@pytest.fixture(params=[True, False], ids=["copy", "no-copy"])
def publisher(request: pytest.FixtureRequest) -> Iterator[FramePublisher]:
    with FramePublisher("tcp://127.0.0.1:*", "front", bind=True, copy=request.param, linger=0) as sender:
        yield sender


@pytest.fixture
def receiver(publisher: FramePublisher) -> Iterator[Receiver]:
    found = Receiver(publisher.endpoint)
    publisher.wait_for_subscriber(5)
    yield found
    found.socket.close(linger=0)


def test_what_is_sent_arrives(publisher: FramePublisher, receiver: Receiver) -> None:
    pose = np.eye(4)
    pose[:3, 3] = (0.1, 0.2, 0.3)
    publisher.send(
        RGB, DEPTH, np.full((48, 64), 3, dtype=np.int32), K=K, world_from_camera=pose, label_names={3: "mug"},
        poses={"gripper": pose}, scalars={"gripper_opening": 0.04}, episode=7, step=2, truncated=True,
        capture_time_ns=123,
    )  # fmt: skip
    header, planes = receiver.frame()
    assert (header.stream, header.episode, header.step, header.capture_time_ns) == ("front", "7", 2, 123)
    assert header.publisher_epoch == publisher.epoch
    assert header.truncated and not header.terminated
    assert [plane.part for plane in header.planes] == [2, 3, 4]
    color, depth, label = header.planes
    assert (color.encoding, color.width, color.height) == (frame_pb2.ENCODING_RGB8, 64, 48)
    assert depth.encoding == frame_pb2.ENCODING_32FC1
    assert label.encoding == frame_pb2.ENCODING_32SC1
    assert planes[0] == RGB.tobytes() and planes[1] == DEPTH.tobytes()
    np.testing.assert_array_equal(np.reshape(header.camera.k, (3, 3)), K)
    np.testing.assert_array_equal(np.reshape(header.poses[0].world_from_entity.matrix, (4, 4)), pose)
    assert (header.scalars[0].name, header.scalars[0].value) == ("gripper_opening", 0.04)
    assert (header.labels[0].value, header.labels[0].name) == (3, "mug")


def test_sequence_counts_within_an_episode(publisher: FramePublisher, receiver: Receiver) -> None:
    assert [publisher.send(episode=episode) for episode in ("a", "a", "b", "b", "b")] == [0, 1, 0, 1, 2]
    assert [receiver.frame()[0].sequence for _ in range(5)] == [0, 1, 0, 1, 2]


def test_a_refused_frame_takes_no_sequence(publisher: FramePublisher, receiver: Receiver) -> None:
    assert publisher.send(episode="a") == 0
    with pytest.raises(ValueError):
        publisher.send(RGB, episode="a")
    assert publisher.send(episode="a") == 1


def test_arrays_that_are_not_contiguous_are_sent_right(publisher: FramePublisher, receiver: Receiver) -> None:
    publisher.send(RGB[::-1, ::2], DEPTH[:, ::2], K=K)
    _, planes = receiver.frame()
    assert planes == [RGB[::-1, ::2].tobytes(), DEPTH[:, ::2].tobytes()]


def test_integer_depth_carries_its_scale(publisher: FramePublisher, receiver: Receiver) -> None:
    publisher.send(depth=np.full((48, 64), 5000, dtype=np.uint16), K=K, metres_per_count=0.0001, radial=True)
    (plane,) = receiver.frame()[0].planes
    assert (plane.encoding, plane.metres_per_count, plane.radial) == (frame_pb2.ENCODING_16UC1, 0.0001, True)


def test_jpeg_bytes_take_the_size_of_the_depth(publisher: FramePublisher, receiver: Receiver) -> None:
    publisher.send(b"\xff\xd8 and so on", DEPTH, K=K)
    header, planes = receiver.frame()
    assert (header.planes[0].encoding, header.planes[0].width) == (frame_pb2.ENCODING_JPEG, 64)
    assert planes[0] == b"\xff\xd8 and so on"


def test_poses_alone_are_a_frame(publisher: FramePublisher, receiver: Receiver) -> None:
    publisher.send(poses={"gripper": np.eye(4), "cup": np.eye(4)})
    header, planes = receiver.frame()
    assert [pose.name for pose in header.poses] == ["gripper", "cup"]
    assert not header.HasField("camera") and planes == []


def test_regions_travel_with_their_masks(publisher: FramePublisher, receiver: Receiver) -> None:
    mask = np.zeros((48, 64), dtype=bool)
    mask[3, 4] = True
    regions = [Region("mug", 0.9, box=(1, 2, 3, 4)), Region("cup", mask=mask)]
    publisher.send(depth=DEPTH, K=K, regions=regions)
    header, planes = receiver.frame()
    assert header.regions[0].box.y_max == 4
    assert planes[header.regions[1].mask_part - 2] == mask.astype(np.uint8).tobytes()


def test_detections_have_a_topic_of_their_own(publisher: FramePublisher, receiver: Receiver) -> None:
    publisher.send_detections([Region("mug", polygon=[(0, 0), (4, 0), (0, 4)])], capture_time_ns=5)
    topic, data = receiver.socket.recv_multipart()
    assert topic == b"detections/front"
    assert list(detections_pb2.Detections.FromString(data).regions[0].polygon.xy) == [0, 0, 4, 0, 0, 4]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"rgb": RGB.astype(np.float32), "K": K}, r"rgb: expected height × width × 3 array of uint8, found 48 × 64 × 3 of fl"),
    ({"rgb": RGB[..., :2], "K": K}, "rgb: .*found 48 × 64 × 2 of uint8"),
    ({"rgb": "front.png", "K": K}, "rgb: .*found str"),
    ({"rgb": b"GIF89a", "K": K}, "rgb: expected an array, or the bytes of a JPEG or PNG"),
    ({"rgb": RGB, "K": K, "color_encoding": "hsv"}, "color_encoding: expected rgb8 or"),
    ({"rgb": RGB, "depth": DEPTH[1:], "K": K}, "depth: expected 64 × 48 pixels .*as rgb, found 64 × 47"),
    ({"depth": DEPTH.astype(np.float64), "K": K}, "depth: expected .* of float32 or uint16, found .* of float64"),
    ({"depth": DEPTH[:0], "K": K}, "depth: expected at least one pixel"),
    ({"depth": DEPTH}, "K: expected 3×3 intrinsics"),
    ({"depth": DEPTH, "K": K[:2]}, "K: expected 3×3 finite numbers, found 2 × 3"),
    ({"depth": DEPTH, "K": K * np.nan}, "K: .*found NaN"),
    ({"depth": DEPTH, "K": K * 0}, "K: expected fx, fy > 0"),
    ({"depth": DEPTH, "K": K, "world_from_camera": np.eye(3)}, "world_from_camera: expected 4×4"),
    ({"poses": {"gripper": 2 * np.eye(4)}}, r"poses\['gripper'\]: expected an orthonormal rotation"),
    ({"poses": {"gripper": np.diag([1, 1, -1, 1])}}, "proper rotation, found a reflection"),
    ({"scalars": {"opening": float("nan")}}, r"scalars\['opening'\]"),
    ({"rgb": b"\xff\xd8", "K": K}, "size: expected"),
    ({"depth": DEPTH.astype(np.uint16), "K": K, "metres_per_count": 0}, "metres_per_count: expected a positive"),
    ({"regions": [Region("mug")]}, "regions: expected one of box"),
    ({"label_names": dict(enumerate(["x" * 100] * 1000))}, "header of at most 65536 bytes"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[message[:24] for _, message in REFUSED])
def test_errors_name_argument_expected_and_found(arguments: dict[str, Any], message: str) -> None:
    with FramePublisher("tcp://127.0.0.1:*", "front", bind=True, linger=0) as publisher:
        with pytest.raises(ValueError, match=message):
            publisher.send(**arguments)


def test_a_copied_array_may_be_overwritten_at_once() -> None:
    with FramePublisher("tcp://127.0.0.1:*", "front", bind=True, linger=0) as publisher:
        receiver = Receiver(publisher.endpoint)
        publisher.wait_for_subscriber(5)
        buffer = np.zeros((480, 640), dtype=np.float32)
        for value in range(4):
            buffer[:] = value
            publisher.send(depth=buffer, K=K)
        buffer[:] = -1
        for value in range(4):
            _, (plane,) = receiver.frame()
            assert (np.frombuffer(plane, np.float32) == value).all()
        receiver.socket.close(linger=0)


@pytest.mark.parametrize("kind", ["pub", "push"])
def test_nothing_is_dropped_to_a_slow_receiver(kind: Any, tmp_path: Any) -> None:
    endpoint = f"ipc://{tmp_path}/frames"
    socket = zmq.Context.instance().socket(zmq.SUB if kind == "pub" else zmq.PULL)
    socket.setsockopt(zmq.RCVHWM, 2)
    if kind == "pub":
        socket.subscribe("frames/front")
    socket.connect(endpoint)
    with FramePublisher(endpoint, "front", bind=True, kind=kind, high_water_mark=2, timeout=0.2, linger=0) as publisher:
        publisher.wait_for_subscriber(5)
        sent: list[int] = []
        with pytest.raises(TimeoutError):
            for _ in range(1_000):
                sent.append(publisher.send(depth=np.zeros((480, 640), dtype=np.float32), K=K))
        arrived = []
        while socket.poll(500):
            arrived.append(frame_pb2.FrameHeader.FromString(socket.recv_multipart()[1]).sequence)
        # What could not be sent is sent again under the number that it was refused.
        sent.append(publisher.send())
        arrived.append(frame_pb2.FrameHeader.FromString(socket.recv_multipart()[1]).sequence)
        assert arrived == sent == list(range(len(sent)))
        socket.close(linger=0)


def test_closing_waits_for_what_is_under_way(tmp_path: Any) -> None:
    endpoint = f"ipc://{tmp_path}/frames"
    publisher = FramePublisher(endpoint, "front", bind=True, high_water_mark=50)
    receiver = Receiver(endpoint)
    publisher.wait_for_subscriber(5)
    for _ in range(40):
        publisher.send(depth=np.zeros((480, 640), dtype=np.float32), K=K)
    closing = threading.Thread(target=publisher.close)
    closing.start()
    assert [receiver.frame()[0].sequence for _ in range(40)] == list(range(40))
    closing.join()
    receiver.socket.close(linger=0)


def test_waiting_for_nobody_is_a_timeout() -> None:
    with FramePublisher("tcp://127.0.0.1:*", "front", bind=True) as publisher:
        with pytest.raises(TimeoutError, match="frames/front"):
            publisher.wait_for_subscriber(0.1)


def test_the_simulations_clock_must_be_given() -> None:
    with FramePublisher("tcp://127.0.0.1:*", "front", bind=True, clock="simulation") as publisher:
        with pytest.raises(ValueError, match="capture_time_ns"):
            publisher.send()
