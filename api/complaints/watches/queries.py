"""Every question about watches. Each starts from whose they are: nobody sees another's."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.complaints.watches.schemas import PatternWatchesQuery, WatchRunsQuery
from api.complaints.watches.tables import PatternVisit, PatternWatch, PatternWatchRun
from api.errors import NotFound
from api.paging import Found, Key, by_id, by_moment, find_page
from api.people.rules import Actor


def watches_of(actor: Actor) -> SelectOfScalar[PatternWatch]:
    return select(PatternWatch).where(PatternWatch.person_id == actor.id)


def runs_of(actor: Actor) -> SelectOfScalar[PatternWatchRun]:
    mine = select(PatternWatch.id).where(PatternWatch.person_id == actor.id)
    return select(PatternWatchRun).where(col(PatternWatchRun.watch_id).in_(mine))


def watch(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> PatternWatch:
    statement = watches_of(actor).where(PatternWatch.id == key)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound("pattern_watch", key)
    return found


def run(session: Session, actor: Actor, key: UUID) -> PatternWatchRun:
    found = session.exec(runs_of(actor).where(PatternWatchRun.id == key)).one_or_none()
    if found is None:
        raise NotFound("pattern_watch_run", key)
    return found


def find_watches(session: Session, actor: Actor, query: PatternWatchesQuery) -> Found[PatternWatch]:
    keys = [Key(PatternWatch.name), by_id(PatternWatch.id)]
    return find_page(session, watches_of(actor), query, name="pattern_watches", keys=keys)


def find_runs(
    session: Session, actor: Actor, query: WatchRunsQuery, watch_id: UUID | None = None
) -> Found[PatternWatchRun]:
    """Return what one's watches found, the latest first."""
    statement = runs_of(actor)
    if watch_id:
        statement = statement.where(PatternWatchRun.watch_id == watch_id)
    if query.unseen is not None:
        unseen = col(PatternWatchRun.passed) & col(PatternWatchRun.seen_at).is_(None)
        statement = statement.where(unseen == query.unseen)
    name = f"pattern_watch_runs {watch_id or ''}"
    keys = [by_moment(PatternWatchRun.ran_at), by_id(PatternWatchRun.id)]
    return find_page(session, statement, query, name=name, keys=keys, descending=True)


def last_runs(session: Session, ids: Collection[UUID]) -> Mapping[UUID, PatternWatchRun]:
    """Return the latest run of each of some watches."""
    statement = (
        select(PatternWatchRun)
        .where(col(PatternWatchRun.watch_id).in_(ids))
        .ext(distinct_on(col(PatternWatchRun.watch_id)))
        .order_by(col(PatternWatchRun.watch_id), col(PatternWatchRun.ran_at).desc())
    )
    return {row.watch_id: row for row in session.exec(statement)}


def all_asked_again(session: Session) -> Sequence[PatternWatch]:
    """Return every watch that looks by itself, whoever's: for the job that runs them."""
    statement = select(PatternWatch).where(col(PatternWatch.every).is_not(None))
    return session.exec(statement.order_by(col(PatternWatch.id))).all()


def periods_run(session: Session, watch_id: UUID) -> frozenset[str]:
    """Return the periods that a watch has looked at."""
    statement = select(PatternWatchRun.period).where(PatternWatchRun.watch_id == watch_id)
    return frozenset(session.exec(statement))


def visit_of(session: Session, actor: Actor) -> PatternVisit | None:
    return session.get(PatternVisit, actor.id) if actor.id else None
