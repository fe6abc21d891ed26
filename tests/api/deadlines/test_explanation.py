"""A deadline explains itself: each step, what it rests on, and why it stands as it does."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session

from api.calendar.counting import count
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.terms import Roll, Term, TermUnit
from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import Clock, DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline, DeadlineMove
from tests.api.casework.makers import make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_closing_day, make_legal_basis
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.factories import UNKNOWN_ID, kept

CLOSED = ["closing_day", "public_holiday", "quasi_holiday", "weekend"]
APRIL_7 = date(2017, 4, 7)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


def start(session: Session, case: Case, started_on: date) -> Deadline:
    """Start the decision's deadline as a case is opened."""
    starts = {StartEvent.APPLICATION_RECEIVED: started_on}
    row = Starter(session).start(case, DeadlineKind.DECISION, starts)
    assert row is not None
    return row


def explained(asked: Asked, row: Deadline, **query: str) -> Any:
    return asked.get(f"/v1/deadlines/{row.id}/explanation", **query)


def test_tells_every_step_over_easter(
    session: Session, leader: Asked, case: Case, case_type: CaseType, catalogue: TermCatalogue
) -> None:
    """Received on the Friday before Palm Sunday 2017; the Tuesday after Easter was closed too."""
    make_closing_day(session, date(2017, 4, 18), name_da="Lukket", name_en="Closed")
    make_term(
        session,
        catalogue,
        case_type,
        amount=5,
        unit=TermUnit.WORKING_DAYS,
        closed=CLOSED,
        as_published="5 arbejdsdage",
    )
    case.received_on = APRIL_7

    found = explained(leader, start(session, case, APRIL_7))

    assert found["received_on"] == found["started_on"] == "2017-04-07"
    assert found["first_counted_on"] == "2017-04-08"
    steps = [
        (step["kind"], step["from"], step["until"], step["counted"]) for step in found["steps"]
    ]
    assert steps == [
        ("skipped", "2017-04-08", "2017-04-09", 0),
        ("counted", "2017-04-10", "2017-04-12", 3),
        ("skipped", "2017-04-13", "2017-04-18", 0),
        ("counted", "2017-04-19", "2017-04-20", 2),
    ]
    names = [day["name_da"] for day in found["skipped"] if day["kind"] != "weekend"]
    assert names == ["skærtorsdag", "langfredag", "påskedag", "2. påskedag", "Lukket"]
    assert (found["raw_end_on"], found["counted_due_on"]) == ("2017-04-20", "2017-04-20")
    assert (found["legal_due_on"], found["differs_because"]) == ("2017-04-20", None)
    assert found["published"]["as_published"] == "5 arbejdsdage"


def test_tells_what_it_was_rolled_over(
    session: Session, leader: Asked, case: Case, case_type: CaseType, catalogue: TermCatalogue
) -> None:
    rolled: dict[str, Any] = {"roll": Roll.FORWARD, "closed": CLOSED, "at_least": 2}
    make_term(session, catalogue, case_type, amount=4, **rolled)

    found = explained(leader, start(session, case, date(2017, 8, 26)))

    assert (found["raw_end_on"], found["legal_due_on"]) == ("2017-09-23", "2017-09-25")
    assert [day["date"] for day in found["moved_because"]] == ["2017-09-23", "2017-09-24"]
    assert found["earliest_on"] == "2017-09-11"


def test_names_the_law_what_followed_it_and_who_adopted_the_term(
    session: Session, leader: Asked, case: Case, case_type: CaseType, catalogue: TermCatalogue
) -> None:
    later = make_legal_basis(
        session, "§ 86", act="Barnets lov", act_short="barnets lov", valid_from=date(2024, 1, 1)
    )
    basis = make_legal_basis(session, "§ 41", successor_id=later.id)
    adopted = {"adopted_by": "Socialudvalget", "adopted_on": date(2015, 5, 18), "source": "kk.dk"}
    make_term(session, catalogue, case_type, legal_basis_id=basis.id, **adopted)

    found = explained(leader, start(session, case, date(2017, 8, 16)))

    assert found["term"]["legal_basis"] == found["law"]["text"] == "SEL § 41"
    assert found["law"]["successor"]["text"] == "barnets lov § 86"
    told = {name: found["published"][name] for name in (*adopted, "valid_from", "valid_until")}
    assert told == {
        "adopted_by": "Socialudvalget",
        "adopted_on": "2015-05-18",
        "source": "kk.dk",
        "valid_from": "2015-01-01",
        "valid_until": None,
    }


def test_a_wait_is_shown_and_subtracted_only_where_the_terms_own_law_says_so(
    session: Session, leader: Asked, case: Case
) -> None:
    make_wait(session, case, date(2017, 8, 21), until_on=date(2017, 8, 31))
    make_wait(session, case, date(2017, 9, 20))
    runs = make_deadline(session, case, date(2017, 9, 15))
    stops: dict[str, Any] = {"clock": Clock.STOPS_WHILE_WAITING, "amount": 30}
    still = make_deadline(session, case, date(2017, 9, 25), **stops)

    going, stopped = explained(leader, runs), explained(leader, still)

    wait: dict[str, Any] = {"for": "doctor", "what": "Lægeattest", "since_on": "2017-08-21"}
    wait |= {"until_on": "2017-08-31", "days": 10, "subtracted": False}
    assert going["waits"][0] == wait
    assert [step["kind"] for step in going["steps"]] == ["counted"]
    assert stopped["waits"][0] == wait | {"subtracted": True}
    assert [step["kind"] for step in stopped["steps"]] == ["counted", "paused", "counted"]
    assert (stopped["counted_due_on"], stopped["status"]) == ("2017-09-25", "open")
    assert stopped["judged_because"] == "stands_still"
    earlier = explained(leader, still, as_of="2017-08-25")["waits"]
    assert [(each["until_on"], each["days"]) for each in earlier] == [(None, 4)]


def test_tells_each_notice_as_of_the_day(session: Session, leader: Asked, case: Case) -> None:
    row = make_deadline(session, case, date(2017, 9, 11))
    sent = date(2017, 9, 8)
    make_extension(
        session, row, date(2017, 9, 25), notice_sent_on=sent, undone_on=date(2017, 9, 20)
    )
    make_extension(session, row, date(2017, 10, 30), notice_sent_on=date(2017, 9, 26))

    now, then = explained(leader, row), explained(leader, row, as_of="2017-09-19")

    assert [(each["due_on"], each["in_time"]) for each in now["extensions"]] == [
        ("2017-09-25", True),
        ("2017-10-30", False),
    ]
    assert [each["undone_on"] for each in now["extensions"]] == ["2017-09-20", None]
    assert [(each["due_on"], each["undone_on"]) for each in then["extensions"]] == [
        ("2017-09-25", None)
    ]
    assert (then["due_on"], then["judged_because"]) == (
        "2017-09-25",
        "day_passed_later_day_promised",
    )
    assert (now["due_on"], now["legal_due_on"]) == ("2017-10-30", "2017-09-11")


def test_says_so_when_the_calendar_was_corrected_after_the_end(
    session: Session, leader: Asked, case: Case, case_type: CaseType, catalogue: TermCatalogue
) -> None:
    five: dict[str, Any] = {"amount": 5, "unit": TermUnit.WORKING_DAYS, "closed": CLOSED}
    make_term(session, catalogue, case_type, **five)
    row = start(session, case, date(2017, 9, 4))
    row.met_on = date(2017, 9, 12)
    make_closing_day(session, date(2017, 9, 6))
    made: dict[str, Any] = {"reason": "Glemt", "added": [], "removed": [], "moved": 0}
    kept(session, CalendarCorrection(number=1, **made))

    found = explained(leader, row)

    assert (found["legal_due_on"], found["counted_due_on"]) == ("2017-09-11", "2017-09-12")
    assert found["differs_because"] == "calendar_corrected_after_end"
    assert (found["status"], found["judged_because"]) == ("met_late", "met_after_the_day")
    assert (found["calendar_version"], found["calendar_version_now"]) == (0, 1)


def test_tells_how_a_correction_moved_it(session: Session, leader: Asked, case: Case) -> None:
    made: dict[str, Any] = {"reason": "Glemt", "added": [], "removed": [], "moved": 1}
    correction = kept(session, CalendarCorrection(number=1, **made))
    row = make_deadline(session, case, date(2017, 9, 12))
    before, after = date(2017, 9, 11), date(2017, 9, 12)
    kept(
        session,
        DeadlineMove(
            deadline_id=row.id,
            calendar_correction_id=correction.id,
            raw_end_before_on=before,
            raw_end_after_on=after,
            legal_due_before_on=before,
            legal_due_after_on=after,
            due_before_on=before,
            due_after_on=after,
            reason="Glemt",
        ),
    )

    assert explained(leader, row)["moves"] == [
        {
            "calendar_version": 1,
            "reason": "Glemt",
            "raw_end_before_on": "2017-09-11",
            "raw_end_after_on": "2017-09-12",
            "legal_due_before_on": "2017-09-11",
            "legal_due_after_on": "2017-09-12",
        }
    ]


def test_a_day_that_was_recorded_otherwise_is_shown_with_both(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, date(2017, 10, 11), amount=41)

    found = explained(leader, row)

    assert (found["legal_due_on"], found["counted_due_on"]) == ("2017-10-11", "2017-09-26")
    assert found["differs_because"] == "recorded_otherwise"


def test_why_it_was_cancelled_is_told_from_that_day_on(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(
        session,
        case,
        date(2017, 10, 2),
        cancelled_on=date(2017, 9, 20),
        cancel_reason="Borgeren flyttede",
    )

    now, then = explained(leader, row), explained(leader, row, as_of="2017-09-19")

    assert (now["judged_because"], now["cancel_reason"]) == ("cancelled", "Borgeren flyttede")
    assert (then["judged_because"], then["cancel_reason"]) == ("not_due_yet", None)


def random_term(chance: Random) -> dict[str, Any]:
    unit = chance.choice(list(TermUnit))
    longest = {TermUnit.IMMEDIATELY: 0, TermUnit.HOURS: 400, TermUnit.MONTHS: 9}.get(unit, 40)
    closed = sorted(chance.sample(CLOSED, chance.randint(1, 4)))
    return {
        "amount": chance.randint(0, longest),
        "unit": unit,
        "roll": chance.choice(list(Roll)),
        "closed": closed,
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_steps_add_up_to_the_legal_day_whatever_the_term(
    session: Session,
    leader: Asked,
    case: Case,
    case_type: CaseType,
    catalogue: TermCatalogue,
    seed: int,
) -> None:
    chance = Random(seed)  # noqa: S311 - the same terms each time
    closed_on = date(2017, 8, 16) + timedelta(days=chance.randint(1, 60))
    make_closing_day(session, closed_on)
    term = random_term(chance)
    make_term(session, catalogue, case_type, **term)
    started_on = date(2017, 8, 16) + timedelta(days=chance.randint(0, 30))
    row = start(session, case, started_on)

    found = explained(leader, row)

    legal_due_on = date.fromisoformat(found["legal_due_on"])
    days = sum(step["days"] for step in found["steps"])
    assert started_on + timedelta(days=days) == legal_due_on
    calendar = Calendar([SpecialDay(closed_on, DayKind.CLOSING_DAY, "Lukkedag", "Closing day")])
    kinds = frozenset(map(DayKind, term["closed"]))
    counted = count(
        Term(term["amount"], term["unit"], roll=term["roll"], closed=kinds), started_on, calendar
    )
    assert legal_due_on == counted.due_on
    assert found["differs_because"] is None


def test_who_does_not_see_a_deadline_gets_no_explanation(
    session: Session, leader: Asked, stranger: Asked, case: Case
) -> None:
    row = make_deadline(session, case, date(2017, 9, 26))

    for asked, key in ((stranger, row.id), (leader, UNKNOWN_ID)):
        answer = asked.api.get(f"/v1/deadlines/{key}/explanation", headers=asked.headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "deadline_not_found")
    wrong = leader.api.get(
        f"/v1/deadlines/{row.id}/explanation?as_of=i går", headers=leader.headers
    )
    assert wrong.status_code == 422
