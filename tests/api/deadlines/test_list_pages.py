"""The list of deadlines page by page, and who sees which."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.listing import LIST, THURSDAY, TUESDAY, make_numbered, numbers
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.conftest import SameTransaction
from tests.factories import UNKNOWN_ID, Actors, make_person, make_unit


@pytest.mark.parametrize(
    "order",
    ["due_on", "-due_on", "legal_due_on", "-legal_due_on", "started_on", "-started_on"],
)
@pytest.mark.parametrize("as_of", ["2017-09-20", "2017-09-27"])
def test_every_row_once_in_both_directions(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType, order: str, as_of: str
) -> None:
    for number in range(7):
        due_on = TUESDAY + timedelta(days=number % 3)
        started_on = date(2017, 8, 16) + timedelta(days=number % 2)
        made = make_numbered(session, unit, case_type, str(number), due_on, started_on=started_on)
        if number == 5:
            [row] = leader.items(LIST, case=str(made.id))
            assert row["due_on"] == "2017-09-28"

    seen: list[Any] = []
    address = f"{LIST}?limit=2&order={order}&as_of={as_of}"
    while address:
        answer = leader.api.get(address, headers=leader.headers)
        assert answer.status_code == 200, answer.text
        seen += answer.json()["items"]
        address = answer.links.get("next", {}).get("url", "")

    keys = [(item[order.removeprefix("-")], item["id"]) for item in seen]
    assert len(seen) == 7
    assert keys == sorted(keys, reverse=order.startswith("-"))


def test_pages_of_the_past_go_by_the_day_expected_then(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    for number in range(3):
        made = make_case(session, unit, case_type, number=f"2017-{number}")
        row = make_deadline(session, made, TUESDAY + timedelta(days=number))
        promised = date(2017, 10, 20) - timedelta(days=number)
        make_extension(session, row, promised, notice_sent_on=date(2017, 9, 22))

    assert numbers(leader) == ["2", "1", "0"]
    assert numbers(leader, as_of="2017-09-21") == ["0", "1", "2"]
    first = leader.get(LIST, as_of="2017-09-21", limit=2)
    rest = numbers(leader, as_of="2017-09-21", limit=2, cursor=first["next"])
    assert rest == ["2"]


def test_counts_all_that_fit_if_asked(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    for number in range(3):
        make_numbered(session, unit, case_type, str(number), TUESDAY)

    page = leader.get(LIST, limit=1, count="exact", as_of="2017-09-20")

    assert (page["total"], len(page["items"])) == (3, 1)


def test_the_link_keeps_what_was_asked(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    for number in range(2):
        make_numbered(session, unit, case_type, str(number), TUESDAY)

    answer = leader.api.get(f"{LIST}?limit=1&status=overdue&status=open", headers=leader.headers)

    asked = parse_qsl(urlsplit(answer.links["next"]["url"]).query)
    assert [value for name, value in asked if name == "status"] == ["overdue", "open"]


def test_who_works_on_a_case_sees_it_wherever_it_lies(
    session: Session, actors: Actors, api: TestClient, case: Case, stranger: Asked
) -> None:
    caseworker = make_person(session, "holm")
    case.caseworker_id = caseworker.id
    row = make_deadline(session, case, THURSDAY)
    elsewhere = make_unit(session, name="Ungeenheden")
    own = Asked(api, actors.headers(Role.CASEWORKER, elsewhere, person=caseworker))

    assert [item["may"] for item in own.items(LIST)] == [["extend", "complete", "cancel"]]
    assert stranger.items(LIST) == []
    assert stranger.api.get(f"{LIST}/{row.id}", headers=stranger.headers).status_code == 404


def test_an_advisor_reads_and_does_nothing(
    session: Session, actors: Actors, api: TestClient, case: Case
) -> None:
    make_deadline(session, case, THURSDAY)
    advisor = Asked(api, actors.headers(Role.CITIZENS_ADVISOR))

    [item] = advisor.items(LIST)
    assert item["may"] == []


def test_a_client_needs_the_right(actors: Actors, api: TestClient) -> None:
    other = api.get(LIST, headers=actors.client(Scope.CASES_READ))

    assert (other.status_code, other.json()["code"]) == (403, "not_allowed")


def test_one_is_shown_with_its_version_as_of_a_day(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, TUESDAY, met_on=TUESDAY)

    answer = leader.api.get(f"{LIST}/{row.id}", headers=leader.headers)
    then = leader.get(f"{LIST}/{row.id}", as_of="2017-09-25")

    assert answer.headers["ETag"].startswith('"1.')
    assert [answer.json()] == leader.items(LIST)
    assert (then["status"], then["met_on"], then["days_left"]) == ("open", None, 1)


@pytest.mark.parametrize("part", ["", "/history", "/extensions"])
def test_one_that_is_not_there_or_not_seen(
    session: Session, leader: Asked, stranger: Asked, case: Case, part: str
) -> None:
    row = make_deadline(session, case, TUESDAY)

    for asked, key in ((leader, UNKNOWN_ID), (stranger, row.id)):
        answer = asked.api.get(f"{LIST}/{key}{part}", headers=asked.headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "deadline_not_found")


@pytest.mark.parametrize(
    "query",
    [
        "status=late",
        "order=case_number",
        "due_from=1505865600",
        "overdue_days_min=0",
        "colour=red",
        "unit=here",
    ],
)
def test_what_is_not_known_is_refused(leader: Asked, query: str) -> None:
    answer = leader.api.get(f"{LIST}?{query}", headers=leader.headers)

    assert answer.status_code == 422
    assert query.split("=", maxsplit=1)[0] in answer.json()["errors"][0]["pointer"]


def test_a_page_takes_one_statement_whatever_its_length(
    session: Session,
    leader: Asked,
    unit: Unit,
    case_type: CaseType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetched = []
    fetch = SameTransaction.fetch

    async def noted(reads: SameTransaction, statement: str, values: Any, *, steady: bool) -> Any:
        fetched.append(statement)
        return await fetch(reads, statement, values, steady=steady)

    monkeypatch.setattr(SameTransaction, "fetch", noted)
    for number in range(6):
        made = make_numbered(session, unit, case_type, str(number), TUESDAY)
        make_wait(session, made, date(2017, 9, 1))
    leader.items(LIST)

    for limit in (1, 6):
        fetched.clear()
        assert len(leader.items(LIST, limit=limit)) == limit
        assert len(fetched) == 1


def test_what_ended_before_a_transfer_is_read_with_its_case_where_that_is_now(
    session: Session, actors: Actors, api: TestClient, case: Case
) -> None:
    ended = make_deadline(session, case, TUESDAY, met_on=TUESDAY)
    elsewhere = make_unit(session, name="En anden afdeling")
    case.unit_id = elsewhere.id
    session.flush()
    there = Asked(api, actors.headers(Role.DEPARTMENT_LEADER, elsewhere))

    assert there.items(LIST) == []
    [item] = there.items(LIST, case=str(case.id))
    assert item["id"] == str(ended.id)
    assert there.get(f"{LIST}/{ended.id}/explanation")["status"] == "met"
