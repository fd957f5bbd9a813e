"""What a careful person who saw the same pictures could know of each frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from suite.scenario import RATE, Scenario

Row = dict[str, Any]
VISIBLE_PIXELS, VISIBLE_SHARE = 30, 0.05
"""Less than that of the target is a sliver that tells nobody what it is."""
CLEAR_PIXELS, CLEAR_SHARE = 100, 0.25
"""From here on a person recognises the target without having followed it."""
MOVED = 0.002
"""Metres; below, nothing has moved."""


def known(scenario: Scenario, rows: list[Row]) -> list[Row]:
    """The rows with `visible`, `clear`, `static` and `answerable`.

    Static: the target lies where it was last visible. What is moved unseen is not answerable until it is clear again,
    unless the closed hand took it along.
    """
    told: list[Row] = []
    is_known = False
    # A detector tells nothing before its first, late word.
    begin = scenario.detector.latest * RATE if scenario.detector else 0
    last_seen = _place(scenario, rows[0])
    for number, row in enumerate(rows):
        visible = row["pixels"] >= VISIBLE_PIXELS and row["share"] >= VISIBLE_SHARE
        clear = row["pixels"] >= CLEAR_PIXELS and row["share"] >= CLEAR_SHARE
        place = _place(scenario, row)
        static = float(np.linalg.norm(place - last_seen)) < MOVED
        is_known = clear or (is_known and (visible or static or row["held"]))
        if visible:
            last_seen = place
        gripper = row.get("gripper_share", 1.0) >= CLEAR_SHARE
        answerable = is_known and gripper and number >= begin
        told.append(row | {"visible": visible, "clear": clear, "static": static, "answerable": answerable})
    return told


def _place(scenario: Scenario, row: Row) -> Any:
    return np.array(row["things"][scenario.target])[:3, 3]
