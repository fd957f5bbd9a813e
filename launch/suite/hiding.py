"""Something comes between the camera and the target."""

from __future__ import annotations

from suite.motion import still, track
from suite.scenario import Hand, Scenario, Thing


def board(begin: float, end: float, wide: float) -> Thing:
    """A board on a stick that comes down in front of the target and goes up again, out of the picture."""
    up, down = (-0.14, 0.75), (-0.14, 0.151)
    path = track(
        (begin - 0.5, 0.02, *up, 0), (begin, 0.02, *down, 0), (end, 0.02, *down, 0), (end + 0.5, 0.02, *up, 0)
    )
    return Thing("board", "box", "gray", (wide, 0.02, 0.3), path, stick="black")


HIDDEN = Scenario(
    "hidden-60", "A board hides the target for 60 frames while the hand nears it.", 4.2,
    things=(
        Thing("target", "cup", "green", (0.04, 0.09), still(0.03, 0.08, 0.045)),
        Thing("can", "can", "red", (0.033, 0.11), still(0.24, 0.14, 0.055)),
        board(1.3, 2.9, 0.24),
    ),
    hand=Hand(track((0, -0.3, 0.1, 0.34), (4.0, 0.03, 0.08, 0.1)), turn=90),
    say="the green cup", baseline="green", clutter=3,
)  # fmt: skip

MOVED = Scenario(
    "moved-while-hidden", "The target is moved by 18 cm behind a board: nobody can know where.", 4.6,
    things=(
        Thing("target", "ball", "red", (0.03,), track((1.6, -0.06, 0.08, 0.03), (2.6, 0.12, 0.08, 0.03))),
        Thing("cup", "cup", "blue", (0.038, 0.09), still(-0.25, 0.14, 0.045)),
        board(1.2, 3.0, 0.42),
    ),
    hand=Hand(track((0, 0.3, 0.1, 0.34), (4.4, 0.12, 0.08, 0.07)), turn=90),
    say="the red ball",
)  # fmt: skip

SCENARIOS = (HIDDEN, MOVED)
