"""Mappings as the daemon reads them."""

from __future__ import annotations

import math
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from fathom.daemon.config import config_file


def text(config: Any, folder: Path) -> str:
    return config_file(config, folder).read_text(encoding="utf-8")


def test_quantities_stand_without_quotes_and_text_in_quotes(tmp_path: Path) -> None:
    config = {
        "length": "10 cm", "speed": "0.5 m/s", "chunk": "4 MiB", "name": "5", "for": "3 of 5",
        "target": 'the "5 cm" cube: "5 cm"',
    }  # fmt: skip
    assert text(config, tmp_path) == (
        "{\n"
        '  "length": 10 cm,\n'
        '  "speed": 0.5 m/s,\n'
        '  "chunk": 4 MiB,\n'
        '  "name": "5",\n'
        '  "for": "3 of 5",\n'
        '  "target": "the \\"5 cm\\" cube: \\"5 cm\\""\n'
        "}\n"
    )


def test_numbers_of_numpy_and_other_mappings_are_taken(tmp_path: Path) -> None:
    config = MappingProxyType({"weight": np.float32(0.5), "streams": np.array([1, 2]), "path": Path("/a")})
    assert text(config, tmp_path) == '{\n  "weight": 0.5,\n  "streams": [\n    1,\n    2\n  ],\n  "path": "/a"\n}\n'


@pytest.mark.parametrize("value", [math.nan, math.inf, object(), {1, 2}, b"bytes"])
def test_what_no_file_can_say_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="config: expected numbers, text, lists and mappings, found"):
        config_file({"weight": value}, tmp_path)


def test_text_of_several_lines_is_written_and_a_path_is_kept(tmp_path: Path) -> None:
    assert text("tasks:\n  - name: a\n", tmp_path) == "tasks:\n  - name: a\n"
    file = tmp_path / "own.yaml"
    file.touch()
    assert config_file(str(file), tmp_path) == file
