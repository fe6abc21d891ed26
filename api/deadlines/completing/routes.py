"""Completing a deadline over HTTP: the act that other systems do most.

Most completions are plain: the deadline is open, nothing else tells of its end, and the asker may.
Such a one is carried out by the database in one exchange. Whatever is not, or might have to be
refused, goes the way of all acts, which knows why.
"""

from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response
from starlette.requests import Request

from api.changes.idempotency import fingerprint, fits_as_key
from api.clock import Today, day_of_asking
from api.db import SessionDep
from api.deadlines import services
from api.deadlines.completing import sql
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.routes import answer, locked
from api.deadlines.rules import AsOf
from api.deadlines.schemas import CompletionIn, DeadlineFilters, DeadlineOut
from api.people.access import Asking, DeadlinesWriter
from api.people.remembered import Known, remembered
from api.people.rules import Scope
from api.quick_route import given
from api.reads import get_reads
from api.resource import IfMatchSent, version_of
from api.routing import JSON, CheckedRoute, Handler
from api.settings import get_settings
from api.table import now

NEEDED: Final = (Scope.DEADLINES_READ, Scope.DEADLINES_WRITE)


class CompletionRoute(CheckedRoute):
    """Complete plainly if that will do, else as every act is done."""

    def get_route_handler(self) -> Handler:
        as_every_act = super().get_route_handler()

        async def complete(request: Request) -> Response:
            return await complete_plainly(request) or await as_every_act(request)

        return complete


router = APIRouter(prefix="/v1", tags=["deadlines"], route_class=CompletionRoute)


@router.post("/deadlines/{id}/completion")
def complete_deadline(
    key: Annotated[UUID, Path(alias="id")],
    body: CompletionIn,
    response: Response,
    session: SessionDep,
    actor: DeadlinesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> DeadlineOut:
    """Note on which day what was owed was done."""
    row = locked(session, actor, key, wanted, today)
    services.complete_deadline(session, actor, row, body, today)
    return answer(response, session, actor, row, AsOf(today, today))


async def complete_plainly(request: Request) -> Response | None:
    """Return the answer to a plain completion, or None, and then nothing was done."""
    asked = await asked_plainly(request)
    if asked is None:
        return None
    today = await given(request, day_of_asking)
    reads = await given(request, get_reads, request)
    asking = Asking(request.headers.get("authorization"), today)
    known = await remembered().who(request, reads, asking)
    if asked["met_on"] > today or not all(map(known.actor.has, NEEDED)):
        return None
    wanted = Selection(DeadlineFilters(), AsOf(today, today), known.once(Reader.of))
    values = wanted.values | asked | acting(request, known)
    statements = (
        sql.ACTING,
        sql.LOCK,
        sql.complete(wanted),
        sql.answer(wanted, kept=asked["key"] is not None),
    )
    row = await reads.transact(statements, values)
    if row is None:
        return None
    return Response(row.line, media_type=JSON, headers={"ETag": row.tag.decode()})


async def asked_plainly(request: Request) -> dict[str, Any] | None:
    """Read a request that is as it should be; one that is not is for others to explain."""
    key = request.headers.get("idempotency-key")
    if_match = request.headers.get("if-match", "*")
    if request.query_params or request.headers.get("content-type") != JSON:
        return None
    if key is not None and not fits_as_key(key):
        return None
    body = await request.body()
    try:
        met_on = CompletionIn.model_validate_json(body).met_on
        deadline_id = UUID(request.path_params["id"])
    except ValueError:
        return None
    return {
        "id": deadline_id,
        "met_on": met_on,
        "version": version_of(if_match).version,
        "key": key,
        "fingerprint": fingerprint(request, body) if key is not None else None,
        "kept_until": now() + timedelta(hours=get_settings().idempotency_hours),
    }


def acting(request: Request, known: Known) -> dict[str, Any]:
    """Return what the change log is told of who acts, and what must still hold of them."""
    return known.values | {
        "rights": known.rights,
        "actor_kind": known.actor.kind.value,
        "actor_id": str(known.actor.id),
        "actor_name": known.actor.name,
        "act": complete_deadline.__name__,
        "request_id": request.state.request_id,
    }
