"""Resource lines and their totals, ready to be answered."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.people.rules import Actor
from api.plans.links.places import acts_on
from api.plans.resources import queries, rules
from api.plans.resources.rules import Family, Line
from api.plans.resources.schemas import (
    ComparisonOut,
    Reconciliation,
    ResourceLineOut,
    ResourceTotalsOut,
    StandingTotals,
    SumOut,
)
from api.plans.resources.tables import Duration, ResourceLine, ResourceStanding


def show_lines(
    session: Session, actor: Actor, rows: Sequence[ResourceLine], _: date
) -> list[ResourceLineOut]:
    may = acts_on(session, actor, rows)
    names = queries.unit_names(session, (row.unit_id for row in rows))
    return [
        ResourceLineOut.of(row, names[row.unit_id] if row.unit_id else None, may[row.id])
        for row in rows
    ]


def show_totals(session: Session, plan_id: UUID) -> ResourceTotalsOut:
    rows = queries.lines_of_plan(session, plan_id)
    lines = [Line.of(row.id, row) for row in rows]
    family = rules.parts_of(lines)
    labels = {row.id: row.label for row in rows}
    return ResourceTotalsOut(
        plan_id=plan_id,
        granted=totals(lines, family, ResourceStanding.GRANTED),
        requested=totals(lines, family, ResourceStanding.REQUESTED),
        reconciles=[
            reconciled(line, labels[line.id], family) for line in lines if line.id in family
        ],
    )


def totals(lines: Sequence[Line], family: Family, standing: ResourceStanding) -> StandingTotals:
    chosen = [line for line in lines if line.standing == standing]
    durations = rules.by_duration(chosen, family)
    return StandingTotals(
        **vars(rules.total(chosen, family)),
        by_duration={
            duration: SumOut.model_validate(durations[duration])
            for duration in Duration
            if duration in durations
        },
    )


def reconciled(line: Line, label: str, family: Family) -> Reconciliation:
    return Reconciliation(
        line_id=line.id,
        label=label,
        million_dkk=ComparisonOut.model_validate(rules.compare(line, rules.million_dkk, family)),
        fte=ComparisonOut.model_validate(rules.compare(line, rules.fte, family)),
    )
