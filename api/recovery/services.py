"""What is done to backlogs, review campaigns and their counts. The caller owns the transaction."""

from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from api.errors import InvalidInput
from api.imprecise import spread
from api.people.rules import Actor, Scope
from api.recovery import queries, rules
from api.recovery.schemas import BacklogCountIn, BacklogIn, ReviewCampaignIn, ReviewCountIn
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount
from api.resource import add, change, remove

Owner = TypeVar("Owner", Backlog, ReviewCampaign)


def create_backlog(session: Session, actor: Actor, body: BacklogIn) -> Backlog:
    actor.check(Scope.RECOVERY_WRITE, body.unit_id)
    return add(session, Backlog(**spread(dict(body), "cleared")))


def replace_backlog(session: Session, actor: Actor, backlog: Backlog, body: BacklogIn) -> Backlog:
    actor.check(Scope.RECOVERY_WRITE, backlog.unit_id)
    actor.check(Scope.RECOVERY_WRITE, body.unit_id)
    return change(session, backlog, spread(dict(body), "cleared"))


def delete_backlog(session: Session, actor: Actor, backlog: Backlog) -> None:
    actor.check(Scope.RECOVERY_WRITE, backlog.unit_id)
    remove(session, backlog, "backlog")


def create_campaign(session: Session, actor: Actor, body: ReviewCampaignIn) -> ReviewCampaign:
    actor.check(Scope.RECOVERY_WRITE, body.unit_id)
    return add(session, ReviewCampaign(**spread(dict(body), "due")))


def replace_campaign(
    session: Session, actor: Actor, campaign: ReviewCampaign, body: ReviewCampaignIn
) -> ReviewCampaign:
    """Give a campaign new content. Its total can't fall below what was reviewed."""
    actor.check(Scope.RECOVERY_WRITE, campaign.unit_id)
    actor.check(Scope.RECOVERY_WRITE, body.unit_id)
    rules.check_reviewed(
        queries.most_reviewed(session, campaign.id),
        body.total_count,
        approximate=body.total_approximate,
        pointer="/total_count",
    )
    return change(session, campaign, spread(dict(body), "due"))


def delete_campaign(session: Session, actor: Actor, campaign: ReviewCampaign) -> None:
    actor.check(Scope.RECOVERY_WRITE, campaign.unit_id)
    remove(session, campaign, "review_campaign")


def create_backlog_count(session: Session, actor: Actor, body: BacklogCountIn) -> BacklogCount:
    backlog = backlog_to_count(session, actor, body.backlog_id)
    rules.check_free_day(body.cut_off_on, queries.counted_days(session, backlog))
    return add(session, BacklogCount(**dict(body)))


def replace_backlog_count(
    session: Session, actor: Actor, count: BacklogCount, body: BacklogCountIn
) -> BacklogCount:
    backlog_to_count(session, actor, count.backlog_id)
    backlog = backlog_to_count(session, actor, body.backlog_id)
    rules.check_free_day(body.cut_off_on, queries.counted_days(session, backlog, but=count.id))
    return change(session, count, dict(body))


def delete_backlog_count(session: Session, actor: Actor, count: BacklogCount) -> None:
    backlog_to_count(session, actor, count.backlog_id)
    remove(session, count, "backlog_count")


def create_review_count(session: Session, actor: Actor, body: ReviewCountIn) -> ReviewCount:
    campaign = campaign_to_count(session, actor, body.campaign_id)
    check_review(session, campaign, body)
    return add(session, ReviewCount(**dict(body)))


def replace_review_count(
    session: Session, actor: Actor, count: ReviewCount, body: ReviewCountIn
) -> ReviewCount:
    campaign_to_count(session, actor, count.campaign_id)
    campaign = campaign_to_count(session, actor, body.campaign_id)
    check_review(session, campaign, body, but=count.id)
    return change(session, count, dict(body))


def delete_review_count(session: Session, actor: Actor, count: ReviewCount) -> None:
    campaign_to_count(session, actor, count.campaign_id)
    remove(session, count, "review_count")


def check_review(
    session: Session, campaign: ReviewCampaign, body: ReviewCountIn, *, but: UUID | None = None
) -> None:
    rules.check_free_day(body.cut_off_on, queries.counted_days(session, campaign, but=but))
    rules.check_reviewed(
        body.reviewed_count,
        campaign.total_count,
        approximate=campaign.total_approximate,
        pointer="/reviewed_count",
    )


def backlog_to_count(session: Session, actor: Actor, key: UUID) -> Backlog:
    statement = queries.backlogs_visible_to(actor).where(col(Backlog.id) == key)
    return to_count(session, actor, statement, Backlog, "backlog")


def campaign_to_count(session: Session, actor: Actor, key: UUID) -> ReviewCampaign:
    statement = queries.campaigns_visible_to(actor).where(col(ReviewCampaign.id) == key)
    return to_count(session, actor, statement, ReviewCampaign, "campaign")


def to_count(
    session: Session,
    actor: Actor,
    statement: SelectOfScalar[Owner],
    table: type[Owner],
    what: str,
) -> Owner:
    """Return what a count is of, locked so that days and totals stay as they are checked.

    What one can't see is refused as if it did not exist.
    """
    statement = statement.with_for_update(of=table).execution_options(populate_existing=True)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise InvalidInput(
            f"{what}_unknown", f"There is no {what} with this id.", pointer=f"/{what}_id"
        )
    actor.check(Scope.RECOVERY_WRITE, found.unit_id)
    return found
