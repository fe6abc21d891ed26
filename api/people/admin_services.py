"""Keeping people and their roles. The caller owns the transaction.

Nobody can hand out more than they have: neither by a role, nor by taking over the
account of somebody who has more.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from pydantic import SecretStr
from sqlmodel import Session, col, delete

from api.errors import InvalidInput, NotAllowed, RuleBroken
from api.people import admin_queries, queries
from api.people.admin_schemas import NewPersonIn, PersonIn, RoleGrantIn
from api.people.passwords import hash_password, password_fits
from api.people.rules import SCOPES_OF, Actor, Role, Scope
from api.people.tables import Password, Person, RoleGrant, SignInSession
from api.resource import add, change, remove
from api.table import now


def reaches(actor: Actor, role: Role, unit_id: UUID | None) -> bool:
    """Say whether one may give a role in a unit: with people:write and all the role's scopes."""
    needed = SCOPES_OF[role] | {Scope.PEOPLE_WRITE}
    return all(actor.may(scope, unit_id) for scope in needed)


def keeps_person(actor: Actor, grants: Iterable[RoleGrant]) -> bool:
    """Say whether one may change an account: none of its roles may reach further than one's own.

    Roles that are over or to come count too.
    """
    writer = actor.has(Scope.PEOPLE_WRITE)
    return writer and all(reaches(actor, grant.role, grant.unit_id) for grant in grants)


def create_person(session: Session, _: Actor, body: NewPersonIn) -> Person:
    if queries.username_taken(session, body.username):
        raise RuleBroken(
            "username_taken", "There is an account with this name already.", pointer="/username"
        )
    values = body.model_dump(exclude={"password"})
    person = add(session, Person(**values, password_changed_at=now()))
    write_password(session, person, body.password)
    return person


def replace_person(session: Session, actor: Actor, person: Person, body: PersonIn) -> Person:
    """Give an account new content. One that is no longer active is signed out everywhere."""
    check_person(actor, admin_queries.all_grants_of(session, [person.id])[person.id])
    if not body.active:
        end_sign_ins(session, person)
    return change(session, person, dict(body))


def delete_person(_: Session, __: Actor, ___: Person) -> None:
    raise RuleBroken(
        "people_are_kept",
        "People can't be deleted, as what they did refers to them. Set active to false instead.",
    )


def check_person(actor: Actor, grants: Collection[RoleGrant]) -> None:
    """Refuse to take over an account that has more, or that may be meant for more."""
    if not grants:
        actor.check(Scope.PEOPLE_WRITE, None)
    if not keeps_person(actor, grants):
        raise NotAllowed(
            "person_beyond_reach", "This account has a role that reaches further than yours."
        )


def own_password_fits(session: Session, person: Person, old: SecretStr | None) -> bool:
    """Compare the old password that one's own new one needs."""
    if old is None:
        raise InvalidInput(
            "old_password_missing", "Give your old password too.", pointer="/old_password"
        )
    kept = admin_queries.password_of(session, person.id)
    return password_fits(kept.hash if kept else None, old.get_secret_value())


def set_password(session: Session, person: Person, password: SecretStr) -> None:
    """Give an account a password, and end its sign-ins: whoever held one must know the new one."""
    write_password(session, person, password)
    end_sign_ins(session, person)
    change(session, person, {"password_changed_at": now()})


def write_password(session: Session, person: Person, password: SecretStr) -> None:
    hashed = hash_password(password.get_secret_value())
    kept = admin_queries.password_of(session, person.id) or Password(person_id=person.id, hash="")
    kept.hash, kept.changed_at = hashed, now()
    session.add(kept)
    session.flush()


def end_sign_ins(session: Session, person: Person) -> None:
    session.connection().execute(
        delete(SignInSession).where(col(SignInSession.person_id) == person.id)
    )


def create_role_grant(session: Session, actor: Actor, body: RoleGrantIn) -> RoleGrant:
    check_given(actor, body)
    check_not_own(actor, body.person_id)
    return add(session, RoleGrant(**dict(body)))


def replace_role_grant(
    session: Session, actor: Actor, grant: RoleGrant, body: RoleGrantIn
) -> RoleGrant:
    check_role(actor, grant.role, grant.unit_id)
    check_not_own(actor, grant.person_id)
    check_given(actor, body)
    check_not_own(actor, body.person_id)
    return change(session, grant, dict(body))


def delete_role_grant(session: Session, actor: Actor, grant: RoleGrant) -> None:
    check_role(actor, grant.role, grant.unit_id)
    remove(session, grant, "role_grant")


def check_given(actor: Actor, body: RoleGrantIn) -> None:
    if body.role is Role.SYSTEM:
        raise InvalidInput(
            "role_not_for_people", "The role system is for machine clients.", pointer="/role"
        )
    check_role(actor, body.role, body.unit_id)


def check_not_own(actor: Actor, person_id: UUID) -> None:
    """Refuse to give oneself a role, or one's own a longer life."""
    if actor.id == person_id:
        raise NotAllowed("own_role", "Somebody else must change your own roles.")


def check_role(actor: Actor, role: Role, unit_id: UUID | None) -> None:
    if not reaches(actor, role, unit_id):
        raise NotAllowed(
            "role_beyond_reach", "This role reaches further than your own.", pointer="/role"
        )
