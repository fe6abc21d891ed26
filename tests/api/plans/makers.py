"""Small makers of what belongs to a plan, with fixed defaults: a test names what tells."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from api.catalogue.case_types.tables import CaseType
from api.imprecise import Precision
from api.organisation.tables import Unit
from api.plans.findings.tables import (
    Finding,
    FindingOutcome,
    FindingSource,
    ProblemArea,
    ProblemStanding,
)
from api.plans.outline.tables import Initiative, Plan
from api.plans.parties.tables import Involvement, Part, Party, PartyKind
from api.plans.resources.tables import (
    Appropriation,
    Duration,
    ResourceLine,
    ResourceStanding,
)
from api.plans.timeline.tables import Milestone, MilestoneKind
from api.recovery.tables import Backlog, ReviewCampaign
from tests.factories import kept


def make_milestone(session: Session, plan: Plan, **fields: Any) -> Milestone:
    defaults: dict[str, Any] = {
        "kind": MilestoneKind.REPORT,
        "title": "Ny status",
        "when_from": date(2017, 8, 30),
        "when_until": date(2017, 8, 30),
        "when_precision": Precision.DAY,
    }
    return kept(session, Milestone(plan_id=plan.id, **defaults | fields))


def make_party(session: Session, **fields: Any) -> Party:
    defaults: dict[str, Any] = {"name": "Socialstyrelsen", "kind": PartyKind.AUTHORITY}
    return kept(session, Party(**defaults | fields))


def make_involvement(session: Session, plan: Plan, party: Party, **fields: Any) -> Involvement:
    defaults: dict[str, Any] = {"part": Part.SUPPORTING}
    row = Involvement(plan_id=plan.id, party_id=party.id, **defaults | fields)
    return kept(session, row)


def make_finding(session: Session, plan: Plan, **fields: Any) -> Finding:
    defaults: dict[str, Any] = {
        "found_by": FindingSource.COMPLAINT_ANALYSIS,
        "title": "Gennemgående kendetegn i klagerne",
    }
    return kept(session, Finding(plan_id=plan.id, **defaults | fields))


def make_outcome(session: Session, finding: Finding, initiative: Initiative) -> FindingOutcome:
    return kept(session, FindingOutcome(finding_id=finding.id, initiative_id=initiative.id))


def make_case_type(session: Session, code: str, **fields: Any) -> CaseType:
    defaults: dict[str, Any] = {"name_da": code, "name_en": code}
    return kept(session, CaseType(code=code, **defaults | fields))


def make_problem_area(
    session: Session, plan: Plan, case_type: CaseType, **fields: Any
) -> ProblemArea:
    defaults: dict[str, Any] = {"standing": ProblemStanding.CURRENT, "as_of_on": date(2017, 9, 20)}
    row = ProblemArea(plan_id=plan.id, case_type_id=case_type.id, **defaults | fields)
    return kept(session, row)


def make_line(session: Session, plan: Plan, amount: str | None, **fields: Any) -> ResourceLine:
    defaults: dict[str, Any] = {
        "position": 1,
        "label": "Driftsbevilling",
        "million_dkk": Decimal(amount) if amount else None,
        "period_from": 2012,
        "duration": Duration.PERMANENT,
        "appropriation": Appropriation.OPERATING,
        "standing": ResourceStanding.REQUESTED,
    }
    return kept(session, ResourceLine(plan_id=plan.id, **defaults | fields))


def make_backlog(session: Session, unit: Unit, **fields: Any) -> Backlog:
    return kept(session, Backlog(unit_id=unit.id, **{"title": "Enkeltydelser"} | fields))


def make_campaign(session: Session, unit: Unit, **fields: Any) -> ReviewCampaign:
    return kept(session, ReviewCampaign(unit_id=unit.id, **{"title": "Merudgifter"} | fields))
