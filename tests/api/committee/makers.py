"""Makers of committees, meetings, papers, promises and returning reports."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.committee.tables import (
    AgendaItem,
    Committee,
    Frequency,
    Meeting,
    Promise,
    ReportSchedule,
)
from api.imprecise import Precision
from api.plans.outline.tables import Plan
from tests.factories import kept

# A Wednesday: the committee got the second status of 2017.
MEETING_ON = date(2017, 9, 20)


def make_committee(session: Session, name: str = "Socialudvalget", **fields: Any) -> Committee:
    return kept(session, Committee(name=name, **fields))


def make_meeting(
    session: Session, committee: Committee, day: date = MEETING_ON, **fields: Any
) -> Meeting:
    held: dict[str, Any] = {
        "held_from": day,
        "held_until": day,
        "held_precision": Precision.DAY,
    }
    return kept(session, Meeting(committee_id=committee.id, **held | fields))


def make_item(session: Session, meeting: Meeting, **fields: Any) -> AgendaItem:
    defaults: dict[str, Any] = {"title": "Iværksatte initiativer i Borgercenter Handicap"}
    return kept(session, AgendaItem(meeting_id=meeting.id, **defaults | fields))


def make_promise(session: Session, item: AgendaItem, day: date, **fields: Any) -> Promise:
    defaults: dict[str, Any] = {
        "title": "Ny status",
        "due_from": day,
        "due_until": day,
        "due_precision": Precision.DAY,
    }
    return kept(session, Promise(agenda_item_id=item.id, **defaults | fields))


def make_schedule(session: Session, plan: Plan, **fields: Any) -> ReportSchedule:
    defaults: dict[str, Any] = {
        "title": "Orientering om status",
        "frequency": Frequency.MONTHLY,
        "receiver": "Socialudvalget",
    }
    return kept(session, ReportSchedule(plan_id=plan.id, **defaults | fields))
