from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

mujoco = pytest.importorskip("mujoco")

from fathom.mujoco import Camera, View, Viewpoint  # noqa: E402

LOOK = Viewpoint((0, 0, 0.1), distance=1.2, azimuth=90, elevation=-30)
SKY = '<texture type="skybox" builtin="gradient" rgb1=".3 .5 .7" rgb2="0 0 0" width="32" height="32"/>'
MIRROR = '<material name="floor" reflectance="0.5"/>'
PLAIN = '<material name="floor"/>'


def scene(*, things: str = "", assets: str = PLAIN, far: float = 100) -> "mujoco.MjModel":
    return mujoco.MjModel.from_xml_string(f"""
        <mujoco>
          <visual><map znear="0.01" zfar="{far}"/></visual>
          <statistic extent="1"/>
          <asset>{assets}</asset>
          <worldbody>
            <light pos="0 0 3" dir="0 0 -1"/>
            <geom type="plane" size="2 2 .1" material="floor"/>
            <geom type="sphere" size=".1" pos="0 0 .1" rgba="1 0 0 1"/>
            <geom type="capsule" fromto="-.3 0 .05 -.2 .2 .3" size=".03" rgba="0 0 1 1"/>
            {things}
          </worldbody>
        </mujoco>""")


@contextmanager
def looking(model: "mujoco.MjModel", samples: int = 0) -> Iterator[Camera]:
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    with Camera(model, data, LOOK, 160, 120, samples) as camera:
        yield camera


def drawn_twice(camera: Camera) -> View:
    """What MuJoCo's own renderer gives, by a pass for each."""
    camera.render()
    renderer = camera._renderer._renderer
    color = renderer.render()
    renderer.enable_depth_rendering()
    depth = renderer.render()
    renderer.disable_depth_rendering()
    return View(color, depth, None)


def draws_once(camera: Camera, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether one picture draws the scene once, which is up to Camera; two passes are MuJoCo's own."""
    count = 0
    draw = mujoco.mjr_readPixels

    def counted(color: object, depth: object, *arguments: object) -> None:
        nonlocal count
        count += color is not None and depth is not None
        draw(color, depth, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(mujoco, "mjr_readPixels", counted)
        camera.render()
    return count == 1


GLASS = '<geom type="box" size=".05 .05 .05" pos=".2 0 .1" rgba="0 1 0 .3"/>'
SCENES = {
    "plain": (scene(), 0, True),
    "a far sky": (scene(assets=PLAIN + SKY), 0, True),
    "a near sky": (scene(assets=PLAIN + SKY, far=10), 0, False),
    "glass": (scene(things=GLASS), 0, False),
    "a mirror": (scene(assets=MIRROR), 0, False),
    "several samples a pixel": (scene(), 4, False),
}


@pytest.mark.parametrize(("model", "samples", "once"), SCENES.values(), ids=SCENES)
def test_drawing_once_gives_what_drawing_twice_gives(
    model: "mujoco.MjModel", samples: int, once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with looking(model, samples) as camera:
        assert draws_once(camera, monkeypatch) == once
        own, plain = camera.render(), drawn_twice(camera)
        assert np.array_equal(own.rgb, plain.rgb)
        # The far plane itself is where MuJoCo's own pass puts the sky.
        near = plain.depth < 20
        assert near.sum() > 5_000
        assert np.array_equal(own.depth[near], plain.depth[near])
        assert (own.depth[~near] >= 20).all()


def test_what_turns_translucent_is_still_seen_in_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    model = scene()
    with looking(model) as camera:
        solid = camera.render().depth
        model.geom_rgba[1, 3] = 0.5
        assert not draws_once(camera, monkeypatch)
        assert np.array_equal(camera.render().depth, solid)


def test_images_are_fresh_and_in_rows_from_the_top() -> None:
    with looking(scene()) as camera:
        first = camera.render()
        assert first.rgb.flags.c_contiguous and first.depth.flags.c_contiguous
        assert first.depth[-1].mean() < first.depth[0].mean()
        before = first.rgb.copy()
        camera.data.geom_xpos[1] += 0.1
        assert not np.array_equal(camera.render().rgb, before)
        assert np.array_equal(first.rgb, before)


def test_a_closed_camera_says_so() -> None:
    with looking(scene()) as camera:
        pass
    with pytest.raises(RuntimeError, match="closed|close"):
        camera.render()
