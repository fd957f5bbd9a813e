"""A MuJoCo simulation as a stream of frames: rendered, described and numbered in one call a step."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import mujoco
import numpy as np
from numpy.typing import NDArray

from fathom.checks import fail
from fathom.publisher import FramePublisher
from fathom.reward import Reward
from fathom.subscriber import RewardSubscriber

if TYPE_CHECKING:
    from fathom.mujoco import Camera

# In the order in which a name is looked up.
_KINDS = {
    "site": mujoco.mjtObj.mjOBJ_SITE,
    "body": mujoco.mjtObj.mjOBJ_BODY,
    "geom": mujoco.mjtObj.mjOBJ_GEOM,
}


class Stream:
    """Publishes a frame of `data` at each `send`; `fathom.mujoco.stream` makes one.

    `camera` is what `Camera` takes. `name` is the stream's, as the task's `streams` say. `poses` names the task's poses
    and the sites, bodies or geoms of the model that they are, looked up in this order. `labels` sends a label plane too.
    With `rewards`, `control` and `task`, the daemon's addresses and a task of it, `send` waits for its frame's reward.
    Making one waits for the daemon to be there; that and every other wait raises TimeoutError after `timeout` seconds.

    Episodes are numbered from 0 and their steps as well. A new episode begins after a frame that was `terminated` or
    `truncated`, when the simulation's time went back (mj_resetData), or when `begin_episode` says so.
    """

    def __init__(
        self,
        model: mujoco.MjModel,
        data: mujoco.MjData,
        camera: str | int | mujoco.MjvCamera = -1,
        *,
        endpoint: str = "ipc:///tmp/fathom-frames",
        name: str = "front",
        poses: Mapping[str, str] | None = None,
        width: int = 640,
        height: int = 480,
        labels: bool = False,
        bind: bool = False,
        kind: Literal["pub", "push"] = "pub",
        rewards: str | None = None,
        control: str | None = None,
        task: str | None = None,
        timeout: float | None = 60.0,
    ) -> None:
        from fathom.mujoco import Camera

        # Without the control socket the first rewards may be missed, and waiting for one would be in vain.
        wanted = [rewards, control, task]
        if None in wanted and any(wanted):
            fail("rewards, control, task", "all or none", wanted)
        self.data = data
        self.episode = 0
        self.step = 0
        self.labels = labels
        self._poses = {pose: _Place(model, thing) for pose, thing in (poses or {}).items()}
        self._ended = False
        self._time = -np.inf
        self._rewards: RewardSubscriber | None = None
        self.camera: Camera = Camera(model, data, camera, width, height)
        self._frames = FramePublisher(
            endpoint, name, bind=bind, kind=kind, clock="simulation", copy=False, timeout=timeout
        )
        try:
            self._frames.wait_for_subscriber(timeout)
            if rewards is not None and task is not None:
                self._rewards = RewardSubscriber(rewards, task, control=control, timeout=timeout)
        except BaseException:
            self.close()
            raise

    def send(
        self, *, scalars: Mapping[str, float] | None = None, terminated: bool = False, truncated: bool = False
    ) -> Reward | None:
        """Renders the present state, sends it, and counts a step.

        `scalars` are numbers that gates of success ask for. Returns this frame's reward when `rewards` was
        given. Raises TimeoutError when nobody takes the frame, or no reward of it comes.
        """
        if self._ended or self.data.time < self._time:
            self.begin_episode()
        view = self.camera.render(self.labels)
        sequence = self._frames.send(
            view.rgb,
            view.depth,
            view.labels,
            K=self.camera.K,
            world_from_camera=self.camera.world_from_camera,
            label_names=self.camera.label_names if self.labels else None,
            poses={name: place.pose(self.data) for name, place in self._poses.items()},
            scalars=scalars,
            episode=self.episode,
            step=self.step,
            terminated=terminated,
            truncated=truncated,
            capture_time_ns=round(self.data.time * 1e9),
        )
        self._time, self._ended = self.data.time, terminated or truncated
        self.step += 1
        return self._reward(sequence)

    def begin_episode(self) -> None:
        """The next frame is the first of another episode. Does nothing before an episode's first frame."""
        if self.step:
            self.episode, self.step = self.episode + 1, 0
        self._time, self._ended = -np.inf, False

    def close(self) -> None:
        """Waits until the frames under way were taken, at most 5 seconds."""
        self._frames.close()
        self.camera.close()
        if self._rewards:
            self._rewards.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reward(self, sequence: int) -> Reward | None:
        if self._rewards is None:
            return None
        while True:
            reward = self._rewards.receive()
            if (reward.stream, reward.episode, reward.frame_sequence) == (
                self._frames.stream,
                str(self.episode),
                sequence,
            ):
                return reward


stream = Stream


class _Place:
    """A site, body or geom of the model, by name."""

    def __init__(self, model: mujoco.MjModel, name: str) -> None:
        for kind, code in _KINDS.items():
            index = mujoco.mj_name2id(model, code, name)
            if index >= 0:
                self._kind, self._index = kind, index
                return
        known = {kind: _names(model, code) for kind, code in _KINDS.items()}
        fail("poses", f"a site, body or geom of the model {known}", repr(name))

    def pose(self, data: mujoco.MjData) -> NDArray[np.float64]:
        """4×4 world_from_thing."""
        found: Any = getattr(data, self._kind)(self._index)
        pose = np.eye(4)
        pose[:3, :3] = found.xmat.reshape(3, 3)
        pose[:3, 3] = found.xpos
        return pose


def _names(model: mujoco.MjModel, code: mujoco.mjtObj) -> list[str]:
    count = {"site": model.nsite, "body": model.nbody, "geom": model.ngeom}
    (kind,) = [kind for kind, known in _KINDS.items() if known == code]
    names = [mujoco.mj_id2name(model, code, index) for index in range(count[kind])]
    return [name for name in names if name]
