"""Revisions of published terms over HTTP, and what the terms are used for."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Response

from api.catalogue.terms import queries as terms
from api.catalogue.terms.reading import show_terms
from api.clock import Today
from api.db import SessionDep
from api.deadlines.revisions import reading, schemas, services
from api.people.access import CatalogueWriter, DeadlinesReader
from api.resource import IfMatchSent, check_current
from api.routing import feature

router = feature("/v1", "catalogue")
Key = Annotated[UUID, Path(alias="id")]


@router.post("/published-terms/{id}/revision", responses={201: {"model": schemas.RevisionEffect}})
def revise_term(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: CatalogueWriter,
    today: Today,
    wanted: IfMatchSent,
    body: schemas.TermRevisionIn,
) -> schemas.RevisionEffect:
    """End a term on a day, and let another hold for the same from that day on.

    Cases keep the term of their start day. A dry run (200) tells how many do, and what stands in
    the way; the real thing answers 201.
    """
    term = services.term_to_revise(session, actor, key, dry_run=body.dry_run)
    check_current(term, wanted, "published_term", *show_terms(session, actor, [term], today))
    effect = services.revise_term(session, actor, term, body)
    if effect.following:
        response.status_code = 201
        response.headers["Location"] = f"/v1/published-terms/{effect.following.id}"
    return reading.show_effect(session, actor, effect, today)


@router.get("/published-terms/{id}/use")
def show_term_use(key: Key, session: SessionDep, actor: DeadlinesReader) -> schemas.TermUse:
    """Show how many deadlines were counted by a term, of those that may be read."""
    return reading.show_use(session, actor, terms.published_term(session, actor, key))
