"""The moment a complaint came, and the day of a moment in the town hall."""

from datetime import UTC, date, datetime, time

from api.clock import TOWN_HALL
from api.complaints.tables import Complaint


def day_of(moment: datetime) -> date:
    return moment.astimezone(TOWN_HALL).date()


def came_at(complaint: Complaint) -> datetime:
    """Return the moment from which contact is counted: the day's start if no more is known."""
    return complaint.received_at or start_of(complaint.received_on)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, TOWN_HALL)


def as_kept(moment: datetime) -> datetime:
    """Return a moment in the zone that the database answers it in."""
    return moment.astimezone(UTC)
