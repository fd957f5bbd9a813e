"""IsaacSimZMQ's messages as its simulator writes them: by Google's protobuf, from the schema that it ships."""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_KINDS = {"u": 13, "i": 5, "f": 2, "d": 1, "s": 9, "b": 12}
# Field: number, kind (or the message's name), repeated.
_SCHEMA: dict[str, dict[str, tuple[int, str, bool]]] = {
    "BBox2DType": {
        "semanticId": (1, "u", False), "xMin": (2, "i", False), "yMin": (3, "i", False), "xMax": (4, "i", False),
        "yMax": (5, "i", False), "occlusionRatio": (6, "f", False),
    },
    "BBox2DInfo": {"idToLabels": (1, "BBox2DInfo.IdToLabelsEntry", True), "bboxIds": (2, "i", True)},
    "BBox2D": {"data": (1, "BBox2DType", True), "info": (2, "BBox2DInfo", False)},
    "Clock": {
        "sim_dt": (1, "d", False), "sys_dt": (2, "d", False), "sim_time": (3, "d", False), "sys_time": (4, "d", False),
    },
    "Camera": {
        "view_matrix_ros": (1, "d", True), "camera_scale": (2, "d", True), "intrinsics_matrix": (3, "d", True),
    },
    "ClientStreamMessage": {
        "bbox2d": (1, "BBox2D", False), "clock": (2, "Clock", False), "camera": (3, "Camera", False),
        "color_image": (4, "b", False), "depth_image": (5, "b", False),
    },
}  # fmt: skip


def client_stream_message() -> Any:
    """An empty `ClientStreamMessage`."""
    file = descriptor_pb2.FileDescriptorProto(name="client_stream_message.proto", syntax="proto3")
    for name, fields in _SCHEMA.items():
        message = file.message_type.add(name=name)
        if name == "BBox2DInfo":
            entry = message.nested_type.add(name="IdToLabelsEntry")
            entry.options.map_entry = True
            _add(entry, {"key": (1, "s", False), "value": (2, "s", False)})
        _add(message, fields)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("ClientStreamMessage"))()


def _add(message: Any, fields: dict[str, tuple[int, str, bool]]) -> None:
    for name, (number, kind, is_repeated) in fields.items():
        label = 3 if is_repeated else 1
        if kind in _KINDS:
            message.field.add(name=name, number=number, label=label, type=_KINDS[kind])
        else:
            message.field.add(name=name, number=number, label=label, type=11, type_name=f".{kind}")
