"""Makers of backlogs, review campaigns and their counts."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.organisation.tables import Unit
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount
from tests.factories import kept

CUT_OFF = date(2011, 9, 9)


def make_backlog(session: Session, unit: Unit, **fields: Any) -> Backlog:
    defaults: dict[str, Any] = {"title": "Enkeltydelser", "baseline_count": 1600}
    return kept(session, Backlog(unit_id=unit.id, **defaults | fields))


def make_backlog_count(session: Session, backlog: Backlog, **fields: Any) -> BacklogCount:
    defaults: dict[str, Any] = {"cut_off_on": CUT_OFF, "open_count": 966}
    return kept(session, BacklogCount(backlog_id=backlog.id, **defaults | fields))


def make_campaign(session: Session, unit: Unit, **fields: Any) -> ReviewCampaign:
    defaults: dict[str, Any] = {"title": "Merudgifter til voksne", "total_count": 519}
    return kept(session, ReviewCampaign(unit_id=unit.id, **defaults | fields))


def make_review_count(session: Session, campaign: ReviewCampaign, **fields: Any) -> ReviewCount:
    defaults: dict[str, Any] = {"cut_off_on": CUT_OFF, "reviewed_count": 98}
    return kept(session, ReviewCount(campaign_id=campaign.id, **defaults | fields))
