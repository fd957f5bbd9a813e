"""Where the camera is, and what it says of that."""

from __future__ import annotations

from suite.motion import still, swing, track
from suite.scenario import Camera, Hand, Scenario, Thing

CUP = Thing("target", "cup", "blue", (0.04, 0.09), still(0.05, 0.08, 0.045))

WRIST = Scenario(
    "wrist-camera", "The only camera is on the moving hand, and sees its fingers.", 4.0,
    things=(CUP, Thing("ball", "ball", "red", (0.03,), still(-0.1, 0.14, 0.03))),
    hand=Hand(track((0, -0.24, 0.0, 0.4), (2.0, -0.06, 0.12, 0.26), (3.8, 0.05, 0.08, 0.12))),
    say="the blue cup", baseline="blue", cameras=(Camera("wrist", on_hand=True),), clutter=3,
)  # fmt: skip

OFF = Scenario(
    "bad-extrinsics", "Two cameras see the scene; the pose that the second one sends is off by 7 cm.", 4.0,
    things=(CUP, Thing("box", "box", "red", (0.08, 0.06, 0.1), still(-0.15, 0.14, 0.05, 20))),
    hand=Hand(track((0, -0.25, -0.05, 0.34), (3.8, 0.05, 0.08, 0.12)), turn=90),
    say="the blue cup", baseline="blue", cameras=(
        Camera("front"), Camera("side", azimuth=140.0, distance=0.9, said_wrong_by=(0.05, 0.049, 0.0)),
    ),
)  # fmt: skip

NO_POSE = Scenario(
    "no-pose", "The robot sends no pose: the gripper, too, is known by what it is called.", 4.0,
    things=(CUP, Thing("can", "can", "green", (0.033, 0.1), still(-0.18, 0.14, 0.05))),
    hand=Hand(
        swing(0.2, 3.4, 1, (-0.22, -0.02, 0.26), (0.03, 0.06, 0.16)), color="yellow", fingers="yellow", turn=90,
    ),
    say="the blue cup", baseline="blue", gripper_said="the yellow gripper",
)  # fmt: skip

SCENARIOS = (WRIST, OFF, NO_POSE)
