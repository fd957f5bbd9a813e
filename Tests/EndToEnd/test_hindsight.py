"""fathom replay --hindsight on what a daemon recorded, and the measures of launch/hindsight."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import BINARY, REPOSITORY

sys.path.insert(0, str(REPOSITORY / "launch"))

import fathom  # noqa: E402
from fathom import Lockstep, hindsight, rewards_json  # noqa: E402
from suite.hindsight import summary  # noqa: E402
from suite.occlusions import DRAWN, drawn  # noqa: E402
from suite.state import states  # noqa: E402

STEPS = 40
HIDDEN = range(10, 30)


@pytest.fixture(autouse=True)
def binary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FATHOM_BINARY", str(BINARY if BINARY.is_absolute() else REPOSITORY / BINARY))


def pose(x: float) -> np.ndarray:
    placed = np.eye(4)
    placed[0, 3] = x
    return placed


def place(step: int) -> float:
    """Of the target, which goes from 0.5 to 0.9 m while nobody says where it is."""
    return 0.5 + 0.4 * float(np.clip((step - 12) / 16, 0, 1))


def recorded(folder: Path) -> Path:
    config = {
        "record": {"folder": str(folder)},
        "tasks": [{"name": "go", "streams": ["state"], "gripper": {"pose": "tool"}, "target": {"pose": "thing"}}],
    }
    with fathom.connect(config) as daemon, Lockstep(daemon.control, 30.0) as lockstep:
        session = lockstep.open("go")
        session.clock = "simulation"
        for step in range(STEPS):
            poses = {"tool": pose(0.0)} | ({} if step in HIDDEN else {"thing": pose(place(step))})
            frame = fathom.Frame(
                stream="state", poses=poses, episode="0", step=step, capture_time_ns=step * 50_000_000,
                truncated=step == STEPS - 1,
            )  # fmt: skip
            session.send(frame)
            session.receive()
    (recording,) = folder.glob("*.mcap")
    return recording


def replay(recording: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
    return subprocess.run([binary, "replay", recording, *options], capture_output=True, text=True, timeout=60)


def test_what_was_hidden_is_filled_in_and_the_rewards_are_the_same(tmp_path: Path) -> None:
    recording = recorded(tmp_path / "episodes")
    plain = replay(recording)
    assert plain.returncode == 0, plain.stderr
    told = replay(recording, "--hindsight", tmp_path / "hindsight.jsonl")
    assert told.returncode == 0 and "20 of them filled in" in told.stderr
    assert told.stdout == plain.stdout
    rewards = list(rewards_json.read(told.stdout.splitlines()))
    back = list(hindsight.read((tmp_path / "hindsight.jsonl").read_text().splitlines()))
    assert [one.reward_sequence for one in back] == [reward.reward_sequence for reward in rewards]
    assert [step for step, one in enumerate(back) if one.filled] == list(HIDDEN)
    for step, one in enumerate(back):
        assert one.distance is not None
        assert abs(one.distance.metres - place(step)) < max(1e-4, 2 * one.distance.standard_deviation), step
    assert all(one.progress is None for one in back), "there is no word of success"


def test_its_mistakes_are_named(tmp_path: Path) -> None:
    for options in (["--hindsight", "other.mcap"], ["--hindsight", "-"], ["--hindsight", "a", "--publish", "tcp://*:1"]):
        refused = replay(tmp_path / "a.mcap", *options)
        assert refused.returncode == 2 and "--hindsight" in refused.stderr and not refused.stdout


def test_a_replay_that_cannot_begin_leaves_no_file_in_the_way(tmp_path: Path) -> None:
    recording, rewards, hindsight = recorded(tmp_path / "episodes"), tmp_path / "rewards.jsonl", tmp_path / "hindsight.jsonl"
    rewards.write_text("kept\n")
    refused = replay(recording, "--output", rewards, "--hindsight", hindsight)
    assert refused.returncode == 1 and "rewards.jsonl" in refused.stderr
    assert rewards.read_text() == "kept\n" and not hindsight.exists()
    assert replay(recording, "--output", tmp_path / "other.jsonl", "--hindsight", hindsight).returncode == 0


def test_drawn_occlusions_are_the_same_for_the_same_seed_and_finite() -> None:
    for kind in DRAWN:
        for seed in range(5):
            scenario = drawn(kind, seed)
            assert scenario == drawn(kind, seed) and scenario != drawn(kind, seed + 1)
            assert all(np.isfinite(placed).all() for state in states(scenario) for placed in state.things.values())


def test_a_summary_compares_what_both_can_tell() -> None:
    def frame(hidden: bool, forward: float | None, back: float) -> dict[str, object]:
        pair = None if forward is None else (forward, 0.01)
        return {"hidden": hidden, "forward": pair, "hindsight": (back, 0.01)}

    row = summary([frame(False, 9, 9), frame(True, 0.1, 0.01), frame(True, -0.1, -0.05), frame(True, None, 0.02)])
    assert (row["hidden"], row["compared"], row["only_hindsight"]) == (3, 2, 1)
    assert row["forward"]["mae_m"] == pytest.approx(0.1) and row["ratio"] == pytest.approx(0.3)
    assert row["hindsight"]["coverage95"] == 0.5 and row["only_hindsight_mae_m"] == pytest.approx(0.02)
