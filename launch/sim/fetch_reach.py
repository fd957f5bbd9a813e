"""Streams FetchReach: a gripper nears "the red ball"."""

from fetch import Reach
from stream import main

if __name__ == "__main__":
    main(Reach, stream="front", color="red", description=__doc__)
