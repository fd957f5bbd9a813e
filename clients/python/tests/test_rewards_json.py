import json

import pytest

from fake_daemon import reward
from fathom import Reward, Status, rewards_json
from fathom.v1 import reward_pb2


def test_a_line_has_proto_names_and_leaves_out_what_is_absent() -> None:
    fields = json.loads(rewards_json.dumps(reward(3, epoch=2**63 + 1)))
    assert fields["status"] == "STATUS_MEASURED"
    assert fields["daemon_epoch"] == str(2**63 + 1)
    assert fields["distance"]["metres"] == 0.47
    assert "shaping" not in fields and "reason" not in fields


def test_lines_read_back_as_they_were_written() -> None:
    message = reward(3)
    assert rewards_json.loads(rewards_json.dumps(message)) == Reward.from_message(message)
    assert rewards_json.loads(rewards_json.dumps(message)).message == message


def test_blank_lines_are_skipped_and_others_refused() -> None:
    line = rewards_json.dumps(reward(0))
    assert len(list(rewards_json.read([line + "\n", "\n", line]))) == 2
    for broken in ("{", "{}", "3"):
        with pytest.raises(ValueError, match="reward: expected"):
            rewards_json.loads(broken)


def test_a_rejection_is_read_with_its_words() -> None:
    message = reward(0)
    message.ClearField("distance")
    message.status = reward_pb2.STATUS_REJECTED
    message.rejection.field, message.rejection.expected, message.rejection.found = "camera.k", "9 numbers", "0"
    found = Reward.from_message(message)
    assert found.status is Status.REJECTED and found.distance is None
    assert found.rejection is not None and found.rejection.field == "camera.k"
