"""Descriptions made from the truth, each checked against it with a margin: of one thing, of several, of none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from evaluation.palette import SHADES, alike
from evaluation.things import PAINTS, TEST_NOUNS, TRAIN_NOUNS, may_be
from evaluation.truth import Frame, Seen

Phrase = dict[str, Any]

CLEAR_PIXELS, CLEAR_SHARE = 500, 0.6
"""A thing is asked for only when a person would say that it is in view."""


@dataclass(frozen=True)
class Group:
    """What a colour and a noun are called, and what may be meant by them."""

    words: str
    noun: str | None
    fits: list[Seen]
    """Surely."""
    may: list[Seen]
    """Perhaps; holds the sure ones."""

    @property
    def named(self) -> bool:
        """Whether all that may be meant is surely meant, and well in view: only then may it be compared."""
        return len(self.may) == len(self.fits) and all(clear(thing) for thing in self.fits)


def clear(thing: Seen) -> bool:
    return thing.visible_pixels >= CLEAR_PIXELS and thing.visible_share >= CLEAR_SHARE and not thing.cut


def group(frame: Frame, color: str | None, noun: str | None) -> Group:
    """All that a colour and a noun fit."""
    def sure(thing: Seen) -> bool:
        main, share = thing.colors[0]
        return (color is None or (main == color and share >= 0.6)) and (noun is None or thing.noun == noun)

    def perhaps(thing: Seen) -> bool:
        painted = color is None or any(alike(color, name) and share >= 0.1 for name, share in thing.colors)
        return painted and (noun is None or may_be(noun, thing.noun))

    words = " ".join(["the", *([color] if color else []), noun or "thing"])
    return Group(words, noun, [t for t in frame.objects if sure(t)], [t for t in frame.objects if perhaps(t)])


def phrases(frame: Frame, generator: np.random.Generator, most: int = 12) -> list[Phrase]:
    """Up to so many of one thing, and some of several and of none."""
    one = _spread(list(_plain(frame)) + list(_painted(frame)) + list(_compared(frame)) + list(_related(frame)), most, generator)
    several = list(_several(frame))
    twins = [entry for entry in several if entry["kind"] == "twins"]
    others = [entry for entry in several if entry["kind"] != "twins"]
    generator.shuffle(others)
    return one + twins + others[:2] + _absent(frame, generator)[:3]


def _is(say: str, thing: Seen, kind: str) -> Phrase:
    return {"say": say, "is": thing.id, "kind": kind}


def _groups(frame: Frame) -> Iterable[Group]:
    """Every colour and noun of what is there, alone and together."""
    colors = sorted({thing.colors[0][0] for thing in frame.objects})
    nouns = sorted({thing.noun for thing in frame.objects})
    for color in [None, *colors]:
        for noun in [None, *nouns]:
            if color or noun:
                found = group(frame, color, noun)
                if found.fits:
                    yield found


def _plain(frame: Frame) -> Iterable[Phrase]:
    for entry in _groups(frame):
        if len(entry.may) == 1 and clear(entry.fits[0]):
            kind = "noun" if entry.words == f"the {entry.noun}" else "color" if entry.noun is None else "color noun"
            yield _is(entry.words, entry.fits[0], kind)


def _painted(frame: Frame) -> Iterable[Phrase]:
    """Two colours, or the colour of a part."""
    for thing in frame.objects:
        if not clear(thing) or len(thing.colors) < 2:
            continue
        (main, share), (other, less) = thing.colors[:2]
        # Among what may be called so, nothing else shows anything like the second paint.
        rivals = [t for t in group(frame, main, thing.noun).may if t.id != thing.id]
        if any(alike(other, name) and seen >= 0.03 for t in rivals for name, seen in t.colors):
            continue
        if share >= 0.4 and less >= 0.2:
            yield _is(f"the {main} and {other} {thing.noun}", thing, "two colors")
        for role, color in thing.parts.items():
            if color == other and share >= 0.5:
                yield _is(f"the {main} {thing.noun} with the {other} {role}", thing, "part")


def _compared(frame: Frame) -> Iterable[Phrase]:
    """Superlatives, size words and ordinals among things of one kind."""
    for entry in _groups(frame):
        if len(entry.fits) < 2 or not entry.named:
            continue
        rest = entry.words.removeprefix("the ")
        for word, key, factor, gap in _SUPERLATIVES:
            ranked = sorted(entry.fits, key=key)
            first, second = key(ranked[0]), key(ranked[1])
            if second - first >= gap and abs(second) >= factor * abs(first) - 1e-9:
                # What is not told apart by both its longest side and its bulk is not surely the larger one.
                if word in ("largest", "smallest") and ranked[0] is not sorted(entry.fits, key=_bulk(word))[0]:
                    continue
                yield _is(f"the {word} {rest}", ranked[0], "superlative")
        ranked = sorted(entry.fits, key=lambda thing: max(thing.size_m))
        if entry.noun and max(ranked[0].size_m) * 1.35 < max(ranked[1].size_m):
            yield _is(f"the small {rest}", ranked[0], "size")
        if entry.noun and max(ranked[-2].size_m) * 1.35 < max(ranked[-1].size_m):
            yield _is(f"the large {rest}", ranked[-1], "size")
        across = sorted(entry.fits, key=_across)
        steps = np.diff([_across(thing) for thing in across])
        if len(across) >= 3 and entry.noun and steps.min() > 0.05:
            yield _is(f"the second {rest} from the left", across[1], "ordinal")


def _across(thing: Seen) -> float:
    """Tangent of the angle to the right of the view, times a metre: the picture's own left and right."""
    return thing.center_m[0] / thing.center_m[2] * 0.8


def _bulk(word: str) -> Callable[[Seen], float]:
    sign = -1.0 if word == "largest" else 1.0
    return lambda thing: sign * float(np.prod(thing.size_m)) ** (1 / 3)


_SUPERLATIVES: list[tuple[str, Callable[[Seen], float], float, float]] = [
    # Word, what is least, and by how much: as a factor (of sizes; 0 where none applies) and in metres.
    ("left-most", _across, 0, 0.05),
    ("right-most", lambda thing: -_across(thing), 0, 0.05),
    ("nearest", lambda thing: thing.nearest_m, 0, 0.05),
    ("farthest", lambda thing: -thing.nearest_m, 0, 0.05),
    ("smallest", lambda thing: max(thing.size_m), 1.3, 0.015),
    ("largest", lambda thing: -max(thing.size_m), 1 / 1.3, 0.015),
    ("tallest", lambda thing: -thing.height_m, 1 / 1.3, 0.02),
]


def _related(frame: Frame) -> Iterable[Phrase]:
    """Where a thing is from another that is itself surely named."""
    ahead = np.linalg.inv(np.array(frame.world_from_camera))[:3, :3] @ _ahead(frame)
    for anchor_group in _groups(frame):
        if anchor_group.noun is None or len(anchor_group.may) != 1 or not clear(anchor_group.fits[0]):
            continue
        anchor, name = anchor_group.fits[0], anchor_group.words
        for entry in _groups(frame):
            if not entry.named or anchor in entry.may or entry.noun is None:
                continue
            for words, relation in _RELATIONS:
                verdicts = [relation(thing, anchor, ahead) for thing in entry.fits]
                # One stands so for sure, and none of the others nearly does.
                if verdicts.count(True) == 1 and None not in verdicts and len(verdicts) > 1:
                    yield _is(f"{entry.words} {words} {name}", entry.fits[verdicts.index(True)], "relation")
            yield from _nearest(frame, entry, anchor, name)


def _nearest(frame: Frame, entry: Group, anchor: Seen, name: str) -> Iterable[Phrase]:
    if len(entry.fits) < 2:
        return
    gaps = sorted((frame.gap(thing.id, anchor.id), thing.id, thing) for thing in entry.fits)
    if gaps[1][0] - gaps[0][0] > 0.05 and gaps[0][0] < 0.6 * gaps[1][0]:
        yield _is(f"{entry.words} nearest {name}", gaps[0][2], "relation")


def _ahead(frame: Frame) -> np.ndarray:
    """The camera's view along the ground, world frame."""
    forward = np.array(frame.world_from_camera)[:3, 2].copy()
    forward[2] = 0
    return np.asarray(forward / np.linalg.norm(forward))


Relation = Callable[[Seen, Seen, np.ndarray], bool | None]


def _sided(amount: Callable[[Seen, Seen, np.ndarray], float], aside: bool) -> Relation:
    """True beyond 5 cm, false on the other side, else undecided."""
    def decide(thing: Seen, anchor: Seen, ahead: np.ndarray) -> bool | None:
        along = amount(thing, anchor, ahead)
        if along < -0.02:
            return False
        lateral = abs(_across(thing) - _across(anchor))
        return True if along > 0.05 and not (aside and lateral > along) else None

    return decide


def _depth_gap(thing: Seen, anchor: Seen, ahead: np.ndarray) -> float:
    return float(np.dot(np.subtract(thing.center_m, anchor.center_m), ahead))


def _stacked(thing: Seen, anchor: Seen, _: np.ndarray) -> bool | None:
    return anchor.id in thing.on


def _below(thing: Seen, anchor: Seen, _: np.ndarray) -> bool | None:
    return thing.id in anchor.on


def _contained(thing: Seen, anchor: Seen, _: np.ndarray) -> bool | None:
    return thing.inside == anchor.id


_RELATIONS: list[tuple[str, Relation]] = [
    ("left of", _sided(lambda thing, anchor, _: _across(anchor) - _across(thing), False)),
    ("right of", _sided(lambda thing, anchor, _: _across(thing) - _across(anchor), False)),
    ("behind", _sided(_depth_gap, True)),
    ("in front of", _sided(lambda thing, anchor, ahead: -_depth_gap(thing, anchor, ahead), True)),
    ("on", _stacked),
    ("under", _below),
    ("in", _contained),
]


def _several(frame: Frame) -> Iterable[Phrase]:
    for pair in frame.twins:
        things = [thing for thing in frame.objects if thing.id in pair]
        main = things[0].colors[0][0]
        entry = group(frame, main, things[0].noun)
        # Both must be as surely in view, lest one is the better answer.
        if all(clear(thing) for thing in things) and {t.id for t in entry.may} == set(pair) and len(entry.fits) == 2:
            yield {"say": entry.words, "fits": pair, "kind": "twins"}
    for entry in _groups(frame):
        ids = [thing.id for thing in entry.fits]
        if len(ids) >= 2 and entry.named and ids not in frame.twins:
            yield {"say": entry.words, "fits": ids, "kind": "several"}


def _absent(frame: Frame, generator: np.random.Generator) -> list[Phrase]:
    """A colour and a noun of which nothing here is even nearly both."""
    nouns = TRAIN_NOUNS + (TEST_NOUNS if frame.split == "test" else [])
    found = [
        {"say": f"the {color} {noun}", "kind": "absent"}
        for noun in nouns
        for color in PAINTS.get(noun, tuple(SHADES["train"]))
        if not group(frame, color, noun).may
    ]
    generator.shuffle(found)
    return found


def _spread(found: list[Phrase], most: int, generator: np.random.Generator) -> list[Phrase]:
    """So many of them that things and kinds of description take turns."""
    left = [found[i] for i in generator.permutation(len(found))]
    taken: list[Phrase] = []
    while left and len(taken) < most:
        def crowd(entry: Phrase) -> tuple[int, int]:
            return (
                sum(other["is"] == entry["is"] for other in taken),
                sum(other["kind"] == entry["kind"] for other in taken),
            )

        best = min(left, key=crowd)
        left.remove(best)
        if best["say"] not in [other["say"] for other in taken]:
            taken.append(best)
    return taken
