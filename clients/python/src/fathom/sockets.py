"""Settings that every socket shares: keep-alive, back-off, bounded messages."""

from __future__ import annotations

import zmq


def configure(socket: zmq.Socket[bytes], high_water_mark: int, linger: float, max_message: int = -1) -> None:
    """Replaces ZeroMQ's defaults, under which a dead peer is never noticed and a message may be of any size."""
    socket.set_hwm(high_water_mark)
    socket.setsockopt(zmq.LINGER, round(linger * 1000))
    socket.setsockopt(zmq.MAXMSGSIZE, max_message)
    # The kernel's probes instead of ZeroMQ's heartbeats, with which libzmq may abort the process while messages wait unread
    # (its issues 3937, 4364 and 4767).
    socket.setsockopt(zmq.TCP_KEEPALIVE, 1)
    socket.setsockopt(zmq.TCP_KEEPALIVE_IDLE, 3)
    socket.setsockopt(zmq.TCP_KEEPALIVE_INTVL, 1)
    socket.setsockopt(zmq.TCP_KEEPALIVE_CNT, 3)
    socket.setsockopt(zmq.RECONNECT_IVL, 50)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 2_000)


def milliseconds(seconds: float | None) -> int:
    """A time limit as ZeroMQ wants it; None waits for ever."""
    return -1 if seconds is None else max(0, round(seconds * 1000))
