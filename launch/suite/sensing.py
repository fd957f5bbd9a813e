"""The picture gets worse, or what is said about it comes late."""

from __future__ import annotations

from suite.motion import still, track
from suite.scenario import Detector, Hand, Scenario, Spike, Thing

REACH = Hand(track((0, -0.26, -0.05, 0.33), (3.6, 0.08, 0.06, 0.1)), turn=90)
CUP = Thing("target", "cup", "red", (0.04, 0.09), still(0.08, 0.06, 0.045))

DIMMED = Scenario(
    "dimmed", "The lights go down by half while the hand is on its way.", 4.0,
    things=(CUP, Thing("box", "box", "green", (0.09, 0.06, 0.08), still(-0.12, 0.14, 0.04, 30))),
    hand=REACH, say="the red cup", dim=track((1.5, 1.0), (1.8, 0.5)), clutter=4,
)  # fmt: skip

SHINY = Scenario(
    "shiny-holes", "The target is shiny: six tenths of its depth are missing, elsewhere in each frame.", 4.0,
    things=(
        Thing("target", "can", "green", (0.035, 0.12), still(0.08, 0.06, 0.06), shine=1.0),
        Thing("ball", "ball", "yellow", (0.03,), still(-0.1, 0.1, 0.03)),
    ),
    hand=Hand(track((0, -0.26, -0.05, 0.36), (3.6, 0.08, 0.06, 0.14)), turn=90),
    say="the green can", baseline="green", holes=0.6,
)  # fmt: skip

SPIKES = Scenario(
    "depth-spikes", "In single frames the target's depth is off by 5 to 40 cm.", 4.0,
    things=(Thing("target", "ball", "red", (0.032,), still(0.08, 0.06, 0.032)),),
    hand=Hand(track((0, -0.26, -0.15, 0.36), (3.6, 0.06, 0.04, 0.12)), turn=90), say="the red ball", clutter=3,
    spikes=(Spike(20, -0.25), Spike(38, 0.4), Spike(55, -0.1), Spike(70, 0.05), Spike(85, -0.4), Spike(100, -0.05)),
)  # fmt: skip

LATE = Scenario(
    "slow-detections", "A detector sees the moving target once a second, and tells up to 0.5 s late.", 6.0,
    things=(
        Thing("target", "mug", "yellow", (0.04, 0.095),
            track((1.2, -0.1, 0.06, 0.0475, 120), (3.6, 0.12, 0.1, 0.0475, 150))),
        Thing("box", "box", "blue", (0.08, 0.06, 0.1), still(-0.2, 0.18, 0.05, 20)),
    ),
    hand=Hand(track((0, 0.26, -0.08, 0.34), (5.6, 0.12, 0.1, 0.15)), turn=90),
    say="the yellow mug", baseline="yellow", detector=Detector(),
)  # fmt: skip

SCENARIOS = (DIMMED, SHINY, SPIKES, LATE)
