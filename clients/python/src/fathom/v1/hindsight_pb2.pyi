from fathom.v1 import reward_pb2 as _reward_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Hindsight(_message.Message):
    __slots__ = ["capture_time_ns", "causal", "configuration_digest", "daemon_epoch", "distance", "episode", "episode_index", "filled", "frame_sequence", "potential", "progress", "reward_sequence", "session", "status", "step", "stream", "task"]
    CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    CAUSAL_FIELD_NUMBER: _ClassVar[int]
    CONFIGURATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_FIELD_NUMBER: _ClassVar[int]
    EPISODE_FIELD_NUMBER: _ClassVar[int]
    EPISODE_INDEX_FIELD_NUMBER: _ClassVar[int]
    FILLED_FIELD_NUMBER: _ClassVar[int]
    FRAME_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    POTENTIAL_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    REWARD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    capture_time_ns: int
    causal: bool
    configuration_digest: str
    daemon_epoch: int
    distance: _reward_pb2.Distance
    episode: str
    episode_index: int
    filled: bool
    frame_sequence: int
    potential: float
    progress: float
    reward_sequence: int
    session: str
    status: _reward_pb2.Status
    step: int
    stream: str
    task: str
    def __init__(self, causal: bool = ..., task: _Optional[str] = ..., session: _Optional[str] = ..., stream: _Optional[str] = ..., episode: _Optional[str] = ..., episode_index: _Optional[int] = ..., step: _Optional[int] = ..., frame_sequence: _Optional[int] = ..., capture_time_ns: _Optional[int] = ..., daemon_epoch: _Optional[int] = ..., reward_sequence: _Optional[int] = ..., configuration_digest: _Optional[str] = ..., status: _Optional[_Union[_reward_pb2.Status, str]] = ..., filled: bool = ..., distance: _Optional[_Union[_reward_pb2.Distance, _Mapping]] = ..., potential: _Optional[float] = ..., progress: _Optional[float] = ...) -> None: ...
