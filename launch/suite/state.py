"""Plays a scenario's script: where everything is in each frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from suite.motion import Array, pose, turned
from suite.scenario import RATE, Fall, Hand, Scenario

GRAVITY = 9.81


@dataclass(frozen=True)
class State:
    """One frame. Poses are 4×4, world frame."""

    seconds: float
    things: dict[str, Array]
    hand: Array
    opening: float
    giver: Array | None
    giver_opening: float
    light: float
    held: bool
    """Whether the hand has the target."""


def states(scenario: Scenario) -> list[State]:
    played: list[State] = []
    relative: dict[int, Array] = {}
    left: dict[str, Array] = {}
    dropped: dict[int, Array] = {}
    for frame in range(scenario.frames):
        seconds = frame / RATE
        hand = hand_pose(scenario.hand, seconds)
        giver = hand_pose(scenario.giver, seconds) if scenario.giver else None
        holders = {"hand": hand, "giver": giver}
        things = {thing.name: left.get(thing.name, _tracked(thing.track.at(seconds))) for thing in scenario.things}
        held = False
        for number, grip in enumerate(scenario.grips):
            holder = holders[grip.hand]
            if holder is None or not grip.start <= seconds < grip.end:
                continue
            relative.setdefault(number, np.linalg.inv(holder) @ things[grip.thing])
            things[grip.thing] = left[grip.thing] = holder @ relative[number]
            held |= grip.thing == scenario.target and grip.hand == "hand"
        for number, fall in enumerate(scenario.falls):
            if seconds >= fall.start:
                start = dropped.setdefault(number, things[fall.thing])
                things[fall.thing] = _fallen(fall, start, seconds - fall.start)
        played.append(
            State(
                seconds, things, hand, float(scenario.hand.opening.at(seconds)[0]), giver,
                float(scenario.giver.opening.at(seconds)[0]) if scenario.giver else 0.0,
                float(scenario.dim.at(seconds)[0]), held,
            )
        )  # fmt: skip
    return played


def hand_pose(hand: Hand, seconds: float) -> Array:
    axis, degrees = hand.tilt
    return pose(turned(axis, degrees) @ turned("z", hand.turn), hand.track.at(seconds)[:3])


def _tracked(values: Array) -> Array:
    return pose(turned("z", float(values[3]) if len(values) > 3 else 0.0), values[:3])


def _fallen(fall: Fall, start: Array, seconds: float) -> Array:
    """Drops, bounces three times, and slows down along its roll."""
    placed = start.copy()
    height, speed, left = float(start[2, 3]) - fall.rest, 0.0, seconds
    for _ in range(4):
        flight = (speed + np.sqrt(speed**2 + 2 * GRAVITY * height)) / GRAVITY
        if left < flight:
            placed[2, 3] = fall.rest + height + speed * left - GRAVITY * left**2 / 2
            break
        left -= flight
        speed = fall.bounce * float(np.sqrt(speed**2 + 2 * GRAVITY * height))
        height = 0.0
    else:
        placed[2, 3] = fall.rest
    share = 1 - (1 - min(seconds / fall.roll_seconds, 1.0)) ** 2
    placed[:2, 3] += share * np.array(fall.roll)
    return placed
