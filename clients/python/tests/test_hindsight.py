"""What is known afterwards is read as what it is, and as no reward."""

import json
from pathlib import Path

import pytest
from fake_daemon import reward
from fathom import hindsight, rewards_json
from fathom.hindsight import Hindsight
from fathom.v1 import hindsight_pb2, reward_pb2
from google.protobuf import json_format


def message(sequence: int = 0) -> hindsight_pb2.Hindsight:
    told = reward(sequence)
    made = hindsight_pb2.Hindsight(
        causal=False, task=told.task, session=told.session, stream=told.stream, daemon_epoch=told.daemon_epoch,
        reward_sequence=sequence, configuration_digest=told.configuration_digest, status=reward_pb2.STATUS_HELD,
        filled=True, potential=0.5,
    )  # fmt: skip
    made.distance.CopyFrom(told.distance)
    return made


def line(message: hindsight_pb2.Hindsight) -> str:
    return json.dumps(json_format.MessageToDict(message, preserving_proto_field_name=True))


def test_a_line_is_read() -> None:
    (found,) = hindsight.read([line(message(7)), "\n"])
    assert found.reward_sequence == 7 and found.filled and found.status == "held" and found.potential == 0.5
    assert found.distance is not None and found.distance.metres > 0
    assert found.progress is None and Hindsight.causal is False
    assert not hasattr(found, "value")


def test_neither_is_taken_for_the_other() -> None:
    with pytest.raises(ValueError, match="reward"):
        rewards_json.loads(line(message()))
    with pytest.raises(ValueError, match="hindsight"):
        hindsight.loads(rewards_json.dumps(reward(0)))


def test_what_claims_to_be_causal_is_refused() -> None:
    claimed = message()
    claimed.causal = True
    with pytest.raises(ValueError, match="causal: expected false"):
        hindsight.loads(line(claimed))


def test_a_page_draws_it_dashed(tmp_path: Path) -> None:
    pytest.importorskip("mcap")
    pytest.importorskip("matplotlib")
    from fathom import episode, page
    from test_episode import recording

    path = tmp_path / "a.mcap"
    path.write_bytes(recording(8))
    found = episode.read(path)
    later = [Hindsight.from_message(message(sequence)) for sequence in range(8)]
    plain, dashed = page.draw(found), page.draw(found, later)
    assert len(dashed.axes[-3].lines) > len(plain.axes[-3].lines)
    assert any("not causal" in text.get_text() for text in dashed.legends[0].get_texts())
    with pytest.raises(ValueError, match="other rewards"):
        page.draw(found, [Hindsight.from_message(message(99))])
    other = message(0)
    other.configuration_digest = "of another configuration"
    with pytest.raises(ValueError, match="other rewards"):
        page.draw(found, [Hindsight.from_message(other)])
