"""A party asks to see the documents, and is answered. The caller owns the transaction, and locked
the case. One may ask in every state of a case, also when it is over."""

from sqlmodel import Session

from api.cases.rules import check_not_before_receipt
from api.cases.tables import AccessRequest, Case
from api.casework.access import queries, rules
from api.casework.access.schemas import AccessAnswerIn, AccessRequestIn
from api.casework.started import open_by
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.ending import meet
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.errors import RuleBroken
from api.resource import add, change


def request_access(session: Session, case: Case, body: AccessRequestIn) -> AccessRequest:
    """Note a request; our deadline to answer starts the day it came."""
    check_not_before_receipt(body.received_on, case.received_on, "/received_on")
    if queries.same_request(session, case.id, body.party, body.received_on):
        raise RuleBroken(
            "access_request_already_there",
            f"It is noted already that the {body.party.value} asked that day.",
        )
    starter = Starter(session)
    request = add(session, AccessRequest(case_id=case.id, **dict(body)))
    starter.start(
        case,
        DeadlineKind.ACCESS_TO_DOCUMENTS,
        {StartEvent.ACCESS_REQUESTED: request.received_on},
        access_request_id=request.id,
        party=request.party,
    )
    return request


def answer(session: Session, request: AccessRequest, body: AccessAnswerIn) -> AccessRequest:
    """Note our answer, whatever it was; one that came late is kept as late."""
    rules.check_answer(
        body.answered_on, received_on=request.received_on, already_on=request.answered_on
    )
    change(session, request, dict(body))
    if deadline := open_by(session, Deadline.access_request_id, request.id):
        meet(session, deadline, body.answered_on)
    return request
