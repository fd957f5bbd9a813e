"""launch/scenarios: its truth, its measures, and one scene played through the daemon."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("MUJOCO_GL", "osmesa")

import numpy as np
import pytest
from conftest import BINARY, REPOSITORY

sys.path.insert(0, str(REPOSITORY / "launch"))

from evaluation.mesh import ball, box  # noqa: E402
from fathom import Reward  # noqa: E402
from fathom.v1 import reward_pb2  # noqa: E402
from suite import render, report, run, table  # noqa: E402
from suite.catalogue import SCENARIOS  # noqa: E402
from suite.episode import episodes  # noqa: E402
from suite.knowledge import known  # noqa: E402
from suite.motion import track  # noqa: E402
from suite.plain import plain  # noqa: E402
from suite.scenario import RATE, Detector  # noqa: E402
from suite.score import judge  # noqa: E402
from suite.signal import Episode  # noqa: E402
from suite.state import states  # noqa: E402
from suite.surfaces import Hull  # noqa: E402

FRAMES = 8


@pytest.fixture(autouse=True)
def binary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FATHOM_BINARY", str(BINARY if BINARY.is_absolute() else REPOSITORY / BINARY))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[Episode, list[dict[str, Any]]]:
    """The first frames of a scene with things of one colour."""
    scenario = replace(SCENARIOS["same-color"], seconds=FRAMES / RATE)
    folder = render.rendered(scenario, 0, tmp_path_factory.mktemp("frames"))
    rows = known(scenario, json.loads((folder / "truth.json").read_text()))
    return next(iter(episodes(scenario, folder, rows, 0))), rows


def test_there_are_twenty_scenes_and_all_poses_are_finite() -> None:
    assert len(SCENARIOS) == 20
    for scenario in SCENARIOS.values():
        first = states(scenario)[0]
        assert scenario.target in first.things, scenario.name
        assert all(np.isfinite(pose).all() for state in states(scenario) for pose in state.things.values())


def test_a_track_passes_its_keys_and_does_not_overshoot() -> None:
    path = track((1.0, 0.0), (2.0, 1.0))
    assert [path.at(t)[0] for t in (0, 1, 1.5, 2, 9)] == [0, 0, 0.5, 1, 1]
    values = [path.at(t)[0] for t in np.linspace(1, 2, 50)]
    assert all(b >= a for a, b in zip(values, values[1:], strict=False))


def test_what_is_gripped_goes_along_and_what_falls_comes_to_rest() -> None:
    drop = SCENARIOS["drop"]
    played = states(drop)
    gripped = [state for state in played if state.held]
    gaps = {round(float(np.linalg.norm(s.things["target"][:3, 3] - s.hand[:3, 3])), 6) for s in gripped}
    assert len(gaps) == 1
    heights = [float(state.things["target"][2, 3]) for state in played]
    assert max(heights) > 0.2 and heights[-1] == pytest.approx(0.025) and min(heights) >= 0.025 - 1e-9


def test_distance_to_a_surface() -> None:
    cube = Hull(box(0.2, 0.2, 0.2))
    assert cube.distance(np.array([0.0, 0.0, 0.1])) == pytest.approx(-0.1)
    assert cube.distance(np.array([0.4, 0.0, 0.1])) == pytest.approx(0.3)
    assert cube.distance(np.array([0.4, 0.5, 0.1])) == pytest.approx(0.5)
    assert Hull(ball(0.1)).distance(np.array([0.0, 0.3, 0.1])) == pytest.approx(0.2, abs=0.001)


def test_a_scene_repeats_itself(scene: tuple[Episode, list[dict[str, Any]]], tmp_path: Path) -> None:
    heard, rows = scene
    again = render.rendered(heard.scenario, 0, tmp_path)
    assert known(heard.scenario, json.loads((again / "truth.json").read_text())) == rows
    for path in again.glob("0003-*.png"):
        assert path.read_bytes() == (heard.folder / path.name).read_bytes(), path.name


def test_the_truth_is_that_of_the_picture(scene: tuple[Episode, list[dict[str, Any]]]) -> None:
    heard, rows = scene
    row, picture = rows[0], heard.frames[0].pictures[0]
    assert row["answerable"] and row["share"] > 0.9
    target = np.array(row["things"]["target"])[:3, 3]
    x, y, z = (np.linalg.inv(picture.world_from_camera) @ np.append(target, 1))[:3]
    u, v = round(picture.K[0, 0] * x / z + picture.K[0, 2]), round(picture.K[1, 1] * y / z + picture.K[1, 2])
    # The nearest point of a ball of 3 cm.
    assert picture.depth[v, u] * render.DEPTH_UNIT == pytest.approx(z - 0.03, abs=0.001)
    red, green, _ = picture.rgb[v, u].astype(int)
    assert red > 2 * green


def test_what_moves_unseen_is_not_known_until_it_is_clear() -> None:
    def row(x: float, share: float, held: bool = False) -> dict[str, Any]:
        pose = np.eye(4)
        pose[0, 3] = x
        return {"things": {"target": pose.tolist()}, "pixels": 1000 * share, "share": share, "held": held}

    scenario = SCENARIOS["moved-while-hidden"]
    shares = [(0, 1), (0, 0), (0.1, 0), (0.1, 0.1), (0.1, 0.5), (0.2, 0.2), (0.3, 0, True), (0.4, 0, False)]
    told = known(scenario, [row(*values) for values in shares])
    assert [one["answerable"] for one in told] == [True, True, False, False, True, True, True, False]
    assert [one["static"] for one in told] == [True, True, False, False, True, False, False, False]


def test_measures_tell_the_right_thing_from_another(
    scene: tuple[Episode, list[dict[str, Any]]], tmp_path: Path
) -> None:
    heard, rows = scene

    def told(name: str) -> dict[str, Any]:
        rewards = [
            plain("x", heard.scenario, frame, np.array(row["gripper"]), np.array(row["things"][name])[:3, 3])
            for frame, row in zip(heard.frames, rows, strict=True)
        ]
        return judge(heard.scenario, rows, rewards, tmp_path).row

    right, other = told("target"), told("can")
    assert (right["wrong_object_frames"], right["answered"]) == (0, 1)
    assert right["mae_m"]["measured"] == pytest.approx(0, abs=1e-9)
    assert other["wrong_object_frames"] == FRAMES and other["mae_m"]["measured"] > 0.01
    closer = [potential(frame.number) for frame in heard.frames]
    ranked = judge(heard.scenario, rows, closer, tmp_path).row
    assert (ranked["answered"], ranked["mae_m"]["measured"], ranked["coverage95"]) == (1, None, None)
    assert ranked["spearman"] == pytest.approx(1)
    silent = [plain("x", heard.scenario, frame, None, None) for frame in heard.frames]
    assert judge(heard.scenario, rows, silent, tmp_path).row["answered"] == 0


def potential(number: int) -> Reward:
    """Of a signal that has no distance, and likes each frame better than the one before."""
    return Reward.from_message(
        reward_pb2.Reward(
            task="x", session="", stream="front", episode="0", step=number, frame_sequence=number, daemon_epoch=0,
            reward_sequence=number, skipped_frames=0, status=reward_pb2.STATUS_MEASURED, discount=0.99,
            configuration_digest="0" * 16, potential=number / FRAMES,
        )  # fmt: skip
    )


class Silent:
    """A signal of one's own."""

    name = "silent"

    def rewards(self, episode: Episode) -> list[Reward]:
        return [plain(self.name, episode.scenario, frame, None, None) for frame in episode.frames]

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *error: object) -> None:
        pass


def test_a_scene_is_played_to_the_daemon_and_to_a_signal_of_ones_own(tmp_path: Path) -> None:
    scenario = replace(
        SCENARIOS["slow-detections"], seconds=FRAMES / RATE, name="short", detector=Detector(latest=0.1)
    )
    job = run.Job(scenario, 0, tmp_path / "cache", tmp_path / "out", ("fathom", f"{__name__}:Silent", "no:such"), True)
    result = run.play(job)
    whole = report.whole({"short": result}, 0)
    rows = whole["scenarios"]["short"]["sensor"]
    assert rows["fathom"]["frames"] == FRAMES and "missed" in rows["fathom"]
    assert rows[f"{__name__}:Silent"]["answered"] == 0
    assert "no:such" in rows["no:such"]["failed"] or "No module" in rows["no:such"]["failed"]
    assert result["failed"] is True
    for name in ("sensor.png", "sensor-strip.png", "ideal-fathom/rewards.jsonl"):
        assert (tmp_path / "out" / "short" / name).stat().st_size > 0, name
    text = "\n".join(table.lines(whole))
    assert "short" in text and "failed" in text
    json.dumps(whole)
