"""A daemon as a child process: FATHOM_BINARY's if set, else a stand-in."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import fathom
from fathom import Control, DaemonError, FramePublisher, RewardSubscriber
from fathom.daemon.daemon import Daemon, _from_here

TESTS = Path(__file__).parent
SOURCES = TESTS.parent / "src"
CONFIG = {
    "frames": {"connect": "tcp://127.0.0.1:1", "delivery": "every"},
    "tasks": [
        {
            "name": "reach", "streams": ["front"], "gripper": {"pose": "gripper"}, "target": {"pose": "target"},
            "reward": {"length": "10 cm", "success": {"within": "5 cm", "for": "3 of 5"}},
        }
    ],
}  # fmt: skip
YAML = """\
rewards: { bind: "tcp://127.0.0.1:1" }
tasks:
  - name: reach
    streams: [front]
    gripper: { pose: gripper }
    target: { pose: target }
    reward: { success: { within: 5 cm } }
"""
PATIENCE = 10.0


@pytest.fixture(autouse=True)
def binary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FATHOM_BINARY is there for this process and for those that it starts."""
    if "FATHOM_BINARY" not in os.environ:
        script = tmp_path / "fathom"
        script.write_text(f"#!/bin/sh\nPYTHONPATH={SOURCES} exec {sys.executable} {TESTS / 'fake_fathom.py'} \"$@\"\n")
        script.chmod(0o755)
        monkeypatch.setenv("FATHOM_BINARY", str(script))
    monkeypatch.setenv("PYTHONPATH", str(SOURCES))


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    with fathom.connect(CONFIG) as started:
        yield started


def answers(endpoint: str, timeout: float = 2.0) -> bool:
    with Control(endpoint, timeout) as control:
        try:
            return control.status().version == "0.1.0"
        except TimeoutError:
            return False


def is_running(pid: int) -> bool:
    try:
        # A process that nobody waited for is over as well.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def run(script: str) -> tuple[subprocess.Popen[str], int]:
    """Starts a program that has `config` and prints its daemon's process id first."""
    source = f"import os, sys, time\nimport fathom\nconfig = {CONFIG!r}\n{script}"
    program = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    return program, int(program.stdout.readline())


def test_a_mapping_is_served_on_private_sockets(daemon: Daemon) -> None:
    assert answers(daemon.control)
    assert daemon.config is not None and daemon.rewards is not None and daemon.frames is not None
    folder = daemon.config.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {daemon.control, daemon.rewards, daemon.frames} == {
        f"ipc://{folder}/{name}" for name in ("control", "rewards", "frames")
    }
    assert "ready" in daemon.log
    daemon.check()


def test_a_file_and_text_are_served(tmp_path: Path) -> None:
    file = tmp_path / "reach.yaml"
    file.write_text(YAML)
    for config in (file, str(file), YAML):
        with fathom.connect(config) as daemon:
            assert answers(daemon.control)
            assert daemon.config is not None and (daemon.config == file) == (config != YAML)


def test_several_run_side_by_side(daemon: Daemon) -> None:
    with fathom.connect(CONFIG) as other:
        assert answers(other.control) and answers(daemon.control)
    assert answers(daemon.control)


def test_what_the_daemon_says_of_a_configuration_is_in_the_error() -> None:
    message = r"(?s)status 2.*fathom\.yaml:\d+:\d+: tasks: found no such key; allowed: a list"
    with pytest.raises(DaemonError, match=message):
        fathom.connect({"log_level": "info"})


def test_a_daemon_that_never_answers_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "silent"
    script.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\necho still thinking >&2\nexec cat >/dev/null\n")
    script.chmod(0o755)
    with pytest.raises(DaemonError, match=r"(?s)not answer within 0\.3 s.*still thinking"):
        fathom.connect(CONFIG, binary=script, timeout=0.3)
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_one_that_does_not_stop_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fathom.daemon.process._STOP_SECONDS", 0.2)
    script = tmp_path / "stubborn"
    script.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")
    script.chmod(0o755)
    with pytest.raises(DaemonError, match=r"not answer within 0\.3 s"):
        fathom.connect(CONFIG, binary=script, timeout=0.3)
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_closing_stops_it_and_leaves_nothing(daemon: Daemon) -> None:
    pid, config = daemon.pid, daemon.config
    assert pid is not None and config is not None
    daemon.close()
    daemon.close()
    assert not is_running(pid) and not config.parent.exists()
    assert "ended" not in daemon.log
    with pytest.raises(DaemonError, match="was closed"):
        daemon.check()


def test_a_daemon_that_nobody_holds_stops() -> None:
    pid = fathom.connect(CONFIG).pid
    gc.collect()
    assert pid is not None and not is_running(pid)


def test_a_death_is_told_with_the_last_words(daemon: Daemon) -> None:
    assert daemon.pid is not None
    os.kill(daemon.pid, signal.SIGKILL)

    def is_told() -> bool:
        try:
            daemon.check()
        except DaemonError as error:
            assert "ended by SIGKILL" in str(error) and "ready" in str(error)
            return True
        return False

    assert eventually(is_told)


def test_it_ends_with_the_program() -> None:
    for ending in ("", "sys.exit(3)", "raise ValueError"):
        program, pid = run(f"daemon = fathom.connect(config)\nprint(daemon.pid, flush=True)\n{ending}")
        program.wait(PATIENCE)
        assert not is_running(pid)


def test_it_does_not_outlive_a_program_that_was_killed() -> None:
    program, pid = run("daemon = fathom.connect(config)\nprint(daemon.pid, flush=True)\ntime.sleep(600)")
    assert is_running(pid)
    program.kill()
    program.wait(PATIENCE)
    assert eventually(lambda: not is_running(pid))


def test_a_forked_worker_neither_ends_it_nor_keeps_it() -> None:
    script = """
daemon = fathom.connect(config)
print(daemon.pid, flush=True)
if os.fork() == 0:
    daemon.check()
    daemon.close()
    sys.exit()  # runs what is registered for the exit
os.wait()
daemon.check()
worker = os.fork()
if worker == 0:
    time.sleep(600)
print(worker, flush=True)
time.sleep(600)
"""
    program, pid = run(script)
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    try:
        assert is_running(pid)
        program.kill()
        program.wait(PATIENCE)
        assert eventually(lambda: not is_running(pid))
        assert is_running(worker)
    finally:
        os.kill(worker, signal.SIGKILL)


def test_one_attaches_to_a_daemon_and_leaves_it_alone(daemon: Daemon) -> None:
    with fathom.connect(endpoint=daemon.control) as attached:
        attached.check()
        assert attached.pid is None and attached.log == ""
        assert (attached.control, attached.rewards) == (daemon.control, daemon.rewards)
    assert answers(daemon.control)


def test_a_pickled_daemon_is_an_attached_one(daemon: Daemon) -> None:
    copy = pickle.loads(pickle.dumps(daemon))
    assert (copy.control, copy.rewards, copy.frames, copy.pid) == (daemon.control, daemon.rewards, daemon.frames, None)
    copy.close()
    daemon.check()


@pytest.mark.parametrize(
    ("bound", "endpoint", "expected"),
    [
        ("tcp://*:5581", "tcp://robot.local:5582", "tcp://robot.local:5581"),
        ("tcp://0.0.0.0:5581", "tcp://10.0.0.2:5582", "tcp://10.0.0.2:5581"),
        ("tcp://127.0.0.1:5581", "tcp://127.0.0.1:5582", "tcp://127.0.0.1:5581"),
        ("ipc:///tmp/rewards", "tcp://127.0.0.1:5582", "ipc:///tmp/rewards"),
        ("tcp://*:5581", "ipc:///tmp/control", "tcp://127.0.0.1:5581"),
    ],
)
def test_rewards_are_where_the_daemon_was_found(bound: str, endpoint: str, expected: str) -> None:
    assert _from_here(bound, endpoint) == expected


def test_nobody_at_the_endpoint_is_said(tmp_path: Path) -> None:
    with pytest.raises(DaemonError, match="no daemon answers at ipc://"):
        fathom.connect(endpoint=f"ipc://{tmp_path}/nobody", timeout=0.2)


def test_arguments_that_mean_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one of the two, found neither"):
        fathom.connect()
    with pytest.raises(ValueError, match="one of the two, found both"):
        fathom.connect(CONFIG, endpoint="ipc:///tmp/x")
    with pytest.raises(FileNotFoundError, match=r"config: .*nowhere\.yaml"):
        fathom.connect(tmp_path / "nowhere.yaml")
    with pytest.raises(FileNotFoundError, match="binary: expected an executable file"):
        fathom.connect(CONFIG, binary=tmp_path / "nothing")


def test_a_long_temporary_folder_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with fathom.connect(CONFIG) as daemon:
        assert answers(daemon.control)


def test_frames_become_rewards(daemon: Daemon) -> None:
    if "fathom 0.1.0" not in daemon.log:
        pytest.skip("the stand-in measures nothing; FATHOM_BINARY names a daemon that does")
    assert daemon.frames is not None and daemon.rewards is not None
    at_origin = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    away = [[1, 0, 0, 0.1], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    with (
        FramePublisher(daemon.frames, "front", timeout=PATIENCE) as frames,
        RewardSubscriber(daemon.rewards, "reach", control=daemon.control, timeout=PATIENCE) as rewards,
    ):
        frames.wait_for_subscriber(PATIENCE)
        frames.send(poses={"gripper": at_origin, "target": away}, step=0)
        reward = rewards.receive()
    assert reward.distance is not None and reward.distance.metres == pytest.approx(0.1)
    assert reward.value == pytest.approx(-0.5)
