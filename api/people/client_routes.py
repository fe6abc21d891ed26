"""Machine clients and their secrets over HTTP, for those who keep them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.paging import Page, PageQuery, page_of
from api.people import client_queries, client_schemas, client_services
from api.people.access import PeopleReader, PeopleWriter
from api.people.client_schemas import SecretLine
from api.people.rules import Actor
from api.people.tables import Client
from api.resource import Expected, IfMatchSent, check_current
from api.routing import feature
from api.secrets_shown_once import shown_once
from api.table import now

router = feature("/v1", "people")
Key = Annotated[UUID, Path(alias="id")]
SecretKey = Annotated[UUID, Path(alias="secret_id")]


def show_clients(
    session: Session, actor: Actor, rows: Sequence[Client], _: date
) -> list[client_schemas.ClientOut]:
    used = client_queries.last_uses(session, [row.id for row in rows])
    return [
        client_schemas.ClientOut.of(
            row, used.get(row.id), keeper=client_services.keeps_client(actor, row)
        )
        for row in rows
    ]


CLIENT = Noun(
    name="client",
    plural="clients",
    about="Another system that uses this service, for a purpose that is on record.",
    body=client_schemas.ClientIn,
    out=client_schemas.ClientOut,
    query=client_schemas.ClientsQuery,
    reader=PeopleReader,
    writer=PeopleWriter,
    find=client_queries.find_clients,
    one=client_queries.client,
    show=show_clients,
    create=client_services.create_client,
    replace=client_services.replace_client,
    delete=client_services.delete_client,
)
add_routes(router, CLIENT, with_create=False)


@router.post("/clients", status_code=201)
def create_client(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PeopleWriter,
    today: Today,
    body: client_schemas.ClientIn,
) -> client_schemas.ClientMade:
    """Register a machine client. Its secret is shown in this answer only."""
    client = client_services.create_client(session, actor, body)
    secret = client_services.add_secret(session, client)
    response.headers["Location"] = f"/v1/clients/{client.id}"
    out = CLIENT.answer(response, session, actor, client, today)
    made = client_schemas.ClientMade(**out.model_dump(), secret=secret)
    return shown_once(request, response, made)


@router.get("/clients/{id}/secrets", response_model=Page[SecretLine])
def list_client_secrets(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PeopleReader,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List a client's secrets without what is secret of them, the oldest first."""
    client = client_queries.client(session, actor, key)
    found = client_queries.find_secrets(session, client.id, query)
    return page_of(request, response, found, [SecretLine.of(each, now()) for each in found.rows])


@router.post("/clients/{id}/secrets", status_code=201)
def renew_client_secret(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PeopleWriter,
    today: Today,
    wanted: IfMatchSent,
    body: client_schemas.SecretIn,
) -> client_schemas.SecretOut:
    """Give a client a new secret. The old ones hold for some hours, so that it needs no stop."""
    client = as_seen(session, actor, key, wanted, today)
    secret, over = client_services.renew_secret(session, actor, client, body.old_valid_hours)
    out = client_schemas.SecretOut(client_id=client.id, secret=secret, old_valid_until=over)
    return shown_once(request, response, out)


@router.post("/clients/{id}/secrets/{secret_id}/revocation")
def revoke_client_secret(
    key: Key,
    secret_key: SecretKey,
    session: SessionDep,
    actor: PeopleWriter,
    today: Today,
    wanted: IfMatchSent,
) -> SecretLine:
    """End one secret of a client, and the tokens that were given for it, at once."""
    client = as_seen(session, actor, key, wanted, today)
    secret = client_queries.secret(session, client.id, secret_key)
    client_services.revoke_secret(session, actor, client, secret)
    return SecretLine.of(secret, now())


@router.post("/clients/{id}/revocation")
def revoke_client_tokens(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: PeopleWriter,
    today: Today,
    wanted: IfMatchSent,
    body: client_schemas.RevocationIn,
) -> client_schemas.ClientOut:
    """End all tokens of a client at once, and its secrets too if that is asked for."""
    client = as_seen(session, actor, key, wanted, today)
    client_services.revoke_tokens(session, actor, client, secrets=body.secrets)
    return CLIENT.answer(response, session, actor, client, today)


def as_seen(session: Session, actor: Actor, key: UUID, wanted: Expected, day: date) -> Client:
    """Return a client, locked; refuse if it was changed since the asker read it."""
    client = client_queries.client(session, actor, key, lock=True)
    check_current(client, wanted, "client", show_clients(session, actor, [client], day)[0])
    return client
