"""Where the `fathom` executable is, and the command that a wheel installs for it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

_PACKAGE = Path(__file__).resolve().parents[1]
BUNDLED = _PACKAGE / "bin" / "fathom"
"""Inside of a wheel that carries the daemon; elsewhere there is no such file."""


def find_binary(given: str | os.PathLike[str] | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The executable that is `given`, named by FATHOM_BINARY, in this wheel, on the PATH, or built in this checkout.

    Raises FileNotFoundError when there is none, and rather than take another one than was told.
    """
    for source, name in (("binary", given), ("FATHOM_BINARY", environment.get("FATHOM_BINARY"))):
        if name:
            return _told(source, Path(name).expanduser())
    on_path = shutil.which("fathom", path=environment.get("PATH"))
    for path in (BUNDLED, Path(on_path) if on_path else None, _in_checkout()):
        if path is not None and _is_executable(path):
            return path
    raise FileNotFoundError(
        "no fathom executable: install a wheel that carries it (launch/wheel builds one), put fathom on the PATH, or "
        "set FATHOM_BINARY to what `swift build -c release --product fathom` builds (.build/release/fathom); or attach "
        "to a daemon that runs already with fathom.connect(endpoint=…)"
    )


def main() -> NoReturn:
    """The command `fathom` of a wheel that carries the daemon: becomes it."""
    os.execv(BUNDLED, ["fathom", *sys.argv[1:]])


def _told(source: str, path: Path) -> Path:
    if not _is_executable(path):
        raise FileNotFoundError(f"{source}: expected an executable file, found {os.fspath(path)!r}")
    return path


def _in_checkout() -> Path | None:
    """What `swift build -c release` leaves, when this package is used from the sources of the daemon."""
    root = _PACKAGE.parents[3] if len(_PACKAGE.parents) > 3 else None
    return root / ".build" / "release" / "fathom" if root and (root / "Package.swift").is_file() else None


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
