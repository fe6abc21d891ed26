"""One act on many deadlines, each whole or not at all. The caller owns the transaction.

Cases are locked before deadlines, both in the order of their ids, so that batches never wait in a
circle. An act that is already done changes nothing, so a batch may be sent again.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases import queries as cases
from api.cases.rules import check_not_in_future
from api.casework.acts import check_writer
from api.casework.assignments.schemas import AssignmentIn
from api.casework.assignments.services import assign_case
from api.casework.batches.schemas import (
    MOST,
    Batch,
    BatchOnRefusal,
    BatchOut,
    BatchOutcome,
    BatchResult,
    CompleteBatch,
    DeadlineStanding,
    ExtendBatch,
    ReassignBatch,
    Selection,
)
from api.deadlines import queries, services
from api.deadlines.documents.reading import ids_of, show_deadlines
from api.deadlines.documents.reading import selected as selected_by
from api.deadlines.rules import AsOf
from api.deadlines.schemas import ExtensionIn
from api.deadlines.tables import Deadline
from api.errors import DomainError, NotFound, RuleBroken
from api.people.rules import Actor

# What an assignment is refused with that would change nothing.
HELD_ALREADY = frozenset({"caseworker_has_case", "case_has_no_caseworker"})


def carry_out(session: Session, actor: Actor, batch: Batch, today: date) -> BatchOut:
    """Do an act to each deadline; take all back if it was tried only, or stopped at a refusal."""
    if isinstance(batch, ReassignBatch):
        check_not_in_future(batch.values.from_on, today, "/values/from_on")
    ids = selected(session, actor, batch.selection, today)
    rows = queries.lock_deadlines(session, actor, ids)
    before = standings(session, actor, rows, today)
    with session.begin_nested() as whole:
        results = [carried_out(session, actor, batch, rows.get(key), key, today) for key in ids]
        after = standings(session, actor, rows, today)
        refused = any(result.outcome is BatchOutcome.REFUSED for result in results)
        stopped = refused and batch.on_refusal is BatchOnRefusal.STOP
        if stopped or batch.dry_run:
            whole.rollback()
    for result in results:
        compare(result, before, after, stopped=stopped)
    return summed(batch, results, stopped=stopped)


def selected(session: Session, actor: Actor, selection: Selection, today: date) -> list[UUID]:
    """Return the ids in order, refusing filters that fit another number than was seen."""
    if selection.filter is None:
        return sorted(set(selection.ids or ()))
    as_of = AsOf(today, today)
    wanted = selected_by(session, actor, selection.filter, as_of)
    found = ids_of(session, wanted, most=MOST + 1)
    if len(found) != selection.count:
        now = f"more than {MOST}" if len(found) > MOST else len(found)
        raise RuleBroken(
            "selection_changed",
            f"{selection.count} deadlines were seen to fit; now it is {now}. Look again.",
            pointer="/selection/count",
        )
    return sorted(found)


def standings(
    session: Session, actor: Actor, rows: Mapping[UUID, Deadline], today: date
) -> dict[UUID, DeadlineStanding]:
    session.flush()
    session.expire_all()
    shown = show_deadlines(session, actor, list(rows.values()), AsOf(today, today))
    return {each.id: DeadlineStanding.of(each) for each in shown}


def carried_out(
    session: Session, actor: Actor, batch: Batch, row: Deadline | None, key: UUID, today: date
) -> BatchResult:
    """Do the act to one deadline, or say why not; what was begun is then undone."""
    result = BatchResult(deadline_id=key, case_number=None, outcome=BatchOutcome.DONE)
    try:
        if row is None:
            raise NotFound("deadline", key)
        result.case_number = row.case_number
        with session.begin_nested():
            if not act(session, actor, batch, row, today):
                result.outcome = BatchOutcome.UNCHANGED
    except DomainError as refusal:
        result.outcome, result.code, result.detail = (
            BatchOutcome.REFUSED,
            refusal.code,
            refusal.detail,
        )
    return result


def act(session: Session, actor: Actor, batch: Batch, row: Deadline, today: date) -> bool:
    """Do the act, and say whether there was anything to do."""
    match batch:
        case ExtendBatch(values=values):
            return extend(session, actor, row, values, today)
        case CompleteBatch(values=values):
            services.check_writer(session, actor, row)
            if row.met_on == values.met_on:
                return False
            services.complete_deadline(session, actor, row, values, today)
            return True
        case ReassignBatch(values=values):
            return reassign(session, actor, row, values)


def extend(session: Session, actor: Actor, row: Deadline, values: ExtensionIn, today: date) -> bool:
    services.check_writer(session, actor, row)
    if row.due_on == values.due_on and told(session, row, values):
        return False
    services.extend_deadline(session, actor, row, values, today)
    return True


def told(session: Session, row: Deadline, values: ExtensionIn) -> bool:
    """Say whether this very notice stands already."""
    names = set(ExtensionIn.model_fields)
    notices = services.standing(session, row)
    return any(notice.model_dump(include=names) == dict(values) for notice in notices)


def reassign(session: Session, actor: Actor, row: Deadline, values: AssignmentIn) -> bool:
    case = cases.case(session, actor, row.case_id, lock=True)
    check_writer(actor, case)
    try:
        assign_case(session, case, values)
    except RuleBroken as refusal:
        if refusal.code in HELD_ALREADY:
            return False
        raise
    return True


def compare(
    result: BatchResult,
    before: Mapping[UUID, DeadlineStanding],
    after: Mapping[UUID, DeadlineStanding],
    *,
    stopped: bool,
) -> None:
    """Tell how a deadline stood and stands: one may have changed with another of its case."""
    result.before = before.get(result.deadline_id)
    if result.outcome is BatchOutcome.REFUSED:
        return
    result.after = result.before if stopped else after[result.deadline_id]
    if result.outcome is BatchOutcome.UNCHANGED and result.after != result.before:
        result.outcome = BatchOutcome.DONE
    if result.outcome is BatchOutcome.DONE and stopped:
        result.outcome = BatchOutcome.HELD_BACK


def summed(batch: Batch, results: list[BatchResult], *, stopped: bool) -> BatchOut:
    outcomes = Counter(result.outcome for result in results)
    return BatchOut(
        act=batch.act,
        dry_run=batch.dry_run,
        stopped=stopped,
        done=outcomes[BatchOutcome.DONE],
        unchanged=outcomes[BatchOutcome.UNCHANGED],
        refused=outcomes[BatchOutcome.REFUSED],
        results=results,
    )
