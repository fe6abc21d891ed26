"""Who asks, and whether they may: the dependency that every route names its rights with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Security
from fastapi.security import OAuth2, SecurityScopes
from sqlmodel import Session
from starlette.requests import Request

from api.changes import idempotency
from api.changes.context import act_as
from api.clock import Today
from api.content_digest import digest_for_key
from api.db import SessionDep
from api.errors import NotSignedIn
from api.freshness import note_freshness
from api.organisation.queries import reach_of
from api.people import queries
from api.people.budgets import limits_of
from api.people.budgets_http import charge
from api.people.passwords import secret_hash
from api.people.rules import SCOPES_OF, Actor, ActorKind, Grant, Role, Scope
from api.people.tables import Client, Person
from api.settings import get_settings
from api.table import now

USED_AGAIN_AFTER = timedelta(minutes=1)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

bearer = OAuth2(
    flows={
        "clientCredentials": {
            "tokenUrl": "/v1/tokens",
            "scopes": {scope.value: scope.name.replace("_", " ").lower() for scope in Scope},
        }
    },
    scheme_name="token",
    description="A machine client's access token, or the token of a person's sign-in.",
    auto_error=False,
)


async def raw_body(request: Request) -> bytes:
    """Return what a key is bound to: the body, or of one that is read as it comes, its digest."""
    if request.method in SAFE:
        return b""
    if getattr(request.scope["route"], "streams", False):
        return digest_for_key(request.headers)
    return await request.body()


def grant_in(session: Session, role: Role, scopes: frozenset[Scope], unit_id: UUID | None) -> Grant:
    if unit_id is None:
        return Grant(role, scopes)
    reach = reach_of(session, unit_id)
    return Grant(role, scopes, reach.within, reach.above)


def person_of(session: Session, token_hash: bytes, today: date) -> Actor | None:
    """Return the person whose sign-in this is, with their grants of today."""
    idle = timedelta(minutes=get_settings().session_idle_minutes)
    sign_in = queries.sign_in(session, token_hash, idle)
    if sign_in is None:
        return None
    if now() - sign_in.used_at > USED_AGAIN_AFTER:
        sign_in.used_at = now()
    return as_person(session, session.get_one(Person, sign_in.person_id), today)


def as_person(session: Session, person: Person, today: date) -> Actor:
    """Return a person with their grants of today."""
    grants = tuple(
        grant_in(session, grant.role, SCOPES_OF[grant.role], grant.unit_id)
        for grant in queries.grants_of(session, person.id, today)
    )
    return Actor(ActorKind.PERSON, person.id, person.full_name, grants)


def client_of(session: Session, token_hash: bytes) -> Actor | None:
    """Return the machine client whose token this is, with the token's scopes."""
    found = queries.token_with_client(session, token_hash)
    if found is None:
        return None
    token, client = found
    return as_client(session, client, token.scopes)


def as_client(session: Session, client: Client, scopes: Iterable[str]) -> Actor:
    """Return a machine client with some of its scopes, in its unit."""
    held = frozenset(Scope(scope) for scope in scopes)
    grant = grant_in(session, Role.SYSTEM, held, client.unit_id)
    return Actor(ActorKind.CLIENT, client.id, client.name, (grant,), limits_of(client))


def actor_of(session: Session, kind: ActorKind, actor_id: UUID, today: date) -> Actor | None:
    """Return somebody with their rights of today, for what is done on their behalf later.

    None if they are active no more.
    """
    if kind is ActorKind.PERSON:
        person = session.get(Person, actor_id)
        return as_person(session, person, today) if person and person.active else None
    client = session.get(Client, actor_id)
    return as_client(session, client, client.scopes) if client and client.active else None


def signed_in(
    request: Request,
    session: SessionDep,
    today: Today,
    authorization: Annotated[str | None, Depends(bearer)] = None,
) -> Actor:
    """Return who asks, or refuse."""
    kind, _, token = (authorization or "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotSignedIn("not_signed_in", "Sign in, or send a token as Authorization: Bearer ….")
    hashed = secret_hash(token)
    actor = person_of(session, hashed, today) or client_of(session, hashed)
    if actor is None:
        raise NotSignedIn("token_not_valid", "This sign-in or token is over. Get a new one.")
    request.scope["state"]["actor"] = str(actor.id)
    charge(request, actor)
    return actor


@dataclass(frozen=True)
class Asking:
    """A request by somebody who is not known yet: a read that holds no transaction finds out."""

    authorization: str | None
    today: date

    def by(self, request: Request, session: Session) -> Actor:
        """Return who asks, or refuse."""
        return signed_in(request, session, self.today, self.authorization)


async def asking(
    today: Today, authorization: Annotated[str | None, Security(bearer)] = None
) -> Asking:
    return Asking(authorization, today)


AskingDep = Annotated[Asking, Depends(asking)]
ComplaintsAsker = Annotated[Asking, Security(asking, scopes=[Scope.COMPLAINTS_READ])]
PatternsAsker = Annotated[Asking, Security(asking, scopes=[Scope.PATTERNS_READ])]
DeadlinesAsker = Annotated[Asking, Security(asking, scopes=[Scope.DEADLINES_READ])]


def acting(
    request: Request,
    session: SessionDep,
    scopes: SecurityScopes,
    actor: Annotated[Actor, Depends(signed_in)],
    today: Today,
    body: Annotated[bytes, Depends(raw_body)],
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="On POST: the same key and request are carried out once; "
            "a repeat gets the first answer.",
            json_schema_extra=idempotency.KEY_SCHEMA,
        ),
    ] = None,
) -> Actor:
    """Check the route's scopes, tell the change log who acts, and claim the Idempotency-Key."""
    if request.method == "GET":
        note_freshness(request, session, actor.reach, today)
    for scope in scopes.scopes:
        actor.require(Scope(scope))
    if request.method not in SAFE:
        act_as(
            session,
            kind=actor.kind,
            name=actor.name,
            act=request.scope["route"].name,
            actor_id=actor.id,
            request_id=request.state.request_id,
        )
    if request.method == "POST" and idempotency_key is not None and actor.id is not None:
        idempotency.claim(session, actor.id, idempotency_key, request, body)
    return actor


def having(scope: Scope) -> Any:
    """Return the dependency of a route that needs a scope."""
    return Security(acting, scopes=[scope.value])


Anyone = Annotated[Actor, Security(acting, scopes=[])]
UnitsReader = Annotated[Actor, having(Scope.UNITS_READ)]
UnitsWriter = Annotated[Actor, having(Scope.UNITS_WRITE)]
PeopleReader = Annotated[Actor, having(Scope.PEOPLE_READ)]
PeopleWriter = Annotated[Actor, having(Scope.PEOPLE_WRITE)]
CatalogueReader = Annotated[Actor, having(Scope.CATALOGUE_READ)]
CatalogueWriter = Annotated[Actor, having(Scope.CATALOGUE_WRITE)]
PlansReader = Annotated[Actor, having(Scope.PLANS_READ)]
PlansWriter = Annotated[Actor, having(Scope.PLANS_WRITE)]
StatusWriter = Annotated[Actor, having(Scope.STATUS_WRITE)]
ComplaintsReader = Annotated[Actor, having(Scope.COMPLAINTS_READ)]
ComplaintsWriter = Annotated[Actor, having(Scope.COMPLAINTS_WRITE)]
ComplaintWordsWriter = Annotated[Actor, having(Scope.COMPLAINT_WORDS_WRITE)]
PatternsReader = Annotated[Actor, having(Scope.PATTERNS_READ)]
RecoveryReader = Annotated[Actor, having(Scope.RECOVERY_READ)]
RecoveryWriter = Annotated[Actor, having(Scope.RECOVERY_WRITE)]
CommitteeReader = Annotated[Actor, having(Scope.COMMITTEE_READ)]
CommitteeWriter = Annotated[Actor, having(Scope.COMMITTEE_WRITE)]
ChangesReader = Annotated[Actor, having(Scope.CHANGES_READ)]
CitizensReader = Annotated[Actor, having(Scope.CITIZENS_READ)]
CitizensWriter = Annotated[Actor, having(Scope.CITIZENS_WRITE)]
CitizensIdentifier = Annotated[Actor, having(Scope.CITIZENS_IDENTIFY)]
CitizensAuditor = Annotated[Actor, having(Scope.CITIZENS_AUDIT)]
CasesReader = Annotated[Actor, having(Scope.CASES_READ)]
CasesWriter = Annotated[Actor, having(Scope.CASES_WRITE)]
CasesImporter = Annotated[Actor, having(Scope.CASES_IMPORT)]
DeadlinesReader = Annotated[Actor, having(Scope.DEADLINES_READ)]
DeadlinesWriter = Annotated[Actor, having(Scope.DEADLINES_WRITE)]
CalendarWriter = Annotated[Actor, having(Scope.CALENDAR_WRITE)]
SubscriptionsReader = Annotated[Actor, having(Scope.SUBSCRIPTIONS_READ)]
SubscriptionsWriter = Annotated[Actor, having(Scope.SUBSCRIPTIONS_WRITE)]
