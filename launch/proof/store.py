"""Keeps the results of finished runs, so that none is made twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from proof.result import Result
from proof.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
LEARNER = ("settings", "arms", "evaluate", "train", "result")
"""Modules that a run's outcome depends on; drawing and reporting do not."""


class Store:
    """A folder with one file a run, named by arm, seed and a digest of everything that the outcome depends on."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        learner = [ROOT / f"launch/proof/{name}.py" for name in LEARNER]
        shared = _digest([*learner, ROOT / "launch/prove-requirements.txt"])
        shared += json.dumps(asdict(settings), sort_keys=True)
        fathom = _digest([ROOT / "launch/prove.yaml", *_sources("Sources"), *_sources("clients/python/src/fathom")])
        self._keys = {arm: _short(shared + (fathom if arm in "cd" else "")) for arm in "abcd"}

    def path(self, arm: str, seed: int) -> Path:
        return self.folder / f"{arm}-{seed}-{self._keys[arm]}.json"

    def load(self, arm: str, seed: int) -> Result | None:
        path = self.path(arm, seed)
        return Result.load(path) if path.exists() else None


def _sources(folder: str) -> Iterable[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".swift", ".c", ".h", ".py"})


def _digest(files: Iterable[Path]) -> str:
    lines = (f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return _short("".join(lines))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
