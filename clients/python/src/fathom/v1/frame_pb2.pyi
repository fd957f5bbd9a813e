from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

CLOCK_MONOTONIC: Clock
CLOCK_REALTIME: Clock
CLOCK_SIMULATION: Clock
CLOCK_UNSPECIFIED: Clock
COMPRESSION_LZ4: Compression
COMPRESSION_NONE: Compression
COMPRESSION_ZSTD: Compression
DESCRIPTOR: _descriptor.FileDescriptor
DISTORTION_NONE: Distortion
DISTORTION_PLUMB_BOB: Distortion
ENCODING_16UC1: Encoding
ENCODING_32FC1: Encoding
ENCODING_32SC1: Encoding
ENCODING_8UC1: Encoding
ENCODING_BGR8: Encoding
ENCODING_BGRA8: Encoding
ENCODING_JPEG: Encoding
ENCODING_MONO8: Encoding
ENCODING_PNG: Encoding
ENCODING_PNG16: Encoding
ENCODING_RGB8: Encoding
ENCODING_RGBA8: Encoding
ENCODING_UNSPECIFIED: Encoding
PLANE_KIND_COLOR: PlaneKind
PLANE_KIND_DEPTH: PlaneKind
PLANE_KIND_LABEL: PlaneKind
PLANE_KIND_MASK: PlaneKind
PLANE_KIND_UNSPECIFIED: PlaneKind

class Box(_message.Message):
    __slots__ = ["x_max", "x_min", "y_max", "y_min"]
    X_MAX_FIELD_NUMBER: _ClassVar[int]
    X_MIN_FIELD_NUMBER: _ClassVar[int]
    Y_MAX_FIELD_NUMBER: _ClassVar[int]
    Y_MIN_FIELD_NUMBER: _ClassVar[int]
    x_max: float
    x_min: float
    y_max: float
    y_min: float
    def __init__(self, x_min: _Optional[float] = ..., y_min: _Optional[float] = ..., x_max: _Optional[float] = ..., y_max: _Optional[float] = ...) -> None: ...

class Camera(_message.Message):
    __slots__ = ["distortion", "distortion_coefficients", "height", "k", "width", "world_from_camera"]
    DISTORTION_COEFFICIENTS_FIELD_NUMBER: _ClassVar[int]
    DISTORTION_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    WORLD_FROM_CAMERA_FIELD_NUMBER: _ClassVar[int]
    distortion: Distortion
    distortion_coefficients: _containers.RepeatedScalarFieldContainer[float]
    height: int
    k: _containers.RepeatedScalarFieldContainer[float]
    width: int
    world_from_camera: Transform
    def __init__(self, width: _Optional[int] = ..., height: _Optional[int] = ..., k: _Optional[_Iterable[float]] = ..., distortion: _Optional[_Union[Distortion, str]] = ..., distortion_coefficients: _Optional[_Iterable[float]] = ..., world_from_camera: _Optional[_Union[Transform, _Mapping]] = ...) -> None: ...

class FrameHeader(_message.Message):
    __slots__ = ["camera", "capture_time_ns", "clock", "episode", "labels", "planes", "poses", "publisher_epoch", "regions", "scalars", "sequence", "step", "stream", "terminated", "truncated"]
    CAMERA_FIELD_NUMBER: _ClassVar[int]
    CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    EPISODE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    PLANES_FIELD_NUMBER: _ClassVar[int]
    POSES_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_EPOCH_FIELD_NUMBER: _ClassVar[int]
    REGIONS_FIELD_NUMBER: _ClassVar[int]
    SCALARS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    camera: Camera
    capture_time_ns: int
    clock: Clock
    episode: str
    labels: _containers.RepeatedCompositeFieldContainer[LabelName]
    planes: _containers.RepeatedCompositeFieldContainer[Plane]
    poses: _containers.RepeatedCompositeFieldContainer[NamedPose]
    publisher_epoch: int
    regions: _containers.RepeatedCompositeFieldContainer[RegionPrompt]
    scalars: _containers.RepeatedCompositeFieldContainer[NamedScalar]
    sequence: int
    step: int
    stream: str
    terminated: bool
    truncated: bool
    def __init__(self, stream: _Optional[str] = ..., publisher_epoch: _Optional[int] = ..., episode: _Optional[str] = ..., step: _Optional[int] = ..., sequence: _Optional[int] = ..., capture_time_ns: _Optional[int] = ..., clock: _Optional[_Union[Clock, str]] = ..., camera: _Optional[_Union[Camera, _Mapping]] = ..., planes: _Optional[_Iterable[_Union[Plane, _Mapping]]] = ..., poses: _Optional[_Iterable[_Union[NamedPose, _Mapping]]] = ..., labels: _Optional[_Iterable[_Union[LabelName, _Mapping]]] = ..., regions: _Optional[_Iterable[_Union[RegionPrompt, _Mapping]]] = ..., scalars: _Optional[_Iterable[_Union[NamedScalar, _Mapping]]] = ..., terminated: bool = ..., truncated: bool = ...) -> None: ...

class LabelName(_message.Message):
    __slots__ = ["name", "value"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: int
    def __init__(self, value: _Optional[int] = ..., name: _Optional[str] = ...) -> None: ...

class NamedPose(_message.Message):
    __slots__ = ["name", "world_from_entity"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORLD_FROM_ENTITY_FIELD_NUMBER: _ClassVar[int]
    name: str
    world_from_entity: Transform
    def __init__(self, name: _Optional[str] = ..., world_from_entity: _Optional[_Union[Transform, _Mapping]] = ...) -> None: ...

class NamedScalar(_message.Message):
    __slots__ = ["name", "value"]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...

class Plane(_message.Message):
    __slots__ = ["compression", "encoding", "height", "kind", "metres_per_count", "part", "radial", "row_step", "width"]
    COMPRESSION_FIELD_NUMBER: _ClassVar[int]
    ENCODING_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    METRES_PER_COUNT_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    RADIAL_FIELD_NUMBER: _ClassVar[int]
    ROW_STEP_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    compression: Compression
    encoding: Encoding
    height: int
    kind: PlaneKind
    metres_per_count: float
    part: int
    radial: bool
    row_step: int
    width: int
    def __init__(self, kind: _Optional[_Union[PlaneKind, str]] = ..., encoding: _Optional[_Union[Encoding, str]] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., row_step: _Optional[int] = ..., part: _Optional[int] = ..., compression: _Optional[_Union[Compression, str]] = ..., metres_per_count: _Optional[float] = ..., radial: bool = ...) -> None: ...

class Point(_message.Message):
    __slots__ = ["x", "y", "z"]
    X_FIELD_NUMBER: _ClassVar[int]
    Y_FIELD_NUMBER: _ClassVar[int]
    Z_FIELD_NUMBER: _ClassVar[int]
    x: float
    y: float
    z: float
    def __init__(self, x: _Optional[float] = ..., y: _Optional[float] = ..., z: _Optional[float] = ...) -> None: ...

class Polygon(_message.Message):
    __slots__ = ["xy"]
    XY_FIELD_NUMBER: _ClassVar[int]
    xy: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, xy: _Optional[_Iterable[float]] = ...) -> None: ...

class RegionPrompt(_message.Message):
    __slots__ = ["box", "mask_part", "name", "polygon", "score"]
    BOX_FIELD_NUMBER: _ClassVar[int]
    MASK_PART_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    POLYGON_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    box: Box
    mask_part: int
    name: str
    polygon: Polygon
    score: float
    def __init__(self, name: _Optional[str] = ..., score: _Optional[float] = ..., box: _Optional[_Union[Box, _Mapping]] = ..., polygon: _Optional[_Union[Polygon, _Mapping]] = ..., mask_part: _Optional[int] = ...) -> None: ...

class Transform(_message.Message):
    __slots__ = ["matrix"]
    MATRIX_FIELD_NUMBER: _ClassVar[int]
    matrix: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, matrix: _Optional[_Iterable[float]] = ...) -> None: ...

class Clock(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Distortion(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class PlaneKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Encoding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Compression(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
