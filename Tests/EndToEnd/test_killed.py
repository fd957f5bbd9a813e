"""A recording daemon is killed at moments that a seed chooses (FATHOM_KILLS of them; `killed.py` prints the table)."""

from __future__ import annotations

import os

import killed
import pytest
from table_scene import FRAME_BYTES

KILLS = int(os.environ.get("FATHOM_KILLS", "4"))


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_rewarded_is_there_up_to_one_chunk(seed: int) -> None:
    found = killed.kill(seed)
    assert found.received and found.files and found.different == 0, found.log
    # 3 is "done with loss": nobody finished the last file.
    is_cut = found.files[-1].endswith(".mcap.partial")
    assert found.status == (3 if is_cut else 0), found.log
    assert sorted(found.replayed) == list(range(len(found.replayed)))
    # The open chunk, the frame that fills it, and what the writer's thread has not taken yet.
    assert found.missing * FRAME_BYTES <= killed.CHUNK + 3 * FRAME_BYTES, found.log
