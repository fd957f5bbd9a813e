"""Which executable is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from fathom.daemon import binary as daemon_binary
from fathom.daemon.binary import find_binary


@pytest.fixture
def nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a wheel's own executable nor one that this checkout has built."""
    package = tmp_path / "checkout" / "clients" / "python" / "src" / "fathom"
    monkeypatch.setattr(daemon_binary, "_PACKAGE", package)
    monkeypatch.setattr(daemon_binary, "BUNDLED", package / "bin" / "fathom")


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.usefixtures("nothing_else")
def test_the_nearest_is_taken(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "clients").mkdir(parents=True)
    (checkout / "Package.swift").touch()
    built = executable(checkout / ".build" / "release" / "fathom")
    assert find_binary(environment={"PATH": ""}) == built
    on_path = executable(tmp_path / "bin" / "fathom")
    environment = {"PATH": str(on_path.parent)}
    assert find_binary(environment=environment) == on_path
    bundled = executable(daemon_binary.BUNDLED)
    assert find_binary(environment=environment) == bundled
    named = executable(tmp_path / "named")
    environment["FATHOM_BINARY"] = str(named)
    assert find_binary(environment=environment) == named
    given = executable(tmp_path / "given")
    assert find_binary(given, environment) == given


def test_one_that_was_told_is_not_replaced(tmp_path: Path) -> None:
    on_path = executable(tmp_path / "bin" / "fathom")
    with pytest.raises(FileNotFoundError, match="FATHOM_BINARY: expected an executable file, found '/nowhere'"):
        find_binary(environment={"PATH": str(on_path.parent), "FATHOM_BINARY": "/nowhere"})


@pytest.mark.usefixtures("nothing_else")
def test_without_any_it_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match=r"install a wheel .* FATHOM_BINARY .*connect\(endpoint="):
        find_binary(environment={"PATH": ""})
