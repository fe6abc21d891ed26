"""How the tests list deadlines."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import Asked
from tests.conftest import TODAY

LIST = "/v1/deadlines"


TUESDAY, WEDNESDAY, THURSDAY = date(2017, 9, 26), TODAY, date(2017, 9, 28)


def numbers(asked: Asked, **query: Any) -> list[str]:
    """Return the case numbers of a list, without the year."""
    return [item["case_number"].removeprefix("2017-") for item in asked.items(LIST, **query)]


def make_numbered(
    session: Session, unit: Unit, case_type: CaseType, number: str, due_on: date, **fields: Any
) -> Case:
    """Make a case with one deadline; the fields that a case has go to it."""
    of_case = {name: fields.pop(name) for name in list(fields) if name in Case.model_fields}
    made = make_case(session, unit, case_type, number=f"2017-{number}", **of_case)
    make_deadline(session, made, due_on, **fields)
    return made
