"""Whom a complaint concerns and who speaks for them: known by id, or by a number or a name."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.citizens.rules import NewCitizen, check_born
from api.citizens.schemas import IdentityIn
from api.citizens.services import citizen_ids, create_citizen
from api.complaints.register import rules
from api.complaints.register.schemas import ComplaintContent
from api.errors import DomainError, NotAllowed
from api.people.rules import Actor, Scope

FIELDS = ("complainant", "representative")


def check_births(body: ComplaintContent, today: date) -> None:
    """Refuse numbers that can't be read, and people who are not born yet."""
    for field in FIELDS:
        identity: IdentityIn | None = getattr(body, field)
        if identity is not None:
            identified(field, identity, today)


def identified(field: str, identity: IdentityIn, today: date | None = None) -> NewCitizen:
    """Read who somebody is, pointing into the field if that can't be."""
    try:
        new = identity.citizen()
        if today is not None:
            check_born(new.born, today)
    except DomainError as refusal:
        refusal.pointer = f"/{field}{refusal.pointer or ''}"
        raise
    return new


def people_of(session: Session, actor: Actor, body: ComplaintContent) -> dict[str, UUID | None]:
    """Return the columns that say whom a complaint concerns, adding who is not known yet."""
    return {f"{field}_id": person_of(session, actor, body, field) for field in FIELDS}


def person_of(session: Session, actor: Actor, body: ComplaintContent, field: str) -> UUID | None:
    known: UUID | None = getattr(body, f"{field}_id")
    identity: IdentityIn | None = getattr(body, field)
    rules.check_named_once(by_id=known is not None, by_identity=identity is not None, field=field)
    if identity is None:
        return known
    if not actor.has(Scope.CITIZENS_WRITE):
        raise NotAllowed(
            "not_allowed",
            f"To name somebody who is not known by id needs the right {Scope.CITIZENS_WRITE}.",
            pointer=f"/{field}",
        )
    return citizen_of(session, actor, identified(field, identity))


def citizen_of(session: Session, actor: Actor, new: NewCitizen) -> UUID:
    """Return the citizen with a number, added if not here yet; who has but a name is added."""
    if new.number is None:
        return create_citizen(session, new)[1].id
    return citizen_ids(session, actor, [new])[new.number.kept]
