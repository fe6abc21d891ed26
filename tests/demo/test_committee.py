"""What the committee heard, decided and was promised, as it can be read once loaded."""

from datetime import date, time

import pytest
from sqlmodel import Session, col, select

from api.committee.tables import (
    AgendaItem,
    AgendaOutcome,
    Committee,
    Meeting,
    Promise,
    ReportSchedule,
)
from api.demo.records import id_of
from api.imprecise import Precision
from api.plans.timeline.tables import Milestone


def item_on(session: Session, day: date, title: str) -> AgendaItem:
    meetings = select(AgendaItem).join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
    on_day = meetings.where(Meeting.held_from == day, AgendaItem.title == title)
    return session.exec(on_day).one()


def test_status_history_of_the_plan_of_2017(plans: Session) -> None:
    title = "Iværksatte initiativer i Borgercenter Handicap"
    presented = item_on(plans, date(2017, 3, 15), "Aktuelle udfordringer i Borgercenter Handicap")
    first = item_on(plans, date(2017, 6, 21), "Status på initiativerne")
    second = item_on(plans, date(2017, 9, 20), title)
    promise = plans.exec(select(Promise).where(Promise.agenda_item_id == first.id)).one()

    assert (presented.outcome, presented.case_number) == (AgendaOutcome.DISCUSSED, "2017-0112465")
    assert (first.status_number, first.case_number) == (1, "2017-0224640")
    assert (second.status_number, second.outcome) == (2, AgendaOutcome.NOTED)
    assert second.decision == "Indstillingen blev taget til efterretning."
    assert (promise.due_from, promise.delivered_on) == (date(2017, 8, 30), date(2017, 9, 20))
    assert promise.delivered_item_id == second.id
    assert (promise.late_because or "").startswith("Orienteringen er imidlertid rykket")


def test_what_was_promised_for_december_2017(plans: Session) -> None:
    second = id_of("AI17-09-20")
    statement = select(Promise).where(Promise.agenda_item_id == second)
    open_promises = {row.title: row for row in plans.exec(statement)}

    assert open_promises["Næste udvalgsorientering i december 2017"].due_until == date(2017, 12, 31)
    for title in ("Konsolideret handleplan", "Forældrerådets vedtægter i en ny indstilling"):
        assert open_promises[title].due_from == date(2017, 12, 13)
        assert open_promises[title].due_meeting_id == id_of("M17-12-13")
    assert {row.delivered_on for row in open_promises.values()} == {None}


def test_meetings_know_their_hour_and_place(plans: Session) -> None:
    hours = {key: plans.get_one(Meeting, id_of(key)).starts_at for key in ("M11", "M17")}

    assert hours == {"M11": time(16), "M17": time(13)}
    assert plans.get_one(Meeting, id_of("M17")).place == "Rådhuset, stuen, værelse 8"


def test_decisions_on_the_plan_of_2011(plans: Session) -> None:
    approved = item_on(plans, date(2011, 4, 6), "Handleplan for bedre sagsbehandling")
    funded = plans.get_one(AgendaItem, id_of("AI11-05-18"))
    status = item_on(plans, date(2011, 9, 21), "Status for handleplan for bedre sagsbehandling")

    assert (approved.outcome, funded.outcome) == (AgendaOutcome.APPROVED, AgendaOutcome.FUNDED)
    assert (status.outcome, status.decision) == (
        AgendaOutcome.APPROVED,
        "Indstillingen blev godkendt",
    )
    assert status.recommendations == [
        "At Socialudvalget tager status for handleplanen til efterretning."
    ]


def test_december_2011_is_for_two_committees(plans: Session) -> None:
    december = select(Committee.name).join(Meeting).where(Meeting.held_from == date(2011, 12, 1))

    assert set(plans.exec(december)) == {"Socialudvalget", "Økonomiudvalget"}


def test_case_numbers_lead_to_the_committees_items(plans: Session) -> None:
    for number, day in (("2017-0112465", (2017, 3, 15)), ("2017-0224640", (2017, 6, 21))):
        item = plans.exec(select(AgendaItem).where(AgendaItem.case_number == number)).one()
        milestone = plans.exec(select(Milestone).where(Milestone.case_number == number)).one()

        assert plans.get_one(Meeting, item.meeting_id).held_from == date(*day)
        assert milestone.when_from == date(*day)


@pytest.mark.parametrize(
    ("key", "frequency", "starts", "following"),
    [
        ("R11-1", "monthly", None, "2011-10-31"),
        ("R11-2", "quarterly", Precision.START_OF, "2012-01-31"),
        ("R11-3", "per_meeting", Precision.MONTH, "2011-12-31"),
        ("R17-1", "monthly", None, "2017-10-31"),
    ],
)
def test_reports_that_come_again_know_their_next_day(
    plans: Session, key: str, frequency: str, starts: Precision | None, following: str
) -> None:
    schedule = plans.get_one(ReportSchedule, id_of(key))

    assert (schedule.frequency, schedule.starts_precision) == (frequency, starts)
    assert schedule.next_on == date.fromisoformat(following)


def test_quarterly_key_figures_begin_primo_2012(plans: Session) -> None:
    schedule = plans.get_one(ReportSchedule, id_of("R11-2"))

    assert schedule.starts_as_written == "primo 2012"
    assert (schedule.starts_from, schedule.starts_until) == (date(2012, 1, 1), date(2012, 1, 31))
