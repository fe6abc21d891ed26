"""Whatever changes that a deadline is answered with, its kept document is never an old one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.cases.rules import CaseState, DecisionOutcome
from api.cases.tables import Case, Decision, WaitingPeriod
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.documents.anew import gone_stale
from tests.api.deadlines.documents.asking import lines_of
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.conftest import TODAY
from tests.factories import Actors, kept, make_person, make_unit

DUE, PROMISED = date(2017, 9, 28), date(2017, 10, 11)
WAITED_FROM = date(2017, 9, 6)


@dataclass
class There:
    """A case with a deadline that runs and one that was met by a decision, and all about it."""

    session: Session
    unit: Unit
    case_type: CaseType
    person: Person
    term: PublishedTerm
    case: Case
    runs: Deadline
    met: Deadline
    notice: Extension
    wait: WaitingPeriod

    def other_unit(self) -> Unit:
        return make_unit(self.session, name="En anden")

    def decision(self) -> Decision:
        return self.session.exec(select(Decision)).one()


@pytest.fixture
def there(session: Session) -> There:
    unit, case_type = make_unit(session, name="Enhed"), make_case_type(session, name_da="Type")
    person = make_person(session, "holm")
    term = make_term(session, make_own_catalogue(session), case_type)
    case = make_case(session, unit, case_type, caseworker_id=person.id)
    runs = make_deadline(session, case, DUE, published_term_id=term.id)
    notice = make_extension(session, runs, PROMISED, notice_sent_on=TODAY)
    wait = make_wait(session, case, WAITED_FROM)
    met = make_deadline(session, case, DUE, met_on=TODAY, kind=DeadlineKind.REMITTAL)
    decide(session, case)
    return There(session, unit, case_type, person, term, case, runs, met, notice, wait)


def decide(session: Session, case: Case, **fields: Any) -> Decision:
    defaults: dict[str, Any] = {
        "subject": "Kørestol",
        "made_on": TODAY,
        "outcome": DecisionOutcome.GRANTED,
        "reasons_given": True,
        "appeal_guidance_given": True,
    }
    return kept(session, Decision(case_id=case.id, **defaults | fields))


@pytest.fixture
def admin(api: TestClient, actors: Actors) -> Asked:
    return Asked(api, actors.headers(Role.ADMIN))


def rename(thing: str, column: str, name: str) -> Callable[[There], None]:
    return lambda there: setattr(getattr(there, thing), column, name)


def undo_notice(there: There) -> None:
    there.notice.undone_on = TODAY
    there.runs.due_on, there.runs.extensions, there.runs.notified_on = DUE, 0, None


def meet_and_reopen(there: There) -> None:
    there.runs.met_on = TODAY
    there.session.flush()
    there.runs.met_on = None


def end_with_case(there: There) -> None:
    there.runs.cancelled_on, there.runs.cancel_reason = TODAY, "closed"
    there.session.flush()
    there.case.state = CaseState.CLOSED


def reopen_case(there: There) -> None:
    end_with_case(there)
    there.session.flush()
    there.case.state = CaseState.INVESTIGATING


def move_all_cases(there: There) -> None:
    there.session.connection().exec_driver_sql(
        "UPDATE cases SET unit_id = %(unit)s", {"unit": there.other_unit().id}
    )


# What happens, and how the deadline that runs is answered then: the place in it, and the value.
HAPPENED: dict[str, tuple[Callable[[There], Any], str, Any]] = {
    "the unit is renamed": (rename("unit", "name", "Ny"), "unit.name", "Ny"),
    "the caseworker is renamed": (rename("person", "full_name", "Ny"), "caseworker.name", "Ny"),
    "the type is renamed": (rename("case_type", "name_da", "Ny"), "case_type.name", "Ny"),
    "the term is reworded": (rename("term", "as_published", "Ny"), "term.as_published", "Ny"),
    "a wait begins": (
        lambda there: make_wait(there.session, there.case, TODAY, what="Ny"),
        "waiting.1.what",
        "Ny",
    ),
    "a wait ends": (rename("wait", "until_on", TODAY), "waiting", []),  # type: ignore[arg-type]
    "a wait is reworded": (rename("wait", "what", "Ny"), "waiting.0.what", "Ny"),
    "a wait is deleted": (lambda there: there.session.delete(there.wait), "waiting", []),
    "a notice is sent": (
        lambda there: make_extension(there.session, there.runs, date(2017, 11, 1)),
        "extensions",
        2,
    ),
    "a notice is undone": (undo_notice, "notified_on", None),
    "a notice was sent too late": (
        lambda there: setattr(there.notice, "before_due_on", WAITED_FROM),
        "notified_in_time",
        False,
    ),
    "the day of receipt is corrected": (
        lambda there: setattr(there.case, "received_on", date(2017, 8, 1)),
        "received_on",
        "2017-08-01",
    ),
    "nobody has the case any more": (
        lambda there: setattr(there.case, "caseworker_id", None),
        "caseworker",
        None,
    ),
    "the case goes to another unit": (
        lambda there: setattr(there.case, "unit_id", there.other_unit().id),
        "unit.name",
        "En anden",
    ),
    "all cases go to another unit": (move_all_cases, "unit.name", "En anden"),
    "it is met": (lambda there: setattr(there.runs, "met_on", TODAY), "status", "met"),
    "it is met and reopened": (meet_and_reopen, "version", 5),
    "it is cancelled": (
        lambda there: setattr(there.runs, "cancelled_on", TODAY),
        "status",
        "cancelled",
    ),
    "its legal day moves": (
        lambda there: setattr(there.runs, "legal_due_on", TODAY),
        "legal_due_on",
        "2017-09-27",
    ),
    "it ends with its case": (end_with_case, "may", []),
    "its case is reopened": (reopen_case, "may", ["reopen"]),
}


@pytest.mark.parametrize("what", HAPPENED)
def test_a_document_follows(session: Session, admin: Asked, there: There, what: str) -> None:
    happen, place, value = HAPPENED[what]
    before = at(place, running(admin, there))

    happen(there)
    session.flush()

    assert (at(place, running(admin, there)), before != value) == (value, True)
    assert gone_stale(session) == []


def running(admin: Asked, there: There) -> dict[str, Any]:
    [line] = lines_of(admin, id=str(there.runs.id))
    return line


def at(place: str, line: Any) -> Any:
    for step in place.split("."):
        if isinstance(line, list):
            line = line[int(step)] if int(step) < len(line) else None
        else:
            line = line and line[step]
    return line


@pytest.mark.parametrize(
    ("happen", "may"),
    [
        pytest.param(lambda there: there.session.flush(), [], id="made"),
        pytest.param(
            lambda there: there.session.delete(there.decision()), ["reopen"], id="deleted"
        ),
        pytest.param(
            lambda there: setattr(there.decision(), "made_on", DUE), ["reopen"], id="corrected"
        ),
        pytest.param(
            lambda there: setattr(there.decision(), "concludes", False), ["reopen"], id="partial"
        ),
        pytest.param(
            lambda there: setattr(there.case, "state", CaseState.WITHDRAWN), [], id="withdrawn"
        ),
    ],
)
def test_what_may_be_done_follows_the_decision(
    session: Session,
    admin: Asked,
    there: There,
    happen: Callable[[There], None],
    may: list[str],
) -> None:
    happen(there)
    session.flush()

    [line] = lines_of(admin, id=str(there.met.id))
    assert line["may"] == may
    assert gone_stale(session) == []


def test_what_is_deleted_leaves_no_document(session: Session, admin: Asked, there: There) -> None:
    session.delete(there.met)
    session.flush()

    assert [line["id"] for line in lines_of(admin)] == [str(there.runs.id)]


def test_what_ended_keeps_the_names_of_where_it_ended(
    session: Session, admin: Asked, there: There
) -> None:
    there.case.unit_id = there.other_unit().id
    session.flush()
    there.unit.name = "Omdøbt bagefter"
    session.flush()

    [line] = lines_of(admin, id=str(there.met.id))
    assert line["unit"]["name"] == "Omdøbt bagefter"
    assert gone_stale(session) == []


def test_making_anew_finds_what_is_stale(session: Session, there: There) -> None:
    stale = "ALTER TABLE units DISABLE TRIGGER rename_in_documents"
    session.flush()
    run = session.connection().exec_driver_sql
    run("SET LOCAL ROLE NONE")
    run(stale)
    there.unit.name = "Kun i rækken"
    session.flush()

    assert len(gone_stale(session)) == len(session.exec(select(col(Deadline.id))).all())
    assert gone_stale(session) == []
