"""Saying how a plan, a track or an initiative stands. The caller owns the transaction."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.errors import RuleBroken
from api.imprecise import spread
from api.people.rules import Actor, ActorKind
from api.plans.reporting import queries
from api.plans.reporting.queries import Subject
from api.plans.reporting.schemas import StatusIn
from api.plans.status import rules
from api.plans.status.rules import State
from api.plans.status.tables import StatusUpdate
from api.resource import add, written

TAKEN_OVER = {
    "state",
    "next",
    "expected_finish_from",
    "expected_finish_until",
    "expected_finish_precision",
    "expected_finish_as_written",
    "delay_low",
    "delay_high",
    "delay_unit",
    "delay_approximate",
    "delay_as_written",
}


def add_status(
    session: Session, actor: Actor, subject: Subject, body: StatusIn, today: date
) -> StatusUpdate:
    """Add a status to something that is locked, counting it so that its ETag changes."""
    latest = queries.latest_update(session, subject)
    rules.check_cut_off(body.cut_off_on, latest.cut_off_on if latest else None, today)
    if body.unchanged:
        values = taken_over(latest, body)
    else:
        assert body.state is not None  # noqa: S101 - the schema asks for it
        rules.check_move(latest.state if latest else State.UNKNOWN, body.state)
        values = as_said(body)
    update = add(session, StatusUpdate(**values, **subject_id(subject), **author(actor)))
    subject.status_updates += 1
    written(session, subject)
    return update


def taken_over(latest: StatusUpdate | None, body: StatusIn) -> dict[str, Any]:
    """Return the values of "no change since last": what was said last holds still."""
    if latest is None:
        raise RuleBroken(
            "no_status_yet",
            "There is no status yet that could be unchanged. Say how it stands.",
            pointer="/unchanged",
        )
    return latest.model_dump(include=TAKEN_OVER) | {
        "cut_off_on": body.cut_off_on,
        "remark": body.remark,
        "source": body.source,
        "unchanged": True,
    }


def as_said(body: StatusIn) -> dict[str, Any]:
    values = spread(dict(body), "expected_finish")
    delay = values.pop("delay")
    if delay is not None:
        values |= {f"delay_{name}": value for name, value in dict(delay).items()}
    return values


def subject_id(subject: Subject) -> dict[str, Any]:
    return {f"{type(subject).__name__.lower()}_id": subject.id}


def author(actor: Actor) -> dict[str, Any]:
    person = actor.id if actor.kind is ActorKind.PERSON else None
    return {"author_id": person, "author_name": actor.name}
