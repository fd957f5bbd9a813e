"""Something looks like the target."""

from __future__ import annotations

from suite.motion import still, track
from suite.scenario import Hand, Scenario, Thing

REACH = Hand(track((0, -0.28, -0.06, 0.32), (3.6, 0.1, 0.05, 0.07)), turn=90)
BALL = Thing("target", "ball", "red", (0.03,), still(0.1, 0.05, 0.03))

SAME_COLOR = Scenario(
    "same-color", "Things of the target's colour and of other shapes stand about, larger than it.", 4.0,
    things=(
        BALL,
        Thing("box", "box", "red", (0.1, 0.07, 0.08), still(-0.08, 0.08, 0.04, 30)),
        Thing("can", "can", "red", (0.035, 0.12), still(0.25, 0.14, 0.06)),
    ),
    hand=REACH, say="the red ball",
)  # fmt: skip

SAME_SHAPE = Scenario(
    "same-shape", "Things of the target's shape and of other colours stand about.", 4.0,
    things=(
        Thing("target", "cup", "yellow", (0.038, 0.09), still(0.1, 0.05, 0.045)),
        Thing("green", "cup", "green", (0.038, 0.09), still(-0.02, 0.08, 0.045)),
        Thing("blue", "cup", "blue", (0.038, 0.09), still(0.24, 0.12, 0.045)),
        Thing("red", "cup", "red", (0.038, 0.09), still(-0.16, 0.02, 0.045)),
    ),
    hand=Hand(track((0, -0.28, -0.06, 0.32), (3.6, 0.1, 0.05, 0.11)), turn=90),
    say="the yellow cup", baseline="yellow", clutter=3,
)  # fmt: skip

TWIN = Scenario(
    "twin", "A ball just like the target is put down 13 cm beside it while the hand is on its way.", 4.0,
    things=(
        BALL,
        Thing("twin", "ball", "red", (0.03,), track((1.0, -0.03, 0.06, 0.75), (1.6, -0.03, 0.06, 0.03)), stick="black"),
    ),
    hand=Hand(track((0, 0.34, -0.06, 0.32), (3.6, 0.1, 0.05, 0.07)), turn=90), say="the red ball",
)  # fmt: skip

PASSES = Scenario(
    "decoy-passes", "A red sleeve comes between the camera and the target, lingers, and goes on.", 4.0,
    things=(
        BALL,
        Thing(
            "sleeve", "can", "red", (0.06, 0.2),
            track((0.4, -0.5, -0.08, 0.16), (1.5, 0.1, -0.08, 0.16), (1.9, 0.12, -0.08, 0.16), (3, 0.6, -0.08, 0.16)),
            stick="black",
        ),
    ),
    hand=Hand(track((0, 0.3, 0.2, 0.32), (3.6, 0.1, 0.05, 0.07)), turn=90), say="the red ball", clutter=3,
)  # fmt: skip

SCENARIOS = (SAME_COLOR, SAME_SHAPE, TWIN, PASSES)
