"""People and their roles over HTTP, for those who keep them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Path, Response
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.clock import Today
from api.db import SessionDep
from api.errors import NotAllowed
from api.nouns import Noun, add_routes
from api.people import admin_queries, admin_schemas, admin_services, services
from api.people.access import Anyone, PeopleReader, PeopleWriter
from api.people.rules import Actor, ActorKind, Scope
from api.people.tables import Person, RoleGrant
from api.problems import Fault, problem
from api.resource import IfMatchSent, check_current
from api.routing import feature, refusing

router = feature("/v1", "people")
Key = Annotated[UUID, Path(alias="id")]


def show_people(
    session: Session, actor: Actor, rows: Sequence[Person], _: date
) -> list[admin_schemas.PersonOut]:
    grants = admin_queries.all_grants_of(session, [row.id for row in rows])
    return [
        admin_schemas.PersonOut.of(row, keeper=admin_services.keeps_person(actor, grants[row.id]))
        for row in rows
    ]


def show_role_grants(
    session: Session, actor: Actor, rows: Sequence[RoleGrant], _: date
) -> list[admin_schemas.RoleGrantOut]:
    people = admin_queries.names_of_people(session, {row.person_id for row in rows})
    units = admin_queries.names_of_units(session, {row.unit_id for row in rows})
    return [
        admin_schemas.RoleGrantOut.of(
            row,
            people[row.person_id],
            units[row.unit_id] if row.unit_id else None,
            keeper=admin_services.reaches(actor, row.role, row.unit_id),
        )
        for row in rows
    ]


PERSON = Noun(
    name="person",
    plural="people",
    about="Somebody who signs in.",
    body=admin_schemas.PersonIn,
    out=admin_schemas.PersonOut,
    query=admin_schemas.PeopleQuery,
    reader=PeopleReader,
    writer=PeopleWriter,
    find=admin_queries.find_people,
    one=admin_queries.person,
    show=show_people,
    # A new account needs more than its content is later replaced by.
    create=cast(Any, admin_services.create_person),
    replace=admin_services.replace_person,
    delete=admin_services.delete_person,
)
ROLE_GRANT = Noun(
    name="role_grant",
    plural="role_grants",
    about="A role of a person, in a unit and all under it, or everywhere.",
    body=admin_schemas.RoleGrantIn,
    out=admin_schemas.RoleGrantOut,
    query=admin_schemas.RoleGrantsQuery,
    reader=PeopleReader,
    writer=PeopleWriter,
    find=admin_queries.find_role_grants,
    one=admin_queries.role_grant,
    show=show_role_grants,
    create=admin_services.create_role_grant,
    replace=admin_services.replace_role_grant,
    delete=admin_services.delete_role_grant,
)
add_routes(router, PERSON, with_create=False)
add_routes(router, ROLE_GRANT)


@router.post("/people", status_code=201)
def create_person(
    response: Response,
    session: SessionDep,
    actor: PeopleWriter,
    today: Today,
    body: admin_schemas.NewPersonIn,
) -> admin_schemas.PersonOut:
    """Open an account with a password and no roles."""
    person = admin_services.create_person(session, actor, body)
    response.headers["Location"] = f"/v1/people/{person.id}"
    return PERSON.answer(response, session, actor, person, today)


@router.post(
    "/people/{id}/password", status_code=204, response_model=None, responses=refusing(403, 429)
)
def set_password(
    key: Key,
    request: Request,
    session: SessionDep,
    actor: Anyone,
    today: Today,
    wanted: IfMatchSent,
    body: admin_schemas.PasswordIn,
) -> JSONResponse | None:
    """Give an account a new password, and end its sign-ins. One's own needs the old one."""
    own = actor.kind is ActorKind.PERSON and actor.id == key
    if not own and not actor.has(Scope.PEOPLE_WRITE):
        raise NotAllowed("not_allowed", "This needs the right people:write.")
    person = admin_queries.person(session, actor, key, lock=True)
    check_current(person, wanted, "person", show_people(session, actor, [person], today)[0])
    if own:
        attempt = services.Attempt(name=f"own password of {key}")
        services.check_attempts(session, attempt)
        if not admin_services.own_password_fits(session, person, body.old_password):
            # Answered and not raised, so that the failure is counted.
            services.note_failure(session, attempt)
            return old_password_refused(request)
    else:
        admin_services.check_person(actor, admin_queries.all_grants_of(session, [key])[key])
    admin_services.set_password(session, person, body.password)
    return None


def old_password_refused(request: Request) -> JSONResponse:
    code, detail = "old_password_wrong", "The old password is not right."
    fault = Fault(pointer="/old_password", code=code, detail=detail)
    return problem(request, 422, code, detail, errors=[fault])
