"""What is done to citizens and what is kept of looking at them. The caller owns the transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from api.citizens import queries, rules
from api.citizens.keys import cpr_index, decrypted, encrypted
from api.citizens.rules import LookupKind, NewCitizen
from api.citizens.schemas import CitizenIn, IdentityOut
from api.citizens.tables import Citizen, CitizenLookup
from api.errors import NotAllowed
from api.people.queries import grants_of
from api.people.rules import SCOPES_OF, Actor, ActorKind, Role, Scope
from api.people.tables import Client
from api.resource import add, change
from api.table import new_id

LOOKING = frozenset({Scope.CITIZENS_IDENTIFY, Scope.CITIZENS_WRITE})


def identity(new: NewCitizen) -> dict[str, Any]:
    """Return the columns that say who somebody is, as they are kept."""
    number = new.number
    token = encrypted(number.kept) if number else None
    replacement = number is not None and number.replacement
    return {
        "cpr_encrypted": None if replacement else token,
        "replacement_encrypted": token if replacement else None,
        "cpr_index": cpr_index(number.kept) if number else None,
        "name_encrypted": encrypted(new.full_name) if new.full_name else None,
        "birth_on": new.born,
    }


def contents(new: NewCitizen) -> dict[str, Any]:
    kept = {"address_protected": new.address_protected, "synthetic": new.synthetic}
    return identity(new) | kept


def create_citizen(session: Session, new: NewCitizen) -> tuple[bool, Citizen]:
    """Keep somebody new; return whether it was done, and else who has the number already."""
    if new.number is None:
        return True, add(session, Citizen(**contents(new)))
    key = new_id()
    if not queries.citizen_by_number(session, new.number.kept):
        insert_new(session, [contents(new) | {"id": key}])
    citizen = queries.citizen_by_number(session, new.number.kept)
    assert citizen is not None  # noqa: S101 - found, or inserted by this request or another
    return citizen.id == key, citizen


def insert_new(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert people with numbers, but for those whom another transaction is first to insert."""
    statement = insert(Citizen).on_conflict_do_nothing(index_elements=["cpr_index"])
    session.connection().execute(statement, rows)


def citizen_ids(session: Session, actor: Actor, people: Sequence[NewCitizen]) -> dict[str, UUID]:
    """Return the ids of people by their numbers (`number.kept`), adding those not here yet.

    Made for many at once. Who has no number is passed over; of who is here, what is kept stays.
    """
    wanted = {new.number.kept: new for new in people if new.number}
    found = queries.ids_by_number(session, wanted)
    # In order, so that two who add the same people at once wait for, and never block, each other.
    lacking = {number: wanted[number] for number in sorted(wanted.keys() - found)}
    if not lacking:
        return found
    if not actor.has(Scope.CITIZENS_WRITE):
        raise NotAllowed("not_allowed", f"To add a citizen needs the right {Scope.CITIZENS_WRITE}.")
    insert_new(session, [contents(new) for new in lacking.values()])
    return found | queries.ids_by_number(session, lacking)


def citizen_by_cpr_or_new(
    session: Session,
    actor: Actor,
    cpr: str,
    *,
    full_name: str | None = None,
    address_protected: bool = False,
    pointer: str = "/cpr",
) -> Citizen:
    """Return the citizen with a CPR number, added if not here yet; who is here stays unchanged."""
    number = rules.read_cpr(cpr, pointer=pointer)
    new = NewCitizen(number, full_name, address_protected=address_protected)
    [key] = citizen_ids(session, actor, [new]).values()
    return session.get_one(Citizen, key)


def replace_citizen(session: Session, citizen: Citizen, body: CitizenIn) -> Citizen:
    """Give a citizen new content. Without a day of birth the number's own is kept."""
    number = number_kept(citizen)
    of_number = rules.birth_of(number) if number else None
    return change(session, citizen, dict(body) | {"birth_on": body.birth_on or of_number})


def replace_identity(session: Session, citizen: Citizen, new: NewCitizen) -> UUID | None:
    """Say anew who a citizen is; return the id of another one who has the number already."""
    other = queries.citizen_by_number(session, new.number.kept) if new.number else None
    if other and other.id != citizen.id:
        return other.id
    change(session, citizen, identity(new))
    return None


def number_kept(citizen: Citizen) -> str | None:
    token = citizen.cpr_encrypted or citizen.replacement_encrypted
    return decrypted(token) if token else None


def open_identity(citizen: Citizen) -> IdentityOut:
    """Return who a citizen is. The caller notes the look-up."""
    number, name = number_kept(citizen), citizen.name_encrypted
    shown = rules.written(number) if number else None
    return IdentityOut(
        citizen_id=citizen.id,
        cpr=shown if citizen.cpr_encrypted else None,
        replacement_number=shown if citizen.replacement_encrypted else None,
        full_name=decrypted(name) if name else None,
        birth_on=citizen.birth_on,
        address_protected=citizen.address_protected,
    )


def note_lookup(
    session: Session,
    actor: Actor,
    today: date,
    *,
    kind: LookupKind,
    purpose: str,
    citizen_id: UUID | None,
) -> None:
    """Keep that somebody looked, with the roles of today that gave them the right to."""
    rules.check_purpose(purpose)
    lookup = CitizenLookup(
        citizen_id=citizen_id,
        kind=kind,
        purpose=purpose,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        roles=roles_of(session, actor, today),
    )
    add(session, lookup)


def roles_of(session: Session, actor: Actor, today: date) -> list[dict[str, Any]]:
    if actor.id is None:
        return []
    if actor.kind is ActorKind.CLIENT:
        return [role_then(Role.SYSTEM, session.get_one(Client, actor.id).unit_id)]
    return [
        role_then(grant.role, grant.unit_id)
        for grant in grants_of(session, actor.id, today)
        if SCOPES_OF[grant.role] & LOOKING
    ]


def role_then(role: Role, unit_id: UUID | None) -> dict[str, Any]:
    return {"role": role.value, "unit_id": str(unit_id) if unit_id else None}
