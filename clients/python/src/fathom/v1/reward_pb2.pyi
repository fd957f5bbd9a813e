from fathom.v1 import frame_pb2 as _frame_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
DISTANCE_KIND_CENTER: DistanceKind
DISTANCE_KIND_HORIZONTAL: DistanceKind
DISTANCE_KIND_SURFACE: DistanceKind
DISTANCE_KIND_UNSPECIFIED: DistanceKind
DISTANCE_KIND_VERTICAL: DistanceKind
REFERENCE_FRAME_CAMERA: ReferenceFrame
REFERENCE_FRAME_UNSPECIFIED: ReferenceFrame
REFERENCE_FRAME_WORLD: ReferenceFrame
STATUS_ABSENT: Status
STATUS_AMBIGUOUS: Status
STATUS_HELD: Status
STATUS_MEASURED: Status
STATUS_PAUSED: Status
STATUS_REJECTED: Status
STATUS_STALE: Status
STATUS_UNSPECIFIED: Status

class Distance(_message.Message):
    __slots__ = ["frame_of_reference", "gripper", "kind", "metres", "standard_deviation", "target"]
    FRAME_OF_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    GRIPPER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    METRES_FIELD_NUMBER: _ClassVar[int]
    STANDARD_DEVIATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    frame_of_reference: ReferenceFrame
    gripper: _frame_pb2.Point
    kind: DistanceKind
    metres: float
    standard_deviation: float
    target: _frame_pb2.Point
    def __init__(self, metres: _Optional[float] = ..., standard_deviation: _Optional[float] = ..., kind: _Optional[_Union[DistanceKind, str]] = ..., frame_of_reference: _Optional[_Union[ReferenceFrame, str]] = ..., gripper: _Optional[_Union[_frame_pb2.Point, _Mapping]] = ..., target: _Optional[_Union[_frame_pb2.Point, _Mapping]] = ...) -> None: ...

class Rejection(_message.Message):
    __slots__ = ["expected", "field", "found"]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    FOUND_FIELD_NUMBER: _ClassVar[int]
    expected: str
    field: str
    found: str
    def __init__(self, field: _Optional[str] = ..., expected: _Optional[str] = ..., found: _Optional[str] = ...) -> None: ...

class Reward(_message.Message):
    __slots__ = ["capture_time_ns", "clock", "configuration_digest", "daemon_epoch", "discount", "distance", "episode", "episode_index", "frame_sequence", "human_event", "potential", "previous_potential", "previous_step", "progress", "progress_gain", "publish_time_ns", "reason", "receive_time_ns", "rejection", "reward_sequence", "session", "shaping", "skipped_frames", "status", "step", "stream", "success", "task", "terminated", "truncated", "value"]
    CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    CONFIGURATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_FIELD_NUMBER: _ClassVar[int]
    EPISODE_FIELD_NUMBER: _ClassVar[int]
    EPISODE_INDEX_FIELD_NUMBER: _ClassVar[int]
    FRAME_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HUMAN_EVENT_FIELD_NUMBER: _ClassVar[int]
    POTENTIAL_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_POTENTIAL_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_STEP_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_GAIN_FIELD_NUMBER: _ClassVar[int]
    PUBLISH_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECEIVE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    REJECTION_FIELD_NUMBER: _ClassVar[int]
    REWARD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SHAPING_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FRAMES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    capture_time_ns: int
    clock: _frame_pb2.Clock
    configuration_digest: str
    daemon_epoch: int
    discount: float
    distance: Distance
    episode: str
    episode_index: int
    frame_sequence: int
    human_event: str
    potential: float
    previous_potential: float
    previous_step: int
    progress: float
    progress_gain: float
    publish_time_ns: int
    reason: str
    receive_time_ns: int
    rejection: Rejection
    reward_sequence: int
    session: str
    shaping: float
    skipped_frames: int
    status: Status
    step: int
    stream: str
    success: bool
    task: str
    terminated: bool
    truncated: bool
    value: float
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., stream: _Optional[str] = ..., episode: _Optional[str] = ..., step: _Optional[int] = ..., frame_sequence: _Optional[int] = ..., capture_time_ns: _Optional[int] = ..., clock: _Optional[_Union[_frame_pb2.Clock, str]] = ..., receive_time_ns: _Optional[int] = ..., publish_time_ns: _Optional[int] = ..., daemon_epoch: _Optional[int] = ..., reward_sequence: _Optional[int] = ..., skipped_frames: _Optional[int] = ..., status: _Optional[_Union[Status, str]] = ..., reason: _Optional[str] = ..., rejection: _Optional[_Union[Rejection, _Mapping]] = ..., distance: _Optional[_Union[Distance, _Mapping]] = ..., value: _Optional[float] = ..., potential: _Optional[float] = ..., previous_potential: _Optional[float] = ..., previous_step: _Optional[int] = ..., discount: _Optional[float] = ..., shaping: _Optional[float] = ..., progress: _Optional[float] = ..., progress_gain: _Optional[float] = ..., success: bool = ..., terminated: bool = ..., truncated: bool = ..., configuration_digest: _Optional[str] = ..., human_event: _Optional[str] = ..., episode_index: _Optional[int] = ...) -> None: ...

class Status(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class DistanceKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ReferenceFrame(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
