"""What a program reads at a calendar's address."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.api.calendar_links.reading import Calendars, Made, calendar_in, uid_of
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import Asked
from tests.conftest import TODAY
from tests.factories import make_person, make_unit

NOTICE = {"reason": "Lægeattesten mangler", "channel": "digital_post"}


LONG_DANISH = "Tabt arbejdsfortjeneste, hjemmetræning og særlig støtte; børn på 1 og 2 år – æøåÆØÅ"


@pytest.mark.usefixtures("leader")
def test_a_deadline_is_a_whole_day_that_takes_nobody_s_time(
    calendars: Calendars, made: Made, deadline: Deadline, due: date
) -> None:
    event = calendars.event(made())

    assert (event.begins_on, event.ends_on) == (due, due + timedelta(1))
    assert event.uid == uid_of(deadline.id)
    assert event.summary == "Frist for afgørelse · 2017-0112465"
    assert event.description == "Sagstype: Merudgifter\nEnhed: Børnefamilier"
    assert (event.status, event.raw.transp.value) == ("CONFIRMED", "TRANSPARENT")
    assert event.raw.categories.value == ["Frister"]
    assert event.raw.dtstamp.value == event.raw.last_modified.value
    assert event.raw.dtstamp.value == deadline.updated_at.astimezone(UTC).replace(microsecond=0)


@pytest.mark.usefixtures("leader", "deadline")
def test_a_calendar_says_what_it_is_and_how_often_to_ask(calendars: Calendars, made: Made) -> None:
    answer = calendars.answer(made(name="Børn, afd. 2; åbne"))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Language"] == "da"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    found = calendar_in(answer.content)
    assert found.x_wr_calname.value == found.contents["name"][0].value == "Børn, afd. 2; åbne"
    assert (found.version.value, found.method.value) == ("2.0", "PUBLISH")
    assert found.refresh_interval.value == found.x_published_ttl.value == "PT4H"
    assert found.refresh_interval.params == {"VALUE": ["DURATION"]}
    assert "uden personoplysninger" in found.x_wr_caldesc.value
    assert "flere" not in found.x_wr_caldesc.value


@pytest.mark.usefixtures("leader", "deadline")
def test_a_calendar_speaks_the_language_of_its_link(calendars: Calendars, made: Made) -> None:
    event = calendars.event(made(language="en"))

    assert event.summary == "Deadline for decision · 2017-0112465"
    assert event.description == "Case type: Additional expenses\nUnit: Børnefamilier"


@pytest.mark.usefixtures("leader")
def test_long_danish_names_with_any_signs_come_through(
    calendars: Calendars, made: Made, case_type: CaseType, unit: Unit, deadline: Deadline
) -> None:
    case_type.name_da = LONG_DANISH
    unit.name = "Afdeling 2,\r\nBEGIN:VEVENT; \\nord\x07 og \N{PILE OF POO}" + "å" * 90

    event = calendars.event(made())

    unit_line = "Enhed: Afdeling 2, BEGIN:VEVENT; \\nord og \N{PILE OF POO}" + "å" * 90
    assert event.description == f"Sagstype: {LONG_DANISH}\n{unit_line}"
    assert event.uid == uid_of(deadline.id)


@pytest.mark.usefixtures("leader")
def test_a_citizen_s_own_deadline_is_called_so(
    session: Session, calendars: Calendars, made: Made, case: Case, due: date
) -> None:
    make_deadline(session, case, due, kind=DeadlineKind.APPEAL, owed_by=OwedBy.CITIZEN)

    assert calendars.event(made()).summary == "Borgerens frist for klage · 2017-0112465"


def test_an_extension_is_told_and_moves_no_day(
    leader: Asked, calendars: Calendars, made: Made, deadline: Deadline, due: date
) -> None:
    secret = made()
    before = calendars.event(secret)

    body = NOTICE | {"due_on": "2017-10-25", "notice_sent_on": TODAY.isoformat()}
    assert leader.post(f"/v1/deadlines/{deadline.id}/extension", body).status_code == 200

    after = calendars.event(secret)
    assert (after.uid, after.begins_on) == (before.uid, due)
    assert after.sequence > before.sequence
    told = "Svar er lovet senest 25.10.2017. Fristen efter reglerne er den samme."
    assert after.description.splitlines()[-1] == told


@pytest.mark.parametrize(
    ("act", "body", "told"),
    [
        ("completion", {"met_on": "2017-09-26"}, "Fuldført 26.09.2017."),
        (
            "cancellation",
            {"cancelled_on": "2017-09-26", "reason": "Borgeren er flyttet"},
            "Bortfaldet 26.09.2017.",
        ),
    ],
)
def test_what_has_ended_is_sent_as_cancelled(
    leader: Asked,
    calendars: Calendars,
    made: Made,
    deadline: Deadline,
    act: str,
    body: dict[str, str],
    told: str,
) -> None:
    secret = made()
    before = calendars.event(secret)

    assert leader.post(f"/v1/deadlines/{deadline.id}/{act}", body).status_code == 200

    after = calendars.event(secret)
    assert (after.uid, after.status) == (before.uid, "CANCELLED")
    assert after.sequence > before.sequence
    assert after.description.splitlines()[-1] == told
    assert "flyttet" not in calendars.content(secret).decode()


@pytest.mark.usefixtures("leader")
def test_what_ended_long_ago_is_sent_no_more(
    session: Session, calendars: Calendars, made: Made, unit: Unit, case_type: CaseType
) -> None:
    last, gone = TODAY - timedelta(60), TODAY - timedelta(61)
    for number, ended_on in (("2017-1", last), ("2017-2", gone)):
        case = make_case(session, unit, case_type, number=number, received_on=date(2017, 6, 1))
        make_deadline(session, case, date(2017, 9, 1), met_on=ended_on)

    assert [event.summary[-6:] for event in calendars.events(made())] == ["2017-1"]


@pytest.mark.usefixtures("leader")
def test_what_ended_before_a_link_was_made_was_never_in_it(
    session: Session, calendars: Calendars, made: Made, unit: Unit, case_type: CaseType
) -> None:
    link_made = datetime(2017, 9, 20, 22, 30, tzinfo=UTC)
    for number, ended_on in (("2017-1", date(2017, 9, 20)), ("2017-2", date(2017, 9, 21))):
        case = make_case(session, unit, case_type, number=number)
        make_deadline(session, case, date(2017, 9, 30), met_on=ended_on)

    events = calendars.events(made(created_at=link_made))

    assert [event.summary[-6:] for event in events] == ["2017-2"]


@pytest.mark.usefixtures("leader")
def test_who_asks_for_what_has_ended_sees_it(
    session: Session, calendars: Calendars, made: Made, case: Case, due: date
) -> None:
    make_deadline(session, case, due, met_on=date(2017, 2, 1), started_on=date(2017, 1, 1))

    assert calendars.event(made(filters={"status": ["met", "met_late"]})).shown
    assert calendars.events(made(filters={"status": ["cancelled"]})) == []


@pytest.mark.usefixtures("leader")
def test_a_calendar_has_the_deadlines_of_its_filters(
    session: Session,
    calendars: Calendars,
    made: Made,
    unit: Unit,
    case: Case,
    case_type: CaseType,
    due: date,
) -> None:
    decision = make_deadline(session, case, due)
    overdue = make_deadline(session, case, date(2017, 9, 1), kind=DeadlineKind.ACKNOWLEDGEMENT)
    holm = make_person(session, "holm")
    other = make_case(session, unit, case_type, number="2017-3", caseworker_id=holm.id)
    of_holm = make_deadline(session, other, due + timedelta(1))

    def shown(**filters: Any) -> list[str]:
        return [event.uid for event in calendars.events(made(filters=filters)) if event.shown]

    assert shown() == [uid_of(each.id) for each in (overdue, decision, of_holm)]
    assert shown(status=["overdue"]) == [uid_of(overdue.id)]
    assert shown(kind=["decision"]) == [uid_of(decision.id), uid_of(of_holm.id)]
    assert shown(caseworker=str(holm.id)) == [uid_of(of_holm.id)]
    assert shown(unit=str(unit.id), legal_due_before="2017-10-01") == [uid_of(overdue.id)]
    assert shown(unit=str(make_unit(session, name="En anden enhed").id)) == []


@pytest.mark.usefixtures("leader", "deadline")
def test_a_filter_can_not_show_what_its_owner_may_not_read(
    session: Session, calendars: Calendars, made: Made, case_type: CaseType, due: date
) -> None:
    elsewhere = make_unit(session, name="En anden enhed")
    make_deadline(session, make_case(session, elsewhere, case_type, number="2017-9"), due)

    assert calendars.events(made(filters={"unit": str(elsewhere.id)})) == []
    assert len(calendars.events(made())) == 1
