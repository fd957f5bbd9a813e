import numpy as np
import pytest

import fake_lockstep
from fake_daemon import FakeDaemon
from fathom import Control, ControlError, Frame, Lockstep, Status
from fathom.v1 import reward_pb2

K = np.array([[100.0, 0, 31.5], [0, 100, 23.5], [0, 0, 1]])


def at(x: float) -> np.ndarray:
    pose = np.eye(4)
    pose[0, 3] = x
    return pose


def frame(metres: float, step: int = 0, status: Status | None = None, **fields: object) -> Frame:
    """A gripper so far from its target."""
    code = reward_pb2.Status.Value(f"STATUS_{status.name}") if status else None
    scalars = {} if code is None else {"status": float(code)}
    poses = {"gripper": at(metres), "target": at(0)}
    return Frame(poses=poses, scalars=scalars, step=step, **fields)  # type: ignore[arg-type]


@pytest.fixture
def lockstep(daemon: FakeDaemon):  # type: ignore[no-untyped-def]
    with Lockstep(daemon.control_endpoint, timeout=5) as connection:
        yield connection


def test_a_step_is_answered_with_its_reward(lockstep: Lockstep) -> None:
    with lockstep.open("reach") as session:
        for step, metres in enumerate((0.3, 0.2, 0.1)):
            reward = session.step(frame(metres, step))
            assert (reward.step, reward.status) == (step, Status.MEASURED)
            assert reward.distance is not None and reward.distance.metres == pytest.approx(metres)


def test_a_session_says_what_is_in_force(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    session = lockstep.open("reach")
    assert (session.digest, session.discount, session.streams) == ("0123456789abcdef", 0.95, ("camera",))
    assert session.task.success is not None and session.task.success.within == 0.05
    assert session.task.failure_penalty is None
    other = lockstep.open("reach", session="mine", target="the blue cup")
    assert (other.name, other.task.target) == ("mine", "description: the blue cup")
    assert other.digest != session.digest and other.session_id != session.session_id


def test_images_of_all_cameras_travel_in_one_request(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    daemon.tasks = [fake_lockstep.description(streams=["left", "right"])]
    rgb = np.arange(48 * 64 * 3, dtype=np.uint8).reshape(48, 64, 3)
    depth = np.ones((48, 64), np.float32)
    session = lockstep.open("reach")
    poses = {"gripper": at(0.2), "target": at(0)}
    session.step(Frame(depth=depth, K=K, stream="right"), Frame(rgb, depth, K=K, poses=poses, stream="left"))
    kept = daemon.sessions[session.session_id]
    assert [header.stream for header in kept.headers] == ["right", "left"]
    assert [[plane.part for plane in header.planes] for header in kept.headers] == [[2], [2, 3]]
    assert kept.planes == [[depth.tobytes()], [rgb.tobytes(), depth.tobytes()]]
    with pytest.raises(ValueError, match="frame.stream: expected left or right, found 'top'"):
        session.step(Frame(stream="top"))


def test_many_steps_of_many_sessions_find_their_tickets(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    sessions = [lockstep.open("reach") for _ in range(4)]
    daemon.hold = 12
    tickets = [
        (session.send(frame(0.01 * (10 * place + step), step)), place, step)
        for step in range(3)
        for place, session in enumerate(sessions)
    ]
    assert len(tickets) == 12
    for ticket, place, step in reversed(tickets):
        reward = ticket.result()
        assert reward.distance is not None
        assert reward.distance.metres == pytest.approx(0.01 * (10 * place + step))
        assert (reward.session, reward.step) == (sessions[place].name, step)
    assert daemon.most_in_flight == 12


def test_receive_gives_the_rewards_in_the_order_of_the_steps(lockstep: Lockstep) -> None:
    session = lockstep.open("reach")
    for step in range(5):
        session.send(frame(0.1, step))
    assert [session.receive().step for _ in range(5)] == list(range(5))
    with pytest.raises(RuntimeError, match="receive"):
        session.receive()


def test_so_many_are_in_flight_and_no_more(daemon: FakeDaemon) -> None:
    with Lockstep(daemon.control_endpoint, in_flight=3) as lockstep:
        session = lockstep.open("reach")
        daemon.hold = 3
        tickets = [session.send(frame(0.1, step)) for step in range(9)]
        assert [ticket.result().step for ticket in tickets] == list(range(9))
        assert daemon.most_in_flight == 3


def test_refusals_name_field_expected_and_found(lockstep: Lockstep) -> None:
    with pytest.raises(ControlError, match="task: expected reach, found lift"):
        lockstep.open("lift")
    session = lockstep.open("reach")
    with pytest.raises(ControlError) as refusal:
        session.step(frame(0.1), deadline=-1)
    assert refusal.value.field == "deadline_ns"
    session.session_id = 77
    with pytest.raises(ControlError, match="session_id: expected an open session, found 77"):
        session.step(frame(0.1))


def test_a_closed_session_takes_no_step(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    session = lockstep.open("reach")
    session.close()
    session.close()
    assert daemon.closed == [session.session_id]
    with pytest.raises(RuntimeError, match="closed"):
        session.step(frame(0.1))


def test_nobody_there_is_a_timeout() -> None:
    with Lockstep("tcp://127.0.0.1:1", timeout=0.1) as lockstep:
        with pytest.raises(TimeoutError, match="127.0.0.1:1"):
            lockstep.open("reach")


def test_a_late_reply_is_dropped_and_never_taken_for_another(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    session = lockstep.open("reach")
    daemon.hold = 2
    late = session.send(frame(0.4, 0))
    with pytest.raises(TimeoutError):
        late.result(timeout=0.05)
    assert session.step(frame(0.1, 1)).step == 1
    with pytest.raises(TimeoutError):
        late.result()


def test_a_frame_that_is_refused_here_uses_up_no_number(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    session = lockstep.open("reach")
    session.step(frame(0.1, 0))
    with pytest.raises(ValueError, match="K: expected"):
        session.step(Frame(depth=np.ones((4, 4), np.float32)))
    session.step(frame(0.1, 1))
    assert [header.sequence for header in daemon.sessions[session.session_id].headers] == [0, 1]


def test_describe(lockstep: Lockstep, daemon: FakeDaemon) -> None:
    with Control(daemon.control_endpoint) as control:
        for found in (control.describe(), lockstep.describe()):
            (task,) = found.tasks
            assert (task.name, task.signal, task.distance) == ("reach", "dense", "center")
            assert (found.oldest_contract, found.newest_contract, found.rewards) == (1, 1, None)


def test_a_batch_is_what_its_environments_would_be_alone(lockstep: Lockstep) -> None:
    generator = np.random.default_rng(0)
    distances = np.sort(generator.uniform(0.06, 1, (6, 5)))[:, ::-1]
    alone = [lockstep.open("reach") for _ in range(6)]
    session = lockstep.open("reach")
    for step in range(5):
        gripper = np.zeros((6, 3))
        gripper[:, 0] = distances[:, step]
        batch = session.batch({"gripper": gripper, "target": np.zeros((6, 3))}, begins=step == 0)
        rewards = [one.step(frame(metres, step)) for one, metres in zip(alone, distances[:, step], strict=True)]
        assert batch.value.tolist() == [reward.value for reward in rewards]
        assert batch.shaping.tolist() == [reward.shaping for reward in rewards]
        assert batch.success.tolist() == [reward.success for reward in rewards]
        assert batch.has("measured").all() and (len(batch), batch.batch_sequence) == (6, step)


def test_what_a_batch_did_not_measure_is_masked(lockstep: Lockstep) -> None:
    session = lockstep.open("reach")
    absent = float(reward_pb2.STATUS_ABSENT)
    batch = session.batch({name: np.zeros((2, 3)) for name in ("gripper", "target")}, {"status": np.array([1, absent])})
    assert batch.value.mask.tolist() == [False, True] and batch.value.tolist()[1] is None
    assert batch.success.tolist() == [True, None]
    assert batch.has(Status.ABSENT).tolist() == [False, True]
    assert not np.isnan(batch.value.data).any()


@pytest.mark.parametrize(
    ("positions", "more", "message"),
    [
        ({}, {}, "positions: expected 1 to 16 poses, found 0"),
        ({"gripper": np.zeros((2, 2))}, {}, r"positions\['gripper'\]: expected 2×3 finite numbers, found 2 × 2"),
        ({"gripper": np.full((2, 3), np.nan)}, {}, "found NaN"),
        ({"gripper": np.zeros((2, 3)), "cup": np.zeros((3, 3))}, {}, r"positions\['cup'\]: expected 2×3"),
        ({"gripper": np.zeros((2, 3))}, {"terminated": np.zeros(3, bool)}, "terminated: expected 2 booleans, or one"),
        ({"gripper": np.zeros((2, 3))}, {"begins": [0, 1]}, "begins: expected 2 booleans, or one, found 2 of int64"),
        ({"gripper": np.zeros((2, 3))}, {"scalars": {"opening": [1.0]}}, r"scalars\['opening'\]: expected 2 finite"),
    ],
)
def test_a_bad_batch_is_refused_here(lockstep: Lockstep, positions: dict, more: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lockstep.open("reach").batch(positions, **more)


def test_replies_that_nobody_took_do_not_stop_the_sender(lockstep: Lockstep) -> None:
    session = lockstep.open("reach")
    for step in range(2_000):
        session.send(frame(0.1, step))
    assert session.receive().step == 0


def test_a_daemon_that_is_gone_may_say_why() -> None:
    def check() -> None:
        raise RuntimeError("it ended with status 9")

    with Lockstep("tcp://127.0.0.1:1", timeout=0.1, check=check) as lockstep:
        with pytest.raises(RuntimeError, match="status 9"):
            lockstep.describe()


def test_a_silent_daemon_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float | None] = []
    with FakeDaemon() as daemon:
        lockstep = Lockstep(daemon.control_endpoint, timeout=5)
        sessions = [lockstep.open("reach") for _ in range(4)]
    wait_for = lockstep.wait_for
    monkeypatch.setattr(lockstep, "wait_for", lambda ticket, timeout: waited.append(timeout) or wait_for(ticket, 0.05))
    for session in sessions:
        session.close()
    lockstep.close()
    assert waited == [1.0, 0.0, 0.0, 0.0]
