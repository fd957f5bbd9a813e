from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from fake_daemon import reward  # noqa: E402
from fathom import Reward  # noqa: E402
from fathom.plot import draw, read_truth  # noqa: E402
from fathom.v1 import reward_pb2  # noqa: E402

TRUTH = """stream,episode,sequence,distance_m,success,target_visible,target_x,target_y,target_z
front,a,0,0.5,0,1,0,0,0
front,a,1,0.49,0,0,0,0,0
"""


def episode(name: str, count: int) -> list[Reward]:
    found = []
    for sequence in range(count):
        message = reward(sequence)
        message.episode = name
        if sequence == 2:
            message.status = reward_pb2.STATUS_ABSENT
            message.ClearField("distance")
            message.ClearField("potential")
        found.append(Reward.from_message(message))
    return found


def test_one_panel_an_episode(tmp_path: Path) -> None:
    rewards = [reward for name in ("a", "b", "c", "d", "e", "f") for reward in episode(name, 5)]
    figure = draw(rewards, read_truth(TRUTH.splitlines()))
    titles = [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")]
    assert titles == [f"episode {name}" for name in "abcdef"]
    figure.savefig(tmp_path / "reward.png")
    assert (tmp_path / "reward.png").read_bytes().startswith(b"\x89PNG")


def test_the_legend_names_the_statuses_that_occur() -> None:
    figure = draw(episode("a", 5), read_truth(TRUTH.splitlines()))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "absent" in labels and "held" not in labels


def test_truth_is_read_by_stream_episode_and_sequence() -> None:
    truth = read_truth(TRUTH.splitlines())
    assert truth["front", "a", 1].distance == 0.49
    assert (truth["front", "a", 0].visible, truth["front", "a", 1].visible) == (True, False)


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="found none"):
        draw([], {})
