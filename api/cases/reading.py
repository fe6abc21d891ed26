"""Cases as they are answered, with the names of what they refer to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from api.cases import queries, rules
from api.cases.schemas import CaseOut, Named, Reference
from api.cases.tables import Assignment, Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Actor, Scope
from api.people.tables import Person


def names(session: Session, name: Any, key: Any, ids: Iterable[UUID | None]) -> dict[UUID, Named]:
    """Return some rows by id, each with its name."""
    rows = session.exec(select(key, name).where(col(key).in_(set(ids) - {None})))
    return {row_id: Named(id=row_id, name=text) for row_id, text in rows}


def show_cases(session: Session, actor: Actor, rows: Sequence[Case], _: date) -> list[CaseOut]:
    ids = [row.id for row in rows]
    types = names(session, CaseType.name_da, CaseType.id, (row.case_type_id for row in rows))
    units = names(session, Unit.name, Unit.id, (row.unit_id for row in rows))
    people = names(session, Person.full_name, Person.id, (row.caseworker_id for row in rows))
    held = grouped(queries.assignments_of(session, ids))
    known = grouped(queries.references_of(session, ids))
    decided = queries.with_decisions(session, ids)
    return [
        CaseOut.of(
            row,
            case_type=types[row.case_type_id],
            unit=units[row.unit_id],
            caseworker=people.get(row.caseworker_id) if row.caseworker_id else None,
            progress=rules.PROGRESS_OF[row.state],
            caseworker_changes=rules.caseworker_changes(hands(held.get(row.id, []))),
            references=[
                Reference(system=each.system, reference=each.reference)
                for each in known.get(row.id, [])
            ],
            may=may(actor, row, decided=row.id in decided),
        )
        for row in rows
    ]


def grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def hands(assignments: Collection[Assignment]) -> list[rules.Held]:
    return [
        rules.Held(str(each.caseworker_id), each.from_on, each.until_on, each.reason)
        for each in assignments
    ]


def may(actor: Actor, case: Case, *, decided: bool) -> list[str]:
    """Name the acts the asker can do to a case in its state; only a decision can come back."""
    if not actor.may(Scope.CASES_WRITE, case.unit_id, owners=[case.caseworker_id]):
        return []
    goes_on = [] if case.state in rules.OVER else ["wait", "hear", "follow_up"]
    untold = [] if case.acknowledged_on else ["acknowledge"]
    moves = rules.allowed_acts(case.state, decided=decided)
    return ["replace", "assign", "transfer", "request_access", *goes_on, *untold, *moves]
