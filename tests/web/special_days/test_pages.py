"""The calendar is read by all, and corrected by who keeps it, after seeing what moves."""

from datetime import date

import pytest
from sqlmodel import Session, select

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import ClosingDay
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline
from tests.web.papers import Pages

FRIDAY = date(2017, 10, 20)
CLOSE = {
    "closed_on": "20.10.2017",
    "name_da": "fredag i efterårsferien",
    "name_en": "",
    "reason": "Glemt lukkedag",
}


@pytest.fixture
def deadline(session: Session) -> Deadline:
    """An open deadline of working days that ends on the Friday."""
    unit = session.exec(select(Unit).where(Unit.name == "Børnefamilier, afdeling 1")).one()
    case_type = session.exec(select(CaseType)).first()
    assert case_type
    case: Case = make_case(session, unit, case_type, number="2017-7000001")
    week = {"unit": "weeks", "amount": 9, "roll": "forward", "closed": ["weekend", "closing_day"]}
    return make_deadline(session, case, FRIDAY, started_on=date(2017, 8, 18), **week)


def test_shows_the_days_of_a_year_by_name(pages: Pages) -> None:
    page = pages.sign_in("sekretaer").open("/calendar?year=2023")

    assert "store bededag" in page.select_one("#days").text  # type: ignore[union-attr]
    assert "store bededag" not in pages.open("/calendar?year=2024").select_one("#days").text  # type: ignore[union-attr]


def test_only_who_keeps_the_calendar_is_offered_to_correct_it(pages: Pages) -> None:
    page = pages.sign_in("leder").open("/calendar")

    assert page.select("a[href='/calendar/corrections/new']") == []
    pages.open("/calendar/corrections/new", 403)


def test_a_correction_is_seen_before_it_is_made_and_can_be_taken_back(
    pages: Pages, session: Session, deadline: Deadline
) -> None:
    pages.sign_in("admin")
    new = "/calendar/corrections/new"

    tried = pages.send(new, **CLOSE, act="try")
    assert tried.status_code == 200
    assert "1 åben frist rykker" in tried.text
    assert session.exec(select(ClosingDay).where(ClosingDay.closed_on == FRIDAY)).all() == []

    made = pages.sent(new, **CLOSE, act="make")
    assert "Glemt lukkedag" in made.main.text  # type: ignore[union-attr]
    session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.original_due_on) == (date(2017, 10, 23), FRIDAY)

    [undo] = made.select("main a[href$='/undo']")
    pages.sent(str(undo["href"]), reason="Dagen var ikke lukket", act="make")
    session.refresh(deadline)
    assert deadline.legal_due_on == FRIDAY


def test_a_correction_of_nothing_says_what_to_choose(pages: Pages) -> None:
    answer = pages.sign_in("admin").send("/calendar/corrections/new", reason="Fejl", act="try")

    assert answer.status_code == 422
    assert "Vælg en dag" in answer.text
