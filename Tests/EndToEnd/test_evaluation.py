"""The arithmetic of launch/evaluate, its generator of scenes, and that what is missing fails alone."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

os.environ.setdefault("MUJOCO_GL", "osmesa")

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "launch"))

import cv2  # noqa: E402

from evaluation import clutter, kinds, noise, report, speed, targets  # noqa: E402
from evaluation.__main__ import ROWS, Skipped, _attempt  # noqa: E402
from evaluation.groups import group  # noqa: E402
from evaluation.layout import overlap  # noqa: E402
from evaluation.mesh import volume  # noqa: E402
from evaluation.recordings import PHRASES, unpack_lzf  # noqa: E402
from evaluation.score import (  # noqa: E402
    Verdict,
    box_iou,
    calibration,
    coverage,
    distances,
    inside,
    iou,
    same_thing,
    segmentation,
    tally,
)
from evaluation.sensor import perturbed  # noqa: E402
from evaluation.things import Maker  # noqa: E402
from evaluation.tool import Fathom, Picture, Question, ToolError  # noqa: E402
from evaluation.truth import Frame, Seen  # noqa: E402


def mask(x0: int, x1: int) -> np.ndarray:
    """Columns x0 to x1 of a 10×10 picture."""
    found = np.zeros((10, 10), dtype=bool)
    found[:, x0:x1] = True
    return found


def test_iou_and_same_thing() -> None:
    assert iou(mask(0, 4), mask(2, 6)) == pytest.approx(1 / 3)
    assert iou(mask(0, 0), mask(0, 0)) == 0
    # A piece of the thing, and the thing with its neighbour, are about the thing; the neighbour is not.
    assert same_thing(mask(0, 1), mask(0, 4)) and same_thing(mask(0, 9), mask(0, 4))
    assert not same_thing(mask(3, 9), mask(0, 4)) and not same_thing(mask(0, 0), mask(0, 4))
    assert box_iou([0, 0, 9, 9], [5, 0, 14, 9]) == pytest.approx(1 / 3)


def test_a_centre_is_inside_where_it_is_seen() -> None:
    camera = (100.0, 100.0, 5.0, 5.0)
    assert inside(np.array([-0.03, 0, 1.0]), camera, mask(0, 4))
    assert not inside(np.array([0.03, 0, 1.0]), camera, mask(0, 4))
    assert not inside(np.array([0.0, 0, -1.0]), camera, mask(0, 10))
    assert not inside(None, camera, mask(0, 10))


def test_verdicts_tell_another_thing_from_a_bad_outline() -> None:
    right = Verdict("a", "one", "measured", 0.8, True, True, 0.9)
    rough = Verdict("b", "one", "measured", 0.3, True, True, 0.9)
    other = Verdict("c", "one", "measured", 0.0, False, False, 0.9)
    silent = Verdict("d", "one", "ambiguous")
    pointed = Verdict("e", "one", "measured", None, True)
    twins = Verdict("f", "several", "ambiguous")
    credited = Verdict("g", "several", "measured", score=0.9)
    nothing = Verdict("h", "none", "absent")
    row = tally([right, rough, other, silent, pointed, twins, credited, nothing])
    assert (row["descriptions"], row["right"], row["answered"], row["wrong_thing"]) == (5, 0.4, 0.8, 0.2)
    assert (row["several_ambiguous"], row["none_absent"]) == (0.5, 1.0)
    assert tally([])["right"] is None


def test_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    error, bins = calibration([0.95, 0.95, 0.95, 0.95, 0.55, 0.55], [True, True, True, False, True, False])
    assert error == pytest.approx((4 * 0.2 + 2 * 0.05) / 6)
    assert [entry["count"] for entry in bins] == [2, 4]
    assert calibration([1.0, 0.0], [True, False])[0] == 0
    assert calibration([], []) == (None, [])


def test_distances_leave_out_what_was_not_answered() -> None:
    row = distances([0.105, None, 0.3], [0.1, 0.2, 0.1])
    assert row["answered"] == pytest.approx(2 / 3)
    assert row["mae_m"] == pytest.approx(0.1025)
    assert (row["within_10_percent"], row["within_factor_2"]) == (0.5, 0.5)
    assert distances([None], [0.1])["mae_m"] is None
    assert coverage([0.01, -0.015, 0.05], [0.01, 0.01, 0.01]) == {
        "count": 3, "within_1_sigma": pytest.approx(1 / 3), "within_2_sigma": pytest.approx(2 / 3),
    }  # fmt: skip


def test_regions_are_split_and_merged() -> None:
    truth = np.zeros((10, 12), np.int32)
    truth[:, 0:4], truth[:, 4:8], truth[:, 8:12] = 1, 2, 3
    perfect = segmentation(truth * 7, truth)
    assert (perfect.best_iou, perfect.split, perfect.merged) == ([1, 1, 1], 0, 0)
    found = np.zeros_like(truth)
    found[:, 0:2], found[:, 2:4], found[:, 4:12] = 1, 2, 3
    both = segmentation(found, truth)
    assert (both.best_iou, both.split, both.merged) == ([0.5, 0.5, 0.5], 1, 2)
    assert segmentation(np.zeros_like(truth), truth).best_iou == [0, 0, 0]


def test_lzf() -> None:
    # "abc", then eight bytes from three back, twice the short form and once the long one.
    assert unpack_lzf(b"\x02abc" + bytes([0b0110_0000, 2]), 8) == b"abcabcab"
    assert unpack_lzf(b"\x00x" + bytes([0b1110_0000, 4, 0]), 14) == b"x" * 14


def test_every_written_phrase_names_what_was_drawn() -> None:
    scripts = sorted(PHRASES.glob("*.yaml"))
    assert len(scripts) == 4
    for script in scripts:
        for frame in yaml.safe_load(script.read_text())["frames"]:
            said = [phrase["say"] for phrase in frame["phrases"]]
            assert len(said) == len(set(said)), script.name
            for phrase in frame["phrases"]:
                assert phrase.get("is", next(iter(frame["objects"]))) in frame["objects"], phrase
                assert set(phrase.get("fits", ())) <= set(frame["objects"]), phrase


def test_depth_gets_worse_as_asked() -> None:
    depth = np.full((60, 80), 0.8, np.float32)
    noisy = perturbed(depth, np.random.default_rng(0), sigma=0.02)
    assert noisy.std() == pytest.approx(0.016, rel=0.1)
    gone = perturbed(depth, np.random.default_rng(0), dropout=0.3)
    assert (gone == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert set(np.unique(perturbed(depth + np.float32(0.002), np.random.default_rng(0), step=0.01))) == {
        np.float32(0.8)
    }


@pytest.mark.parametrize("noun", kinds.MAKERS)
def test_every_kind_is_closed_and_stands_on_the_ground(noun: str) -> None:
    thing = kinds.make(noun, Maker(np.random.default_rng(3), "test", "red"))
    assert all(volume(part.mesh) > 0 for part in thing.parts)
    assert thing.mesh.vertices[:, 2].min() == pytest.approx(0, abs=0.003)
    assert thing.parts[0].color == "red"


def test_outlines_overlap() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1.0]])
    turned = np.array([[1.2, 0.5], [1.7, 0], [2.2, 0.5], [1.7, 1.0]])
    assert overlap(square, square + 0.5) and not overlap(square, turned) and overlap(square, turned, 0.3)


def seen(number: int, noun: str, color: str, x: float, size: float = 0.1) -> Seen:
    return Seen(
        number, noun, [(color, 1.0)], [x, 0, 0.8], [size] * 3, np.eye(4).tolist(), size, 2000, 1.0, False, 0.7,
    )  # fmt: skip


def frame(*things: Seen) -> Frame:
    pairs = [
        {"a": a.id, "b": b.id, "center_m": 0.1, "surface_m": abs(a.center_m[0] - b.center_m[0]) - 0.1}
        for i, a in enumerate(things)
        for b in things[i + 1 :]
    ]
    # The camera looks along the ground.
    pose = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1.0]])
    return Frame(1, "train", [600, 600, 320, 240], pose.tolist(), True, list(things), pairs, [])


def phrases(scene: Frame) -> dict[str, dict[str, object]]:
    from evaluation.describe import phrases as describe

    return {str(entry["say"]): entry for entry in describe(scene, np.random.default_rng(0), most=100)}


def test_descriptions_are_of_one_thing_only_when_nothing_else_is_nearly_so() -> None:
    said = phrases(frame(seen(1, "mug", "red", -0.2), seen(2, "mug", "blue", 0.0), seen(3, "box", "red", 0.2)))
    assert said["the red mug"]["is"] == 1 and said["the box"]["is"] == 3
    assert said["the left-most mug"]["is"] == 1
    assert said["the mug nearest the box"]["is"] == 2
    assert said["the mug"]["fits"] == [1, 2]
    # Orange may be called red.
    crowded = frame(seen(1, "mug", "red", -0.2), seen(2, "mug", "orange", 0.0))
    assert "the red mug" not in phrases(crowded)
    assert len(group(crowded, "red", "mug").may) == 2


def test_what_is_absent_is_not_even_nearly_there() -> None:
    said = phrases(frame(seen(1, "mug", "red", 0), seen(2, "ball", "blue", 0.2)))
    absent = {say for say, entry in said.items() if entry["kind"] == "absent"}
    assert absent
    assert not {"the red mug", "the orange mug", "the red can", "the red bowl", "the blue ball"} & absent


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clutter.frame(tmp_path_factory.mktemp("clutter"), "train", 7)


def test_points_of_a_rendered_frame_lie_in_the_boxes_of_their_things(rendered: Path) -> None:
    truth = json.loads((rendered / "truth.json").read_text())
    labels = cv2.imread(str(rendered / "labels.png"), cv2.IMREAD_UNCHANGED)
    depth = cv2.imread(str(rendered / "depth.png"), cv2.IMREAD_UNCHANGED) * clutter.DEPTH_UNIT
    fx, fy, cx, cy = truth["camera"]
    v, u = np.mgrid[: depth.shape[0], : depth.shape[1]]
    points = np.stack([(u - cx) / fx * depth, (v - cy) / fy * depth, depth], axis=2)
    assert len(truth["objects"]) >= 3
    for thing in truth["objects"]:
        box = np.array(thing["camera_from_box"])
        local = (points[labels == thing["id"]] - box[:3, 3]) @ box[:3, :3]
        assert (np.abs(local) <= np.array(thing["size_m"]) / 2 + 0.001).all(), thing["noun"]
    ground = points[labels == 255] @ np.array(truth["world_from_camera"])[2, :3]
    assert np.percentile(ground, 95) - np.percentile(ground, 5) < 0.001


def test_a_seed_gives_the_same_frame(rendered: Path, tmp_path: Path) -> None:
    again = clutter.frame(tmp_path, "train", 7)
    for name in ("truth.json", "depth.png", "depth-sensor.png", "labels.png", "color.png"):
        assert (again / name).read_bytes() == (rendered / name).read_bytes(), name
    found = noise.simulated_pairs(again)
    assert found is None or len(found.questions) == len(found.truth)


def fake(folder: Path, script: str) -> Fathom:
    """A tool that runs the Python script given."""
    path = folder / "fathom"
    path.write_text(f"#!{sys.executable}\nimport json, sys\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Fathom(path)


PICTURE = Picture((600, 600, 320, 240), Path("color.png"), Path("depth.png"))


def test_answers_are_read_line_by_line(tmp_path: Path) -> None:
    tool = fake(tmp_path, "for line in open(sys.argv[sys.argv.index('--batch') + 1]):\n"
        "    a = {'center_m': [0, 0, 1], 'score': 0.5}\n"
        "    print(json.dumps({'status': 'measured', 'distance_m': 1, 'std_m': None, 'a': a}))\n")  # fmt: skip
    first, second = tool.measure(PICTURE, [Question("the mug"), Question("the box", "the mug", "surface")])
    assert (first.status, first.distance, first.sigma, first.score, first.mask) == ("measured", 1, None, 0.5, None)
    assert first.center is not None and first.size is None and second.candidates == []


def test_what_the_tool_says_when_it_fails_is_what_the_row_says(tmp_path: Path) -> None:
    tool = fake(tmp_path, "print('unknown option --batch', file=sys.stderr); sys.exit(2)\n")
    with pytest.raises(ToolError, match="exit 2: unknown option --batch"):
        tool.measure(PICTURE, [Question("the mug")])
    row = _attempt(lambda: {"x": tool.measure(PICTURE, [Question("the mug")])})
    assert row == {"not_measured": "ToolError: exit 2: unknown option --batch", "failed": True}

    def skip() -> dict[str, object]:
        raise Skipped("no recording")

    assert _attempt(skip) == {"not_measured": "no recording"}


def test_the_table_can_be_written_with_anything_missing() -> None:
    text = "\n".join(report.lines({name: {"not_measured": "no reason"} for name in ROWS}))
    assert text.count("no reason") == len(ROWS)
    assert text.count("not measured") == len(ROWS) + len(targets.TARGETS)
    rows = {"posecnn_demo": dict(tally([Verdict("a", "one", "measured", 0.8, True, True)]))}
    assert {entry["name"]: entry["met"] for entry in targets.compared(rows)}["posecnn_demo: right"] is True
    assert "posecnn_demo" in "\n".join(report.lines(rows))


def test_speed_keeps_what_could_be_measured(tmp_path: Path) -> None:
    timing = "{'timing': {'p50_ms': 1.5, 'p99_ms': 2.5, 'frames': 200}}"
    tool = fake(tmp_path, f"print(json.dumps({timing}))\n")
    timed = [speed.Timed(PICTURE, "the mug", [0, 0, 1])]
    row = speed.compare(tool, timed, tmp_path / "no-python")
    assert (row["fathom_p50_ms"], row["fathom_p99_ms"]) == (1.5, 2.5)
    assert row["open3d"].startswith("not measured: ")
    other = tmp_path / "python"
    times = "[{'cropped_ms': 30, 'uncropped_ms': 90}]"
    other.write_text(f"#!{sys.executable}\nimport json\nprint(json.dumps({times}))\n")
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    row = speed.compare(tool, timed, other)
    assert (row["times_faster_cropped"], row["times_faster_uncropped"]) == (20, 60)
