"""Registering a complaint over HTTP: the act that is done while somebody is on the phone.

Most registrations are plain: about the casework in a case that the asker may read, by its citizen,
with causes and no findings yet. Such a one is carried out by the database in one exchange. Whatever
is not, or might have to be refused, goes the way of all acts, which knows why.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from starlette.requests import Request

from api.cases.rules import check_not_in_future
from api.changes.idempotency import fingerprint, fits_as_key
from api.clock import Now, Today, day_of_asking, moment_of_asking
from api.complaints.contacts.rules import check_not_yet_to_come
from api.complaints.points.schemas import ComplaintPointIn, Marks
from api.complaints.register import services
from api.complaints.register.people import check_births
from api.complaints.register.reading import ACTS_OF_OPEN
from api.complaints.register.routes import COMPLAINT
from api.complaints.register.schemas import NewComplaintIn, RegisteredComplaintOut
from api.complaints.registering import sql
from api.complaints.rules import ComplaintKind, check_names_no_cpr
from api.db import SessionDep
from api.errors import DomainError
from api.people.access import Asking, ComplaintsWriter
from api.people.remembered import Known, remembered
from api.people.rules import Scope
from api.quick_route import given
from api.reads import get_reads
from api.routing import JSON, CheckedRoute, Handler
from api.settings import get_settings
from api.table import new_id, now

PLAIN: Final = frozenset(
    {"text", "case_id", "unit_id", "received_on", "received_at", "channel", "kind", "points"}
)
TOLD_OF_POINT: Final = ("text", *Marks.model_fields)
PLAIN_POINT: Final = frozenset({"cause_id", *TOLD_OF_POINT})


class RegistrationRoute(CheckedRoute):
    """Register plainly if that will do, else as every act is done."""

    def get_route_handler(self) -> Handler:
        as_every_act = super().get_route_handler()

        async def register(request: Request) -> Response:
            return await register_plainly(request) or await as_every_act(request)

        return register


router = APIRouter(prefix="/v1", tags=["complaints"], route_class=RegistrationRoute)


def registered_by_now(body: NewComplaintIn, today: Today, moment: Now) -> NewComplaintIn:
    check_not_in_future(body.received_on, today, "/received_on")
    check_not_yet_to_come(body.received_at, moment, "/received_at")
    check_births(body, today)
    return body


# A body that is checked against now before it reaches its service.
RegisteredByNow: Any = Annotated[NewComplaintIn, Depends(registered_by_now)]


@router.post("/complaints", status_code=201, response_model=RegisteredComplaintOut)
def register_complaint(
    body: RegisteredByNow,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
    moment: Now,
) -> Any:
    """Register a complaint: a sentence, and the unit or the case it is about, is enough.

    The rest follows from the case and the decision where it is left out. It needs neither writing
    nor reasons, and one that comes late is received like any other. One that the same complainant
    made before over the same case is linked to that, and `linked` says so.
    """
    complaint, linked = services.register_complaint(session, actor, body, moment)
    response.headers["Location"] = f"/v1/complaints/{complaint.id}"
    out = COMPLAINT.answer(response, session, actor, complaint, today)
    return RegisteredComplaintOut.of_registered(out, linked=linked)


async def register_plainly(request: Request) -> Response | None:
    """Return the answer to a plain registration, or None, and then nothing was done."""
    today = await given(request, day_of_asking)
    asked = await asked_plainly(request, today, await given(request, moment_of_asking))
    if asked is None:
        return None
    reads = await given(request, get_reads, request)
    asking = Asking(request.headers.get("authorization"), today)
    known = await remembered().who(request, reads, asking)
    if not known.actor.has(Scope.COMPLAINTS_WRITE):
        return None
    reach = known.once(sql.Reach.of)
    statement = sql.registration(reach.limited, kept=asked["key"] is not None)
    values = asked | vars(reach) | acting(request, known)
    row = await reads.carry_out(statement, values)
    if row is None:
        return None
    headers = {"ETag": '"1"', "Location": asked["location"]}
    return Response(row.line, status_code=201, media_type=JSON, headers=headers)


async def asked_plainly(request: Request, today: date, moment: datetime) -> dict[str, Any] | None:
    """Read a request that is as it should be; one that is not is for others to explain."""
    key = request.headers.get("idempotency-key")
    if request.query_params or request.headers.get("content-type") != JSON:
        return None
    if key is not None and not fits_as_key(key):
        return None
    sent = await request.body()
    try:
        told = told_plainly(NewComplaintIn.model_validate_json(sent), today, moment)
    except (ValueError, DomainError):
        return None
    return told and told | {
        "today": today,
        "key": key,
        "fingerprint": fingerprint(request, sent) if key is not None else None,
        "kept_until": now() + timedelta(hours=get_settings().idempotency_hours),
    }


def told_plainly(body: NewComplaintIn, today: date, moment: datetime) -> dict[str, Any] | None:
    """Return what is registered of a plain complaint; refuse what every act refuses."""
    if not is_plain(body):
        return None
    registered_by_now(body, today, moment)
    for text in (body.text, *(point.text for point in body.points)):
        check_names_no_cpr(text, "/text")
    key, came = new_id(), services.received(body, moment)
    at = came["received_at"]
    return came | {
        "id": key,
        "location": f"/v1/complaints/{key}",
        "year": f"K{came['received_on'].year}-",
        "moment": at and at.isoformat().replace("+00:00", "Z"),
        "channel": body.channel.value,
        "text": body.text,
        "unit_id": body.unit_id,
        "case_id": body.case_id,
        "many": len(body.points),
        "points": json.dumps(noted(body.points)),
        "may": json.dumps(ACTS_OF_OPEN),
    }


def is_plain(body: NewComplaintIn) -> bool:
    """Say whether a complaint is about the casework in a case, by its citizen, without findings."""
    return (
        body.case_id is not None
        and body.kind in (None, ComplaintKind.PROCEDURAL)
        and body.model_fields_set <= PLAIN
        and all(point.model_fields_set <= PLAIN_POINT for point in body.points)
    )


def noted(points: Sequence[ComplaintPointIn]) -> list[dict[str, Any]]:
    return [
        {name: getattr(point, name) for name in TOLD_OF_POINT}
        | {"id": str(new_id()), "cause_id": str(point.cause_id)}
        for point in points
    ]


def acting(request: Request, known: Known) -> dict[str, Any]:
    """Return what the change log is told of who acts, and what must still hold of them."""
    return known.values | {
        "me": known.actor.id,
        "rights": known.rights,
        "actor_kind": known.actor.kind.value,
        "actor_id": str(known.actor.id),
        "actor_name": known.actor.name,
        "act": register_complaint.__name__,
        "request_id": request.state.request_id,
    }
