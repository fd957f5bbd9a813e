from fathom.v1 import control_pb2 as _control_pb2
from fathom.v1 import frame_pb2 as _frame_pb2
from fathom.v1 import reward_pb2 as _reward_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CameraDoubtCheckpoint(_message.Message):
    __slots__ = ["camera", "millimetres", "other"]
    CAMERA_FIELD_NUMBER: _ClassVar[int]
    MILLIMETRES_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    camera: str
    millimetres: int
    other: str
    def __init__(self, camera: _Optional[str] = ..., other: _Optional[str] = ..., millimetres: _Optional[int] = ...) -> None: ...

class CameraPairCheckpoint(_message.Message):
    __slots__ = ["offset", "one", "other", "strikes"]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    STRIKES_FIELD_NUMBER: _ClassVar[int]
    offset: _frame_pb2.Point
    one: str
    other: str
    strikes: int
    def __init__(self, one: _Optional[str] = ..., other: _Optional[str] = ..., strikes: _Optional[int] = ..., offset: _Optional[_Union[_frame_pb2.Point, _Mapping]] = ...) -> None: ...

class Checkpoint(_message.Message):
    __slots__ = ["camera_doubt", "camera_pairs", "episode_index", "next_reward_sequence", "paused", "streams"]
    CAMERA_DOUBT_FIELD_NUMBER: _ClassVar[int]
    CAMERA_PAIRS_FIELD_NUMBER: _ClassVar[int]
    EPISODE_INDEX_FIELD_NUMBER: _ClassVar[int]
    NEXT_REWARD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    camera_doubt: CameraDoubtCheckpoint
    camera_pairs: _containers.RepeatedCompositeFieldContainer[CameraPairCheckpoint]
    episode_index: int
    next_reward_sequence: int
    paused: bool
    streams: _containers.RepeatedCompositeFieldContainer[StreamCheckpoint]
    def __init__(self, next_reward_sequence: _Optional[int] = ..., episode_index: _Optional[int] = ..., paused: bool = ..., streams: _Optional[_Iterable[_Union[StreamCheckpoint, _Mapping]]] = ..., camera_pairs: _Optional[_Iterable[_Union[CameraPairCheckpoint, _Mapping]]] = ..., camera_doubt: _Optional[_Union[CameraDoubtCheckpoint, _Mapping]] = ...) -> None: ...

class EpisodeEvent(_message.Message):
    __slots__ = ["checkpoint", "detections", "frame", "human", "index", "malformed_detections", "malformed_frame", "parts", "receive_time_ns", "reset_episode", "set_target", "step", "tick"]
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    DETECTIONS_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    HUMAN_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    MALFORMED_DETECTIONS_FIELD_NUMBER: _ClassVar[int]
    MALFORMED_FRAME_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    RECEIVE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    RESET_EPISODE_FIELD_NUMBER: _ClassVar[int]
    SET_TARGET_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    TICK_FIELD_NUMBER: _ClassVar[int]
    checkpoint: Checkpoint
    detections: LoggedDetections
    frame: LoggedFrame
    human: _control_pb2.HumanEventKind
    index: int
    malformed_detections: LoggedRejection
    malformed_frame: LoggedRejection
    parts: _containers.RepeatedScalarFieldContainer[bytes]
    receive_time_ns: int
    reset_episode: LoggedReset
    set_target: LoggedTarget
    step: LoggedStep
    tick: LoggedTick
    def __init__(self, index: _Optional[int] = ..., receive_time_ns: _Optional[int] = ..., checkpoint: _Optional[_Union[Checkpoint, _Mapping]] = ..., frame: _Optional[_Union[LoggedFrame, _Mapping]] = ..., step: _Optional[_Union[LoggedStep, _Mapping]] = ..., malformed_frame: _Optional[_Union[LoggedRejection, _Mapping]] = ..., malformed_detections: _Optional[_Union[LoggedRejection, _Mapping]] = ..., detections: _Optional[_Union[LoggedDetections, _Mapping]] = ..., tick: _Optional[_Union[LoggedTick, _Mapping]] = ..., set_target: _Optional[_Union[LoggedTarget, _Mapping]] = ..., reset_episode: _Optional[_Union[LoggedReset, _Mapping]] = ..., human: _Optional[_Union[_control_pb2.HumanEventKind, str]] = ..., parts: _Optional[_Iterable[bytes]] = ...) -> None: ...

class LoggedDetections(_message.Message):
    __slots__ = ["stream"]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: str
    def __init__(self, stream: _Optional[str] = ...) -> None: ...

class LoggedFrame(_message.Message):
    __slots__ = ["red_blue_swapped", "skipped"]
    RED_BLUE_SWAPPED_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    red_blue_swapped: _containers.RepeatedScalarFieldContainer[int]
    skipped: int
    def __init__(self, skipped: _Optional[int] = ..., red_blue_swapped: _Optional[_Iterable[int]] = ...) -> None: ...

class LoggedRejection(_message.Message):
    __slots__ = ["rejection", "stream"]
    REJECTION_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    rejection: _reward_pb2.Rejection
    stream: str
    def __init__(self, stream: _Optional[str] = ..., rejection: _Optional[_Union[_reward_pb2.Rejection, _Mapping]] = ...) -> None: ...

class LoggedReset(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class LoggedStep(_message.Message):
    __slots__ = ["planes"]
    PLANES_FIELD_NUMBER: _ClassVar[int]
    planes: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, planes: _Optional[_Iterable[int]] = ...) -> None: ...

class LoggedTarget(_message.Message):
    __slots__ = ["configuration_digest", "description"]
    CONFIGURATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    configuration_digest: str
    description: str
    def __init__(self, description: _Optional[str] = ..., configuration_digest: _Optional[str] = ...) -> None: ...

class LoggedTick(_message.Message):
    __slots__ = ["monotonic_ns"]
    MONOTONIC_NS_FIELD_NUMBER: _ClassVar[int]
    monotonic_ns: int
    def __init__(self, monotonic_ns: _Optional[int] = ...) -> None: ...

class StreamCheckpoint(_message.Message):
    __slots__ = ["admitted_sequence", "has_frame", "last", "rejected", "retired_epochs", "set_back", "silence_is_reported", "silent_since_ns", "stream"]
    class Position(_message.Message):
        __slots__ = ["capture_time_ns", "clock", "episode", "publisher_epoch", "sequence", "step"]
        CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
        CLOCK_FIELD_NUMBER: _ClassVar[int]
        EPISODE_FIELD_NUMBER: _ClassVar[int]
        PUBLISHER_EPOCH_FIELD_NUMBER: _ClassVar[int]
        SEQUENCE_FIELD_NUMBER: _ClassVar[int]
        STEP_FIELD_NUMBER: _ClassVar[int]
        capture_time_ns: int
        clock: _frame_pb2.Clock
        episode: str
        publisher_epoch: int
        sequence: int
        step: int
        def __init__(self, publisher_epoch: _Optional[int] = ..., episode: _Optional[str] = ..., step: _Optional[int] = ..., sequence: _Optional[int] = ..., capture_time_ns: _Optional[int] = ..., clock: _Optional[_Union[_frame_pb2.Clock, str]] = ...) -> None: ...
    class SetBack(_message.Message):
        __slots__ = ["capture_time_ns", "count", "sequence"]
        CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
        COUNT_FIELD_NUMBER: _ClassVar[int]
        SEQUENCE_FIELD_NUMBER: _ClassVar[int]
        capture_time_ns: int
        count: int
        sequence: int
        def __init__(self, sequence: _Optional[int] = ..., capture_time_ns: _Optional[int] = ..., count: _Optional[int] = ...) -> None: ...
    ADMITTED_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HAS_FRAME_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    RETIRED_EPOCHS_FIELD_NUMBER: _ClassVar[int]
    SET_BACK_FIELD_NUMBER: _ClassVar[int]
    SILENCE_IS_REPORTED_FIELD_NUMBER: _ClassVar[int]
    SILENT_SINCE_NS_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    admitted_sequence: int
    has_frame: bool
    last: StreamCheckpoint.Position
    rejected: int
    retired_epochs: _containers.RepeatedScalarFieldContainer[int]
    set_back: StreamCheckpoint.SetBack
    silence_is_reported: bool
    silent_since_ns: int
    stream: str
    def __init__(self, stream: _Optional[str] = ..., last: _Optional[_Union[StreamCheckpoint.Position, _Mapping]] = ..., retired_epochs: _Optional[_Iterable[int]] = ..., set_back: _Optional[_Union[StreamCheckpoint.SetBack, _Mapping]] = ..., has_frame: bool = ..., silent_since_ns: _Optional[int] = ..., silence_is_reported: bool = ..., admitted_sequence: _Optional[int] = ..., rejected: _Optional[int] = ...) -> None: ...
