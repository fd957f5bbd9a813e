"""Streams Meta-World's reach-v3: a Sawyer's gripper nears "the red ball"."""

from __future__ import annotations

# Before mujoco is imported: it sets MUJOCO_GL.
from mujoco_scene import hide_sites, orbit, position

import metaworld
import numpy as np

from approach import Array
from scene import Scene, pose
from stream import main

TASK = "reach-v3"
SUBSTEPS = 4
FINGERS_OPEN = -1.0


class Reach(Scene):
    """The target is the red ball that marks the goal, under a red arm, above a dark red puck."""

    target_label = "goal"
    # The environment's own step is 12.5 ms, in which the hand hardly begins to follow.
    step_seconds = SUBSTEPS * 0.0125
    action_metres = 0.01
    action_gain = 0.6
    workspace = np.array([-0.30, 0.45, 0.10]), np.array([0.30, 0.90, 0.40])

    def __init__(self, width: int, height: int) -> None:
        benchmark = metaworld.MT1(TASK, seed=0)
        self.env = benchmark.train_classes[TASK]()
        # Episodes are as long as ours; beyond this the environment refuses to step.
        self.env.max_path_length = 1_000_000
        self._tasks = benchmark.train_tasks
        self.env.set_task(self._tasks[0])
        self.env.reset()
        self.model, self.data = self.env.model, self.env.data
        hide_sites(self.model, shown=self.target_label)
        super().__init__(orbit(self.model, self.data, (width, height), (0.0, 0.68, 0.12), 1.0, 140, -30), width, height)

    def reset(self, generator: np.random.Generator) -> None:
        self.env.set_task(self._tasks[int(generator.integers(len(self._tasks)))])
        self.env.reset()

    def act(self, action: Array) -> None:
        # An action moves a mocap body by up to 1 cm; a weld draws the hand after it: put it where the hand shall be.
        goal = self.data.body("hand").xpos + action * self.action_metres
        for _ in range(SUBSTEPS):
            lead = (goal - self.data.mocap_pos[0]) / self.action_metres
            self.env.step(np.append(np.clip(lead, -1, 1), FINGERS_OPEN).astype(np.float32))

    def target(self) -> Array:
        return position(self.data, self.target_label)

    def world_from_gripper(self) -> Array:
        return pose(self.data.body("hand").xmat, self.env.tcp_center)

    def gripper_opening(self) -> float:
        left, right = (self.data.body(f"{side}pad").xpos for side in ("left", "right"))
        return float(np.linalg.norm(left - right))


if __name__ == "__main__":
    main(Reach, stream="front", color="red", description=__doc__)
