"""Backlogs and campaigns with how they stand as of a day, and their counts."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.people.rules import Actor, Scope
from api.recovery import queries, schemas
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount


def show_backlogs(
    session: Session, actor: Actor, rows: Sequence[Backlog], as_of: date
) -> list[schemas.BacklogOut]:
    latest = queries.latest_counts(session, [row.id for row in rows], as_of)
    return [schemas.BacklogOut.of(row, latest.get(row.id), actor) for row in rows]


def show_campaigns(
    session: Session, actor: Actor, rows: Sequence[ReviewCampaign], as_of: date
) -> list[schemas.ReviewCampaignOut]:
    latest = queries.latest_reviews(session, [row.id for row in rows], as_of)
    return [schemas.ReviewCampaignOut.of(row, latest.get(row.id), actor) for row in rows]


def show_backlog_counts(
    session: Session, actor: Actor, rows: Sequence[BacklogCount], _: date
) -> list[schemas.BacklogCountOut]:
    owners = queries.visible_owners(session, actor, Backlog, {row.backlog_id for row in rows})
    return [schemas.BacklogCountOut.of(row, acts(actor, owners[row.backlog_id])) for row in rows]


def show_review_counts(
    session: Session, actor: Actor, rows: Sequence[ReviewCount], _: date
) -> list[schemas.ReviewCountOut]:
    ids = {row.campaign_id for row in rows}
    owners = queries.visible_owners(session, actor, ReviewCampaign, ids)
    return [schemas.ReviewCountOut.of(row, acts(actor, owners[row.campaign_id])) for row in rows]


def acts(actor: Actor, owner: Backlog | ReviewCampaign) -> list[str]:
    """Name what may be done to a count: its rights are those of what is counted."""
    return ["replace", "delete"] if actor.may(Scope.RECOVERY_WRITE, owner.unit_id) else []
