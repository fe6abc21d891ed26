"""A correction is taken back by another, once, and only while nothing was built upon it."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.closing_days.tables import ClosingDay
from api.deadlines.tables import DeadlineMove
from api.people.rules import Role
from tests.api.deadlines.corrections.makers import adding, closing, make_counted, removing
from tests.factories import Actors, Headers

CORRECTIONS = "/v1/calendar-corrections"
FRIDAY, DUE, DAY_AFTER = date(2017, 9, 29), date(2017, 10, 4), date(2017, 10, 5)
BACK = {"reason": "Byrådet ændrede det"}


def corrected(api: TestClient, headers: Headers, body: dict[str, Any]) -> str:
    answer = api.post(CORRECTIONS, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["correction"]["id"])


def undo(api: TestClient, headers: Headers, key: str, **body: Any) -> Any:
    return api.post(f"{CORRECTIONS}/{key}/undoing", json=BACK | body, headers=headers)


def shown(api: TestClient, headers: Headers, key: str) -> dict[str, Any]:
    told: dict[str, Any] = api.get(f"{CORRECTIONS}/{key}", headers=headers).json()
    return told


def test_takes_back_days_and_moves_under_a_number_of_its_own(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)
    key = corrected(api, keeper, adding(FRIDAY))

    answer = undo(api, keeper, key)

    assert answer.status_code == 201, answer.text
    assert (answer.json()["number"], answer.json()["totals"]["moved"]) == (2, 1)
    assert (deadline.legal_due_on, deadline.due_on, deadline.calendar_version) == (DUE, DUE, 2)
    assert session.exec(select(ClosingDay)).all() == []
    moves = session.exec(select(DeadlineMove).order_by(col(DeadlineMove.id))).all()
    assert [move.legal_due_after_on for move in moves] == [DAY_AFTER, DUE]
    assert moves[1].reason == "Byrådet ændrede det"


def test_a_day_that_was_removed_comes_back_with_its_names(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    named = closing(FRIDAY, name_da="fridag", name_en="day off", source="MED-udvalget")
    corrected(api, keeper, {"add": [named], "reason": "Aftalt"})
    deadline = make_counted(session, case)
    key = corrected(api, keeper, removing(FRIDAY))
    assert deadline.legal_due_on == DUE

    assert undo(api, keeper, key).status_code == 201

    [day] = session.exec(select(ClosingDay))
    assert (day.name_da, day.name_en, day.source) == (
        "fridag",
        "day off",
        "MED-udvalget",
    )
    assert deadline.legal_due_on == DAY_AFTER


def test_a_dry_run_of_an_undoing_changes_nothing(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)
    key = corrected(api, keeper, adding(FRIDAY))

    tried = undo(api, keeper, key, dry_run=True)

    assert (tried.status_code, tried.json()["totals"]["moved"]) == (200, 1)
    assert deadline.legal_due_on == DAY_AFTER
    assert shown(api, keeper, key)["undone_by"] is None


def test_both_tell_of_each_other(api: TestClient, keeper: Headers) -> None:
    key = corrected(api, keeper, adding(FRIDAY))
    assert shown(api, keeper, key)["may"] == ["undo"]

    by = undo(api, keeper, key).json()["correction"]

    assert by["undoes"] == {"id": key, "number": 1}
    assert shown(api, keeper, key)["undone_by"] == {"id": by["id"], "number": 2}
    assert shown(api, keeper, key)["may"] == []


def test_only_once(api: TestClient, keeper: Headers) -> None:
    key = corrected(api, keeper, adding(FRIDAY))
    undo(api, keeper, key)

    again = undo(api, keeper, key)

    assert (again.status_code, again.json()["code"]) == (409, "calendar_correction_undone")
    assert "correction 2" in again.json()["detail"]


def test_an_undoing_can_be_undone(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)
    key = corrected(api, keeper, adding(FRIDAY))
    back = undo(api, keeper, key).json()["correction"]["id"]

    forth = undo(api, keeper, back)

    assert (forth.status_code, forth.json()["number"]) == (201, 3)
    assert deadline.legal_due_on == DAY_AFTER


def test_not_when_a_later_correction_touched_the_same_day(api: TestClient, keeper: Headers) -> None:
    key = corrected(api, keeper, adding(FRIDAY, "2017-12-29"))
    corrected(api, keeper, removing("2017-12-29"))

    refused = undo(api, keeper, key)

    assert (refused.status_code, refused.json()["code"]) == (409, "calendar_day_corrected_later")
    assert "2017-12-29 by correction 2" in refused.json()["detail"]
    assert "2017-09-29" not in refused.json()["detail"]
    assert shown(api, keeper, key)["may"] == []


def test_a_later_correction_of_other_days_does_not_hinder(
    api: TestClient, session: Session, keeper: Headers
) -> None:
    key = corrected(api, keeper, adding(FRIDAY))
    corrected(api, keeper, adding("2017-12-29"))

    assert undo(api, keeper, key).status_code == 201
    assert [row.closed_on for row in session.exec(select(ClosingDay))] == [date(2017, 12, 29)]


def test_only_who_keeps_the_calendar_may(api: TestClient, actors: Actors, keeper: Headers) -> None:
    key = corrected(api, keeper, adding(FRIDAY))

    answer = undo(api, actors.headers(Role.CENTRE_MANAGER), key)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
