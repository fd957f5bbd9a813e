"""Nothing is hidden: the hand comes, stays away, or goes to and fro."""

from __future__ import annotations

from suite.motion import still, swing, track
from suite.scenario import Hand, Scenario, Thing

BALL = Thing("target", "ball", "red", (0.032,), still(0.08, 0.06, 0.032))
CAN = Thing("target", "can", "blue", (0.033, 0.11), still(-0.1, 0.1, 0.055))

SLOW = Scenario(
    "slow-reach", "The hand comes slowly until the target is between its fingers.", 5.0,
    things=(BALL, Thing("box", "box", "green", (0.09, 0.07, 0.12), still(-0.16, 0.16, 0.06, 25))),
    hand=Hand(track((0, -0.25, -0.08, 0.32), (2.4, 0.02, 0.03, 0.18), (4.6, 0.08, 0.06, 0.036)), turn=90),
    say="the red ball", clutter=5,
)  # fmt: skip

FAST = Scenario(
    "fast-reach", "The hand comes at up to 1.3 m/s and stops above the target.", 2.0,
    things=(CAN, Thing("cup", "cup", "yellow", (0.04, 0.09), still(0.15, 0.02, 0.045))),
    hand=Hand(track((0.2, 0.38, -0.1, 0.42), (1.1, -0.1, 0.1, 0.1)), turn=90),
    say="the blue can", baseline="blue",
)  # fmt: skip

HOVER = Scenario(
    "hover", "The hand comes to 6 cm, just outside of success, and stays there.", 4.0,
    things=(BALL, Thing("mug", "mug", "white", (0.04, 0.095), still(-0.12, 0.02, 0.0475, 200))),
    hand=Hand(
        track((0, -0.2, -0.05, 0.3), (1.4, 0.08, 0.06, 0.092), (2.2, 0.081, 0.059, 0.092), (3.0, 0.08, 0.061, 0.0925),
            (3.8, 0.079, 0.06, 0.092)),
        turn=90,
    ),
    say="the red ball", clutter=3,
)  # fmt: skip

TO_AND_FRO = Scenario(
    "to-and-fro", "The hand nears the target and leaves it again, four times: nothing is to be earned by it.", 6.4,
    things=(
        Thing("target", "mug", "green", (0.04, 0.095), still(0.06, 0.08, 0.0475, 150)),
        Thing("box", "box", "blue", (0.1, 0.06, 0.07), still(-0.14, 0.12, 0.035, -20)),
    ),
    hand=Hand(swing(0, 1.6, 4, (-0.2, -0.06, 0.3), (0.03, 0.05, 0.17)), turn=90),
    say="the green mug", baseline="green", clutter=4,
)  # fmt: skip

SCENARIOS = (SLOW, FAST, HOVER, TO_AND_FRO)
