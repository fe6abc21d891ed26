"""Every question about backlogs, review campaigns and their counts.

A backlog may be read in its unit, in the units under it, and in the units over it, as plans are.
Its counts may be read with it; the same holds for campaigns.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.case_types.queries import types_under
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, by_number, find_page
from api.people.rules import Actor, Scope
from api.recovery.schemas import (
    BacklogCountsQuery,
    BacklogsQuery,
    CampaignsQuery,
    CountsQuery,
    ReviewCountsQuery,
)
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount
from api.resource import one


def backlogs_visible_to(actor: Actor) -> SelectOfScalar[Backlog]:
    units = actor.readable_units(Scope.RECOVERY_READ)
    if units is None:
        return select(Backlog)
    # A pile that waits in another administration is watched by ours, where nobody has its grants.
    outside = select(Unit.id).where(col(Unit.outside))
    return select(Backlog).where(
        or_(col(Backlog.unit_id).in_(units), col(Backlog.unit_id).in_(outside))
    )


def campaigns_visible_to(actor: Actor) -> SelectOfScalar[ReviewCampaign]:
    units = actor.readable_units(Scope.RECOVERY_READ)
    if units is None:
        return select(ReviewCampaign)
    return select(ReviewCampaign).where(col(ReviewCampaign.unit_id).in_(units))


def backlog_counts_visible_to(actor: Actor) -> SelectOfScalar[BacklogCount]:
    visible = backlogs_visible_to(actor).subquery()
    return select(BacklogCount).where(col(BacklogCount.backlog_id).in_(select(visible.c.id)))


def review_counts_visible_to(actor: Actor) -> SelectOfScalar[ReviewCount]:
    visible = campaigns_visible_to(actor).subquery()
    return select(ReviewCount).where(col(ReviewCount.campaign_id).in_(select(visible.c.id)))


def backlog(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Backlog:
    return one(session, backlogs_visible_to(actor), "backlog", key, lock=lock)


def campaign(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> ReviewCampaign:
    return one(session, campaigns_visible_to(actor), "review_campaign", key, lock=lock)


def backlog_count(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> BacklogCount:
    return one(session, backlog_counts_visible_to(actor), "backlog_count", key, lock=lock)


def review_count(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> ReviewCount:
    return one(session, review_counts_visible_to(actor), "review_count", key, lock=lock)


def find_backlogs(session: Session, actor: Actor, query: BacklogsQuery, _: date) -> Found[Backlog]:
    """Return the backlogs that may be read and fit the filters, by position."""
    statement = backlogs_visible_to(actor).where(*placed(Backlog, query))
    if query.origin:
        statement = statement.where(Backlog.origin == query.origin)
    if query.q:
        texts = (Backlog.title, Backlog.footnote)
        statement = statement.where(containing(query.q, texts))
    keys = [by_number(Backlog.position), by_id(Backlog.id)]
    return find_page(session, statement, query, name="backlogs", keys=keys)


def find_campaigns(
    session: Session, actor: Actor, query: CampaignsQuery, _: date
) -> Found[ReviewCampaign]:
    """Return the review campaigns that may be read and fit the filters, by position."""
    statement = campaigns_visible_to(actor).where(*placed(ReviewCampaign, query))
    if query.q:
        texts = (ReviewCampaign.title, ReviewCampaign.purpose, ReviewCampaign.legal_text)
        statement = statement.where(containing(query.q, texts))
    keys = [by_number(ReviewCampaign.position), by_id(ReviewCampaign.id)]
    return find_page(session, statement, query, name="review_campaigns", keys=keys)


def placed(
    table: type[Backlog | ReviewCampaign], query: CampaignsQuery
) -> list[ColumnElement[bool]]:
    """Return the filters by unit and case type, each with all under it."""
    found: list[ColumnElement[bool]] = []
    if query.unit:
        found.append(col(table.unit_id).in_(select(Unit.id).where(units_under([query.unit]))))
    if query.case_type:
        found.append(col(table.case_type_id).in_(types_under([query.case_type])))
    return found


def containing(words: str, columns: Iterable[Any]) -> ColumnElement[bool]:
    return or_(*(col(column).icontains(words, autoescape=True) for column in columns))


def find_backlog_counts(
    session: Session, actor: Actor, query: BacklogCountsQuery, _: date
) -> Found[BacklogCount]:
    """Return counts by their cut-off days, the oldest first."""
    statement = backlog_counts_visible_to(actor).where(*within(BacklogCount, query))
    if query.backlog:
        statement = statement.where(BacklogCount.backlog_id == query.backlog)
    keys = [by_day(BacklogCount.cut_off_on), by_id(BacklogCount.id)]
    return find_page(session, statement, query, name="backlog_counts", keys=keys)


def find_review_counts(
    session: Session, actor: Actor, query: ReviewCountsQuery, _: date
) -> Found[ReviewCount]:
    """Return counts by their cut-off days, the oldest first."""
    statement = review_counts_visible_to(actor).where(*within(ReviewCount, query))
    if query.campaign:
        statement = statement.where(ReviewCount.campaign_id == query.campaign)
    keys = [by_day(ReviewCount.cut_off_on), by_id(ReviewCount.id)]
    return find_page(session, statement, query, name="review_counts", keys=keys)


def within(
    table: type[BacklogCount | ReviewCount], query: CountsQuery
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.from_on:
        found.append(col(table.cut_off_on) >= query.from_on)
    if query.before:
        found.append(col(table.cut_off_on) < query.before)
    return found


def latest_counts(session: Session, ids: Collection[UUID], as_of: date) -> dict[UUID, BacklogCount]:
    """Return the latest count as of a day, by the id of its backlog."""
    statement = (
        select(BacklogCount)
        .where(col(BacklogCount.backlog_id).in_(ids), BacklogCount.cut_off_on <= as_of)
        .ext(distinct_on(col(BacklogCount.backlog_id)))
        .order_by(col(BacklogCount.backlog_id), col(BacklogCount.cut_off_on).desc())
    )
    return {count.backlog_id: count for count in session.exec(statement)}


def latest_reviews(session: Session, ids: Collection[UUID], as_of: date) -> dict[UUID, ReviewCount]:
    """Return the latest count as of a day, by the id of its campaign."""
    statement = (
        select(ReviewCount)
        .where(col(ReviewCount.campaign_id).in_(ids), ReviewCount.cut_off_on <= as_of)
        .ext(distinct_on(col(ReviewCount.campaign_id)))
        .order_by(col(ReviewCount.campaign_id), col(ReviewCount.cut_off_on).desc())
    )
    return {count.campaign_id: count for count in session.exec(statement)}


def counted_days(
    session: Session, of: Backlog | ReviewCampaign, *, but: UUID | None = None
) -> Sequence[date]:
    """Return the cut-off days of a backlog's or campaign's counts, all but one's own."""
    table = BacklogCount if isinstance(of, Backlog) else ReviewCount
    owner = BacklogCount.backlog_id if isinstance(of, Backlog) else ReviewCount.campaign_id
    statement = select(col(table.cut_off_on)).where(owner == of.id)
    return session.exec(statement.where(table.id != but) if but else statement).all()


def most_reviewed(session: Session, campaign_id: UUID) -> int | None:
    """Return the highest count of a campaign."""
    statement = select(func.max(ReviewCount.reviewed_count))
    return session.exec(statement.where(ReviewCount.campaign_id == campaign_id)).one()


def visible_owners(
    session: Session, actor: Actor, table: type[Backlog | ReviewCampaign], ids: Collection[UUID]
) -> dict[UUID, Backlog | ReviewCampaign]:
    """Return the backlogs or campaigns that some counts are of, by id."""
    visible: SelectOfScalar[Any] = (
        backlogs_visible_to(actor) if table is Backlog else campaigns_visible_to(actor)
    )
    return {row.id: row for row in session.exec(visible.where(col(table.id).in_(ids)))}
