"""The examples of docs/install.md run as they are written."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "install.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.skipif("FATHOM_BINARY" not in os.environ, reason="FATHOM_BINARY names no daemon")
def test_the_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    for example in EXAMPLES:
        exec(compile(example, PAGE.name, "exec"), {})
    control, value = capsys.readouterr().out.split()
    assert control.startswith("ipc://") and value == "-0.5"
