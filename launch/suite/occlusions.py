"""Occlusions that are drawn by a seed: where the target stands, when it is hidden, where it goes meanwhile, and by what."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from suite.hiding import board
from suite.motion import still, track
from suite.scenario import Grip, Hand, Scenario, Thing

Draw = np.random.Generator
TALL = (0.03, 0.03, 0.09)
"""Of a box that is held at its upper end, metres."""
GRASP_HEIGHT = 0.07


def rests(draw: Draw) -> Scenario:
    """Nothing happens to the target."""
    x, y = _place(draw)
    begin, seconds = float(draw.uniform(0.9, 1.3)), float(draw.uniform(1.0, 2.0))
    return Scenario(
        "occluded-rests", "A board hides the target, which rests.", begin + seconds + 1.4,
        things=(_cup(still(x, y, 0.045)), board(begin, begin + seconds, 0.3)),
        hand=Hand(track((0, -0.3, 0.1, 0.34), (begin + seconds + 1.0, x, y, 0.12)), turn=90),
        say="the green cup", clutter=2,
    )  # fmt: skip


def moves(draw: Draw) -> Scenario:
    """Something else moves the target."""
    x, y = _place(draw)
    begin, seconds = float(draw.uniform(0.9, 1.3)), float(draw.uniform(1.0, 2.0))
    start, end = np.sort(draw.uniform(begin + 0.1, begin + seconds - 0.1, 2))
    side = 1 if x < 0 else -1
    away = (x + side * draw.uniform(0.06, 0.18), y + draw.uniform(-0.03, 0.05))
    return Scenario(
        "occluded-moves", "A board hides the target, and it is moved.", begin + seconds + 1.4,
        things=(
            _cup(track((start, x, y, 0.045), (max(end, start + 0.2), *map(float, away), 0.045))),
            board(begin, begin + seconds, 0.46),
        ),
        hand=Hand(track((0, 0.3, 0.1, 0.34), (begin + seconds + 1.0, float(away[0]), float(away[1]), 0.13)), turn=90),
        say="the green cup", clutter=1,
    )  # fmt: skip


def taken(draw: Draw) -> Scenario:
    """The hand takes the target behind the board and brings it out."""
    return _taken(draw, "occluded-taken", "The hand takes the target behind a board, and brings it out; the board goes.", True)


def hooked(draw: Draw) -> Scenario:
    """The same by a hand that does not tell when it has something."""
    return _taken(draw, "occluded-hooked", "The same by a hand whose opening tells nothing.", False)


def put(draw: Draw) -> Scenario:
    """The hand brings the target, puts it down behind the board and goes away."""
    x, y = _place(draw)
    start = x + (0.3 if x < 0 else -0.3)
    down = float(draw.uniform(2.0, 2.4))
    box = Thing("target", "box", "red", TALL, still(start, y, 0.045))
    up = down + float(draw.uniform(0.8, 1.4))
    return Scenario(
        "occluded-put", "The hand takes the target, brings it behind a board, and goes away without it.", up + 1.6,
        things=(box, _standing_board(x, up)),
        hand=Hand(
            track((0, start, y, 0.16), (0.5, start, y, GRASP_HEIGHT), (0.8, start, y, GRASP_HEIGHT),
                (1.2, start, y, 0.14), (down - 0.3, x, y, 0.14), (down, x, y, GRASP_HEIGHT),
                (down + 0.3, x, y, GRASP_HEIGHT), (up, x, y, 0.3), (up + 0.8, x - 0.1, y, 0.34)),
            opening=track((0.5, 0.08), (0.7, 0.03), (down + 0.1, 0.03), (down + 0.25, 0.08)),
        ),
        say="the red box", grips=(Grip("target", "hand", 0.7, down + 0.1),),
    )  # fmt: skip


DRAWN: dict[str, Callable[[Draw], Scenario]] = {
    "rests": rests, "moves": moves, "taken": taken, "hooked": hooked, "put": put
}  # fmt: skip


def drawn(kind: str, seed: int) -> Scenario:
    return DRAWN[kind](np.random.default_rng((seed, list(DRAWN).index(kind))))


def _taken(draw: Draw, name: str, about: str, closes: bool) -> Scenario:
    x, y = _place(draw)
    begin = float(draw.uniform(0.8, 1.1))
    grasp = begin + float(draw.uniform(0.5, 1.2))
    away = x + (0.3 if x < 0 else -0.3)
    out = grasp + float(draw.uniform(1.0, 1.8))
    return Scenario(
        name, about, out + 1.6,
        things=(Thing("target", "box", "red", TALL, still(x, y, 0.045)), board(begin, out + 0.3, 0.26)),
        hand=Hand(
            track((0, x, 0.1, 0.36), (begin, x, 0.1, 0.34), (grasp - 0.1, x, y, GRASP_HEIGHT),
                (grasp + 0.3, x, y, GRASP_HEIGHT), (grasp + 0.7, x, y, 0.14), (out, away, y, 0.14)),
            opening=track((grasp - 0.1, 0.08), (grasp + 0.1, 0.03)) if closes else still(0.03),
        ),
        say="the red box", grips=(Grip("target", "hand", grasp + 0.1),),
    )  # fmt: skip


def _place(draw: Draw) -> tuple[float, float]:
    """Where the target stands, away from the middle so that there is room beside it."""
    return float(draw.uniform(0.03, 0.08) * draw.choice((-1, 1))), float(draw.uniform(0.05, 0.11))


def _cup(path: object) -> Thing:
    return Thing("target", "cup", "green", (0.035, 0.09), path)  # type: ignore[arg-type]


def _standing_board(x: float, up: float) -> Thing:
    """One that stands there from the start and goes up."""
    return Thing(
        "board", "box", "gray", (0.22, 0.02, 0.3), track((up + 0.3, x, -0.14, 0.151), (up + 0.9, x, -0.14, 0.75)),
        stick="black",
    )  # fmt: skip
