"""Whether complaints became fewer after a change, as it was told on the day of the check."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.lengths import add_months
from api.cases.rules import DecisionOutcome
from api.cases.tables import Decision
from api.catalogue.causes.tables import ComplaintCause
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.learning.learning import act, done, learn, refused
from tests.factories import (
    Actors,
    Headers,
    cause_group,
    make_cause,
    make_complaint,
    make_point,
    make_unit,
)

BEFORE, CHANGED = date(2016, 9, 15), date(2017, 3, 15)
DAYS = 180


def days(first_on: date, number: int) -> Iterable[date]:
    """Return so many days, evenly over half a year."""
    return (first_on + timedelta(days=DAYS * each // number) for each in range(number))


def make_complaints(
    session: Session, unit: Unit, cause: ComplaintCause, first_on: date, number: int
) -> None:
    for day in days(first_on, number):
        make_point(session, make_complaint(session, unit, received_on=day), cause)


def make_decisions(session: Session, unit: Unit, first_on: date, number: int) -> None:
    case_type = make_case_type(session, f"type-{first_on}-{unit.name}")
    case = make_case(
        session, unit, case_type, number=f"2016-{first_on}-{unit.name}", received_on=BEFORE
    )
    session.add_all(
        Decision(
            case_id=case.id,
            subject="Merudgifter",
            made_on=day,
            outcome=DecisionOutcome.REFUSED,
            reasons_given=True,
            appeal_guidance_given=True,
        )
        for day in days(first_on, number)
    )
    session.flush()


@pytest.fixture
def fewer(session: Session, unit: Unit, cause: ComplaintCause) -> None:
    """Of 100 decisions each half year, 30 were complained of before the change and 6 after it."""
    for first_on, number in ((BEFORE, 30), (CHANGED, 6)):
        make_complaints(session, unit, cause, first_on, number)
        make_decisions(session, unit, first_on, 100)


def check(api: TestClient, headers: Headers, record: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = done(act(api, headers, record, "effect-checks", **body))
    found: dict[str, Any] = answer["effect_checks"][-1]
    return found


@pytest.mark.usefixtures("fewer")
def test_it_compares_complaints_of_the_kind_before_and_after_the_change(
    api: TestClient, session: Session, leader: Headers, unit: Unit, record: dict[str, Any]
) -> None:
    other = make_cause(session, "VEJ", group_id=cause_group(session, "proces").id)
    make_complaints(session, unit, other, CHANGED, 5)
    elsewhere = make_unit(session, name="En anden afdeling")
    make_complaints(session, elsewhere, make_cause(session, "TONE"), CHANGED, 5)

    told = check(api, leader, record, remark="Som aftalt")

    assert (told["months"], told["basis"], told["verdict"]) == (6, "own_decisions", "fewer")
    before, after = told["before"], told["after"]
    assert (before["from"], before["before"], after["before"]) == (
        "2016-09-15",
        "2017-03-15",
        "2017-09-15",
    )
    assert (before["complaints"], before["decisions"], before["rate"]) == (30, 100, 30.0)
    assert (after["complaints"], after["decisions"], after["rate"]) == (6, 100, 6.0)
    assert before["low"] < 30 < before["high"]
    assert told["ratio"]["value"] == pytest.approx(0.2)
    assert told["ratio"]["low"] < 0.2 < told["ratio"]["high"] < 1
    assert (told["checked_on"], told["remark"]) == ("2017-09-27", "Som aftalt")


@pytest.mark.usefixtures("fewer")
def test_each_number_opens_the_figures_it_came_from(
    api: TestClient, leader: Headers, record: dict[str, Any]
) -> None:
    told = check(api, leader, record)

    counted = done(api.get(told["before"]["link"], headers=leader))

    assert counted["total"]["complaints"]["value"] == 30
    assert counted["data"]["number"] == told["data_number"]


@pytest.mark.usefixtures("fewer")
def test_what_was_told_stays_and_is_due_no_more(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    cause: ComplaintCause,
    record: dict[str, Any],
) -> None:
    first = check(api, leader, record)
    make_complaints(session, unit, cause, CHANGED, 20)

    check(api, leader, record, months_before=3)

    shown = api.get(f"/v1/learning-records/{record['id']}", headers=leader).json()
    assert shown["effect_checks"][0] == first
    assert shown["effect_checks"][1]["before"]["from"] == "2016-12-15"
    assert shown["check_due"] is False
    listed = api.get("/v1/learning-records", params={"check_due": "true"}, headers=leader)
    assert listed.json()["items"] == []


def test_without_decisions_complaints_are_told_per_month(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    cause: ComplaintCause,
    record: dict[str, Any],
) -> None:
    make_complaints(session, unit, cause, BEFORE, 12)

    told = check(api, leader, record)

    assert (told["basis"], told["before"]["rate"], told["after"]["rate"]) == ("time", 2.0, 0.0)
    assert told["before"]["decisions"] == 0


def test_too_little_is_told_as_such(
    api: TestClient, leader: Headers, record: dict[str, Any]
) -> None:
    told = check(api, leader, record)

    assert (told["before"]["complaints"], told["verdict"]) == (0, "too_little_to_tell")


@pytest.mark.parametrize(
    ("a_quarter", "verdict"),
    [((12, 12), "fewer"), ((0, 24), "too_little_to_tell")],
)
def test_a_fall_is_told_less_surely_where_complaints_were_always_restless(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    cause: ComplaintCause,
    record: dict[str, Any],
    a_quarter: tuple[int, int],
    verdict: str,
) -> None:
    for quarter in range(8):
        first_on = add_months(date(2014, 10, 1), 3 * quarter)
        for each in range(a_quarter[quarter % 2]):
            day = first_on + timedelta(days=3 * each)
            make_point(session, make_complaint(session, unit, received_on=day), cause)
    make_complaints(session, unit, cause, BEFORE, 26)
    make_complaints(session, unit, cause, CHANGED, 11)

    told = check(api, leader, record)

    assert (told["before"]["complaints"], told["after"]["complaints"]) == (26, 11)
    assert told["verdict"] == verdict


@pytest.mark.usefixtures("fewer")
def test_a_pattern_is_counted_as_it_is_written_whatever_its_days(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    cause: ComplaintCause,
    owner: Person,
) -> None:
    make_complaints(session, unit, make_cause(session, "TONE"), CHANGED, 5)
    pattern = f"by=quarter&cause={cause.id}&unit={unit.id}&period=2016&data=1&audience=public"
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "pattern": pattern}
    record = learn(api, leader, **about, changed_on="2017-03-15")

    told = check(api, leader, record, months_before=6)

    assert (told["before"]["complaints"], told["after"]["complaints"]) == (30, 6)


def test_a_pattern_of_words_counts_the_complaints_that_say_them(
    api: TestClient, session: Session, leader: Headers, unit: Unit, owner: Person
) -> None:
    for text, number in (("Endnu et sagsbehandlerskift.", 4), ("Jeg venter på svar.", 3)):
        for day in days(BEFORE, number):
            make_complaint(session, unit, received_on=day, text=text)
    make_decisions(session, unit, BEFORE, 50)
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "pattern": "q=sagsbehandlerskift"}
    record = learn(api, leader, **about, changed_on="2017-03-15", check_after_months=6)

    told = check(api, leader, record)

    assert (told["before"]["complaints"], told["before"]["decisions"]) == (4, 50)


@pytest.mark.usefixtures("fewer")
def test_only_what_one_may_read_is_counted_and_shown_to_those_who_may_read_all_of_it(
    api: TestClient,
    session: Session,
    actors: Actors,
    leader: Headers,
    unit: Unit,
    owner: Person,
) -> None:
    elsewhere = make_unit(session, name="En anden afdeling")
    make_complaints(session, elsewhere, make_cause(session, "TONE"), BEFORE, 3)
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "pattern": "by=unit"}
    record = learn(api, leader, **about, changed_on="2017-03-15", check_after_months=6)
    advisor = actors.headers(Role.CITIZENS_ADVISOR)

    own = check(api, leader, record)
    everything = check(api, advisor, record)

    assert (own["before"]["complaints"], everything["before"]["complaints"]) == (30, 33)
    shown = api.get(f"/v1/learning-records/{record['id']}", headers=leader).json()
    mine, hidden = shown["effect_checks"]
    assert mine == own
    assert (hidden["before"], hidden["after"], hidden["ratio"]) == (None, None, None)
    assert hidden["verdict"] == everything["verdict"]
    as_owner = actors.headers(Role.CASEWORKER, elsewhere, person=owner)
    seen = api.get(f"/v1/learning-records/{record['id']}", headers=as_owner).json()
    assert [each["before"] for each in seen["effect_checks"]] == [None, None]


@pytest.mark.parametrize(
    ("fields", "status", "code", "pointer"),
    [
        ({"changed_on": None}, 409, "change_missing", None),
        ({"check_after_months": None}, 422, "months_missing", "/months_before"),
        ({"check_after_months": 12}, 409, "effect_too_early", "/months_before"),
    ],
)
def test_what_can_not_be_told_is_refused(
    api: TestClient,
    leader: Headers,
    unit: Unit,
    owner: Person,
    fields: dict[str, Any],
    status: int,
    code: str,
    pointer: str | None,
) -> None:
    plain = {"pattern": "by=unit", "changed_on": "2017-03-15", "check_after_months": 6}
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id)}
    record = learn(api, leader, **about | plain | fields)

    answer = act(api, leader, record, "effect-checks")

    assert refused(answer) == (status, code, pointer)


def test_a_complaint_without_a_cause_has_none_like_it(
    api: TestClient, session: Session, leader: Headers, unit: Unit, owner: Person
) -> None:
    complaint = make_complaint(session, unit)
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "complaint_id": str(complaint.id)}
    record = learn(api, leader, **about, changed_on="2017-03-15", check_after_months=6)

    answer = act(api, leader, record, "effect-checks")

    assert refused(answer) == (409, "complaint_without_cause", None)
