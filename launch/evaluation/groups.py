"""Which things a colour and a noun fit, surely and perhaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluation.kinds import may_be
from evaluation.palette import alike
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


def groups(frame: Frame) -> Iterable[Group]:
    """Every colour and noun of what is there, alone and together."""
    colors = sorted({thing.colors[0][0] for thing in frame.objects})
    nouns = sorted({thing.noun for thing in frame.objects})
    for color in [None, *colors]:
        for noun in [None, *nouns]:
            if color or noun:
                found = group(frame, color, noun)
                if found.fits:
                    yield found


def across(thing: Seen) -> float:
    """Tangent of the angle to the right of the view, times a metre: the picture's own left and right."""
    return thing.center_m[0] / thing.center_m[2] * 0.8


def phrase(say: str, thing: Seen, kind: str) -> Phrase:
    """A description of one thing."""
    return {"say": say, "is": thing.id, "kind": kind}
