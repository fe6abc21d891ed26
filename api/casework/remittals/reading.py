"""Remittals as they are answered, with the deadline each started."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.cases.tables import Remittal
from api.casework.remittals.schemas import RemittalOut
from api.casework.started import started_by
from api.deadlines.tables import Deadline
from api.people.rules import Actor


def show_remittals(
    session: Session, _: Actor, rows: Sequence[Remittal], __: date
) -> list[RemittalOut]:
    deadlines = started_by(session, Deadline.remittal_id, [row.id for row in rows])
    return [RemittalOut.of(row, deadlines.get(row.id)) for row in rows]
