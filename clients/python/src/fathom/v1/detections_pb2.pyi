from fathom.v1 import frame_pb2 as _frame_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Detections(_message.Message):
    __slots__ = ["capture_time_ns", "regions", "stream"]
    CAPTURE_TIME_NS_FIELD_NUMBER: _ClassVar[int]
    REGIONS_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    capture_time_ns: int
    regions: _containers.RepeatedCompositeFieldContainer[_frame_pb2.RegionPrompt]
    stream: str
    def __init__(self, stream: _Optional[str] = ..., capture_time_ns: _Optional[int] = ..., regions: _Optional[_Iterable[_Union[_frame_pb2.RegionPrompt, _Mapping]]] = ...) -> None: ...
