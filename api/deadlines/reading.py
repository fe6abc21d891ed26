"""Notices to the citizen as they are answered. Deadlines are read from their documents."""

from api.cases.tables import Case
from api.deadlines import rules
from api.deadlines.schemas import ExtensionOut
from api.deadlines.tables import Extension
from api.people.rules import Actor, Scope


def show_extension(row: Extension, case: Case, actor: Actor) -> ExtensionOut:
    writes = actor.may(Scope.DEADLINES_WRITE, case.unit_id, owners=[case.caseworker_id])
    undo = row.undone_on is None and writes
    return ExtensionOut(
        **row.model_dump(include=set(ExtensionOut.model_fields)),
        in_time=rules.notified_in_time(row.notice_sent_on, row.before_due_on),
        may=["undo"] if undo else [],
    )
