"""What people do to findings, their outcomes and problem areas. The caller owns the transaction."""

from sqlmodel import Session, col

from api.errors import InvalidInput
from api.imprecise import spread
from api.people.rules import Actor
from api.plans.findings import queries
from api.plans.findings.schemas import FindingIn, OutcomeIn, ProblemAreaIn
from api.plans.findings.tables import Finding, FindingOutcome, ProblemArea
from api.plans.links.places import (
    Place,
    check_initiative,
    check_move,
    check_place,
    check_right,
)
from api.resource import add, change, remove


def create_finding(session: Session, actor: Actor, body: FindingIn) -> Finding:
    check_place(session, actor, Place.of(body))
    return add(session, Finding(**spread(dict(body), "found")))


def replace_finding(session: Session, actor: Actor, finding: Finding, body: FindingIn) -> Finding:
    check_move(session, actor, Place.of(finding), Place.of(body))
    return change(session, finding, spread(dict(body), "found"))


def delete_finding(session: Session, actor: Actor, finding: Finding) -> None:
    check_right(session, actor, Place.of(finding))
    remove(session, finding, "finding")


def create_outcome(session: Session, actor: Actor, body: OutcomeIn) -> FindingOutcome:
    check_outcome(session, actor, body)
    return add(session, FindingOutcome(**dict(body)))


def replace_outcome(
    session: Session, actor: Actor, outcome: FindingOutcome, body: OutcomeIn
) -> FindingOutcome:
    check_right_to_outcome(session, actor, outcome)
    check_outcome(session, actor, body)
    return change(session, outcome, dict(body))


def delete_outcome(session: Session, actor: Actor, outcome: FindingOutcome) -> None:
    check_right_to_outcome(session, actor, outcome)
    remove(session, outcome, "finding_outcome")


def check_right_to_outcome(session: Session, actor: Actor, outcome: FindingOutcome) -> None:
    check_right(session, actor, Place.of(session.get_one(Finding, outcome.finding_id)))


def check_outcome(session: Session, actor: Actor, body: OutcomeIn) -> None:
    """Refuse a finding outside one's rights, or an initiative of another plan."""
    statement = queries.findings_visible_to(actor).where(col(Finding.id) == body.finding_id)
    finding = session.exec(statement).one_or_none()
    if finding is None:
        raise InvalidInput(
            "finding_unknown", f"There is no finding {body.finding_id}.", pointer="/finding_id"
        )
    check_initiative(session, actor, Place(finding.plan_id, None, body.initiative_id))
    check_right(session, actor, Place.of(finding))


def create_problem_area(session: Session, actor: Actor, body: ProblemAreaIn) -> ProblemArea:
    check_place(session, actor, Place.of(body))
    return add(session, ProblemArea(**dict(body)))


def replace_problem_area(
    session: Session, actor: Actor, area: ProblemArea, body: ProblemAreaIn
) -> ProblemArea:
    check_move(session, actor, Place.of(area), Place.of(body))
    return change(session, area, dict(body))


def delete_problem_area(session: Session, actor: Actor, area: ProblemArea) -> None:
    check_right(session, actor, Place.of(area))
    remove(session, area, "problem_area")
