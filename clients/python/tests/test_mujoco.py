from collections.abc import Iterator

import numpy as np
import pytest

mujoco = pytest.importorskip("mujoco")

from fathom.mujoco import Camera, Viewpoint  # noqa: E402

# A wall 1 m in front of a camera that looks along +y, a small cube and a ball before it, and three sites on the wall.
SCENE = """
<mujoco>
  <visual><map znear="0.005" zfar="20"/></visual>
  <statistic extent="1"/>
  <worldbody>
    <light pos="0 0 1"/>
    <camera name="front" pos="0 0 0.5" xyaxes="1 0 0 0 0 1" fovy="50"/>
    <camera name="tilted" pos="0.3 -0.2 0.9" xyaxes="0.9 0.3 0 -0.1 0.3 0.9" fovy="60"/>
    <camera name="shifted" pos="0 0 0.5" xyaxes="1 0 0 0 0 1" resolution="640 480" sensorsize="0.0064 0.0048"
            focal="0.006 0.005" principal="0.0004 0.0002"/>
    <geom name="wall" type="box" size="2 0.1 2" pos="0 1.1 0.5"/>
    <body name="cube" pos="-0.15 0.7 0.6"><geom type="box" size="0.02 0.02 0.02" rgba="1 0 0 1"/></body>
    <body name="pair" pos="0.2 0.7 0.4">
      <geom type="sphere" size="0.03" rgba="0 0 1 1"/>
      <geom type="sphere" size="0.03" pos="0 0 0.1" rgba="0 0 1 1"/>
    </body>
    <site name="low" pos="-0.2 1 0.3" size="0.01" rgba="0 1 0 1"/>
    <site name="high" pos="0.25 1 0.7" size="0.01" rgba="0 1 0 1"/>
    <site name="middle" pos="0 1 0.5" size="0.01" rgba="0 1 0 1"/>
  </worldbody>
</mujoco>
"""


@pytest.fixture(params=["front", "tilted", "shifted"])
def camera(request: pytest.FixtureRequest) -> Iterator[Camera]:
    model = mujoco.MjModel.from_xml_string(SCENE)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    with Camera(model, data, request.param) as found:
        yield found


def project(camera: Camera, point: np.ndarray) -> tuple[np.ndarray, float]:
    in_camera = np.linalg.inv(camera.world_from_camera) @ np.append(point, 1)
    pixel = camera.K @ (in_camera[:3] / in_camera[2])
    return pixel[:2], float(in_camera[2])


@pytest.mark.parametrize("site", ["low", "high", "middle"])
def test_a_known_point_projects_to_its_pixels(camera: Camera, site: str) -> None:
    labels = camera.render(labels=True).labels
    assert labels is not None
    rows, columns = np.nonzero(labels == camera.label(site))
    pixel, _ = project(camera, camera.data.site(site).xpos)
    assert len(rows) > 10
    # Half of the ball lies in the wall, so tilted views see its centre a little aside.
    assert np.hypot(columns.mean() - pixel[0], rows.mean() - pixel[1]) < 1.5


def test_depth_back_projects_onto_the_wall(camera: Camera) -> None:
    view = camera.render(labels=True)
    assert view.labels is not None
    rows, columns = np.nonzero((view.labels == camera.label("wall")) & (view.depth < 3))
    assert len(rows) > 100_000
    rays = np.linalg.inv(camera.K) @ np.stack([columns, rows, np.ones(len(rows))])
    in_camera = np.vstack([rays * view.depth[rows, columns], np.ones(len(rows))])
    in_world = camera.world_from_camera @ in_camera
    assert np.abs(in_world[1] - 1.0).max() < 0.001


def test_depth_is_planar(camera: Camera) -> None:
    if camera.camera != "front":
        pytest.skip("the wall is parallel to the image of one camera only")
    view = camera.render(labels=True)
    assert view.labels is not None
    on_wall = view.depth[view.labels == camera.label("wall")]
    assert np.abs(on_wall - 1.0).max() < 0.001


def test_things_of_one_name_share_a_label(camera: Camera) -> None:
    labels = camera.render(labels=True).labels
    assert labels is not None and labels.dtype == np.int32
    assert sorted(camera.label_names.values()) == ["cube", "high", "low", "middle", "pair", "wall"]
    for geom in (2, 3):
        column, row = np.round(project(camera, camera.data.geom(geom).xpos)[0]).astype(int)
        assert labels[row, column] == camera.label("pair")


def test_colours_and_labels_agree(camera: Camera) -> None:
    view = camera.render(labels=True)
    assert view.labels is not None
    red = view.rgb[..., 0] > 2 * view.rgb[..., 2].astype(int)
    cube = view.labels == camera.label("cube")
    assert cube.sum() > 100
    assert (red == cube).mean() > 0.9999


def test_a_render_leaves_earlier_images_alone(camera: Camera) -> None:
    first = camera.render()
    before = first.depth.copy()
    camera.model.body("cube").pos[:] = (0, 0.3, 0.5)
    mujoco.mj_forward(camera.model, camera.data)
    second = camera.render()
    assert np.array_equal(first.depth, before)
    assert not np.array_equal(first.depth, second.depth)


def test_the_models_own_limits_are_put_back(camera: Camera) -> None:
    assert camera.width > 320
    assert camera.model.vis.global_.offwidth == mujoco.MjModel.from_xml_string(SCENE).vis.global_.offwidth


def test_an_unknown_camera_or_label_says_which_there_are(camera: Camera) -> None:
    with pytest.raises(ValueError, match="front.*found 'back'"):
        Camera(camera.model, camera.data, "back")
    with pytest.raises(ValueError, match="cube.*found 'mug'"):
        camera.label("mug")


def test_a_viewpoint_hides_what_it_names_while_it_renders() -> None:
    model = mujoco.MjModel.from_xml_string(SCENE)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    seen = Viewpoint(lookat=(0, 1, 0.5), distance=1, azimuth=90, elevation=0)
    hidden = Viewpoint(lookat=(0, 1, 0.5), distance=1, azimuth=90, elevation=0, hide=["cube", "middle"])
    colours = model.geom_rgba.copy(), model.site_rgba.copy()
    labels = []
    for viewpoint in (seen, hidden):
        with Camera(model, data, viewpoint, 160, 120) as camera:
            found = camera.render(labels=True).labels
            assert found is not None
            labels.append({name for value, name in camera.label_names.items() if (found == value).any()})
    assert labels[0] - labels[1] == {"cube", "middle"} and "pair" in labels[1]
    assert np.array_equal(colours[0], model.geom_rgba) and np.array_equal(colours[1], model.site_rgba)


def test_a_viewpoint_that_hides_what_is_not_there_says_so() -> None:
    model = mujoco.MjModel.from_xml_string(SCENE)
    with pytest.raises(ValueError, match="hide: expected the name of a body, geom or site, found 'mug'"):
        Camera(model, mujoco.MjData(model), Viewpoint((0, 0, 0), 1, 0, 0, hide=["mug"]))
