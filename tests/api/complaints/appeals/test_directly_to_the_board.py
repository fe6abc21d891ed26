"""A decision of the children's committee is not reassessed: the board is complained to directly."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.appeals.reading import show_appeals
from api.complaints.tables import Complaint
from tests.api.complaints.appeals.appealing import UPHELD, done, post, put, reassess, refused, times
from tests.api.complaints.appeals.test_board_outcomes import ADMIN, AFFIRMED
from tests.conftest import TODAY
from tests.factories import Headers


@pytest.fixture
def not_owed(api: TestClient, leader: Headers, complaint: Complaint) -> dict[str, Any]:
    return reassess(api, leader, complaint, outcome="not_owed")


@pytest.mark.usefixtures("not_owed")
def test_no_time_runs_and_nothing_lacks(session: Session, complaint: Complaint) -> None:
    assert [time.cancel_reason for time in times(session, complaint)] == ["corrected"]

    way = show_appeals(session, ADMIN, [complaint], TODAY)[complaint.id]

    assert (way.deadline, way.missing) == (None, [])
    assert way.may == ["forward", "note_board_outcome"]


@pytest.mark.usefixtures("not_owed")
def test_the_board_answers_whether_or_not_we_forwarded_it(
    api: TestClient, leader: Headers, complaint: Complaint
) -> None:
    early = AFFIRMED | {"decided_on": "2017-09-05"}
    refusal = refused(post(api, leader, complaint, "board-outcome", early))
    assert refusal == (422, "board_before_forwarding", "/decided_on")

    assert done(post(api, leader, complaint, "board-outcome", AFFIRMED))["result"] == "affirmed"


@pytest.mark.usefixtures("not_owed")
def test_what_came_here_by_mistake_is_forwarded(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    done(post(api, leader, complaint, "forwarding", {"forwarded_on": "2017-09-21"}))

    way = show_appeals(session, ADMIN, [complaint], TODAY)[complaint.id]

    assert (str(way.forwarded_on), way.may) == ("2017-09-21", ["note_board_outcome"])
    assert way.deadline is None


def test_if_it_was_owed_after_all_its_time_runs(
    api: TestClient,
    session: Session,
    leader: Headers,
    complaint: Complaint,
    not_owed: dict[str, Any],
) -> None:
    done(put(api, leader, not_owed, "reassessments", **UPHELD))

    [wrong, right] = times(session, complaint)

    assert wrong.cancel_reason == "corrected"
    assert (str(right.legal_due_on), right.met_on, right.cancelled_on) == ("2017-10-04", None, None)
