"""Who had complaints, as it is answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import column
from sqlmodel import Session

from api.cases.reading import names
from api.cases.schemas import Named
from api.complaints.holdings import queries
from api.complaints.holdings.rules import Held, Holder, Holding, held_by_each, holdings_of
from api.complaints.holdings.schemas import (
    ComplaintHoldingOut,
    ComplaintHoldingsQuery,
    HolderOut,
    HoldersQuery,
)
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.paging import Found, Key, by_number, find_among
from api.people.rules import Actor

ONE_BY_ONE = (by_number(column("place")),)
LONGEST_FIRST = (by_number(column("rank")), Key(column("key")))


def find_holdings(
    session: Session, complaint: Complaint, query: ComplaintHoldingsQuery, today: date
) -> Found[Holding]:
    """Return who had a complaint, one after another."""
    ids = [complaint.id]
    rows = holdings_of(
        complaint.received_on,
        Holder(complaint.unit_id),
        queries.transfers_of(session, ids).get(complaint.id, []),
        pauses=queries.pauses_of(session, ids).get(complaint.id, []),
        closed_on=complaint.closed_on,
        today=today,
    )
    return find_among(rows, query, name=f"holdings {complaint.id}", keys=ONE_BY_ONE)


def show_holdings(session: Session, rows: Sequence[Holding]) -> list[ComplaintHoldingOut]:
    units = units_of(session, (row.holder for row in rows))
    return [
        ComplaintHoldingOut(
            **told(row.holder, units),
            from_on=row.from_on,
            until_on=row.until_on,
            days=row.days,
            reason=row.reason,
        )
        for row in rows
    ]


def find_holders(session: Session, actor: Actor, query: HoldersQuery, today: date) -> Found[Held]:
    """Return who had the complaints that were passed on, who had them longest first.

    Of those that were when they are read: others may be passed on meanwhile.
    """
    crossing = session.execute(queries.crossing(actor, query)).all()
    ids = [row.id for row in crossing]
    passed = queries.transfers_of(session, ids)
    pauses = queries.pauses_of(session, ids)
    rows = held_by_each(
        holdings_of(
            row.received_on,
            Holder(row.unit_id),
            passed[row.id],
            pauses=pauses.get(row.id, []),
            closed_on=row.closed_on,
            today=today,
        )
        for row in crossing
    )
    return find_among(rows, query, name=f"holders {today}", keys=LONGEST_FIRST)


def show_holders(session: Session, rows: Sequence[Held]) -> list[HolderOut]:
    units = units_of(session, (row.holder for row in rows))
    return [
        HolderOut(
            **told(row.holder, units),
            complaints=row.complaints,
            now=row.now,
            days_total=row.days_total,
            days_median=row.days_median,
        )
        for row in rows
    ]


def units_of(session: Session, holders: Iterable[Holder]) -> dict[UUID, Named]:
    return names(session, Unit.name, Unit.id, (holder.unit_id for holder in holders))


def told(holder: Holder, units: Mapping[UUID, Named]) -> dict[str, Any]:
    unit = units[holder.unit_id] if holder.unit_id else None
    return {"unit": unit, "authority": holder.authority}
