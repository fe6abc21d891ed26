"""The list of deadlines: what it tells, as of which day, and what it finds."""

from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import Clock, DeadlineKind
from api.organisation.rules import SuccessionKind
from api.organisation.tables import Unit, UnitSuccession
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.listing import LIST, THURSDAY, TUESDAY, WEDNESDAY, make_numbered, numbers
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.factories import UNKNOWN_ID, Actors, kept, make_person, make_unit


def test_shows_all_of_a_deadline(
    session: Session, leader: Asked, case: Case, unit: Unit, case_type: CaseType
) -> None:
    term = make_term(session, make_own_catalogue(session), case_type, as_published="6 uger")
    caseworker = make_person(session, "holm")
    case.caseworker_id = caseworker.id
    row = make_deadline(session, case, TUESDAY, published_term_id=term.id, legal_basis="SEL § 41")
    make_extension(session, row, date(2017, 10, 11), notice_sent_on=date(2017, 9, 20))
    make_wait(session, case, date(2017, 9, 6))

    session.refresh(row)

    [item] = leader.items(LIST)

    assert item | {"updated_at": ""} == {
        "id": str(row.id),
        "version": row.version,
        "may": ["extend", "complete", "cancel"],
        "case_id": str(case.id),
        "case_number": "2017-0112465",
        "kind": "decision",
        "owed_by": "authority",
        "party": None,
        "status": "overdue",
        "start_event": "application_received",
        "started_on": "2017-08-16",
        "raw_end_on": "2017-09-26",
        "due_on": "2017-10-11",
        "legal_due_on": "2017-09-26",
        "original_due_on": "2017-09-26",
        "days_left": 14,
        "met_on": None,
        "cancelled_on": None,
        "term": {
            "amount": 41,
            "at_least": None,
            "unit": "days",
            "roll": "none",
            "closed": [],
            "clock": "runs",
            "legal_basis": "SEL § 41",
            "published_term_id": str(term.id),
            "as_published": "6 uger",
        },
        "notice_owed": True,
        "extensions": 1,
        "notified_on": "2017-09-20",
        "notified_in_time": True,
        "waiting": [{"for": "doctor", "what": "Lægeattest", "since_on": "2017-09-06"}],
        "unit": {"id": str(unit.id), "name": "Børnefamilier"},
        "case_type": {"id": str(case_type.id), "name": "Merudgifter"},
        "caseworker": {"id": str(caseworker.id), "name": "Prøve Holm"},
        "received_on": "2017-08-16",
        "updated_at": "",
    }


def test_the_last_day_is_in_time_and_the_next_is_not(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    for number, day in (("1", TUESDAY), ("2", WEDNESDAY), ("3", THURSDAY)):
        make_numbered(session, unit, case_type, number, day)

    assert numbers(leader, status="overdue") == ["1"]
    assert numbers(leader, status="open") == ["2", "3"]
    assert numbers(leader, status=["open", "overdue"]) == ["1", "2", "3"]
    assert [item["days_left"] for item in leader.items(LIST)] == [-1, 0, 1]


def test_what_came_after_the_day_does_not_count(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, TUESDAY, met_on=TUESDAY)
    make_extension(session, row, date(2017, 10, 11), notice_sent_on=date(2017, 9, 20))
    make_wait(session, case, date(2017, 9, 22), until_on=TUESDAY)

    [before] = leader.items(LIST, as_of="2017-09-19")
    [then] = leader.items(LIST, as_of="2017-09-25")
    [now] = leader.items(LIST)

    assert (before["status"], before["due_on"], before["extensions"]) == ("open", "2017-09-26", 0)
    assert (before["notified_on"], before["notified_in_time"], before["waiting"]) == (
        None,
        None,
        [],
    )
    assert (then["status"], then["met_on"], then["due_on"]) == ("open", None, "2017-10-11")
    assert [wait["for"] for wait in then["waiting"]] == ["doctor"]
    assert (now["status"], now["met_on"], now["waiting"]) == ("met", "2017-09-26", [])
    assert leader.items(LIST, as_of="2017-08-15") == []


def test_what_had_not_started_is_not_listed(session: Session, leader: Asked, case: Case) -> None:
    """An appeal begins when a letter counts as arrived, which may be next week."""
    appeal = DeadlineKind.APPEAL
    make_deadline(session, case, date(2017, 10, 26), kind=appeal, started_on=THURSDAY)

    assert leader.items(LIST) == []
    [item] = leader.items(LIST, as_of="2017-09-28")
    assert (item["owed_by"], item["may"]) == ("citizen", ["complete", "cancel"])


def test_a_notice_that_was_undone_counts_until_then(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, date(2017, 10, 2))
    sent = {"notice_sent_on": date(2017, 9, 11), "undone_on": date(2017, 9, 18)}
    make_extension(session, row, date(2017, 10, 30), **sent)

    days = ("2017-09-10", "2017-09-11", "2017-09-17", "2017-09-18", "2017-09-27")
    shown = [leader.items(LIST, as_of=day)[0]["due_on"] for day in days]

    assert shown == ["2017-10-02", "2017-10-30", "2017-10-30", "2017-10-02", "2017-10-02"]
    assert numbers(leader, as_of="2017-09-12", due_from="2017-10-30") == ["0112465"]
    assert numbers(leader, as_of="2017-09-12", notified=True) == ["0112465"]
    assert numbers(leader, notified=True) == []
    assert numbers(leader, notified=False) == ["0112465"]


def test_a_notice_is_owed_where_the_law_or_good_practice_wants_one(
    session: Session, leader: Asked, case: Case
) -> None:
    for kind in (DeadlineKind.DECISION, DeadlineKind.REASSESSMENT, DeadlineKind.FOLLOW_UP):
        make_deadline(session, case, TUESDAY, kind=kind)

    owed = {item["kind"]: item["notice_owed"] for item in leader.items(LIST)}

    assert owed == {"decision": True, "reassessment": True, "follow_up": False}
    told = {item["kind"] for item in leader.items(LIST, notice_owed=True)}
    assert told == {"decision", "reassessment"}
    assert [item["kind"] for item in leader.items(LIST, notice_owed=False)] == ["follow_up"]


def test_a_notice_sent_late_is_not_in_time(session: Session, leader: Asked, case: Case) -> None:
    row = make_deadline(session, case, date(2017, 9, 11))
    make_extension(session, row, date(2017, 9, 18), notice_sent_on=date(2017, 9, 8))
    make_extension(session, row, date(2017, 10, 30), notice_sent_on=date(2017, 9, 19))

    [item] = leader.items(LIST)
    [earlier] = leader.items(LIST, as_of="2017-09-18")

    assert (item["notified_on"], item["notified_in_time"]) == ("2017-09-19", False)
    assert (earlier["notified_on"], earlier["notified_in_time"]) == ("2017-09-08", True)


def test_a_clock_that_stands_still_is_not_overdue(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    stops = Clock.STOPS_WHILE_WAITING
    still = make_numbered(session, unit, case_type, "1", TUESDAY, clock=stops)
    runs = make_numbered(session, unit, case_type, "2", TUESDAY)
    for waits in (still, runs):
        make_wait(session, waits, date(2017, 9, 20))
    late = make_numbered(session, unit, case_type, "3", TUESDAY, clock=stops)
    make_wait(session, late, WEDNESDAY)

    assert numbers(leader, status="open") == ["1"]
    assert numbers(leader, status="overdue") == ["2", "3"]
    assert numbers(leader, overdue_days_min=1) == ["2", "3"]
    assert [item["status"] for item in leader.items(LIST)] == ["open", "overdue", "overdue"]


def test_filters_by_what_is_asked(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    person = make_person(session, "holm")
    kind, owed_by = DeadlineKind.APPEAL, "citizen"
    one = make_numbered(session, unit, case_type, "11", TUESDAY, received_on=date(2017, 8, 1))
    make_numbered(session, unit, case_type, "12", THURSDAY, caseworker_id=person.id, kind=kind)
    make_wait(session, one, date(2017, 9, 1))

    for query, found in (
        ({"kind": "decision"}, ["11"]),
        ({"kind": ["decision", "appeal"]}, ["11", "12"]),
        ({"owed_by": owed_by}, ["12"]),
        ({"case": str(one.id)}, ["11"]),
        ({"caseworker": str(person.id)}, ["12"]),
        ({"unassigned": True}, ["11"]),
        ({"unassigned": False}, ["12"]),
        ({"q": "2017-1"}, ["11", "12"]),
        ({"q": "2017-12"}, ["12"]),
        ({"q": "2017_12"}, []),
        ({"due_from": "2017-09-27"}, ["12"]),
        ({"due_before": "2017-09-28"}, ["11"]),
        ({"received_from": "2017-08-02"}, ["12"]),
        ({"received_before": "2017-08-16"}, ["11"]),
        ({"waiting": True}, ["11"]),
        ({"waiting": False}, ["12"]),
        ({"overdue_days_min": 1}, ["11"]),
        ({"overdue_days_min": 2}, []),
        ({"unit": UNKNOWN_ID}, []),
    ):
        assert numbers(leader, **query) == found, query


def test_a_promise_moves_what_is_expected_and_not_the_legal_day(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    promised = make_case(session, unit, case_type, number="1")
    make_extension(session, make_deadline(session, promised, TUESDAY), date(2017, 10, 20))
    make_numbered(session, unit, case_type, "2", THURSDAY)

    assert numbers(leader, due_before="2017-10-01") == ["2"]
    assert numbers(leader, legal_due_before="2017-10-01", order="legal_due_on") == ["1", "2"]
    assert numbers(leader, legal_due_before="2017-09-28") == ["1"]
    assert numbers(leader, legal_due_from="2017-09-28") == ["2"]


def test_finds_under_a_type_and_in_what_a_unit_took_over(
    session: Session, actors: Actors, api: TestClient, case_type: CaseType
) -> None:
    centre = make_unit(session, name="Borgercenter")
    under = make_unit(session, name="Afdeling", parent_id=centre.id)
    gone = make_unit(session, name="Den gamle enhed")
    taken: dict[str, Any] = {"succeeded_on": date(2016, 1, 1), "kind": next(iter(SuccessionKind))}
    kept(session, UnitSuccession(predecessor_id=gone.id, successor_id=under.id, **taken))
    narrower = make_case_type(session, "merudgifter-barn", parent_id=case_type.id)
    make_numbered(session, under, narrower, "1", TUESDAY)
    make_numbered(session, gone, case_type, "2", WEDNESDAY)
    make_numbered(session, make_unit(session), case_type, "3", THURSDAY)
    manager = Asked(api, actors.headers(Role.CENTRE_MANAGER, centre))

    assert numbers(manager) == ["1", "2"]
    assert numbers(manager, unit=str(under.id)) == ["1", "2"]
    assert numbers(manager, case_type=str(case_type.id)) == ["1", "2"]
    assert numbers(manager, case_type=str(narrower.id)) == ["1"]
