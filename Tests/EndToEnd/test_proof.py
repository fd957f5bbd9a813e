"""What launch/prove trains on and makes of learning curves. Training itself takes minutes and is not tested here."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

os.environ.setdefault("MUJOCO_GL", "osmesa")

from conftest import BINARY, REPOSITORY, STOP_SECONDS

sys.path.insert(0, str(REPOSITORY / "launch"))

from fathom import Lockstep, TaskDescription  # noqa: E402
from proof.arms import rewarded  # noqa: E402
from proof.plot import draw  # noqa: E402
from proof.report import ratio, report  # noqa: E402
from proof.result import Result  # noqa: E402
from proof.settings import Settings  # noqa: E402
from proof.store import Store  # noqa: E402

SETTINGS = Settings(steps=1500, interval=500)


def result(arm: str, seed: int, *success: float) -> Result:
    return Result(arm, seed, [500 * step for step in range(len(success))], list(success), seconds=10)


def test_steps_to_95_is_the_first_evaluation_there_even_if_it_falls_back() -> None:
    assert result("a", 0, 0.0, 0.94, 0.95, 0.9).steps_to(0.95) == 1000


def test_a_seed_that_never_gets_there_counts_as_the_budget_and_says_so() -> None:
    results = [result("a", 0, 0.0, 0.1, 0.2, 0.3), result("a", 1, 0.0, 0.1, 0.2, 1.0)]
    seeds = report(results, SETTINGS)["arms"]["a"]["seeds"]
    assert [(seed["steps_to_95"], seed["censored"]) for seed in seeds] == [(1500, True), (1500, False)]
    assert [seed["final_success"] for seed in seeds] == [0.3, 1.0]


def test_the_ratio_is_of_the_medians_and_its_interval_holds_it() -> None:
    figures = ratio(np.array([400.0, 500.0, 900.0]), np.array([1000.0, 1000.0, 2000.0]))
    assert figures["median"] == 0.5
    assert figures["low"] < 0.5 < figures["high"]
    assert ratio(np.array([500.0, 500.0]), np.array([1000.0, 1000.0])) == {"median": 0.5, "low": 0.5, "high": 0.5}


def test_a_ratio_needs_both_arms() -> None:
    figures = report([result("d", 0, 0.0, 1.0), result("c", 0, 0.0, 0.0, 1.0)], SETTINGS)
    assert figures["ratio_d_over_c"]["median"] == 0.5
    assert "ratio_d_over_b" not in figures


def test_a_result_is_found_again_until_the_settings_change(tmp_path: Path) -> None:
    store = Store(tmp_path, SETTINGS)
    assert store.load("c", 3) is None
    kept = result("c", 3, 0.0, 1.0)
    kept.save(store.path("c", 3))
    assert Store(tmp_path, SETTINGS).load("c", 3) == kept
    assert Store(tmp_path, SETTINGS).load("d", 3) is None
    assert Store(tmp_path, dataclasses.replace(SETTINGS, discount=0.9)).load("c", 3) is None


@pytest.mark.parametrize("arms", ["a", "abcd"])
def test_the_picture_shows_whatever_arms_there_are(tmp_path: Path, arms: str) -> None:
    results = [result(arm, seed, 0.0, 0.5, 0.6, 0.97) for arm in arms for seed in range(2)]
    draw(results, SETTINGS, tmp_path / "prove.png")
    assert (tmp_path / "prove.png").read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def control() -> Iterator[str]:
    """The control socket of a daemon that serves launch/prove.yaml."""
    with tempfile.TemporaryDirectory(prefix="fathom-") as folder:
        binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
        control = f"ipc://{folder}/control"
        process = subprocess.Popen(
            [binary, "serve", REPOSITORY / "launch/prove.yaml", "--control", f"bind:{control}",
             "--rewards", f"bind:ipc://{folder}/rewards"],
        )  # fmt: skip
        try:
            yield control
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(STOP_SECONDS)
        assert status == 0


def vars_of(task: TaskDescription) -> dict[str, object]:
    return {field.name: getattr(task, field.name) for field in dataclasses.fields(task)}


def test_the_arms_of_fathom_differ_in_their_target_alone(control: str) -> None:
    with Lockstep(control) as connection:
        camera, oracle = connection.describe().tasks
    own = {"name", "streams", "target", "configuration_digest", "message"}
    assert {name for name, value in vars_of(camera).items() if value != vars_of(oracle)[name]} <= own
    assert camera.discount == SETTINGS.discount


def test_the_camera_measures_what_the_poses_tell(control: str) -> None:
    """Two environments take the same actions; wherever the camera has a potential, it is that of the truth."""
    oracle, camera = (rewarded(arm, SETTINGS, control) for arm in "cd")
    seen = 0
    for episode in range(3):
        for env in (oracle, camera):
            env.reset(seed=episode)
            env.action_space.seed(episode)
        for _ in range(50):
            told = oracle.step(oracle.action_space.sample())[-1]["fathom"].potential
            found = camera.step(camera.action_space.sample())[-1]["fathom"].potential
            if found is not None:
                assert found == pytest.approx(told, abs=0.005)
                seen += 1
    oracle.close()
    camera.close()
    assert seen > 120
