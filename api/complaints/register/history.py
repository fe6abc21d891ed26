"""The history of a complaint, as far as the asker may know it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from api.changes.schemas import ChangeOut
from api.complaints.register.queries import seen
from api.people.rules import Actor

LINK = "repeat_of_id"


def leave_out_unseen(session: Session, actor: Actor, changes: Sequence[ChangeOut]) -> None:
    """Leave out which complaint one repeated, where the asker may not read that one."""
    links = [each for change in changes for each in change.changed if each.field == LINK]
    named = {UUID(key) for each in links for key in (each.before, each.after) if key}
    known = set(map(str, session.execute(seen(actor, named)).scalars())) if named else set()

    def told(key: Any) -> Any:
        return key if key in known else None

    for each in links:
        each.before, each.after = told(each.before), told(each.after)
    for change in changes:
        change.changed = [
            each for each in change.changed if each.field != LINK or each.before != each.after
        ]
