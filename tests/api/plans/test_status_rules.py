"""Which state may follow which, and which cut-off day is accepted: by rows."""

from datetime import date

import pytest

from api.errors import RuleBroken
from api.plans.status.rules import MOVES, State, allowed_after, check_cut_off, check_move

TODAY = date(2017, 9, 27)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.UNKNOWN, State.COMPLETED),
        (State.PLANNED, State.RUNNING),
        (State.RUNNING, State.DELAYED),
        (State.DELAYED, State.ON_TRACK),
        (State.DELAYED, State.DELAYED),
        (State.ON_TRACK, State.COMPLETED),
        (State.COMPLETED, State.RUNNING),
        (State.CANCELLED, State.PLANNED),
    ],
)
def test_may_follow(before: State, after: State) -> None:
    check_move(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.RUNNING, State.PLANNED),
        (State.RUNNING, State.UNKNOWN),
        (State.COMPLETED, State.DELAYED),
        (State.COMPLETED, State.PLANNED),
        (State.CANCELLED, State.COMPLETED),
        (State.CANCELLED, State.DELAYED),
    ],
)
def test_may_not_follow(before: State, after: State) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_move(before, after)

    assert refused.value.code == "state_cannot_follow"
    assert refused.value.pointer == "/state"


def test_every_state_has_its_line_and_may_stay() -> None:
    assert set(MOVES) == set(State)
    for state, allowed in MOVES.items():
        assert state in allowed
        assert allowed_after(state) == [after for after in State if after in allowed]


@pytest.mark.parametrize(
    ("cut_off", "latest", "code"),
    [
        pytest.param(date(2017, 9, 27), None, None, id="today"),
        pytest.param(date(2017, 9, 28), None, "cut_off_in_future", id="tomorrow"),
        pytest.param(date(2017, 9, 20), date(2017, 9, 20), None, id="same-day-as-latest"),
        pytest.param(
            date(2017, 9, 19), date(2017, 9, 20), "status_older_than_latest", id="day-before-latest"
        ),
        pytest.param(date(2017, 9, 21), date(2017, 9, 20), None, id="day-after-latest"),
    ],
)
def test_cut_off_days(cut_off: date, latest: date | None, code: str | None) -> None:
    if code is None:
        check_cut_off(cut_off, latest, TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        check_cut_off(cut_off, latest, TODAY)
    assert (refused.value.code, refused.value.pointer) == (code, "/cut_off_on")
