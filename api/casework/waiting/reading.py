"""Waiting periods as they are answered, each with its case's number."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from api.cases.tables import Case, WaitingPeriod
from api.casework.waiting.schemas import WaitingPeriodOut
from api.people.rules import Actor, Scope


def show_waiting_periods(
    session: Session, actor: Actor, rows: Sequence[WaitingPeriod], as_of: date
) -> list[WaitingPeriodOut]:
    wanted = select(Case).where(col(Case.id).in_({row.case_id for row in rows}))
    cases = {case.id: case for case in session.exec(wanted)}
    return [
        WaitingPeriodOut.of(
            row, as_of, cases[row.case_id].number, may(actor, cases[row.case_id], row)
        )
        for row in rows
    ]


def may(actor: Actor, case: Case, row: WaitingPeriod) -> list[str]:
    """Name the acts the asker can do to a waiting period: its rights are those of its case."""
    if not actor.may(Scope.CASES_WRITE, case.unit_id, owners=[case.caseworker_id]):
        return []
    return ["replace", "delete"] if row.until_on else ["end", "replace", "delete"]
