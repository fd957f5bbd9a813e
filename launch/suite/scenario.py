"""What a scenario is made of. All of it is plain data: what is drawn follows from it and from a seed alone."""

from __future__ import annotations

from dataclasses import dataclass

from suite.motion import Track, still

RATE = 30
"""Frames a second."""
SUCCESS_WITHIN = 0.05
"""Metres."""


@dataclass(frozen=True)
class Thing:
    """Something that moves as told: its place is the middle of its box, metres, then its turn, degrees."""

    name: str
    shape: str
    """ball, box, can, cup or mug."""
    color: str
    size: tuple[float, ...]
    """Metres: radius of a ball; x, y, z of a box; radius and height of what is round."""
    track: Track
    shine: float = 0.1
    stick: str = ""
    """Colour of a rod that holds it from above."""


@dataclass(frozen=True)
class Hand:
    """Two fingers on a wrist. Its place is the tool point between the finger tips; its wrist points along `tilt`."""

    track: Track
    opening: Track = still(0.08)
    """Metres between the fingers."""
    color: str = "white"
    fingers: str = "black"
    wrist: str = "gray"
    tilt: tuple[str, float] = ("x", 0.0)
    """Turn of the upright hand about an axis, degrees."""
    turn: float = 0.0
    """About the upright axis, before the tilt."""


@dataclass(frozen=True)
class Grip:
    """A thing goes with a hand for a while; afterwards it stays where it was left, unless it falls."""

    thing: str
    hand: str
    start: float
    end: float = 1e9
    """Seconds."""


@dataclass(frozen=True)
class Fall:
    """A thing let go of drops, bounces and rolls to rest."""

    thing: str
    start: float
    rest: float
    """Height of its middle when it lies, metres."""
    bounce: float = 0.4
    """Share of its speed that it keeps."""
    roll: tuple[float, float] = (0.0, 0.0)
    """Metres along x and y while it comes to rest."""
    roll_seconds: float = 0.8


@dataclass(frozen=True)
class Camera:
    """One that stands and looks at a place, or one that is fixed to the hand."""

    name: str = "front"
    lookat: tuple[float, float, float] = (0.0, 0.08, 0.09)
    distance: float = 0.85
    azimuth: float = 90.0
    elevation: float = -36.0
    on_hand: bool = False
    said_wrong_by: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Metres by which the pose that it sends is off."""


@dataclass(frozen=True)
class Spike:
    """One frame in which the depth of the target, and of what is around it, is off by so many metres."""

    frame: int
    metres: float


@dataclass(frozen=True)
class Detector:
    """One that is slow: each picture's result comes late by between `soonest` and `latest` seconds."""

    period: float = 1.0
    soonest: float = 0.1
    latest: float = 0.5


@dataclass(frozen=True)
class Scenario:
    name: str
    about: str
    """One sentence."""
    seconds: float
    things: tuple[Thing, ...]
    hand: Hand
    say: str
    """What the target is called."""
    target: str = "target"
    giver: Hand | None = None
    grips: tuple[Grip, ...] = ()
    falls: tuple[Fall, ...] = ()
    cameras: tuple[Camera, ...] = (Camera(),)
    clutter: int = 0
    """Things of other kinds and colours that lie about."""
    dim: Track = still(1.0)
    """Share of the light."""
    holes: float = 0.0
    """Share of the target's depth that is missing."""
    spikes: tuple[Spike, ...] = ()
    detector: Detector | None = None
    gripper_said: str = ""
    """What the gripper is called where the robot sends no pose."""
    baseline: str = "red"
    """Colour that the OpenCV script looks for."""

    @property
    def frames(self) -> int:
        return round(self.seconds * RATE)
