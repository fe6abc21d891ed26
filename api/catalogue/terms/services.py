"""What is done to term catalogues and published terms. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session, select

from api.catalogue.checked_terms import checked_term
from api.catalogue.rights import check_keeper
from api.catalogue.terms import queries, rules
from api.catalogue.terms.schemas import PublishedTermIn, RevisionIn, TermCatalogueIn
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.errors import InvalidInput
from api.people.rules import Actor
from api.resource import add, change, remove

# What a revision takes over from the term it follows.
KEPT = {"catalogue_id", "case_type_id", "variant", "kind", "start_event", "valid_until"}


def create_catalogue(session: Session, actor: Actor, body: TermCatalogueIn) -> TermCatalogue:
    check_keeper(actor)
    own = queries.own_catalogue_for_update(session) if body.own else None
    rules.check_first_own(own.name if own else None, own=body.own)
    return add(session, TermCatalogue(**dict(body)))


def replace_catalogue(
    session: Session, actor: Actor, catalogue: TermCatalogue, body: TermCatalogueIn
) -> TermCatalogue:
    """Give a catalogue new content. One that becomes own takes the mark from the other."""
    check_keeper(actor)
    rules.check_own_stays(was_own=catalogue.own, own=body.own)
    if body.own and not catalogue.own and (before := queries.own_catalogue_for_update(session)):
        change(session, before, {"own": False})
    return change(session, catalogue, dict(body))


def delete_catalogue(session: Session, actor: Actor, catalogue: TermCatalogue) -> None:
    check_keeper(actor)
    remove(session, catalogue, "term_catalogue")


def create_term(session: Session, actor: Actor, body: PublishedTermIn) -> PublishedTerm:
    check_keeper(actor)
    check_term(session, body)
    return add(session, PublishedTerm(**dict(body)))


def replace_term(
    session: Session, actor: Actor, term: PublishedTerm, body: PublishedTermIn
) -> PublishedTerm:
    """Give a term new content, as far as no deadline was counted by the old."""
    check_keeper(actor)
    before = PublishedTermIn(**term.model_dump(include=set(PublishedTermIn.model_fields)))
    changed = {name for name, value in body if value != getattr(before, name)}
    rules.check_in_use(changed, body.valid_until, queries.last_started_on(session, term.id))
    check_term(session, body, but=term.id)
    return change(session, term, dict(body))


def delete_term(session: Session, actor: Actor, term: PublishedTerm) -> None:
    check_keeper(actor)
    remove(session, term, "published_term")


def end_and_follow(
    session: Session, actor: Actor, term: PublishedTerm, body: RevisionIn
) -> PublishedTerm:
    """End a term on a day and let another hold from that day on; return the new one.

    The term must be locked. The new one is for the same thing, and holds as long as the old one
    would have. Deadlines that were started by the old term keep it.
    """
    check_keeper(actor)
    rules.check_follows(body.valid_from, term.valid_from, term.valid_until)
    following = PublishedTermIn(**dict(body), **term.model_dump(include=KEPT))
    change(session, term, {"valid_until": body.valid_from})
    check_term(session, following)
    return add(session, PublishedTerm(**dict(following)))


def check_term(session: Session, body: PublishedTermIn, *, but: UUID | None = None) -> None:
    """Refuse a term that can't be counted, or that holds beside another for the same thing.

    The catalogue is locked first, so that no other can be added to it between check and insert.
    """
    checked_term(body.amount, body.unit, body.closed, at_least=body.at_least, roll=body.roll)
    rules.check_start(body.kind, body.start_event)
    lock_catalogue(session, body.catalogue_id)
    rules.check_free(
        (other.as_published, other.valid_from, other.valid_until)
        for other in queries.at_the_same_time(session, body, but=but)
    )


def lock_catalogue(session: Session, catalogue_id: UUID) -> None:
    statement = select(TermCatalogue.id).where(TermCatalogue.id == catalogue_id)
    if session.exec(statement.with_for_update()).one_or_none() is None:
        raise InvalidInput(
            "catalogue_unknown",
            "There is no term catalogue with this id.",
            pointer="/catalogue_id",
        )
