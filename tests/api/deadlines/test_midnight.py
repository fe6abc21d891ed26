"""A deadline's last day ends at midnight in Copenhagen, also when the clocks are put on or back."""

from datetime import date, datetime, tzinfo

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from api.cases.tables import Case
from api.clock import day_of_asking
from tests.api.casework.makers import make_deadline
from tests.api.deadlines.makers import Asked


class Stopped:
    """Stands in for `datetime` in the one module that asks for the time."""

    moment: datetime

    @classmethod
    def now(cls, zone: tzinfo) -> datetime:
        return cls.moment.astimezone(zone)


@pytest.fixture
def clock(api_app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> type[Stopped]:
    """Let the api ask the real clock, and let that stand still."""
    del api_app.dependency_overrides[day_of_asking]
    monkeypatch.setattr("api.clock.datetime", Stopped)
    return Stopped


ORDINARY, CLOCKS_BACK, CLOCKS_ON = date(2017, 10, 26), date(2017, 10, 29), date(2018, 3, 25)


@pytest.mark.parametrize(
    ("last_day", "utc", "status", "days_left"),
    [
        pytest.param(ORDINARY, "2017-10-26T21:59Z", "open", 0, id="23:59 in summer"),
        pytest.param(ORDINARY, "2017-10-26T22:01Z", "overdue", -1, id="00:01 in summer"),
        pytest.param(CLOCKS_BACK, "2017-10-28T21:59Z", "open", 1, id="23:59 before 25 hours"),
        pytest.param(CLOCKS_BACK, "2017-10-28T22:01Z", "open", 0, id="00:01 on a day of 25 hours"),
        pytest.param(CLOCKS_BACK, "2017-10-29T22:59Z", "open", 0, id="23:59 on a day of 25 hours"),
        pytest.param(CLOCKS_BACK, "2017-10-29T23:01Z", "overdue", -1, id="00:01 after 25 hours"),
        pytest.param(CLOCKS_ON, "2018-03-24T23:01Z", "open", 0, id="00:01 on a day of 23 hours"),
        pytest.param(CLOCKS_ON, "2018-03-25T21:59Z", "open", 0, id="23:59 on a day of 23 hours"),
        pytest.param(CLOCKS_ON, "2018-03-25T22:01Z", "overdue", -1, id="00:01 after 23 hours"),
    ],
)
def test_the_whole_last_day_is_in_time(
    session: Session,
    leader: Asked,
    case: Case,
    clock: type[Stopped],
    last_day: date,
    utc: str,
    status: str,
    days_left: int,
) -> None:
    row = make_deadline(session, case, last_day)
    clock.moment = datetime.fromisoformat(utc)

    [listed] = leader.items("/v1/deadlines")
    shown = leader.get(f"/v1/deadlines/{row.id}")
    explained = leader.get(f"/v1/deadlines/{row.id}/explanation")
    overdue = leader.items("/v1/deadlines", status="overdue")

    assert (listed["status"], listed["days_left"]) == (status, days_left)
    assert shown == listed
    assert explained["status"] == status
    assert len(overdue) == (status == "overdue")


@pytest.mark.parametrize(
    ("utc", "met_on", "answered"),
    [
        ("2017-10-29T22:59Z", "2017-10-29", "met"),
        ("2017-10-29T22:59Z", "2017-10-30", "in_future"),
        ("2017-10-29T23:01Z", "2017-10-29", "met"),
        ("2017-10-29T23:01Z", "2017-10-30", "met_late"),
    ],
)
def test_what_is_done_before_midnight_is_done_that_day(
    session: Session,
    leader: Asked,
    case: Case,
    clock: type[Stopped],
    utc: str,
    met_on: str,
    answered: str,
) -> None:
    row = make_deadline(session, case, CLOCKS_BACK)
    clock.moment = datetime.fromisoformat(utc)

    answer = leader.post(f"/v1/deadlines/{row.id}/completion", {"met_on": met_on}).json()

    assert answer.get("status" if answer.get("id") else "code") == answered
