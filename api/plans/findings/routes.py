"""Findings, what they led to, and problem areas over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.people.rules import Actor
from api.plans.findings import queries, schemas, services
from api.plans.findings.tables import Finding, FindingOutcome, ProblemArea
from api.plans.links.places import acts_on
from api.routing import feature

router = feature("/v1", "plans")


def show_findings(
    session: Session, actor: Actor, rows: Sequence[Finding], _: date
) -> list[schemas.FindingOut]:
    may = acts_on(session, actor, rows)
    led_to = queries.initiatives_from(session, (row.id for row in rows))
    return [schemas.FindingOut.of(row, led_to.get(row.id, []), may[row.id]) for row in rows]


def show_outcomes(
    session: Session, actor: Actor, rows: Sequence[FindingOutcome], _: date
) -> list[schemas.OutcomeOut]:
    findings = queries.findings_by_id(session, (row.finding_id for row in rows))
    may = acts_on(session, actor, list(findings.values()))
    return [schemas.OutcomeOut.of(row, may[row.finding_id]) for row in rows]


def show_problem_areas(
    session: Session, actor: Actor, rows: Sequence[ProblemArea], _: date
) -> list[schemas.ProblemAreaOut]:
    may = acts_on(session, actor, rows)
    case_types = queries.case_types_by_id(session, (row.case_type_id for row in rows))
    return [
        schemas.ProblemAreaOut.of(row, case_types[row.case_type_id], may[row.id]) for row in rows
    ]


FINDING = Noun(
    name="finding",
    plural="findings",
    about="What a review, an assessment or an analysis brought to light, and what it led to.",
    body=schemas.FindingIn,
    out=schemas.FindingOut,
    query=schemas.FindingsQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_findings,
    one=queries.finding,
    show=show_findings,
    create=services.create_finding,
    replace=services.replace_finding,
    delete=services.delete_finding,
)
OUTCOME = Noun(
    name="finding_outcome",
    plural="finding_outcomes",
    about="An initiative that a finding led to.",
    body=schemas.OutcomeIn,
    out=schemas.OutcomeOut,
    query=schemas.OutcomesQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_outcomes,
    one=queries.outcome,
    show=show_outcomes,
    create=services.create_outcome,
    replace=services.replace_outcome,
    delete=services.delete_outcome,
)
PROBLEM_AREA = Noun(
    name="problem_area",
    plural="problem_areas",
    about="A case type that a plan said was in trouble, had been, or was stable, as of a day.",
    body=schemas.ProblemAreaIn,
    out=schemas.ProblemAreaOut,
    query=schemas.ProblemAreasQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_problem_areas,
    one=queries.problem_area,
    show=show_problem_areas,
    create=services.create_problem_area,
    replace=services.replace_problem_area,
    delete=services.delete_problem_area,
)
for noun in (FINDING, OUTCOME, PROBLEM_AREA):
    add_routes(router, noun)
