"""Descriptions made from the truth, each checked against it with a margin: of one thing, of several, of none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from evaluation.groups import Phrase, across, clear, group, groups, phrase
from evaluation.kinds import PAINTS, TEST_NOUNS, TRAIN_NOUNS, VESSELS
from evaluation.palette import SHADES, alike
from evaluation.relations import related
from evaluation.truth import Frame, Seen


def phrases(frame: Frame, generator: np.random.Generator, most: int = 12) -> list[Phrase]:
    """Up to so many of one thing, and some of several and of none."""
    found = [*_plain(frame), *_painted(frame), *_compared(frame), *related(frame)]
    one = _spread(found, most, generator)
    several = list(_several(frame))
    twins = [entry for entry in several if entry["kind"] == "twins"]
    others = [entry for entry in several if entry["kind"] != "twins"]
    generator.shuffle(others)
    return one + twins + others[:2] + _absent(frame, generator)[:3]


def _plain(frame: Frame) -> Iterable[Phrase]:
    for entry in groups(frame):
        if len(entry.may) == 1 and clear(entry.fits[0]):
            kind = "noun" if entry.words == f"the {entry.noun}" else "color" if entry.noun is None else "color noun"
            yield phrase(entry.words, entry.fits[0], kind)


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
            yield phrase(f"the {main} and {other} {thing.noun}", thing, "two colors")
        for role, color in thing.parts.items():
            if color == other and share >= 0.5:
                yield phrase(f"the {main} {thing.noun} with the {other} {role}", thing, "part")


def _compared(frame: Frame) -> Iterable[Phrase]:
    """Superlatives, size words and ordinals among things of one kind."""
    for entry in groups(frame):
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
                yield phrase(f"the {word} {rest}", ranked[0], "superlative")
        ranked = sorted(entry.fits, key=lambda thing: max(thing.size_m))
        if entry.noun and max(ranked[0].size_m) * 1.35 < max(ranked[1].size_m):
            yield phrase(f"the small {rest}", ranked[0], "size")
        if entry.noun and max(ranked[-2].size_m) * 1.35 < max(ranked[-1].size_m):
            yield phrase(f"the large {rest}", ranked[-1], "size")
        row = sorted(entry.fits, key=across)
        steps = np.diff([across(thing) for thing in row])
        if len(row) >= 3 and entry.noun and steps.min() > 0.05:
            yield phrase(f"the second {rest} from the left", row[1], "ordinal")


def _bulk(word: str) -> Callable[[Seen], float]:
    sign = -1.0 if word == "largest" else 1.0
    return lambda thing: sign * float(np.prod(thing.size_m)) ** (1 / 3)


_SUPERLATIVES: list[tuple[str, Callable[[Seen], float], float, float]] = [
    # Word, what is least, and by how much: as a factor (of sizes; 0 where none applies) and in metres.
    ("left-most", across, 0, 0.05),
    ("right-most", lambda thing: -across(thing), 0, 0.05),
    ("nearest", lambda thing: thing.nearest_m, 0, 0.05),
    ("farthest", lambda thing: -thing.nearest_m, 0, 0.05),
    ("smallest", lambda thing: max(thing.size_m), 1.3, 0.015),
    ("largest", lambda thing: -max(thing.size_m), 1 / 1.3, 0.015),
    ("tallest", lambda thing: -thing.height_m, 1 / 1.3, 0.02),
]


def _several(frame: Frame) -> Iterable[Phrase]:
    for pair in frame.twins:
        things = [thing for thing in frame.objects if thing.id in pair]
        main = things[0].colors[0][0]
        entry = group(frame, main, things[0].noun)
        # Both must be as surely in view, lest one is the better answer.
        if all(clear(thing) for thing in things) and {t.id for t in entry.may} == set(pair) and len(entry.fits) == 2:
            yield {"say": entry.words, "fits": pair, "kind": "twins"}
    for entry in groups(frame):
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
        if not any(group(frame, color, like).may for like in (VESSELS if noun in VESSELS else {noun}))
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
