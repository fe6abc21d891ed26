"""What people do with their watches. The caller owns the transaction; no log is told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.complaints.moments import as_kept
from api.complaints.patterns.standing import is_protected
from api.complaints.watches import queries
from api.complaints.watches.questions import check_watched, read_question
from api.complaints.watches.rules import WatchedFigures, WatchPeriod
from api.complaints.watches.schemas import PatternVisitIn, PatternWatchIn
from api.complaints.watches.tables import PatternVisit, PatternWatch, PatternWatchRun
from api.errors import InvalidInput, NotAllowed, RuleBroken
from api.people.rules import Actor, ActorKind


def owner_of(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise NotAllowed("not_a_person", "What is watched belongs to people; a program has none.")
    return actor.id


def create_watch(session: Session, actor: Actor, body: PatternWatchIn) -> PatternWatch:
    owner = owner_of(actor)
    check_watch(actor, body)
    return kept(session, PatternWatch(person_id=owner, **dict(body)))


def replace_watch(
    session: Session, actor: Actor, watch: PatternWatch, body: PatternWatchIn
) -> PatternWatch:
    check_watch(actor, body)
    for name, value in dict(body).items():
        setattr(watch, name, value)
    watch.version += 1
    return kept(session, watch)


def check_watch(actor: Actor, body: PatternWatchIn) -> None:
    """Refuse a question that the figures refuse, half of a threshold, and what nobody can watch."""
    question = read_question(body.figures, body.query)
    if body.every and is_protected(actor, question):
        raise InvalidInput(
            "watch_of_settled_years",
            "With small counts hidden, figures are told once their year is settled: a period that "
            "has just ended has none. Keep the question without a period.",
            pointer="/every",
        )
    given = {body.measure, body.direction, body.threshold}
    if body.figures is WatchedFigures.SIGNALS:
        if given != {None}:
            raise InvalidInput(
                "watch_of_signals",
                "Of signals every new one is told: they have no threshold of their own.",
                pointer="/measure",
            )
        if body.every not in {None, WatchPeriod.QUARTER}:
            raise InvalidInput(
                "signals_of_a_quarter", "Signals are of whole quarters.", pointer="/every"
            )
        return
    if None in given and given != {None}:
        raise InvalidInput(
            "watch_threshold_incomplete",
            "Give a measure, a direction and a threshold, or none of them.",
            pointer="/threshold",
        )
    if body.every and body.measure is None:
        raise InvalidInput(
            "watch_threshold_missing",
            "Say what is to be told: a measure, a direction and a threshold.",
            pointer="/threshold",
        )
    check_watched(question, body.measure)


def kept(session: Session, watch: PatternWatch) -> PatternWatch:
    session.add(watch)
    try:
        session.flush()
    except IntegrityError as error:
        raise RuleBroken(
            "pattern_watch_name_taken", "One of your watches has this name already."
        ) from error
    return watch


def delete_watch(session: Session, watch: PatternWatch) -> None:
    session.delete(watch)
    session.flush()


def note_seen(session: Session, run: PatternWatchRun, at: datetime) -> PatternWatchRun:
    """Note that a run was seen; the first time counts."""
    run.seen_at = run.seen_at or as_kept(at)
    session.flush()
    return run


def note_visit(session: Session, actor: Actor, body: PatternVisitIn, at: datetime) -> PatternVisit:
    visit = queries.visit_of(session, actor) or PatternVisit(
        person_id=owner_of(actor), data_number=body.data_number, at=at
    )
    visit.data_number, visit.at = body.data_number, as_kept(at)
    session.add(visit)
    session.flush()
    return visit
