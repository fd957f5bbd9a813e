"""The pipeline that a user would put together from Open3D, timed. Runs in an environment of its own; see speed.py.

    python open3d_pipeline.py FRAMES.json REPEATS

FRAMES.json is a list of {"depth": PNG, "depth_unit": …, "camera": [fx, fy, cx, cy], "center": [x, y, z]}. Prints a
list of {"cropped_ms", "uncropped_ms", "cropped_clusters", "uncropped_clusters"}, medians over the repeats.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import open3d as o3d

WORKSPACE_METERS = (0.30, 0.30, 0.35)
"""Half sizes of the box around the things that a user who knows where they are would crop to."""


def clusters(
    depth: o3d.geometry.Image, scale: float, eye: o3d.camera.PinholeCameraIntrinsic, center: list[float] | None
) -> int:
    """Voxels of 5 mm, statistical outliers, RANSAC plane, DBSCAN of 2 cm: the number of things."""
    cloud = o3d.geometry.PointCloud.create_from_depth_image(depth, eye, depth_scale=scale, depth_trunc=10.0)
    if center is not None:
        half = np.array(WORKSPACE_METERS)
        cloud = cloud.crop(o3d.geometry.AxisAlignedBoundingBox(np.array(center) - half, np.array(center) + half))
    cloud = cloud.voxel_down_sample(0.005)
    cloud, _ = cloud.remove_statistical_outlier(nb_neighbors=20, std_ratio=2.0)
    _, plane = cloud.segment_plane(distance_threshold=0.008, ransac_n=3, num_iterations=200)
    rest = cloud.select_by_index(plane, invert=True)
    labels = np.asarray(rest.cluster_dbscan(eps=0.02, min_points=10))
    return int(labels.max(initial=-1)) + 1


def main() -> int:
    frames, repeats = json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2])
    o3d.utility.random.seed(0)
    found = []
    for frame in frames:
        depth = o3d.io.read_image(frame["depth"])
        height, width = np.asarray(depth).shape
        eye = o3d.camera.PinholeCameraIntrinsic(width, height, *frame["camera"])
        row: dict[str, float] = {}
        for name, center in (("cropped", frame["center"]), ("uncropped", None)):
            times = []
            for _ in range(repeats + 1):
                start = time.perf_counter()
                row[f"{name}_clusters"] = clusters(depth, 1 / frame["depth_unit"], eye, center)
                times.append((time.perf_counter() - start) * 1e3)
            # The first one warms up.
            row[f"{name}_ms"] = statistics.median(times[1:])
        found.append(row)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
