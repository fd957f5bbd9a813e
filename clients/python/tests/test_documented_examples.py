"""The examples of the pages run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def example(page: str, needle: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", (REPOSITORY / page).read_text(), flags=re.DOTALL)
    (found,) = [block for block in blocks if needle in block]
    return found


def test_rewards(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("yaml")
    monkeypatch.chdir(REPOSITORY)
    names: dict[str, object] = {}
    exec(example("docs/rewards.md", "relabel("), names)
    assert names["values"].shape == (10, 50)  # type: ignore[attr-defined]
