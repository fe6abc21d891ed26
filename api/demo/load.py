"""Load the two real action plans and the sample catalogue, in development also sample sign-ins."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from uuid import UUID

from sqlmodel import Session, col, select

from api.changes.context import act_as
from api.demo import records, sign_ins
from api.people.rules import ActorKind
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.tables import StatusUpdate
from api.table import Entity


def load(session: Session) -> dict[str, int]:
    """Add the rows that are missing and return how many per table.

    A row that exists is left as it is, so what people have changed survives.
    """
    act_as(session, kind=ActorKind.PROGRAM, name="demo load", act="demo_load")
    found = records.rows(wanted(records.read()))
    added = {table_of(model): add_missing(session, rows) for model, rows in groupby(found, type)}
    if sign_ins.allowed():
        added["passwords"] = sign_ins.load_passwords(session)
    return added


def wanted(data: records.Data) -> list[records.Record]:
    """Return the records to load: in production without sample people, and so without owners."""
    if not sign_ins.allowed():
        return [record for record in data.records if record.table not in sign_ins.TABLES]
    return [owned(record, data.owners.get(record.key)) for record in data.records]


def owned(record: records.Record, owner: str | None) -> records.Record:
    return replace(record, values={**record.values, "owner": owner}) if owner else record


def table_of(model: type[Entity]) -> str:
    return next(name for name, other in records.MODEL_OF.items() if other is model)


def add_missing(session: Session, rows: Iterable[Entity]) -> int:
    """Insert the rows of one table whose ids are not there yet."""
    rows = list(rows)
    model = type(rows[0])
    there = set(session.exec(select(col(model.id)).where(col(model.id).in_(ids_of(rows)))))
    new = [row for row in rows if row.id not in there]
    session.add_all(new)
    session.flush()
    tell_subjects(session, [row for row in new if isinstance(row, StatusUpdate)])
    return len(new)


def ids_of(rows: Sequence[Entity]) -> list[UUID]:
    return [row.id for row in rows]


def tell_subjects(session: Session, updates: Iterable[StatusUpdate]) -> None:
    """Count the new status updates on what they are about, as services do."""
    for update in updates:
        subject_of(session, update).status_updates += 1
    session.flush()


def subject_of(session: Session, update: StatusUpdate) -> Plan | Track | Initiative:
    if update.plan_id:
        return session.get_one(Plan, update.plan_id)
    if update.track_id:
        return session.get_one(Track, update.track_id)
    return session.get_one(Initiative, update.initiative_id)
