"""Switching a subscription off because it can't go on, so that its owner sees why."""

import structlog
from sqlmodel import Session

from api.changes.context import act_as
from api.resource import change
from api.subscriptions.rules import DisabledReason
from api.subscriptions.tables import Subscription
from api.table import now


def disable(session: Session, row: Subscription, reason: DisabledReason) -> None:
    """Switch a subscription off. What waits to be sent stays, and so does its place in the feed."""
    act_as(session, kind="program", name="rettidig", act="disable_subscription")
    change(session, row, {"active": False, "disabled_at": now(), "disabled_reason": reason})
    structlog.get_logger().warning(
        "subscription_disabled", subscription=str(row.id), reason=reason.value
    )
