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

class CloseSession(_message.Message):
    __slots__ = ["session_id"]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    session_id: int
    def __init__(self, session_id: _Optional[int] = ...) -> None: ...

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
    __slots__ = ["batch", "description", "done", "error", "request_id", "reward", "rewards", "session", "status", "version"]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    REWARD_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    batch: RewardBatch
    description: DaemonDescription
    done: Done
    error: ControlError
    request_id: int
    reward: _reward_pb2.Reward
    rewards: Rewards
    session: SessionOpened
    status: DaemonStatus
    version: int
    def __init__(self, version: _Optional[int] = ..., request_id: _Optional[int] = ..., status: _Optional[_Union[DaemonStatus, _Mapping]] = ..., rewards: _Optional[_Union[Rewards, _Mapping]] = ..., done: _Optional[_Union[Done, _Mapping]] = ..., error: _Optional[_Union[ControlError, _Mapping]] = ..., description: _Optional[_Union[DaemonDescription, _Mapping]] = ..., session: _Optional[_Union[SessionOpened, _Mapping]] = ..., reward: _Optional[_Union[_reward_pb2.Reward, _Mapping]] = ..., batch: _Optional[_Union[RewardBatch, _Mapping]] = ...) -> None: ...

class ControlRequest(_message.Message):
    __slots__ = ["batch", "close_session", "describe", "human_event", "open_session", "request_id", "reset_episode", "rewards_since", "set_target", "status", "step", "version"]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    CLOSE_SESSION_FIELD_NUMBER: _ClassVar[int]
    DESCRIBE_FIELD_NUMBER: _ClassVar[int]
    HUMAN_EVENT_FIELD_NUMBER: _ClassVar[int]
    OPEN_SESSION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESET_EPISODE_FIELD_NUMBER: _ClassVar[int]
    REWARDS_SINCE_FIELD_NUMBER: _ClassVar[int]
    SET_TARGET_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    batch: FrameBatch
    close_session: CloseSession
    describe: DescribeRequest
    human_event: HumanEvent
    open_session: OpenSession
    request_id: int
    reset_episode: ResetEpisode
    rewards_since: RewardsSince
    set_target: SetTarget
    status: StatusRequest
    step: Step
    version: int
    def __init__(self, version: _Optional[int] = ..., request_id: _Optional[int] = ..., status: _Optional[_Union[StatusRequest, _Mapping]] = ..., rewards_since: _Optional[_Union[RewardsSince, _Mapping]] = ..., set_target: _Optional[_Union[SetTarget, _Mapping]] = ..., reset_episode: _Optional[_Union[ResetEpisode, _Mapping]] = ..., human_event: _Optional[_Union[HumanEvent, _Mapping]] = ..., describe: _Optional[_Union[DescribeRequest, _Mapping]] = ..., open_session: _Optional[_Union[OpenSession, _Mapping]] = ..., close_session: _Optional[_Union[CloseSession, _Mapping]] = ..., step: _Optional[_Union[Step, _Mapping]] = ..., batch: _Optional[_Union[FrameBatch, _Mapping]] = ...) -> None: ...

class Count(_message.Message):
    __slots__ = ["count", "reason"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    count: int
    reason: str
    def __init__(self, reason: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class DaemonDescription(_message.Message):
    __slots__ = ["daemon_epoch", "frames", "newest_contract", "oldest_contract", "rewards", "streams", "tasks", "version"]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    FRAMES_FIELD_NUMBER: _ClassVar[int]
    NEWEST_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    OLDEST_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    TASKS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    daemon_epoch: int
    frames: _containers.RepeatedScalarFieldContainer[str]
    newest_contract: int
    oldest_contract: int
    rewards: str
    streams: _containers.RepeatedScalarFieldContainer[str]
    tasks: _containers.RepeatedCompositeFieldContainer[TaskDescription]
    version: str
    def __init__(self, version: _Optional[str] = ..., daemon_epoch: _Optional[int] = ..., oldest_contract: _Optional[int] = ..., newest_contract: _Optional[int] = ..., tasks: _Optional[_Iterable[_Union[TaskDescription, _Mapping]]] = ..., rewards: _Optional[str] = ..., frames: _Optional[_Iterable[str]] = ..., streams: _Optional[_Iterable[str]] = ...) -> None: ...

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

class DescribeRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class Done(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class FrameBatch(_message.Message):
    __slots__ = ["count", "deadline_ns", "poses", "scalars", "session_id"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_NS_FIELD_NUMBER: _ClassVar[int]
    POSES_FIELD_NUMBER: _ClassVar[int]
    SCALARS_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    count: int
    deadline_ns: int
    poses: _containers.RepeatedScalarFieldContainer[str]
    scalars: _containers.RepeatedScalarFieldContainer[str]
    session_id: int
    def __init__(self, session_id: _Optional[int] = ..., count: _Optional[int] = ..., poses: _Optional[_Iterable[str]] = ..., scalars: _Optional[_Iterable[str]] = ..., deadline_ns: _Optional[int] = ...) -> None: ...

class HumanEvent(_message.Message):
    __slots__ = ["kind", "session", "task"]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    kind: HumanEventKind
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., kind: _Optional[_Union[HumanEventKind, str]] = ...) -> None: ...

class OpenSession(_message.Message):
    __slots__ = ["session", "target", "task"]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    session: str
    target: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ..., target: _Optional[str] = ...) -> None: ...

class ResetEpisode(_message.Message):
    __slots__ = ["session", "task"]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    session: str
    task: str
    def __init__(self, task: _Optional[str] = ..., session: _Optional[str] = ...) -> None: ...

class RewardBatch(_message.Message):
    __slots__ = ["batch_sequence", "configuration_digest", "count", "discount", "reasons"]
    BATCH_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CONFIGURATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    batch_sequence: int
    configuration_digest: str
    count: int
    discount: float
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, count: _Optional[int] = ..., batch_sequence: _Optional[int] = ..., configuration_digest: _Optional[str] = ..., discount: _Optional[float] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

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

class SessionOpened(_message.Message):
    __slots__ = ["daemon_epoch", "session", "session_id", "task"]
    DAEMON_EPOCH_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    daemon_epoch: int
    session: str
    session_id: int
    task: TaskDescription
    def __init__(self, session_id: _Optional[int] = ..., session: _Optional[str] = ..., daemon_epoch: _Optional[int] = ..., task: _Optional[_Union[TaskDescription, _Mapping]] = ...) -> None: ...

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

class Step(_message.Message):
    __slots__ = ["deadline_ns", "planes", "session_id"]
    DEADLINE_NS_FIELD_NUMBER: _ClassVar[int]
    PLANES_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    deadline_ns: int
    planes: _containers.RepeatedScalarFieldContainer[int]
    session_id: int
    def __init__(self, session_id: _Optional[int] = ..., planes: _Optional[_Iterable[int]] = ..., deadline_ns: _Optional[int] = ...) -> None: ...

class SuccessDescription(_message.Message):
    __slots__ = ["bonus", "gates", "required", "window", "within"]
    BONUS_FIELD_NUMBER: _ClassVar[int]
    GATES_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    WITHIN_FIELD_NUMBER: _ClassVar[int]
    bonus: float
    gates: _containers.RepeatedScalarFieldContainer[str]
    required: int
    window: int
    within: float
    def __init__(self, within: _Optional[float] = ..., required: _Optional[int] = ..., window: _Optional[int] = ..., bonus: _Optional[float] = ..., gates: _Optional[_Iterable[str]] = ...) -> None: ...

class TaskDescription(_message.Message):
    __slots__ = ["adds_to_base_reward", "configuration_digest", "curve", "discount", "distance", "each", "failure_penalty", "gripper", "length", "max_distance", "name", "progress_required", "progress_window", "signal", "streams", "success", "target", "time_penalty", "weight"]
    ADDS_TO_BASE_REWARD_FIELD_NUMBER: _ClassVar[int]
    CONFIGURATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    CURVE_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_FIELD_NUMBER: _ClassVar[int]
    EACH_FIELD_NUMBER: _ClassVar[int]
    FAILURE_PENALTY_FIELD_NUMBER: _ClassVar[int]
    GRIPPER_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    MAX_DISTANCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_REQUIRED_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_WINDOW_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    TIME_PENALTY_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    adds_to_base_reward: bool
    configuration_digest: str
    curve: str
    discount: float
    distance: _reward_pb2.DistanceKind
    each: bool
    failure_penalty: float
    gripper: str
    length: float
    max_distance: float
    name: str
    progress_required: int
    progress_window: int
    signal: str
    streams: _containers.RepeatedScalarFieldContainer[str]
    success: SuccessDescription
    target: str
    time_penalty: float
    weight: float
    def __init__(self, name: _Optional[str] = ..., streams: _Optional[_Iterable[str]] = ..., each: bool = ..., gripper: _Optional[str] = ..., target: _Optional[str] = ..., distance: _Optional[_Union[_reward_pb2.DistanceKind, str]] = ..., signal: _Optional[str] = ..., curve: _Optional[str] = ..., length: _Optional[float] = ..., weight: _Optional[float] = ..., discount: _Optional[float] = ..., max_distance: _Optional[float] = ..., time_penalty: _Optional[float] = ..., failure_penalty: _Optional[float] = ..., success: _Optional[_Union[SuccessDescription, _Mapping]] = ..., progress_required: _Optional[int] = ..., progress_window: _Optional[int] = ..., adds_to_base_reward: bool = ..., configuration_digest: _Optional[str] = ...) -> None: ...

class HumanEventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
