"""The examples of docs/training.md and of the README, as written, in order; the daemon that answers is a fake."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("gymnasium_robotics")

import fake_lockstep  # noqa: E402
import fathom  # noqa: E402
from fake_daemon import FakeDaemon  # noqa: E402
from point_env import Point  # noqa: E402

PACKAGE = Path(__file__).resolve().parents[1]
TRAINING = PACKAGE.parents[1] / "docs" / "training.md"


class Child:
    """What `fathom.connect` gives: here, a fake daemon with the task that was asked for."""

    def __init__(self, configuration: dict[str, Any] | str) -> None:
        self.fake = FakeDaemon()
        # The file is launch/state.yaml.
        task = {"name": "reach-state"} if isinstance(configuration, str) else fields(configuration)
        self.fake.tasks = [fake_lockstep.description(**task)]
        self.control, self.rewards = self.fake.control_endpoint, self.fake.rewards_endpoint

    def check(self) -> None:
        pass

    def close(self) -> None:
        self.fake.__exit__(None, None, None)


def fields(configuration: dict[str, Any]) -> dict[str, Any]:
    (task,) = configuration["tasks"]
    kinds = {
        entity: f"description: {task[entity]}" if isinstance(task[entity], str) else f"pose: {task[entity]['pose']}"
        for entity in ("gripper", "target")
    }
    reward = {key: value for key, value in task["reward"].items() if key in ("signal", "discount")}
    return {"name": task["name"], "streams": task["streams"]} | kinds | reward


class MyEnv(Point):
    def hand(self) -> Any:
        return np.array([self.x, 0, 0])

    def simulate_camera(self) -> Any:
        return np.zeros((4, 4, 3), np.uint8), np.ones((4, 4), np.float32)


def examples(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", path.read_text(), flags=re.DOTALL | re.MULTILINE)


def run(codes: list[str], path: Path, names: dict[str, Any]) -> dict[str, Any]:
    for number, code in enumerate(codes):
        exec(compile(code, f"{path.name}[{number}]", "exec"), names)
        for name in ("env", "envs", "vector"):
            if name in names:
                names.pop(name).close()
    return names


def test_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fathom, "connect", Child)
    codes = examples(TRAINING)
    with_sb3 = [code for code in codes if "stable_baselines3" in code]
    assert len(with_sb3) == 1 and len(codes) == 9
    given = {"MyEnv": MyEnv, "K": np.eye(3), "pose": np.eye(4)}
    names = run([code for code in codes if code not in with_sb3], TRAINING, given)
    names["daemon"].close()
    assert names["info"]["fathom"].status == "measured" and len(names["rewards"]) == 8
    assert names["reward"].step == 0 and len(names["batch"]) == 4096
    sac = pytest.importorskip("stable_baselines3").SAC
    learn = sac.learn
    monkeypatch.setattr(sac, "learn", lambda model, steps, **more: learn(model, min(steps, 60), **more))
    run(with_sb3, TRAINING, names)


def test_the_readmes_first_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fathom, "connect", Child)
    code = examples(PACKAGE / "README.md")[0]
    assert len(code.splitlines()) == 5
    assert code == examples(TRAINING)[0]
    # What Tests/EndToEnd runs with the daemon itself is what the first page shows.
    assert code in (PACKAGE.parents[1] / "README.md").read_text()
    assert run([code], PACKAGE / "README.md", {})["terminated"] is False
