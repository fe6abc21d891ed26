"""The commands that register the programs of other systems, and keep their secrets."""

from argparse import Namespace
from datetime import datetime

from sqlmodel import Session, col, select

from api.commands.accounts import OPERATOR, acting, unit_named
from api.commands.answer import Answer
from api.commands.failures import CommandFailed
from api.people import client_queries as queries
from api.people import client_services as services
from api.people.client_schemas import ClientIn
from api.people.rules import Scope
from api.people.tables import Client


def add_client(options: Namespace) -> Answer:
    """Register a program of another system; its secret is shown once."""
    scopes = list(Scope) if options.all_scopes else [Scope(scope) for scope in options.scope]
    with acting("client_added") as session:
        wanted = ClientIn(
            name=options.name,
            purpose=options.purpose,
            scopes=scopes,
            unit_id=unit_named(session, options.unit),
        )
        client = services.create_client(session, OPERATOR, wanted)
        secret = services.add_secret(session, client)
    facts = {"id": client.id, "name": client.name, "secret": secret, "scopes": client.scopes}
    text = f"id      {client.id}\nsecret  {secret}\nscopes  {' '.join(client.scopes)}"
    return Answer(facts, f"{text}\nThe secret is shown only now.")


def list_clients(_: Namespace) -> Answer:
    """List the clients with what each is for, and when it was last here."""
    with acting("clients_listed") as session:
        clients = session.exec(select(Client).order_by(col(Client.name))).all()
        used = queries.last_uses(session, [client.id for client in clients])
        listed = [facts_of(client, used.get(client.id)) for client in clients]
    lines = [
        f"{each['name']}  {each['id']}  {'active' if each['active'] else 'not active'}  "
        f"last used {each['last_used_at'] or 'never'}  {each['purpose']}"
        for each in listed
    ]
    return Answer({"clients": listed}, "\n".join(lines) or "There are no clients.")


def facts_of(client: Client, last_used_at: datetime | None) -> dict[str, object]:
    shown = client.model_dump(include={"id", "name", "purpose", "scopes", "active"})
    return {**shown, "last_used_at": last_used_at}


def rotate_client(options: Namespace) -> Answer:
    """Give a client a new secret, which is shown once; the old ones hold for some hours."""
    with acting("client_secret_renewed") as session:
        client = client_named(session, options.name)
        secret, over = services.renew_secret(session, OPERATOR, client, options.hours)
    facts = {"id": client.id, "secret": secret, "old_valid_until": over}
    until = f"The old ones hold until {over:%Y-%m-%d %H:%M} UTC."
    return Answer(facts, f"secret  {secret}\nThe secret is shown only now. {until}")


def revoke_client(options: Namespace) -> Answer:
    """End a client's tokens at once, and its secrets if that is asked for."""
    with acting("client_revoked") as session:
        client = client_named(session, options.name)
        services.revoke_tokens(session, OPERATOR, client, secrets=options.secrets)
    ended = "tokens and secrets" if options.secrets else "tokens"
    return Answer({"id": client.id, "ended": ended}, f"All {ended} of {client.name} are ended.")


def client_named(session: Session, name: str) -> Client:
    found = session.exec(select(Client).where(Client.name == name).with_for_update()).one_or_none()
    if found is None:
        raise CommandFailed(f"There is no client called {name!r}.")
    return found
