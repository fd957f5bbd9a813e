"""Rewards as JSON lines: proto field names, 64-bit integers as strings, absent fields left out (protobuf's JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from google.protobuf import json_format

from fathom.reward import Reward
from fathom.v1 import reward_pb2


def dumps(reward: Reward | reward_pb2.Reward) -> str:
    """One line, without the line's end."""
    message = reward.message if isinstance(reward, Reward) else reward
    fields = json_format.MessageToDict(message, preserving_proto_field_name=True)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def loads(line: str) -> Reward:
    """Reads one line; raises ValueError when it is no reward."""
    try:
        return Reward.from_message(json_format.Parse(line, reward_pb2.Reward(), ignore_unknown_fields=True))
    except json_format.ParseError as error:
        raise ValueError(f"reward: expected a JSON line of fathom.v1.Reward, found {line[:80]!r}: {error}") from error


def read(lines: Iterable[str]) -> Iterator[Reward]:
    """The rewards of a file's lines; blank lines are skipped."""
    return (loads(line) for line in lines if line.strip())
