"""A unit with a case that was received on 16 August 2017, and people in and outside of the unit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.cases.tables import Case, CaseEvent
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_person, make_unit

RECEIVED = date(2017, 8, 16)


@dataclass(frozen=True)
class Place:
    """A case in a unit. `leader` and `colleague` may write there, `stranger` elsewhere."""

    unit: Unit
    elsewhere: Unit
    case_type: CaseType
    case: Case
    anna: Person
    bo: Person
    leader: Headers
    colleague: Headers
    advisor: Headers
    stranger: Headers

    @property
    def address(self) -> str:
        return f"/v1/cases/{self.case.id}"


def make_place(session: Session, actors: Actors, **fields: Any) -> Place:
    unit = make_unit(session)
    elsewhere = make_unit(session, name="Børnefamiliecenter")
    case_type = make_case_type(session)
    return Place(
        unit=unit,
        elsewhere=elsewhere,
        case_type=case_type,
        case=make_case(session, unit, case_type, **fields),
        anna=make_person(session, "anna"),
        bo=make_person(session, "bo"),
        leader=actors.headers(Role.DEPARTMENT_LEADER, unit),
        colleague=actors.headers(Role.CASEWORKER, unit),
        advisor=actors.headers(Role.CITIZENS_ADVISOR),
        stranger=actors.headers(Role.DEPARTMENT_LEADER, elsewhere),
    )


def post(api: TestClient, headers: Headers, address: str, **body: Any) -> Any:
    written = {name: str(value) if value is not None else None for name, value in body.items()}
    return api.post(address, json=written, headers=headers)


def deadlines(session: Session, case: Case, kind: DeadlineKind | None = None) -> list[Deadline]:
    """Return a case's deadlines as they stand in the database, in the order they were made."""
    session.expire_all()
    statement = select(Deadline).where(Deadline.case_id == case.id)
    if kind:
        statement = statement.where(Deadline.kind == kind)
    return list(session.exec(statement.order_by(col(Deadline.id))))


def events(session: Session, case: Case) -> list[CaseEvent]:
    session.expire_all()
    statement = select(CaseEvent).where(CaseEvent.case_id == case.id)
    return list(session.exec(statement.order_by(col(CaseEvent.id))))
