"""The commands that open accounts for people."""

import secrets
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import func, or_
from sqlmodel import Session, col

from api.changes.context import act_as
from api.clock import today
from api.commands.answer import Answer
from api.commands.database import migrated
from api.commands.failures import CommandFailed
from api.db import make_engine
from api.organisation import queries as organisation
from api.organisation.tables import Unit
from api.people import admin_services as services
from api.people.admin_schemas import MOST_PASSWORD, NewPersonIn, RoleGrantIn
from api.people.passwords import LEAST_PASSWORD
from api.people.rules import Actor, ActorKind, Grant, Role, Scope

# Whoever has a shell on the server has the database: nothing is kept from them here.
OPERATOR = Actor(ActorKind.PROGRAM, None, "rettidig", (Grant(Role.ADMIN, frozenset(Scope)),))


@contextmanager
def acting(act: str) -> Iterator[Session]:
    """Open one transaction in the application's role, with the command on record as the actor."""
    with migrated() as database:
        engine = make_engine(database.url, pool=1)
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                act_as(session, kind=OPERATOR.kind, name=OPERATOR.name, act=act)
                yield session
        finally:
            engine.dispose()


def add_user(options: Namespace) -> Answer:
    """Open an account with one role. A password that was not given is made, and shown once."""
    password = read_password() if options.password_stdin else secrets.token_urlsafe(12)
    with acting("user_added") as session:
        account = NewPersonIn(
            username=options.name,
            password=SecretStr(password),
            full_name=options.full_name or options.name,
        )
        person = services.create_person(session, OPERATOR, account)
        grant = RoleGrantIn(
            person_id=person.id,
            role=Role(options.role),
            unit_id=unit_named(session, options.unit),
            valid_from=today(),
        )
        services.create_role_grant(session, OPERATOR, grant)
        facts = {"id": person.id, "username": person.username, "role": options.role}
    if options.password_stdin:
        return Answer(facts, f"{options.name} may sign in as {options.role}.")
    text = f"{options.name} may sign in as {options.role} with the password {password}"
    return Answer({**facts, "password": password}, f"{text}\nIt is shown only now.")


def read_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandFailed("No password came on standard input.")
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise CommandFailed(f"A password has at least {LEAST_PASSWORD} characters.")
    return password


def unit_named(session: Session, name: str | None) -> UUID | None:
    """Return the unit of today with this name or short name; none means everywhere."""
    if name is None:
        return None
    wanted = name.casefold()
    named = or_(func.lower(Unit.name) == wanted, func.lower(Unit.short_name) == wanted)
    statement = organisation.units().where(organisation.valid_on(today()), named)
    found = session.exec(statement.order_by(col(Unit.name))).all()
    if len(found) != 1:
        kind = "no unit" if not found else "more than one unit"
        raise CommandFailed(f"There is {kind} called {name!r} today.")
    return found[0].id
