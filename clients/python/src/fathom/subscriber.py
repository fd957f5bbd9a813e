"""Takes rewards from Fathom."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType

import zmq

from fathom.control import Control, ControlError, RewardRange
from fathom.ledger import Arrival, Ledger
from fathom.reward import Reward
from fathom.sockets import configure, milliseconds

_MAX_MESSAGE_BYTES = 1 << 20
_CHUNK = 1024
_NEVER = 2**64 - 1
_TAIL_SECONDS = 0.5
"""So often the daemon is asked for rewards that were published and did not come."""


class RewardSubscriber:
    """Yields one session's rewards in order, each once.

    A gap in `reward_sequence` is filled from the daemon's ring when `control`, the endpoint of its control socket, is
    given; what the ring no longer holds, or cannot be asked for, is counted in `lost`. With `control` no reward from the
    subscriber's making on is missed, although ZeroMQ's subscriptions take a moment; without it the first ones may be.
    `since=0` asks for everything that the ring still holds, for one who comes late. A restarted daemon numbers anew;
    `restarts` counts that.
    Waiting longer than `timeout` seconds raises TimeoutError; the next call waits again.

    A subscriber belongs to one thread. It holds at most `high_water_mark` rewards that nobody took; the daemon's ring
    covers what goes beyond, as far as it reaches.
    """

    def __init__(
        self,
        endpoint: str,
        task: str,
        session: str = "",
        *,
        control: str | None = None,
        since: int | None = None,
        timeout: float | None = None,
        high_water_mark: int = 4096,
    ) -> None:
        if since is not None and control is None:
            raise ValueError("control: expected an endpoint, which `since` needs, found None")
        self.endpoint = endpoint
        self.task = task
        self.session = session
        self.timeout = timeout
        self.lost = 0
        """Rewards that were published and can no longer be had."""
        self.malformed = 0
        """Messages on the topic that were no reward of this session."""
        self.topic = f"rewards/{task}/{session}" if session else f"rewards/{task}"
        self._since = since
        self._ledger = Ledger()
        self._control = Control(control) if control else None
        # In order, ready to be handed out: at most one chunk of the ring and the reward behind it.
        self._ready: deque[Reward] = deque()
        # The reward that showed a gap, until the gap is filled.
        self._behind_gap: Reward | None = None
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.SUB)
        configure(self._socket, high_water_mark, linger=0, max_message=_MAX_MESSAGE_BYTES)
        step = min(timeout or _TAIL_SECONDS, _TAIL_SECONDS) if control else timeout
        self._socket.setsockopt(zmq.RCVTIMEO, milliseconds(step))
        self._socket.subscribe(self.topic)
        self._socket.connect(endpoint)
        if since is None:
            self._begin_now()

    @property
    def restarts(self) -> int:
        """How often the daemon was seen to have restarted."""
        return self._ledger.restarts

    def receive(self) -> Reward:
        """The next reward; raises TimeoutError when none comes in time."""
        deadline = None if self.timeout is None else time.monotonic() + self.timeout
        while not self._ready:
            if self._since is not None:
                self._catch_up(self._since)
            elif self._behind_gap is not None:
                self._fill_gap(self._behind_gap)
            elif (live := self._receive_live()) is not None:
                self._take(live)
            elif not self._ask_for_tail() and deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError(f"no reward of {self.topic} from {self.endpoint} in {self.timeout} s")
        return self._ready.popleft()

    def __iter__(self) -> Iterator[Reward]:
        return self

    def __next__(self) -> Reward:
        return self.receive()

    def close(self) -> None:
        self._socket.close()
        if self._control:
            self._control.close()

    def __enter__(self) -> RewardSubscriber:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin_now(self) -> None:
        """Notes which reward is the next one, so that none from here on is missed."""
        found = self._ask(0, _NEVER)
        if found is not None:
            self._ledger.epoch, self._ledger.next_sequence = found.daemon_epoch, found.next_sequence

    def _receive_live(self) -> Reward | None:
        """The next message that is a reward of this session, or None when time is up."""
        while True:
            try:
                parts = self._socket.recv_multipart()
            except zmq.Again:
                return None
            # ZeroMQ matches prefixes: rewards/reach also brings rewards/reach2 and rewards/reach/env-1.
            if parts[0] != self.topic.encode():
                continue
            try:
                reward = Reward.parse(parts[1] if len(parts) > 1 else b"")
            except ValueError:
                self.malformed += 1
                continue
            if (reward.task, reward.session) == (self.task, self.session):
                return reward
            self.malformed += 1

    def _take(self, reward: Reward) -> None:
        arrival = self._ledger.judge(reward.daemon_epoch, reward.reward_sequence)
        if arrival is Arrival.NEXT:
            self._deliver(reward)
        elif arrival is Arrival.AFTER_GAP:
            self._behind_gap = reward

    def _fill_gap(self, behind: Reward) -> None:
        """Delivers the next chunk of what is missing before `behind`; the rest is lost when there is none."""
        if behind.reward_sequence > self._ledger.next_sequence:
            found = self._ask(behind.daemon_epoch, self._ledger.next_sequence)
            same_epoch = found is not None and found.daemon_epoch == behind.daemon_epoch
            missing = found.rewards if found is not None and same_epoch else []
            filled = [reward for reward in missing if reward.reward_sequence < behind.reward_sequence]
            if self._deliver_chunk(filled):
                return
        self.lost += behind.reward_sequence - self._ledger.next_sequence
        self._behind_gap = None
        self._deliver(behind)

    def _ask_for_tail(self) -> bool:
        """Asks for rewards that were published and did not come; false when there are none."""
        if self._ledger.epoch is None:
            return False
        found = self._ask(self._ledger.epoch, self._ledger.next_sequence)
        return found is not None and found.daemon_epoch == self._ledger.epoch and self._deliver_chunk(found.rewards)

    def _catch_up(self, since: int) -> None:
        """Delivers the ring's next chunk; once it is empty, live rewards follow."""
        assert self._control is not None
        if self._ledger.epoch is None:
            self._ledger.epoch, self._ledger.next_sequence = self._control.status().daemon_epoch, since
        if not self._ask_for_tail():
            self._since = None

    def _deliver_chunk(self, rewards: list[Reward]) -> bool:
        """Delivers those that are due, in order; counts holes as lost."""
        delivered = False
        for reward in rewards:
            is_ours = (reward.task, reward.session, reward.daemon_epoch) == (self.task, self.session, self._ledger.epoch)
            if not is_ours or reward.reward_sequence < self._ledger.next_sequence:
                continue
            self.lost += reward.reward_sequence - self._ledger.next_sequence
            self._deliver(reward)
            delivered = True
        return delivered

    def _deliver(self, reward: Reward) -> None:
        self._ledger.took(reward.reward_sequence)
        self._ready.append(reward)

    def _ask(self, epoch: int, sequence: int) -> RewardRange | None:
        """None when nobody answers: a lost reward must not stop the ones that come."""
        if self._control is None:
            return None
        try:
            return self._control.rewards_since(self.task, epoch, sequence, self.session, _CHUNK)
        except (ControlError, TimeoutError, ValueError):
            return None
