"""The sample sign-ins, one per role: for trying the product out, never in production."""

from uuid import UUID

from sqlmodel import Session

from api.demo import records
from api.people.passwords import hash_password
from api.people.tables import Password
from api.settings import Environment, get_settings

TABLES = frozenset({"people", "role_grants"})


def allowed() -> bool:
    """Say whether sample sign-ins may be loaded: their passwords are known to everybody."""
    return get_settings().environment is not Environment.PRODUCTION


def password_of(username: str) -> str:
    return f"rettidig-{username}"


def people() -> list[tuple[UUID, str]]:
    """Return the id and the username of each sample person."""
    return [
        (records.id_of(record.key), record.values["username"])
        for record in records.read().records
        if record.table == "people"
    ]


def sign_ins() -> list[tuple[str, str, str]]:
    """Return role, username and password of each sample sign-in; none in production."""
    if not allowed():
        return []
    found = records.read().records
    usernames = {
        record.key: record.values["username"] for record in found if "username" in record.values
    }
    grants = [record.values for record in found if record.table == "role_grants"]
    return [
        (grant["role"], usernames[grant["person"]], password_of(usernames[grant["person"]]))
        for grant in grants
    ]


def load_passwords(session: Session) -> int:
    """Give the sample people who have no password theirs; return how many."""
    without = [
        (person_id, username)
        for person_id, username in people()
        if session.get(Password, person_id) is None
    ]
    for person_id, username in without:
        session.add(Password(person_id=person_id, hash=hash_password(password_of(username))))
    session.flush()
    return len(without)
