"""Streams FetchPickAndPlace: an open gripper comes down on "the black cube", beside a black ball."""

from fetch import Pick
from stream import main

if __name__ == "__main__":
    main(Pick, stream="front", color="black", description=__doc__)
