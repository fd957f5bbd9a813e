"""A real simulator's frames through the built daemon: what must hold on every machine.

Run by launch/test; by hand:

    MUJOCO_GL=osmesa PYTHONPATH=clients/python/src FATHOM_BINARY=.build/debug/fathom python -m pytest Tests/EndToEnd
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conftest import Daemon
from fathom import RewardSubscriber
from fathom.record import record

STEPS = 60
IDLE_SECONDS = 60


def scored(daemon: Daemon, folder: Path, task: str, script: str, episodes: int, *size: str) -> dict[str, Any]:
    """Streams some episodes, records the rewards and scores them against the simulator's truth."""
    rewards, truth = folder / "rewards.jsonl", folder / "truth.csv"
    with RewardSubscriber(daemon.rewards, task, control=daemon.control, timeout=0.5) as subscriber:
        simulator = daemon.stream(
            script, "--stream", task, "--episodes", str(episodes), "--steps", str(STEPS), "--truth", str(truth), *size
        )
        try:
            frames = record(subscriber, rewards, count=episodes * STEPS, idle=IDLE_SECONDS)
            assert simulator.wait(IDLE_SECONDS) == 0
        finally:
            simulator.kill()
        assert frames == episodes * STEPS
        assert subscriber.lost == 0
    score: dict[str, Any] = json.loads(daemon.run("score", str(rewards), str(truth), "--json", "--task", task))[task]
    print(json.dumps(score, indent=1))
    return score


def expect_truth(score: dict[str, Any], episodes: int) -> None:
    """What holds of every task."""
    assert score["frames"] == score["episodes"] * STEPS == episodes * STEPS
    assert score["unmatched_rewards"] == score["duplicate_rewards"] == 0
    assert score["progress_decreases"] == 0
    assert score["wrong_object"]["frames"] == 0
    violations = score["violations"]
    assert violations["lag1"] == violations["lag10"] == 0
    assert violations["eligible1"] > 0 and violations["eligible10"] > 0


def test_reach(daemon: Daemon, tmp_path: Path) -> None:
    score = scored(daemon, tmp_path, "reach", "fetch_reach.py", 2, "--width", "320", "--height", "240")
    expect_truth(score, 2)
    assert score["measured_when_visible"] >= 0.95
    assert score["unanswered_after_first"] == 0
    assert score["measured"]["mae_m"] <= 0.005
    assert score.get("held", {}).get("mae_m", 0) <= 0.010
    assert score["spearman_min"] >= 0.99


def test_pick_beside_a_decoy(daemon: Daemon, tmp_path: Path) -> None:
    score = scored(daemon, tmp_path, "pick", "fetch_pick.py", 1)
    expect_truth(score, 1)
    assert score["answered"] >= 0.95
    assert score["measured"]["mae_m"] <= 0.008
    assert score["spearman_min"] >= 0.98


def test_watch_prints_json_lines(daemon: Daemon, tmp_path: Path) -> None:
    count = 20
    simulator = daemon.stream(
        *("fetch_reach.py", "--stream", "reach", "--episodes", "1", "--steps", "60", "--seed", "1", "--rate", "30"),
        *("--width", "160", "--height", "120"),
    )
    try:
        # The watcher comes while frames are under way, so it does not see the first ones.
        lines = daemon.run("watch", daemon.rewards, "--json", "--count", str(count), "--timeout", "50").splitlines()
        assert simulator.wait(IDLE_SECONDS) == 0
    finally:
        simulator.kill()
    rewards = [json.loads(line) for line in lines]
    assert len(rewards) == count
    assert {reward["task"] for reward in rewards} <= {"reach", "pick"}
    assert all("status" in reward and "reward_sequence" in reward for reward in rewards)
