"""The reward topic as PlotJuggler reads it, plugin and protobuf parser step by step, and the relay beside it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zmq
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from conftest import REPOSITORY
from fathom import FramePublisher
from fathom.plotjuggler import Relay
from fathom.v1 import reward_pb2
from serving import Served, serve

FRAMES = 10
# What strtod, and so stod, takes as a whole.
DECIMAL = re.compile(rb"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    text = (REPOSITORY / "launch" / "state.yaml").read_text()
    # A silence on a slow machine is told as well, where nobody asks for it.
    patient = text.replace("    distance: center\n", "    distance: center\n    stale_after: 60 s\n")
    assert patient != text
    file = tmp_path_factory.mktemp("plots") / "state.yaml"
    file.write_text(patient)
    with serve(file) as served:
        yield served


def subscribe(endpoint: str) -> zmq.Socket[bytes]:
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.setsockopt(zmq.RCVTIMEO, 20_000)
    socket.subscribe("rewards/")
    socket.connect(endpoint)
    return socket


def send(publisher: FramePublisher, frame: int, episode: str) -> int:
    """A frame of the gripper 10 cm nearer each time; every third lacks the target, before and after it is known."""
    gripper, target = np.eye(4), np.eye(4)
    gripper[0, 3] = 1.0 - 0.1 * frame
    poses = {"gripper": gripper} | ({} if frame % 3 == 0 else {"target": target})
    time = 1_700_000_000_123_456_789 + frame * 40_000_000
    publisher.send(poses=poses, episode=episode, step=frame, capture_time_ns=time)
    return time


def exchange(served: Served, socket: zmq.Socket[bytes], relay: Relay | None = None) -> list[tuple[int, list[bytes]]]:
    """Sends frames until rewards are heard, then what comes of ten more, each with its capture time."""
    with FramePublisher(served.frames, "front", timeout=20) as publisher:
        publisher.wait_for_subscriber(20)

        def ask(frame: int, episode: str, wait: int) -> list[bytes] | None:
            send(publisher, frame, episode)
            if relay:
                relay.forward(wait)
            return socket.recv_multipart() if socket.poll(wait) else None

        # Subscriptions take a moment; what was sent before is lost.
        assert any(ask(frame, "first", 500) for frame in range(40))
        while socket.poll(500):
            socket.recv_multipart()
        taken = []
        for frame in range(FRAMES):
            parts = ask(frame, "second", 10_000)
            assert parts
            taken.append((1_700_000_000_123_456_789 + frame * 40_000_000, parts))
        return taken


def imported(tmp_path: Path) -> Any:
    """`Reward` as the parser imports it: the file by its own name, what it imports from the include folder."""
    out = tmp_path / "descriptors"
    proto = REPOSITORY / "proto"
    paths = [f"--proto_path={proto / 'fathom' / 'v1'}", f"--proto_path={proto}"]
    subprocess.run(["protoc", *paths, "--include_imports", f"--descriptor_set_out={out}", "reward.proto"], check=True)
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file:
        pool.Add(file)
    return message_factory.GetMessageClass(pool.FindFileByName("reward.proto").message_types_by_name["Reward"])


def test_the_topic_has_the_layout_that_the_plugin_reads(served: Served, tmp_path: Path) -> None:
    socket = subscribe(served.rewards)
    reward_type = imported(tmp_path)
    for captured, (topic, payload, seconds) in exchange(served, socket):
        assert topic == b"rewards/reach-state"
        assert DECIMAL.fullmatch(seconds)
        # A double keeps less than a microsecond of the time since 1970.
        assert abs(float(seconds) - captured / 1e9) < 1e-6
        reward = reward_type.FromString(payload)
        assert reward.IsInitialized() and reward.capture_time_ns == captured
        # The plugin's first versions take each part for a message: the others must not pass for one.
        for other in (topic, seconds):
            with pytest.raises(Exception):  # noqa: B017 - decode errors and missing required fields differ by version
                assert reward_type.FromString(other).IsInitialized()
    socket.close(0)


def test_a_reward_of_no_frame_has_a_number_as_well() -> None:
    """std::stod throws at anything else, and the plugin does not catch that."""
    with serve(REPOSITORY / "launch" / "state.yaml") as impatient:
        socket = subscribe(impatient.rewards)
        with FramePublisher(impatient.frames, "front", timeout=20) as publisher:
            publisher.wait_for_subscriber(20)
            stale = None
            for frame in range(40):
                send(publisher, frame, "first")
                while socket.poll(1_000):
                    parts = socket.recv_multipart()
                    if reward_pb2.Reward.FromString(parts[1]).status == reward_pb2.STATUS_STALE:
                        stale = parts
                if stale:
                    break
        assert stale and DECIMAL.fullmatch(stale[2])
        socket.close(0)


def test_the_relay_sends_numbers_that_need_no_setting(served: Served) -> None:
    relay = Relay(served.rewards, "tcp://127.0.0.1:*")
    socket = subscribe(relay.endpoint)
    try:
        taken = exchange(served, socket, relay)
    finally:
        relay.close()
    for frame, (captured, (topic, payload)) in enumerate(taken):
        curves = json.loads(payload)
        assert topic == b"rewards/reach-state"
        assert abs(curves["timestamp"] - captured / 1e9) < 1e-6
        assert all(isinstance(value, (int, float)) for name, value in curves.items() if name != "status")
        measured = frame % 3 != 0
        assert curves["status"] == ("measured" if measured else "absent" if frame == 0 else "held")
        assert ("potential" in curves) == ("distance_m" in curves) == (curves["status"] != "absent")
        if measured:
            assert abs(curves["distance_m"] - (1.0 - 0.1 * frame)) < 1e-9
    socket.close(0)
