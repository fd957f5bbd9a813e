"""The target is in a hand."""

from __future__ import annotations

from suite.motion import still, track
from suite.scenario import Fall, Grip, Hand, Scenario, Thing

BLOCK = Thing("target", "box", "green", (0.024, 0.03, 0.044), still(0.05, 0.06, 0.022))
GRASP = 1.8
"""Seconds; the fingers have closed on the target."""

LIFT = Scenario(
    "grasp-and-lift", "The hand closes on a small target, hides it, lifts it by 20 cm and carries it aside.", 4.6,
    things=(BLOCK, Thing("can", "can", "blue", (0.033, 0.11), still(-0.2, 0.14, 0.055))),
    hand=Hand(
        track((0, -0.22, -0.05, 0.3), (1.0, 0.05, 0.06, 0.11), (1.5, 0.05, 0.06, 0.018), (1.9, 0.05, 0.06, 0.018),
            (3.1, 0.05, 0.06, 0.22), (4.4, -0.12, 0.12, 0.22)),
        opening=track((1.5, 0.08), (GRASP, 0.03)),
    ),
    say="the green box", baseline="green", grips=(Grip("target", "hand", GRASP),), clutter=3,
)  # fmt: skip

DROP = Scenario(
    "drop", "The hand lifts the target and loses it; it falls, bounces, rolls away, and the hand goes after it.", 5.2,
    things=(Thing("target", "ball", "blue", (0.025,), still(0.0, 0.06, 0.025)),),
    hand=Hand(
        track((0, 0.2, -0.02, 0.25), (0.9, 0.0, 0.06, 0.03), (1.3, 0.0, 0.06, 0.03), (2.4, 0.0, 0.06, 0.22),
            (3.0, 0.0, 0.06, 0.22), (5.0, 0.14, 0.03, 0.09)),
        opening=track((0.9, 0.08), (1.2, 0.05), (2.6, 0.05), (2.7, 0.09)), turn=90,
    ),
    say="the blue ball", baseline="blue", grips=(Grip("target", "hand", 1.2, 2.65),),
    falls=(Fall("target", 2.65, rest=0.025, roll=(0.14, -0.03)),), clutter=2,
)  # fmt: skip

HAND_OVER = Scenario(
    "hand-over", "A person's hand brings the target; the robot takes it and goes away with it.", 5.0,
    things=(Thing("target", "can", "yellow", (0.025, 0.11), track((0, -0.35, 0.0, 0.2))),),
    hand=Hand(
        track((0, 0.28, 0.1, 0.33), (1.6, 0.16, 0.08, 0.3), (2.4, 0.02, 0.06, 0.24), (3.1, 0.02, 0.06, 0.24),
            (4.8, 0.22, 0.14, 0.3)),
        opening=track((2.4, 0.085), (2.7, 0.05)), turn=90,
    ),
    giver=Hand(
        track((0, -0.35, 0.0, 0.17), (1.6, 0.02, 0.06, 0.17), (3.1, 0.02, 0.06, 0.17), (4.4, -0.4, 0.0, 0.17)),
        opening=track((2.75, 0.05), (3.0, 0.1)), color="skin", fingers="skin", wrist="skin", tilt=("y", -90.0),
    ),
    say="the yellow can", baseline="yellow",
    grips=(Grip("target", "giver", 0.0, 2.75), Grip("target", "hand", 2.75)),
)  # fmt: skip

SCENARIOS = (LIFT, DROP, HAND_OVER)
