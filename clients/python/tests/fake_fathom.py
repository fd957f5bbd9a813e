"""Stands for the executable `fathom serve`: answers `status` and `describe`, refuses a configuration without tasks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import zmq

from fathom.v1 import control_pb2


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["serve"])
    parser.add_argument("config")
    for flag in ("--frames", "--rewards", "--control"):
        parser.add_argument(flag, required=True)
    parser.add_argument("--stop-with-stdin", action="store_true", required=True)
    given = parser.parse_args()
    if "tasks" not in Path(given.config).read_text():
        print(f"{given.config}:1:1: tasks: found no such key; allowed: a list with at least one task", file=sys.stderr)
        return 2
    socket = zmq.Context.instance().socket(zmq.ROUTER)
    socket.setsockopt(zmq.LINGER, 0)
    socket.bind(given.control.removeprefix("bind:"))
    print("ready", file=sys.stderr, flush=True)
    poller = zmq.Poller()
    poller.register(socket, zmq.POLLIN)
    poller.register(sys.stdin.fileno(), zmq.POLLIN)
    while sys.stdin.fileno() not in (ready := dict(poller.poll())):
        if socket in ready:
            *route, data = socket.recv_multipart()
            request = control_pb2.ControlRequest.FromString(data)
            reply = control_pb2.ControlReply(version=1, request_id=request.request_id)
            if request.WhichOneof("request") == "describe":
                about = reply.description
                about.version, about.daemon_epoch, about.oldest_contract, about.newest_contract = "0.1.0", 1, 1, 1
                about.rewards = given.rewards.removeprefix("bind:")
            else:
                reply.status.version, reply.status.daemon_epoch, reply.status.uptime_seconds = "0.1.0", 1, 1.0
            socket.send_multipart([*route, reply.SerializeToString()])
    return 0


if __name__ == "__main__":
    sys.exit(main())
