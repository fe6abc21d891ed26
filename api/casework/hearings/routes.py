"""Party hearings over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.casework.addressed import CaseToActOn, Key
from api.casework.hearings import queries, schemas, services
from api.casework.hearings.reading import show_hearings
from api.casework.parts import check_change
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.resource import IfMatchSent
from api.routing import feature

router = feature("/v1", "cases")


def heard_by_today(body: schemas.PartyHearingIn, today: Today) -> schemas.PartyHearingIn:
    for name in ("sent_on", "available_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


def replied_by_today(body: schemas.HearingReplyIn, today: Today) -> schemas.HearingReplyIn:
    check_not_in_future(body.replied_on, today, "/replied_on")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
HearingByToday: Any = Annotated[schemas.PartyHearingIn, Depends(heard_by_today)]
ReplyByToday: Any = Annotated[schemas.HearingReplyIn, Depends(replied_by_today)]

HEARING = Noun(
    name="party_hearing",
    plural="party_hearings",
    about="A party is heard before a decision, with its deadline to reply.",
    body=HearingByToday,
    out=schemas.PartyHearingOut,
    query=schemas.PartyHearingsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_hearings,
    one=queries.hearing,
    show=show_hearings,
)
add_routes(router, HEARING)


@router.post("/cases/{id}/party-hearings", status_code=201, response_model=schemas.PartyHearingOut)
def hear_party(
    case: CaseToActOn,
    body: HearingByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Note that a party is heard. Its time to reply starts when it can read what it is asked."""
    hearing = services.hear_party(session, case, body)
    response.headers["Location"] = f"/v1/party-hearings/{hearing.id}"
    return HEARING.answer(response, session, actor, hearing, today)


@router.post("/party-hearings/{id}/reply", response_model=schemas.PartyHearingOut)
def reply_to_party_hearing(
    key: Key,
    body: ReplyByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> Any:
    """Note that a party replied. A reply after the last day is kept as late."""
    hearing = queries.hearing(session, actor, key, lock=True)
    [current] = show_hearings(session, actor, [hearing], today)
    check_change(session, actor, hearing, wanted, "party_hearing", current)
    services.reply(session, hearing, body)
    return HEARING.answer(response, session, actor, hearing, today)
