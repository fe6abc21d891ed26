"""A published term is revised. The caller owns the transaction.

A dry run makes the revision too, and takes it back: what would be refused is refused, except for
what a dry run is asked for, which is told.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from api.catalogue.rights import check_keeper
from api.catalogue.terms import queries as terms
from api.catalogue.terms.rules import check_follows
from api.catalogue.terms.schemas import PublishedTermIn
from api.catalogue.terms.services import KEPT, end_and_follow
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.counting_lock import share_counting, stop_counting
from api.deadlines.revisions import queries, rules
from api.deadlines.revisions.reading import Effect
from api.deadlines.revisions.schemas import TermRevisionIn
from api.people.rules import Actor


def term_to_revise(session: Session, actor: Actor, key: UUID, *, dry_run: bool) -> PublishedTerm:
    """Return a locked term; nobody starts a deadline by it until the transaction ends.

    A dry run hinders nobody else.
    """
    check_keeper(actor)
    lock_counting = share_counting if dry_run else stop_counting
    lock_counting(session)
    return terms.published_term(session, actor, key, lock=True)


def revise_term(
    session: Session, actor: Actor, term: PublishedTerm, body: TermRevisionIn
) -> Effect:
    """End a locked term on a day and let another follow; cases keep the one they started by."""
    check_follows(body.valid_from, term.valid_from, term.valid_until)
    since = queries.started_since(session, term.id, body.valid_from)
    overlaps = other_terms(session, term, body)
    keeps, examples = (
        queries.open_cases(session, term.id),
        queries.examples(session, actor, term.id),
    )
    if not body.dry_run:
        rules.check_unused_since(since, body.valid_from)
        following = end_and_follow(session, actor, term, body.revision())
        return Effect(body.valid_from, keeps, examples, since, overlaps, following)
    if not since.count and not overlaps:
        try_out(session, actor, term, body)
    return Effect(body.valid_from, keeps, examples, since, overlaps, None)


def other_terms(
    session: Session, term: PublishedTerm, body: TermRevisionIn
) -> Sequence[PublishedTerm]:
    following = PublishedTermIn(**dict(body.revision()), **term.model_dump(include=KEPT))
    return terms.at_the_same_time(session, following, but=term.id)


def try_out(session: Session, actor: Actor, term: PublishedTerm, body: TermRevisionIn) -> None:
    tried = session.begin_nested()
    try:
        end_and_follow(session, actor, term, body.revision())
    finally:
        tried.rollback()
