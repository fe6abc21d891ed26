"""Who may correct the calendar, and what is told of it."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.closing_days.tables import CalendarCorrection, ClosingDay
from api.catalogue.terms.kinds import DeadlineKind
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.corrections.makers import (
    CORRECTIONS,
    FRIDAY,
    MONDAY,
    RECEIVED,
    adding,
    corrected,
    make_counted,
    removing,
)
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_unit


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"reason": "Fejl"}, 422, "calendar_correction_empty", "/add"),
        (adding(FRIDAY, reason=" "), 422, "invalid_input", "/reason"),
        (adding(FRIDAY, FRIDAY), 422, "calendar_day_twice", "/add/1/closed_on"),
        (adding(FRIDAY, remove=[str(FRIDAY)]), 422, "calendar_day_twice", "/remove/0"),
        (adding("1979-12-31"), 422, "day_outside_calendar", "/add/0/closed_on"),
        (removing("2101-01-03"), 422, "day_outside_calendar", "/remove/0"),
        (adding("2017-05-25"), 422, "calendar_day_is_holiday", "/add/0/closed_on"),
        (adding(MONDAY), 409, "calendar_day_closed", "/add/0/closed_on"),
        (removing(FRIDAY), 409, "calendar_day_not_closed", "/remove/0"),
    ],
)
def test_refuses_what_no_calendar_could_say(
    api: TestClient,
    session: Session,
    keeper: Headers,
    body: dict[str, Any],
    status: int,
    code: str,
    pointer: str,
) -> None:
    kept(session, ClosingDay(closed_on=MONDAY, name_da="lukkedag", name_en="closing day"))
    for tried in (True, False):
        answer = api.post(CORRECTIONS, json=body | {"dry_run": tried}, headers=keeper)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert session.exec(select(CalendarCorrection)).all() == []


def test_a_quasi_holiday_may_be_closed(api: TestClient, keeper: Headers) -> None:
    assert corrected(api, keeper, adding("2017-12-24"))["number"] == 1


def test_only_who_keeps_the_calendar_everywhere_may_correct_it(
    api: TestClient, actors: Actors, unit: Unit
) -> None:
    for headers in (actors.headers(Role.STAFF_UNIT, unit), actors.headers(Role.CENTRE_MANAGER)):
        for body in (adding(FRIDAY), adding(FRIDAY, dry_run=True)):
            answer = api.post(CORRECTIONS, json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_repeated_request_corrects_once(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    make_counted(session, case)
    key = {"Idempotency-Key": "lukkedag-2017-09-29"}

    first = corrected(api, keeper | key, adding(FRIDAY))
    again = corrected(api, keeper | key, adding(FRIDAY))

    assert again == first
    assert len(session.exec(select(CalendarCorrection)).all()) == 1


def test_moves_can_be_listed_by_who_may_see_the_deadlines(
    api: TestClient, session: Session, actors: Actors, unit: Unit, case: Case, keeper: Headers
) -> None:
    mine = make_counted(session, case, started_on=date(2017, 9, 12))
    other_unit = make_unit(session, name="En anden")
    other_case = make_case(
        session, other_unit, make_case_type(session, "bil"), number="2017-2", received_on=RECEIVED
    )
    others = make_counted(session, other_case, kind=DeadlineKind.REMITTAL)
    told = corrected(api, keeper, adding(MONDAY))
    address = f"{CORRECTIONS}/{told['correction']['id']}/moves"

    def seen(headers: Headers, **query: Any) -> list[str]:
        answer = api.get(address, params=query, headers=headers)
        assert answer.status_code == 200, answer.text
        return [item["deadline_id"] for item in answer.json()["items"]]

    assert seen(keeper) == [str(mine.id), str(others.id)]
    assert seen(actors.headers(Role.DEPARTMENT_LEADER, unit)) == [str(mine.id)]
    assert seen(keeper, becomes="timely") == [str(mine.id)]
    assert seen(keeper, becomes="overdue") == []
    assert seen(keeper, becomes="timely", as_of="2017-10-05") == [str(others.id)]


def test_moves_come_in_pages(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    rows = [make_counted(session, case, started_on=date(2017, 9, day)) for day in (13, 14, 15)]
    told = corrected(api, keeper, adding(MONDAY))
    address = f"{CORRECTIONS}/{told['correction']['id']}/moves"

    first = api.get(address, params={"limit": 2, "count": "exact"}, headers=keeper).json()
    rest = api.get(address, params={"limit": 2, "cursor": first["next"]}, headers=keeper).json()

    listed = [item["deadline_id"] for item in first["items"] + rest["items"]]
    assert listed == [str(row.id) for row in rows]
    assert (first["total"], rest["next"]) == (3, None)
    assert first["items"][0]["reason"] == "Besluttet af direktionen"


def test_a_client_that_may_not_read_deadlines_gets_numbers_only(
    api: TestClient, session: Session, actors: Actors, case: Case
) -> None:
    make_counted(session, case)
    client = actors.client(Scope.CALENDAR_WRITE)

    told = corrected(api, client, adding(FRIDAY))

    assert (told["totals"]["moved"], told["moves"]) == (1, [])


def test_corrections_are_listed_with_who_made_them(
    api: TestClient, session: Session, actors: Actors, keeper: Headers
) -> None:
    corrected(api, keeper, adding(FRIDAY))
    corrected(api, keeper, adding("2017-12-29", "2018-05-11"))
    reader = actors.headers(Role.CITIZENS_ADVISOR)

    first, second = api.get(CORRECTIONS, headers=reader).json()["items"]
    assert (first["number"], second["number"]) == (1, 2)
    assert (first["reason"], first["moved"]) == ("Besluttet af direktionen", 0)
    assert first["corrected_by"].startswith("Prøve")
    assert [day["closed_on"] for day in second["added"]] == ["2017-12-29", "2018-05-11"]
    assert (first["may"], second["removed"]) == ([], [])

    [of_day] = api.get(CORRECTIONS, params={"day": "2018-05-11"}, headers=reader).json()["items"]
    assert of_day["number"] == 2
    shown = api.get(f"{CORRECTIONS}/{second['id']}", headers=reader)
    assert shown.json() == second
    assert shown.headers["ETag"].startswith('"1.')


def test_an_unknown_correction_is_not_found(api: TestClient, keeper: Headers) -> None:
    unknown = f"{CORRECTIONS}/{UNKNOWN_ID}"
    undoing = api.post(f"{unknown}/undoing", json={"reason": "Fejl"}, headers=keeper)

    for answer in (
        api.get(unknown, headers=keeper),
        api.get(f"{unknown}/moves", headers=keeper),
        undoing,
    ):
        assert answer.status_code == 404
        assert answer.json()["code"] == "calendar_correction_not_found"
