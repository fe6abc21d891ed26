"""A unit that is complained about, a cause to choose, and its leader's pages."""

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from api.catalogue.causes.tables import ComplaintCause
from api.people.rules import Role
from tests.api.complaints.suggestions.conftest import nothing_learnt
from tests.api.complaints.suggestions.test_suggestions import SHIFTS, SILENCE, classified
from tests.factories import Actors, Headers, cause_group, make_cause
from tests.web.cases.conftest import Place, case_type, catalogue, place, stranger, terms, unit

__all__ = ["case_type", "catalogue", "nothing_learnt", "place", "stranger", "terms", "unit"]
TEXT = "Jeg har fået tre sagsbehandlere på et år."
# The day of the tests, as people write it, and a moment on it that has passed.
ON = {"moment_on": "27.09.2017", "moment_at": "09:15"}


@pytest.fixture
def cause(session: Session) -> str:
    """Return a cause: sagsbehandlerskift, in the group of service."""
    group = cause_group(session, "SERVICE")
    return str(make_cause(session, name_da="Sagsbehandlerskift", group_id=group.id).id)


@pytest.fixture
def taught(place: Place, session: Session, cause: str) -> None:
    """Let sixty earlier complaints be classified, half of them by the cause."""
    shifts = session.get_one(ComplaintCause, UUID(cause))
    silence = make_cause(session, "TID-SVAR", group_id=shifts.group_id)
    classified(session, place.unit, shifts, SHIFTS, 30)
    classified(session, place.unit, silence, SILENCE, 30)


def register(place: Place, **fields: Any) -> Any:
    """Register a complaint over the api, and return it."""
    body = {"text": TEXT, "unit_id": str(place.unit.id), "received_on": "2017-09-20"}
    return place.post("/v1/complaints", **body | fields)


def page_at(complaint: Any) -> str:
    return f"/complaints/{complaint['number']}"


@pytest.fixture
def reader(actors: Actors) -> Headers:
    """Somebody who reads figures only."""
    return actors.headers(Role.COMMITTEE_SECRETARY)
