"""A configuration as `fathom serve` reads it: a file, YAML text, or a mapping with the file's structure."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fathom.checks import fail

Config = str | os.PathLike[str] | Mapping[str, Any]

# "5 cm" as a value. In YAML a quantity stands without quotes: in quotes it is text.
_QUANTITY = re.compile(r'(?<=: )"([+-]?[0-9][0-9.e+-]* ?(?:m|cm|mm|s|ms|m/s|cm/s|mm/s|B|[KMG]iB|[kMG]B))"(?=,?$)', re.MULTILINE)


def config_file(config: Config, folder: Path) -> Path:
    """The configuration's file; what is no file is written into `folder`.

    A string with a line break is YAML text, any other string a path. Raises ValueError for what cannot be written as
    YAML, FileNotFoundError for a path without a file.
    """
    if isinstance(config, Mapping):
        return _write(_text(config), folder)
    if isinstance(config, str) and "\n" in config:
        return _write(config, folder)
    path = Path(config).expanduser()
    if not path.is_file():
        raise FileNotFoundError(f"config: expected a YAML file, found no file at {os.fspath(path)!r}")
    return path


def _write(text: str, folder: Path) -> Path:
    path = folder / "fathom.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _text(config: Mapping[str, Any]) -> str:
    """JSON, which is YAML as well; one key a line, so that the daemon's messages name a line that helps."""
    try:
        text = json.dumps(config, indent=2, ensure_ascii=False, allow_nan=False, default=_plain)
    except (TypeError, ValueError) as error:
        fail("config", "numbers, text, lists and mappings", str(error))
    return _QUANTITY.sub(r"\1", text) + "\n"


def _plain(value: Any) -> Any:
    """Numpy's scalars and arrays, mappings that are no dict, and paths."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a {type(value).__name__}")
