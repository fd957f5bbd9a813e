"""What an environment shows: the frames of one control step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fathom import checks
from fathom.checks import fail
from fathom.control.description import TaskDescription
from fathom.frame import Frame
from fathom.wrappers.settings import PoseSource, RewardSettings

Take = Callable[[Any], Frame]


class Capture:
    """Images of the cameras, poses and scalars of one environment, with the simulator's time."""

    def __init__(self, env: Any, task: TaskDescription, streams: Sequence[str], settings: RewardSettings) -> None:
        self._poses = _pose_sources(env, task, settings)
        # Last: a camera that renders holds a context, which somebody has to close.
        self._cameras = _cameras(env, streams, settings)
        self._scalars = settings.scalars
        self._tick = _tick(env)

    def frames(self, env: Any, episode: int, step: int) -> list[Frame]:
        """The primary camera's first; poses and scalars go with it."""
        # gymnasium-robotics moves its goal's marker only here, which its own render calls.
        prepare = getattr(env.unwrapped, "_render_callback", None)
        if prepare is not None:
            prepare()
        now = self._time(env, step)
        frames: list[Frame] = []
        for stream, take in self._cameras.items():
            frame = take(env)
            poses, scalars = frame.poses, frame.scalars
            if not frames:
                poses = {**poses, **{name: _pose(name, source, env) for name, source in self._poses.items()}}
                scalars = {**scalars, **{name: float(read(env)) for name, read in self._scalars.items()}}
            given = frame.capture_time_ns
            frames.append(
                replace(
                    frame, stream=stream, poses=poses, scalars=scalars, episode=episode, step=step,
                    capture_time_ns=now if given is None else given,
                )
            )  # fmt: skip
        return frames

    def close(self) -> None:
        for camera in self._cameras.values():
            close = getattr(camera, "close", None)
            if close is not None:
                close()

    def _time(self, env: Any, step: int) -> int:
        data = getattr(env.unwrapped, "data", None)
        seconds = getattr(data, "time", None)
        return round(float(step * self._tick if seconds is None else seconds) * 1e9)


def _cameras(env: Any, streams: Sequence[str], settings: RewardSettings) -> dict[str, Take]:
    given = settings.camera
    if isinstance(given, Mapping):
        named = dict(given)
    elif isinstance(given, (list, tuple)):
        if len(given) > len(streams):
            fail("camera", f"at most {len(streams)}, as the task has streams", len(given))
        named = dict(zip(streams, given, strict=False))
    else:
        named = {streams[0]: given}
    if not set(named) <= set(streams) or streams[0] not in named:
        fail("camera", f"{streams[0]!r}, and none but {', '.join(streams)}", ", ".join(map(str, named)) or "none")
    order = sorted(named, key=list(streams).index)
    return {stream: _camera(env, named[stream], settings) for stream in order}


def _camera(env: Any, source: Any, settings: RewardSettings) -> Take:
    if source is None:
        return lambda env: Frame()
    if callable(source):
        return _checked(source)
    if callable(getattr(source, "frame", None)):
        return _checked(source.frame)
    if not is_mujoco(env):
        expected = "a callable (env) -> fathom.Frame, as the environment has no MuJoCo model and data"
        fail("camera", expected, repr(source))
    from fathom.wrappers.mujoco import MujocoView

    return MujocoView(env, source, settings.width, settings.height)


def _checked(take: Callable[[Any], Any]) -> Take:
    def checked(env: Any) -> Frame:
        frame = take(env)
        if not isinstance(frame, Frame):
            raise TypeError(f"camera: expected it to give a fathom.Frame, found {type(frame).__name__}")
        return frame

    return checked


def is_mujoco(env: Any) -> bool:
    return hasattr(env.unwrapped, "model") and hasattr(env.unwrapped, "data")


def _pose_sources(env: Any, task: TaskDescription, settings: RewardSettings) -> dict[str, PoseSource]:
    """Those that were given, and those that the task needs and the model has."""
    sources = dict(settings.poses)
    wanted = {entity: _pose_name(getattr(task, entity)) for entity in ("gripper", "target")}
    if isinstance(settings.gripper, str):
        if wanted["gripper"] is None:
            fail("gripper", f"None, as the task finds it otherwise ({task.gripper})", repr(settings.gripper))
        sources.setdefault(wanted["gripper"], settings.gripper)
    for name in filter(None, wanted.values()):
        if name not in sources and is_mujoco(env) and _find(env, name) is not None:
            sources[name] = name
    for name, source in sources.items():
        if isinstance(source, str) and not is_mujoco(env):
            fail(f"poses[{name!r}]", "a callable (env), as the environment has no MuJoCo model and data", repr(source))
        if isinstance(source, str) and _find(env, source) is None:
            fail(f"poses[{name!r}]", "the name of a site or body of the model", repr(source))
    has_own = settings.camera is not None and not is_mujoco(env)
    missing = [name for name in wanted.values() if name is not None and name not in sources]
    if missing and not has_own and not callable(settings.camera):
        fail("poses", f"{missing[0]!r}, by which the task finds its gripper or target", ", ".join(sources) or "none")
    return sources


def _pose_name(selector: str) -> str | None:
    kind, _, name = selector.partition(": ")
    return name if kind == "pose" else None


def _pose(name: str, source: PoseSource, env: Any) -> NDArray[np.float64]:
    if isinstance(source, str):
        found = _find(env, source)
        if found is None:
            fail(f"poses[{name!r}]", "the name of a site or body of the model", repr(source))
        rotation, position = np.reshape(found.xmat, (3, 3)), found.xpos
    else:
        value = np.asarray(source(env), dtype=np.float64)
        if value.shape == (4, 4):
            return value
        rotation, position = np.eye(3), checks.numbers(f"poses[{name!r}]", value, (3,))
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = rotation, position
    return pose


def _find(env: Any, name: str) -> Any:
    """The site or body of that name, as MuJoCo's data gives it."""
    data = env.unwrapped.data
    for kind in (data.site, data.body):
        try:
            return kind(name)
        except KeyError:
            pass
    return None


def _tick(env: Any) -> float:
    """Seconds a control step, for a simulator that does not tell its time."""
    seconds = getattr(env.unwrapped, "dt", None)
    if isinstance(seconds, (int, float)) and seconds > 0:
        return float(seconds)
    rate = env.metadata.get("render_fps")
    return 1 / float(rate) if rate else 0.05
