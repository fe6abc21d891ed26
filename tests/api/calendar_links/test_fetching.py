"""Who fetches a calendar, how often, and what it costs."""

from datetime import date

import pytest
from sqlmodel import Session, col, update
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.deadlines.calendar_feed import reading
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person, RoleGrant
from api.settings import get_settings
from tests.api.calendar_links.reading import Calendars, Made, calendar_in, uid_of
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import make_extension
from tests.conftest import TODAY, Statements
from tests.factories import Actors, make_person


@pytest.mark.usefixtures("leader", "deadline")
def test_an_owner_who_loses_the_right_has_an_empty_calendar(
    session: Session, calendars: Calendars, made: Made, owner: Person
) -> None:
    secret = made()
    assert len(calendars.events(secret)) == 1

    ended = update(RoleGrant).where(col(RoleGrant.person_id) == owner.id)
    session.connection().execute(ended.values(valid_until=TODAY))

    assert calendars.events(secret) == []


@pytest.mark.usefixtures("leader", "deadline")
def test_an_owner_who_is_here_no_more_has_no_calendar(
    calendars: Calendars, made: Made, owner: Person
) -> None:
    secret = made()
    owner.active = False

    answer = calendars.answer(secret)

    assert (answer.status_code, answer.json()["code"]) == (410, "calendar_gone")


@pytest.mark.parametrize("secret", ["x", "x" * 200, "%C3%A6", "a.ics", "%00"])
def test_an_address_that_never_was_is_not_found(calendars: Calendars, secret: str) -> None:
    answer = calendars.answer(secret)

    assert (answer.status_code, answer.json()["code"]) == (404, "calendar_not_found")
    assert answer.json()["detail"] == "There is no calendar at this address."


def test_an_address_takes_no_parameters(calendars: Calendars, api: TestClient, made: Made) -> None:
    answer = api.get(f"/v1/calendars/{made()}.ics", params={"status": "met"})

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")


@pytest.mark.usefixtures("leader")
def test_nothing_is_sent_again_until_something_changes(
    session: Session, calendars: Calendars, made: Made, deadline: Deadline, unit: Unit
) -> None:
    secret = made()
    tag = calendars.answer(secret).headers["ETag"]

    again = calendars.answer(secret, **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert calendars.answer(secret, **{"If-None-Match": '"other"'}).status_code == 200

    unit.name = "Børnefamilier, afdeling 2"
    renamed = calendars.answer(secret, **{"If-None-Match": tag})
    assert renamed.status_code == 200
    deadline.due_on = date(2017, 11, 1)
    session.flush()
    tag = renamed.headers["ETag"]
    assert calendars.answer(secret, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.usefixtures("leader")
def test_no_person_stands_anywhere_in_a_calendar(
    session: Session, calendars: Calendars, made: Made, deadline: Deadline, case: Case
) -> None:
    caseworker = make_person(session, "holm")
    deadline.caseworker_id = case.caseworker_id = caseworker.id
    row = make_extension(
        session,
        deadline,
        date(2017, 10, 25),
        reason="Ida Jensen, 010203-1234, er syg",
        awaiting="Attest fra Ida Jensen",
    )

    content = calendars.content(made()).decode().replace("\r\n ", "")

    assert "25.10.2017" in content
    hidden = ("Ida", "010203", "Holm", "holm", "Mette", "mette", str(caseworker.id), row.reason)
    assert [each for each in hidden if each in content] == []
    assert str(case.id) not in content


@pytest.mark.usefixtures("leader", "deadline")
def test_the_address_stands_in_no_log(
    calendars: Calendars, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = made()
    calendars.content(secret)
    calendars.answer(secret + "x")

    out = capsys.readouterr()
    assert '"route": "/v1/calendars/{secret}.ics"' in out.out
    assert secret not in out.out + out.err


@pytest.mark.usefixtures("leader")
def test_an_event_leads_to_the_page_of_its_deadline_if_the_pages_are_known(
    calendars: Calendars, made: Made, deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = made()
    assert "url" not in calendars.event(secret).raw.contents

    monkeypatch.setattr(get_settings(), "web_origin", "https://rettidig.example.dk/")

    page = f"https://rettidig.example.dk/deadlines/{deadline.id}"
    assert calendars.event(secret).raw.url.value == page


@pytest.mark.usefixtures("leader")
def test_of_too_many_the_nearest_are_sent_and_the_calendar_says_so(
    session: Session,
    calendars: Calendars,
    made: Made,
    case: Case,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MOST", 2)
    days = [date(2017, 9, 1), date(2017, 9, 26), date(2017, 9, 29), date(2017, 12, 1)]
    for day in days:
        make_deadline(session, case, day)
    make_deadline(session, case, date(2017, 9, 27), met_on=date(2017, 9, 26))

    content = calendars.content(made())

    found = [event.dtstart.value for event in calendar_in(content).vevent_list]
    assert found == days[1:3]
    assert "kun de 5.000 nærmeste er med" in calendar_in(content).x_wr_caldesc.value


@pytest.mark.usefixtures("leader")
def test_a_calendar_is_read_by_few_statements_however_long(
    session: Session,
    calendars: Calendars,
    made: Made,
    statements: Statements,
    unit: Unit,
    case_type: CaseType,
    due: date,
) -> None:
    secret = made()
    calendars.content(secret)
    counts = []
    for batch in range(2):
        for number in range(5):
            case = make_case(session, unit, case_type, number=f"2017-{batch}-{number}")
            make_deadline(session, case, due)
        with statements() as seen:
            calendars.content(secret)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_rights_are_those_of_the_day_it_is_fetched(
    session: Session,
    actors: Actors,
    calendars: Calendars,
    made: Made,
    owner: Person,
    deadline: Deadline,
) -> None:
    secret = made()
    assert calendars.events(secret) == []

    actors.grant(owner, Role.CASEWORKER, session.get_one(Unit, deadline.unit_id))

    assert [event.uid for event in calendars.events(secret)] == [uid_of(deadline.id)]
