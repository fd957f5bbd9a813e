import os
from collections.abc import Iterator
from pathlib import Path

# Before anything imports mujoco: no display here.
os.environ.setdefault("MUJOCO_GL", "osmesa")
# Processes that tests start import the same package as the tests.
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1] / "src")

import pytest

from fake_daemon import FakeDaemon


@pytest.fixture
def daemon() -> Iterator[FakeDaemon]:
    with FakeDaemon() as fake:
        yield fake
