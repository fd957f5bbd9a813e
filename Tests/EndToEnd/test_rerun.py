"""What Rerun's own MCAP import makes of an exported episode. Needs rerun-sdk, which nothing else here does."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import fathom
import killed
import numpy as np
import pytest
from table_scene import BALL, HEIGHT, WIDTH, K, frame

chunks = pytest.importorskip("rerun.chunk", reason="pip install rerun-sdk to test its import of exported episodes")
FRAMES = 5


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Values by column, as "/front/color Image:buffer", in order."""
    folder = tmp_path_factory.mktemp("rerun")
    with fathom.connect(killed.configuration(folder / "episodes")) as daemon:
        with fathom.Lockstep(daemon.control) as lockstep, lockstep.open("reach") as session:
            for number in range(FRAMES):
                assert session.step(frame(number)).status == "measured"
    shown = folder / "shown.mcap"
    (episode,) = (folder / "episodes").glob("reach-client-*.mcap")
    done = killed.command("export", episode, "--foxglove", shown)
    assert done.returncode == 0, done.stderr
    return columns(shown)


def columns(path: Path) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for chunk in chunks.McapReader(path).stream():
        batch = chunk.to_record_batch()
        for name in batch.schema.names:
            if ":" in name:
                found[f"{chunk.entity_path} {name}"] += batch.column(name).to_pylist()
    return found


def test_pictures_arrive_pixel_by_pixel(imported: dict[str, list[Any]]) -> None:
    for name, field in (("color", "rgb"), ("depth", "depth")):
        buffers = imported[f"/front/{name} Image:buffer"]
        assert len(buffers) == FRAMES
        for number, (buffer,) in enumerate(buffers):
            assert bytes(buffer) == getattr(frame(number), field).tobytes()
        (shape,) = imported[f"/front/{name} Image:format"][0]
        assert (shape["width"], shape["height"]) == (WIDTH, HEIGHT)


def test_the_camera_stands_where_it_stood(imported: dict[str, list[Any]]) -> None:
    pinhole = np.reshape(imported["/front/calibration Pinhole:image_from_camera"][0][0], (3, 3), order="F")
    assert np.allclose(pinhole, K)
    assert imported["/front/calibration Pinhole:resolution"][0][0] == [WIDTH, HEIGHT]
    children = [child for (child,) in imported["/tf Transform3D:child_frame"]]
    assert sorted(children) == ["front_optical"] * FRAMES + ["gripper"] * FRAMES
    assert imported["/front/calibration Pinhole:parent_frame"][0] == ["front_optical"]
    places = [place for (place,) in imported["/tf Transform3D:translation"]]
    grippers = [place for child, place in zip(children, places, strict=True) if child == "gripper"]
    assert np.allclose(grippers, [frame(number).poses["gripper"][:3, 3] for number in range(FRAMES)])


def test_the_measured_segment_goes_from_the_gripper_to_the_target(imported: dict[str, list[Any]]) -> None:
    assert imported["/segment CoordinateFrame:frame"] == [["world"]] * FRAMES
    for number, points in enumerate(imported["/segment Points3D:positions"]):
        assert np.allclose(points[0], frame(number).poses["gripper"][:3, 3], atol=1e-6)
        assert np.linalg.norm(points[-1] - BALL) < 0.005
    assert len(imported["/segment Points3D:colors"][0]) == len(imported["/segment Points3D:positions"][0])


def test_rewards_can_be_plotted(imported: dict[str, list[Any]]) -> None:
    rewards = [reward for (reward,) in imported["/fathom/rewards fathom.v1.Reward:message"]]
    assert [reward["step"] for reward in rewards] == list(range(FRAMES))
    assert all(0 < reward["potential"] < 1 for reward in rewards)
