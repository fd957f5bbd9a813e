"""Hands rewards on to PlotJuggler as it reads them without any setting: two parts, topic and JSON.

    python -m fathom.plotjuggler tcp://127.0.0.1:5581

Then, in PlotJuggler: Streaming, ZMQ Subscriber, connect to localhost, port 9872, protocol JSON. What was not measured
is left out, so that a curve has a gap there. `docs/plots.md` tells why this is better than the reward topic itself.
"""

from __future__ import annotations

import argparse
import json
import signal
from typing import Any

import zmq

from fathom.reward import Reward
from fathom.sockets import configure

_MAX_MESSAGE_BYTES = 1 << 20
_QUEUE = 1024
_DEFAULT_BIND = "tcp://127.0.0.1:9872"
_POLL_MILLISECONDS = 200

_NUMBERS = ("step", "reward_sequence", "skipped_frames", "value", "potential", "shaping", "progress", "progress_gain")


def curves(reward: Reward) -> dict[str, Any]:
    """What there is to draw of a reward; `timestamp` is its capture time in seconds."""
    numbers: dict[str, Any] = {"status": str(reward.status), "success": reward.success}
    numbers |= {name: getattr(reward, name) for name in _NUMBERS}
    if reward.capture_time_ns is not None:
        numbers["timestamp"] = reward.capture_time_ns / 1e9
    if reward.distance is not None:
        numbers["distance_m"] = reward.distance.metres
        numbers["distance_sigma_m"] = reward.distance.standard_deviation
    return {name: number for name, number in numbers.items() if number is not None}


class Relay:
    """Takes every reward that an endpoint publishes and publishes its curves. Belongs to one thread."""

    def __init__(self, rewards: str, bind: str) -> None:
        context: zmq.Context[zmq.Socket[bytes]] = zmq.Context.instance()
        self._rewards: zmq.Socket[bytes] = context.socket(zmq.SUB)
        configure(self._rewards, _QUEUE, linger=0, max_message=_MAX_MESSAGE_BYTES)
        self._rewards.subscribe("rewards/")
        self._rewards.connect(rewards)
        self._plots: zmq.Socket[bytes] = context.socket(zmq.PUB)
        configure(self._plots, _QUEUE, linger=0)
        self._plots.bind(bind)
        self.endpoint = self._plots.getsockopt_string(zmq.LAST_ENDPOINT)
        """Where it is bound, with the port that the system chose for `tcp://…:*`."""

    def forward(self, milliseconds: int = _POLL_MILLISECONDS) -> bool:
        """Hands on the next reward; false when none came in time, or something that is none."""
        if not self._rewards.poll(milliseconds):
            return False
        topic, *rest = self._rewards.recv_multipart()
        try:
            reward = Reward.parse(rest[0] if rest else b"")
        except ValueError:
            return False
        self._plots.send_multipart([topic, json.dumps(curves(reward)).encode()])
        return True

    def close(self) -> None:
        self._rewards.close()
        self._plots.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rewards", help="where the daemon publishes rewards")
    parser.add_argument("--bind", default=_DEFAULT_BIND, help="where PlotJuggler connects to (default %(default)s)")
    options = parser.parse_args()
    # End as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    relay = Relay(options.rewards, options.bind)
    print(f"PlotJuggler: ZMQ Subscriber, connect to {relay.endpoint}, protocol JSON", flush=True)
    try:
        while True:
            relay.forward()
    except KeyboardInterrupt:
        pass
    finally:
        relay.close()


if __name__ == "__main__":
    main()
