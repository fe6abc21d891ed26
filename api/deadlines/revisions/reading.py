"""What a revision does, and what a term is used for, as they are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from api.catalogue.terms.reading import show_terms
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.revisions import queries, rules, schemas
from api.deadlines.revisions.rules import StartedSince
from api.people.rules import Actor


@dataclass(frozen=True)
class Effect:
    """Whom a revision reaches, and the term that follows unless it was tried."""

    valid_from: date
    keeps: int
    examples: Sequence[str]
    since: StartedSince
    overlaps: Sequence[PublishedTerm]
    following: PublishedTerm | None


def show_effect(
    session: Session, actor: Actor, effect: Effect, today: date
) -> schemas.RevisionEffect:
    made = [effect.following] if effect.following else []
    return schemas.RevisionEffect(
        dry_run=not made,
        valid_from=effect.valid_from,
        keeps=effect.keeps,
        examples=list(effect.examples),
        started_after=effect.since.count,
        earliest_from=effect.since.earliest_from,
        overlaps=[schemas.OtherTerm.of(term) for term in effect.overlaps],
        term=next(iter(show_terms(session, actor, made, today)), None),
    )


def show_use(session: Session, actor: Actor, term: PublishedTerm) -> schemas.TermUse:
    years = queries.years_of_use(session, actor, term.id)
    every, still_open = rules.sums(years)
    by_year = [schemas.YearOfUse.of(year) for year in years]
    return schemas.TermUse(all=every, open=still_open, by_year=by_year)
