"""A deadline explained: counted again from its own term, with all that its day rests on."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from api.calendar.counting import Counted
from api.cases.tables import Case, WaitingPeriod
from api.cases.waiting_queries import IN_ORDER
from api.catalogue.calculation.schemas import StepOut
from api.catalogue.closing_days.queries import load_calendar
from api.catalogue.closing_days.schemas import CalendarDay
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.legal_bases.queries import legal_bases, sections
from api.catalogue.legal_bases.schemas import BasisOfType, Section
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.terms.kinds import Clock
from api.catalogue.terms.reading import show_terms
from api.catalogue.terms.schemas import PublishedTermOut
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines import queries
from api.deadlines.documents.reading import show_deadlines
from api.deadlines.explanation.rules import differs, skipped, waited_days
from api.deadlines.explanation.schemas import ExplanationOut, MoveOut, WaitOut
from api.deadlines.reading import show_extension
from api.deadlines.recounting import count_again
from api.deadlines.rules import AsOf, because
from api.deadlines.schemas import DeadlineOut, ExtensionOut
from api.deadlines.tables import Deadline, DeadlineMove
from api.people.rules import Actor, Scope

DAY = timedelta(days=1)
AS_SHOWN = set(ExplanationOut.model_fields) & set(DeadlineOut.model_fields) - {
    *("raw_end_on", "extensions")
}


def explain(session: Session, actor: Actor, row: Deadline, as_of: AsOf) -> ExplanationOut:
    [shown] = show_deadlines(session, actor, [row], as_of)
    case = session.get_one(Case, row.case_id)
    calendar = load_calendar(session)
    counted = count_again(session, row, calendar)
    return ExplanationOut(
        **shown.model_dump(include=AS_SHOWN),
        **steps_of(counted),
        deadline_id=row.id,
        as_of=as_of.day,
        first_counted_on=row.started_on + DAY,
        published=published(session, actor, row, as_of),
        law=law(session, row),
        differs_because=differs(
            counted.due_on,
            row.legal_due_on,
            ended=row.met_on is not None or row.cancelled_on is not None,
            calendar_newer=calendar.version > row.calendar_version,
        ),
        calendar_version=row.calendar_version,
        calendar_version_now=calendar.version,
        moves=moves_of(session, row),
        waits=waits_of(session, actor, case, row, as_of),
        extensions=notices_of(session, actor, case, row, as_of),
        cancel_reason=row.cancel_reason if shown.cancelled_on else None,
        reopened_on=row.reopened_on,
        reopen_reason=row.reopen_reason,
        judged_because=judged_because(row, shown, as_of),
    )


def steps_of(counted: Counted) -> dict[str, Any]:
    return {
        "steps": [StepOut.of(step) for step in counted.steps],
        "skipped": [CalendarDay.of(day) for day in skipped(counted.steps)],
        "raw_end_on": counted.raw_end_on,
        "moved_because": [CalendarDay.of(day) for day in counted.moved_because],
        "earliest_on": counted.earliest_on,
        "counted_due_on": counted.due_on,
    }


def judged_because(row: Deadline, shown: DeadlineOut, as_of: AsOf) -> Any:
    return because(
        shown.status,
        legal_due_on=row.legal_due_on,
        expected_on=shown.due_on,
        met_on=row.met_on,
        cancel_reason=row.cancel_reason,
        as_of=as_of.day,
    )


def published(
    session: Session, actor: Actor, row: Deadline, as_of: AsOf
) -> PublishedTermOut | None:
    term = session.get(PublishedTerm, row.published_term_id) if row.published_term_id else None
    return show_terms(session, actor, [term], as_of.day)[0] if term else None


def law(session: Session, row: Deadline) -> BasisOfType | None:
    """Return the section that a deadline names, if it is kept, with what followed it."""
    as_written = col(LegalBasis.act_short) + " " + col(LegalBasis.section)
    basis = session.exec(legal_bases().where(as_written == row.legal_basis)).first()
    if basis is None:
        return None
    after = sections(session, {basis.successor_id})
    return BasisOfType(
        **Section.of(basis).model_dump(),
        valid_from=basis.valid_from,
        valid_until=basis.valid_until,
        successor=after.get(basis.successor_id) if basis.successor_id else None,
    )


def moves_of(session: Session, row: Deadline) -> list[MoveOut]:
    """Return how corrections of the calendar moved a deadline, the first one first."""
    statement = (
        select(DeadlineMove, CalendarCorrection.number)
        .join(CalendarCorrection)
        .where(DeadlineMove.deadline_id == row.id)
        .order_by(col(DeadlineMove.id))
    )
    return [
        MoveOut(**move.model_dump(include=set(MoveOut.model_fields)), calendar_version=number)
        for move, number in session.exec(statement)
    ]


def waits_of(
    session: Session, actor: Actor, case: Case, row: Deadline, as_of: AsOf
) -> list[WaitOut]:
    """Return what the case waited for since the deadline began, the longest ago first.

    Nothing is told of a case that went where the asker reads no deadlines.
    """
    if not actor.may(Scope.DEADLINES_READ, case.unit_id, owners=[case.caseworker_id]):
        return []
    began = (WaitingPeriod.case_id == row.case_id, WaitingPeriod.since_on <= as_of.day)
    waits = session.exec(select(WaitingPeriod).where(*began).order_by(*IN_ORDER))
    stops = row.clock is Clock.STOPS_WHILE_WAITING
    return [
        wait_out(wait, as_of, stops=stops)
        for wait in waits
        if wait.until_on is None or wait.until_on > max(wait.since_on, row.started_on)
    ]


def wait_out(wait: WaitingPeriod, as_of: AsOf, *, stops: bool) -> WaitOut:
    over = wait.until_on is not None and wait.until_on <= as_of.day
    return WaitOut(
        waiting_for=wait.waiting_for,
        what=wait.what,
        since_on=wait.since_on,
        until_on=wait.until_on if over else None,
        days=waited_days(wait.since_on, wait.until_on, as_of.day),
        subtracted=stops,
    )


def notices_of(
    session: Session, actor: Actor, case: Case, row: Deadline, as_of: AsOf
) -> list[ExtensionOut]:
    """Return the notices that had been sent by the day; what was undone later stood then."""
    sent = [
        show_extension(notice, case, actor)
        for notice in queries.extensions_of(session, row.id)
        if notice.notice_sent_on <= as_of.day
    ]
    standing = {"undone_on": None, "undone_reason": None}
    return [
        notice.model_copy(update=standing)
        if notice.undone_on is not None and notice.undone_on > as_of.day
        else notice
        for notice in sent
    ]
