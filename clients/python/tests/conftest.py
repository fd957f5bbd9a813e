import os
from collections.abc import Iterator

# Before anything imports mujoco: no display here.
os.environ.setdefault("MUJOCO_GL", "osmesa")

import pytest

from fake_daemon import FakeDaemon


@pytest.fixture
def daemon() -> Iterator[FakeDaemon]:
    with FakeDaemon() as fake:
        yield fake
