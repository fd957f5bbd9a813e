"""Descriptions by where a thing is from another: beside, behind, on, in, nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from evaluation.groups import Group, Phrase, across, clear, groups, phrase
from evaluation.mesh import Array
from evaluation.truth import Frame, Seen


def related(frame: Frame) -> Iterable[Phrase]:
    """Where a thing is from another that is itself surely named."""
    ahead = np.linalg.inv(np.array(frame.world_from_camera))[:3, :3] @ _ahead(frame)
    for anchor_group in groups(frame):
        if anchor_group.noun is None or len(anchor_group.may) != 1 or not clear(anchor_group.fits[0]):
            continue
        anchor, name = anchor_group.fits[0], anchor_group.words
        for entry in groups(frame):
            if not entry.named or anchor in entry.may or entry.noun is None:
                continue
            for words, relation in _RELATIONS:
                verdicts = [relation(thing, anchor, ahead) for thing in entry.fits]
                # One stands so for sure, and none of the others nearly does.
                if verdicts.count(True) == 1 and None not in verdicts and len(verdicts) > 1:
                    yield phrase(f"{entry.words} {words} {name}", entry.fits[verdicts.index(True)], "relation")
            yield from _nearest(frame, entry, anchor, name)


def _nearest(frame: Frame, entry: Group, anchor: Seen, name: str) -> Iterable[Phrase]:
    if len(entry.fits) < 2:
        return
    gaps = sorted((frame.gap(thing.id, anchor.id), thing.id, thing) for thing in entry.fits)
    if gaps[1][0] - gaps[0][0] > 0.05 and gaps[0][0] < 0.6 * gaps[1][0]:
        yield phrase(f"{entry.words} nearest {name}", gaps[0][2], "relation")


def _ahead(frame: Frame) -> Array:
    """The camera's view along the ground, world frame."""
    forward = np.array(frame.world_from_camera)[:3, 2].copy()
    forward[2] = 0
    return np.asarray(forward / np.linalg.norm(forward))


Relation = Callable[[Seen, Seen, Array], bool | None]


def _sided(amount: Callable[[Seen, Seen, Array], float], aside: bool) -> Relation:
    """True beyond 5 cm, false on the other side, else undecided."""

    def decide(thing: Seen, anchor: Seen, ahead: Array) -> bool | None:
        along = amount(thing, anchor, ahead)
        if along < -0.02:
            return False
        lateral = abs(across(thing) - across(anchor))
        return True if along > 0.05 and not (aside and lateral > along) else None

    return decide


def _depth_gap(thing: Seen, anchor: Seen, ahead: Array) -> float:
    return float(np.dot(np.subtract(thing.center_m, anchor.center_m), ahead))


def _stacked(thing: Seen, anchor: Seen, _: Array) -> bool | None:
    return anchor.id in thing.on


def _below(thing: Seen, anchor: Seen, _: Array) -> bool | None:
    return thing.id in anchor.on


def _contained(thing: Seen, anchor: Seen, _: Array) -> bool | None:
    return thing.inside == anchor.id


_RELATIONS: list[tuple[str, Relation]] = [
    ("left of", _sided(lambda thing, anchor, _: across(anchor) - across(thing), False)),
    ("right of", _sided(lambda thing, anchor, _: across(thing) - across(anchor), False)),
    ("behind", _sided(_depth_gap, True)),
    ("in front of", _sided(lambda thing, anchor, ahead: -_depth_gap(thing, anchor, ahead), True)),
    ("on", _stacked),
    ("under", _below),
    ("in", _contained),
]
