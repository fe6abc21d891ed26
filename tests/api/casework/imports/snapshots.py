"""All that is kept of a case, without what differs each time: ids, numbers and moments."""

from typing import Any

from sqlmodel import Session, col, select

from api.cases.tables import (
    Assignment,
    Case,
    CaseEvent,
    CaseReference,
    Decision,
    DecisionNotice,
)
from api.citizens.tables import Citizen
from api.deadlines.tables import Deadline, Extension
from api.table import Entity

OF_ROW = {"id", "version", "created_at", "updated_at"}
Told = dict[str, Any]


def told(row: Entity, *but: str) -> Told:
    return row.model_dump(exclude=OF_ROW | set(but))


def in_order(rows: list[Told]) -> list[Told]:
    return sorted(rows, key=repr)


def snapshot(session: Session, reference: str) -> Told:
    """Return a case with all that belongs to it."""
    case = session.exec(
        select(Case).join(CaseReference).where(CaseReference.reference == reference)
    ).one()
    citizen = session.get(Citizen, case.citizen_id) if case.citizen_id else None
    return {
        "case": told(case, "number", "citizen_id"),
        "citizen": (citizen.cpr_index, citizen.birth_on) if citizen else None,
        "events": [told(row, "case_id") for row in of_case(session, CaseEvent, case)],
        "assignments": [told(row, "case_id") for row in of_case(session, Assignment, case)],
        "decisions": [decision(session, row) for row in of_case(session, Decision, case)],
        "deadlines": in_order([deadline(session, row) for row in of_case(session, Deadline, case)]),
    }


def of_case(session: Session, table: Any, case: Case) -> list[Any]:
    statement = select(table).where(table.case_id == case.id).order_by(col(table.id))
    return list(session.exec(statement))


def decision(session: Session, row: Decision) -> Told:
    notices = session.exec(select(DecisionNotice).where(DecisionNotice.decision_id == row.id))
    return told(row, "case_id") | {"notices": [told(each, "decision_id") for each in notices]}


def deadline(session: Session, row: Deadline) -> Told:
    extensions = session.exec(select(Extension).where(Extension.deadline_id == row.id))
    kept = told(row, "case_id", "case_number", "decision_notice_id")
    return kept | {
        "of_notice": row.decision_notice_id is not None,
        "notices": [told(each, "deadline_id") for each in extensions],
    }
