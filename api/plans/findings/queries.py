"""Every question about findings, what they led to, and problem areas."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.case_types.queries import types_under
from api.catalogue.case_types.tables import CaseType
from api.paging import Found, Key, by_day, by_id, find_page
from api.people.rules import Actor
from api.plans.findings.schemas import FindingsQuery, OutcomesQuery, ProblemAreasQuery
from api.plans.findings.tables import Finding, FindingOutcome, ProblemArea
from api.plans.outline.queries import containing, of_visible_plans
from api.plans.outline.tables import Initiative
from api.resource import one


def findings_visible_to(actor: Actor) -> SelectOfScalar[Finding]:
    return select(Finding).where(of_visible_plans(Finding.plan_id, actor))


def finding(session: Session, actor: Actor, finding_id: UUID, *, lock: bool = False) -> Finding:
    return one(session, findings_visible_to(actor), "finding", finding_id, lock=lock)


def find_findings(session: Session, actor: Actor, query: FindingsQuery, _: date) -> Found[Finding]:
    """Return findings by plan, by what found them, and by title."""
    statement = findings_visible_to(actor)
    if query.plan:
        statement = statement.where(Finding.plan_id == query.plan)
    if query.track:
        statement = statement.where(Finding.track_id == query.track)
    if query.found_by:
        statement = statement.where(Finding.found_by == query.found_by)
    if query.q:
        statement = statement.where(containing(query.q, [Finding.title, Finding.quote]))
    keys = [by_id(Finding.plan_id), Key(Finding.found_by), Key(Finding.title), by_id(Finding.id)]
    return find_page(session, statement, query, name="findings", keys=keys)


def findings_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, Finding]:
    found = session.exec(select(Finding).where(col(Finding.id).in_(set(ids))))
    return {finding.id: finding for finding in found}


def initiatives_from(session: Session, finding_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the ids of the initiatives that each finding led to, in the order of the plan."""
    statement = (
        select(FindingOutcome.finding_id, Initiative.id)
        .where(col(Initiative.id) == FindingOutcome.initiative_id)
        .where(col(FindingOutcome.finding_id).in_(set(finding_ids)))
        .order_by(col(Initiative.position), col(Initiative.id))
    )
    led_to: dict[UUID, list[UUID]] = defaultdict(list)
    for finding_id, initiative_id in session.exec(statement):
        led_to[finding_id].append(initiative_id)
    return led_to


def outcomes_visible_to(actor: Actor) -> SelectOfScalar[FindingOutcome]:
    findings = findings_visible_to(actor).subquery()
    return select(FindingOutcome).where(col(FindingOutcome.finding_id).in_(select(findings.c.id)))


def outcome(
    session: Session, actor: Actor, outcome_id: UUID, *, lock: bool = False
) -> FindingOutcome:
    return one(session, outcomes_visible_to(actor), "finding_outcome", outcome_id, lock=lock)


def find_outcomes(
    session: Session, actor: Actor, query: OutcomesQuery, _: date
) -> Found[FindingOutcome]:
    """Return what findings led to, in the order it was entered."""
    statement = outcomes_visible_to(actor)
    if query.plan:
        of_plan = select(Finding.id).where(Finding.plan_id == query.plan)
        statement = statement.where(col(FindingOutcome.finding_id).in_(of_plan))
    if query.finding:
        statement = statement.where(FindingOutcome.finding_id == query.finding)
    if query.initiative:
        statement = statement.where(FindingOutcome.initiative_id == query.initiative)
    keys = [by_id(FindingOutcome.id)]
    return find_page(session, statement, query, name="finding_outcomes", keys=keys)


def problem_areas_visible_to(actor: Actor) -> SelectOfScalar[ProblemArea]:
    return select(ProblemArea).where(of_visible_plans(ProblemArea.plan_id, actor))


def problem_area(
    session: Session, actor: Actor, area_id: UUID, *, lock: bool = False
) -> ProblemArea:
    return one(session, problem_areas_visible_to(actor), "problem_area", area_id, lock=lock)


def find_problem_areas(
    session: Session, actor: Actor, query: ProblemAreasQuery, _: date
) -> Found[ProblemArea]:
    """Return problem areas by day and standing."""
    statement = problem_areas_visible_to(actor)
    if query.plan:
        statement = statement.where(ProblemArea.plan_id == query.plan)
    if query.track:
        statement = statement.where(ProblemArea.track_id == query.track)
    if query.case_type:
        under = types_under([query.case_type])
        statement = statement.where(col(ProblemArea.case_type_id).in_(under))
    if query.standing:
        statement = statement.where(ProblemArea.standing == query.standing)
    if query.as_of_on:
        statement = statement.where(ProblemArea.as_of_on == query.as_of_on)
    keys = [by_day(ProblemArea.as_of_on), Key(ProblemArea.standing), by_id(ProblemArea.id)]
    return find_page(session, statement, query, name="problem_areas", keys=keys)


def case_types_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, CaseType]:
    found = session.exec(select(CaseType).where(col(CaseType.id).in_(set(ids))))
    return {case_type.id: case_type for case_type in found}
