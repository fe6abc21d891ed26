"""Watches, what they found, and when one last looked, over HTTP: each person's own, and no other's.

They have no history: whoever reads the change log learns nothing of them.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from starlette.requests import Request

from api.clock import Now
from api.complaints.watches import queries, schemas, services
from api.complaints.watches.tables import PatternWatch
from api.db import SessionDep
from api.errors import Stale
from api.paging import Page, page_of
from api.people.access import PatternsReader
from api.resource import Expected, IfMatch, tagged
from api.routing import feature

router = feature("/v1", "patterns")
Key = Annotated[UUID, Path(alias="id")]


def answer(response: Response, session: SessionDep, watch: PatternWatch) -> schemas.PatternWatchOut:
    last = queries.last_runs(session, [watch.id]).get(watch.id)
    return tagged(response, schemas.PatternWatchOut.of(watch, last))


def check_version(watch: PatternWatch, wanted: Expected, now: schemas.PatternWatchOut) -> None:
    if wanted.version not in {None, watch.version}:
        raise Stale("pattern_watch", watch.version, now.model_dump(mode="json"))


@router.get("/pattern-watches", response_model=Page[schemas.PatternWatchOut])
def list_pattern_watches(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PatternsReader,
    query: Annotated[schemas.PatternWatchesQuery, Query()],
) -> Any:
    """List one's own watches by name. Nobody else sees them, administrators neither."""
    found = queries.find_watches(session, actor, query)
    last = queries.last_runs(session, [watch.id for watch in found.rows])
    items = [schemas.PatternWatchOut.of(watch, last.get(watch.id)) for watch in found.rows]
    return page_of(request, response, found, items)


@router.post("/pattern-watches", status_code=201, response_model=schemas.PatternWatchOut)
def create_pattern_watch(
    response: Response, session: SessionDep, actor: PatternsReader, body: schemas.PatternWatchIn
) -> Any:
    """Keep a question, to be asked again for each period that ends or by hand."""
    watch = services.create_watch(session, actor, body)
    response.headers["Location"] = f"/v1/pattern-watches/{watch.id}"
    return answer(response, session, watch)


@router.get("/pattern-watches/{id}", response_model=schemas.PatternWatchOut)
def show_pattern_watch(
    key: Key, response: Response, session: SessionDep, actor: PatternsReader
) -> Any:
    """Show one's own watch, and how its last period was."""
    return answer(response, session, queries.watch(session, actor, key))


@router.put("/pattern-watches/{id}", response_model=schemas.PatternWatchOut)
def replace_pattern_watch(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: PatternsReader,
    wanted: IfMatch,
    body: schemas.PatternWatchIn,
) -> Any:
    """Give a watch new content; what is left out is cleared. What it found before stays."""
    watch = queries.watch(session, actor, key, lock=True)
    check_version(watch, wanted, answer(response, session, watch))
    return answer(response, session, services.replace_watch(session, actor, watch, body))


@router.delete("/pattern-watches/{id}", status_code=204)
def delete_pattern_watch(
    key: Key, response: Response, session: SessionDep, actor: PatternsReader, wanted: IfMatch
) -> None:
    """Delete a watch with all that it found; nothing of it is kept."""
    watch = queries.watch(session, actor, key, lock=True)
    check_version(watch, wanted, answer(response, session, watch))
    del response.headers["ETag"]
    services.delete_watch(session, watch)


@router.get("/pattern-watches/{id}/runs", response_model=Page[schemas.PatternWatchRunOut])
def list_runs_of_watch(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PatternsReader,
    query: Annotated[schemas.WatchRunsQuery, Query()],
) -> Any:
    """List what a watch found, the latest period first."""
    watch = queries.watch(session, actor, key)
    found = queries.find_runs(session, actor, query, watch.id)
    items = [schemas.PatternWatchRunOut.of(run) for run in found.rows]
    return page_of(request, response, found, items)


@router.get("/pattern-watch-runs", response_model=Page[schemas.PatternWatchRunOut])
def list_pattern_watch_runs(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PatternsReader,
    query: Annotated[schemas.WatchRunsQuery, Query()],
) -> Any:
    """List what all one's watches found, the latest first."""
    found = queries.find_runs(session, actor, query)
    items = [schemas.PatternWatchRunOut.of(run) for run in found.rows]
    return page_of(request, response, found, items)


@router.put("/pattern-watch-runs/{id}/seen", response_model=schemas.PatternWatchRunOut)
def mark_pattern_watch_run_seen(
    key: Key, session: SessionDep, actor: PatternsReader, now: Now
) -> Any:
    """Note that one has seen what a watch found. The first time counts."""
    run = services.note_seen(session, queries.run(session, actor, key), now)
    return schemas.PatternWatchRunOut.of(run)


@router.get("/pattern-visits/mine", response_model=schemas.PatternVisitOut)
def show_pattern_visit(session: SessionDep, actor: PatternsReader) -> Any:
    """Show when one last looked at the figures, and which data that was."""
    return schemas.PatternVisitOut.of(queries.visit_of(session, actor))


@router.put("/pattern-visits/mine", response_model=schemas.PatternVisitOut)
def replace_pattern_visit(
    session: SessionDep, actor: PatternsReader, now: Now, body: schemas.PatternVisitIn
) -> Any:
    """Note that one has looked at the figures of a state of the data."""
    return schemas.PatternVisitOut.of(services.note_visit(session, actor, body, now))
