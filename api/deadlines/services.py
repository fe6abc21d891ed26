"""What people do to a deadline. The caller owns the transaction, and has locked the deadline."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlmodel import Session

from api.cases.rules import CaseState
from api.cases.tables import AccessRequest, Case, PartyHearing
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines import ending, queries, rules
from api.deadlines.schemas import (
    CancellationIn,
    CompletionIn,
    ExtensionIn,
    ReopeningIn,
    UndoingIn,
)
from api.deadlines.tables import Deadline, Extension
from api.people.rules import Actor, Scope
from api.resource import add, change
from api.table import Entity


def extend_deadline(
    session: Session, actor: Actor, deadline: Deadline, body: ExtensionIn, today: date
) -> Deadline:
    """Note that the citizen was told of a later day. The legal and the first day never move."""
    check_writer(session, actor, deadline)
    rules.check_open(deadline.met_on, deadline.cancelled_on)
    rules.check_authoritys(deadline.owed_by)
    rules.check_extension(
        body.due_on,
        current_due_on=deadline.due_on,
        notice_sent_on=body.notice_sent_on,
        started_on=deadline.started_on,
        today=today,
    )
    notices = standing(session, deadline)
    told = (each.due_on for each in notices if each.notice_sent_on <= body.notice_sent_on)
    before = rules.expected_on(deadline.legal_due_on, told)
    notice = Extension(deadline_id=deadline.id, before_due_on=before, **dict(body))
    return follow_notices(session, deadline, [*notices, add(session, notice)])


def undo_extension(
    session: Session, actor: Actor, extension: Extension, body: UndoingIn, today: date
) -> Extension:
    """Note that a notice was wrong: from that day on, its deadline is as if it was never sent."""
    deadline = session.get_one(Deadline, extension.deadline_id)
    check_writer(session, actor, deadline)
    rules.check_undoing(
        body.undone_on,
        notice_sent_on=extension.notice_sent_on,
        already_on=extension.undone_on,
        today=today,
    )
    change(session, extension, {"undone_on": body.undone_on, "undone_reason": body.reason})
    follow_notices(session, deadline, standing(session, deadline))
    return extension


def standing(session: Session, deadline: Deadline) -> list[Extension]:
    return [row for row in queries.extensions_of(session, deadline.id) if row.undone_on is None]


def follow_notices(
    session: Session, deadline: Deadline, notices: Collection[Extension]
) -> Deadline:
    """Let a deadline say what the notices that stand say."""
    told = {
        "due_on": rules.expected_on(deadline.legal_due_on, (row.due_on for row in notices)),
        "extensions": len(notices),
        "notified_on": max((row.notice_sent_on for row in notices), default=None),
    }
    return change(session, deadline, told)


def complete_deadline(
    session: Session, actor: Actor, deadline: Deadline, body: CompletionIn, today: date
) -> Deadline:
    """Note that what was owed was done; what the deadline is of says so too."""
    check_writer(session, actor, deadline)
    rules.check_open(deadline.met_on, deadline.cancelled_on)
    rules.check_met_on(body.met_on, deadline.started_on, today)
    ending.meet(session, deadline, body.met_on)
    for fact, name in facts_of(session, deadline):
        if getattr(fact, name) is None:
            change(session, fact, {name: body.met_on})
    return deadline


def cancel_deadline(
    session: Session, actor: Actor, deadline: Deadline, body: CancellationIn, today: date
) -> Deadline:
    check_writer(session, actor, deadline)
    rules.check_open(deadline.met_on, deadline.cancelled_on)
    rules.check_cancelled_on(body.cancelled_on, deadline.started_on, today)
    rules.check_own_words(body.reason)
    return ending.cancel(session, deadline, body.cancelled_on, body.reason)


def reopen_deadline(
    session: Session, actor: Actor, deadline: Deadline, body: ReopeningIn, today: date
) -> Deadline:
    """Take back an end that was noted by mistake: the deadline runs on, where its case is now."""
    check_writer(session, actor, deadline)
    case = session.get_one(Case, deadline.case_id)
    rules.check_reopening(
        met_on=deadline.met_on,
        cancelled_on=deadline.cancelled_on,
        cancel_reason=deadline.cancel_reason,
        case_withdrawn=case.state is CaseState.WITHDRAWN,
        case_closed=case.state is CaseState.CLOSED,
        decided_on=queries.decided_on(session, deadline),
    )
    forget_end(session, deadline)
    ending.take_back(session, deadline, case)
    return change(session, deadline, {"reopened_on": today, "reopen_reason": body.reason})


def forget_end(session: Session, deadline: Deadline) -> None:
    """Let the fact that met a deadline be unknown again; one of another day stays.

    A reply that came before its clock began met the deadline on the day it began.
    """
    for fact, name in facts_of(session, deadline):
        said = getattr(fact, name)
        if said is None or max(said, deadline.started_on) != deadline.met_on:
            continue
        answer = {"granted": None} if isinstance(fact, AccessRequest) else {}
        change(session, fact, {name: None} | answer)


def facts_of(session: Session, deadline: Deadline) -> Iterator[tuple[Entity, str]]:
    """Name the row that says by itself when a deadline was met, and its column."""
    if deadline.access_request_id:
        yield session.get_one(AccessRequest, deadline.access_request_id), "answered_on"
    if deadline.party_hearing_id:
        yield session.get_one(PartyHearing, deadline.party_hearing_id), "replied_on"
    if deadline.kind is DeadlineKind.ACKNOWLEDGEMENT:
        yield session.get_one(Case, deadline.case_id), "acknowledged_on"


def check_writer(session: Session, actor: Actor, deadline: Deadline) -> None:
    """Refuse who writes no deadlines where the case is now: one that ended may lie elsewhere."""
    case = session.get_one(Case, deadline.case_id)
    actor.check(Scope.DEADLINES_WRITE, case.unit_id, owners=[case.caseworker_id])
