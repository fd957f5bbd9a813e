from fathom.v1 import reward_pb2 as _reward_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
HUMAN_EVENT_FAILURE: HumanEventKind
HUMAN_EVENT_INTERVENTION: HumanEventKind
HUMAN_EVENT_PAUSE: HumanEventKind
HUMAN_EVENT_RERECORD: HumanEventKind
HUMAN_EVENT_RESUME: HumanEventKind
HUMAN_EVENT_SUCCESS: HumanEventKind
HUMAN_EVENT_UNSPECIFIED: HumanEventKind

class ControlError(_message.Message):
    __slots__ = ["expected", "field", "found"]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    FOUND_FIELD_NUMBER: _ClassVar[int]
    expected: str
    field: str
    found: str
    def __init__(self, field: _Optional[str] = ..., expected: _Optional[str] = ..., found: _Optional[str] = ...) -> None: ...

class ControlReply(_message.Message):
    __slots__ = ["done", "error", "request_id", "rewards", "status", "version"]
    DONE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    done: Done
    error: ControlError
    request_id: int
    rewards: Rewards
    status: DaemonStatus
    version: int
    def __init__(self, version: _Optional[int] = ..., request_id: _Optional[int] = ..., status: _Optional[_Union[DaemonStatus, _Mapping]] = ..., rewards: _Optional[_Union[Rewards, _Mapping]] = ..., done: _Optional[_Union[Done, _Mapping]] = ..., error: _Optional[_Union[ControlError, _Mapping]] = ...) -> None: ...

class ControlRequest(_message.Message):
    __slots__ = ["human_event", "request_id", "reset_episode", "rewards_since", "set_target", "status", "version"]
    HUMAN_EVENT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESET_EPISODE_FIELD_NUMBER: _ClassVar[int]
    REWARDS_SINCE_FIELD_NUMBER: _ClassVar[int]
    SET_TARGET_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    human_event: HumanEvent
    request_id: int
    reset_episode: ResetEpisode
    rewards_since: RewardsSince
    set_target: SetTarget
    status: StatusRequest
    version: int
    def __init__(self, version: _Optional[int] = ..., request_id: _Optional[int] = ..., status: _Optional[_Union[StatusRequest, _Mapping]] = ..., rewards_since: _Optional[_Union[RewardsSince, _Mapping]] = ..., set_target: _Optional[_Union[SetTarget, _Mapping]] = ..., reset_episode: _Optional[_Union[ResetEpisode, _Mapping]] = ..., human_event: _Optional[_Union[HumanEvent, _Mapping]] = ...) -> None: ...

class Count(_message.Message):
    __slots__ = ["count", "reason"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    count: int
    reason: str
    def __init__(self, reason: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class DaemonStatus(_message.Message):
    __slots__ = ["daemon_epoch", "sessions", "unroutable", "uptime_seconds", "version"]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    UNROUTABLE_FIELD_NUMBER: _ClassVar[int]
    UPTIME_SECONDS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    daemon_epoch: int
    sessions: _containers.RepeatedCompositeFieldContainer[SessionStatus]
    unroutable: _containers.RepeatedCompositeFieldContainer[Count]
    uptime_seconds: float
    version: str
    def __init__(self, version: _Optional[str] = ..., daemon_epoch: _Optional[int] = ..., uptime_seconds: _Optional[float] = ..., sessions: _Optional[_Iterable[_Union[SessionStatus, _Mapping]]] = ..., unroutable: _Optional[_Iterable[_Union[Count, _Mapping]]] = ...) -> None: ...

class Done(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class HumanEvent(_message.Message):
    __slots__ = ["kind", "session", "task"]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    kind: HumanEventKind
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., kind: _Optional[_Union[HumanEventKind, str]] = ...) -> None: ...

class ResetEpisode(_message.Message):
    __slots__ = ["session", "task"]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ...) -> None: ...

class Rewards(_message.Message):
    __slots__ = ["daemon_epoch", "next_sequence", "oldest_sequence", "rewards"]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    NEXT_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    OLDEST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    daemon_epoch: int
    next_sequence: int
    oldest_sequence: int
    rewards: _containers.RepeatedCompositeFieldContainer[_reward_pb2.Reward]
    def __init__(self, daemon_epoch: _Optional[int] = ..., oldest_sequence: _Optional[int] = ..., next_sequence: _Optional[int] = ..., rewards: _Optional[_Iterable[_Union[_reward_pb2.Reward, _Mapping]]] = ...) -> None: ...

class RewardsSince(_message.Message):
    __slots__ = ["daemon_epoch", "limit", "reward_sequence", "session", "task"]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    REWARD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    daemon_epoch: int
    limit: int
    reward_sequence: int
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., daemon_epoch: _Optional[int] = ..., reward_sequence: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class SessionStatus(_message.Message):
    __slots__ = ["episode", "frames", "last_receive_time_ns", "last_status", "next_sequence", "rejected", "session", "skipped_frames", "stream", "task"]
    EPISODE_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    LAST_RECEIVE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    LAST_STATUS_FIELD_NUMBER: _ClassVar[int]
    NEXT_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FRAMES_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    episode: str
    frames: int
    last_receive_time_ns: int
    last_status: _reward_pb2.Status
    next_sequence: int
    rejected: _containers.RepeatedCompositeFieldContainer[Count]
    session: str
    skipped_frames: int
    stream: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., stream: _Optional[str] = ..., episode: _Optional[str] = ..., next_sequence: _Optional[int] = ..., last_status: _Optional[_Union[_reward_pb2.Status, str]] = ..., last_receive_time_ns: _Optional[int] = ..., frames: _Optional[int] = ..., skipped_frames: _Optional[int] = ..., rejected: _Optional[_Iterable[_Union[Count, _Mapping]]] = ...) -> None: ...

class SetTarget(_message.Message):
    __slots__ = ["description", "session", "task"]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    description: str
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class StatusRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class HumanEventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
