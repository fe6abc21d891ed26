"""Small makers of rows, with fixed defaults: a test names only the fields that tell."""

from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, select

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.rules import ComplaintChannel, ComplaintKind
from api.complaints.tables import NUMBERS, Complaint, ComplaintPoint
from api.organisation.rules import UnitKind
from api.organisation.tables import Unit
from api.people.passwords import hash_password, new_secret, secret_hash
from api.people.rules import Role, Scope
from api.people.tables import AccessToken, Client, Password, Person, RoleGrant, SignInSession
from api.plans.outline.rules import InitiativeKind, TrackKind
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.rules import State
from api.plans.status.tables import StatusUpdate
from api.table import Table, now

PASSWORD = "et-langt-kodeord"
# Of the right form, and of nothing: the same in each worker, so that tests keep their names.
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"
RowT = TypeVar("RowT", bound=Table)
Headers = dict[str, str]


def kept(session: Session, row: RowT) -> RowT:
    session.add(row)
    session.flush()
    return row


def make_unit(session: Session, **fields: Any) -> Unit:
    defaults: dict[str, Any] = {"name": "Borgercenter Handicap", "kind": UnitKind.CENTRE}
    return kept(session, Unit(**defaults | fields))


def make_plan(session: Session, unit: Unit, **fields: Any) -> Plan:
    defaults: dict[str, Any] = {"title": "Handleplan", "track_kind": TrackKind.TRACK}
    return kept(session, Plan(unit_id=unit.id, **defaults | fields))


def make_track(session: Session, plan: Plan, **fields: Any) -> Track:
    defaults: dict[str, Any] = {
        "number": 1,
        "title": "Bedre læringskultur",
        "unit_id": plan.unit_id,
    }
    return kept(session, Track(plan_id=plan.id, **defaults | fields))


def make_initiative(session: Session, plan: Plan, **fields: Any) -> Initiative:
    defaults: dict[str, Any] = {
        "position": 1,
        "title": "Workshop",
        "kind": InitiativeKind.INITIATIVE,
    }
    return kept(session, Initiative(plan_id=plan.id, **defaults | fields))


def make_status(session: Session, about: Plan | Track | Initiative, **fields: Any) -> StatusUpdate:
    defaults: dict[str, Any] = {
        "cut_off_on": date(2017, 9, 20),
        "state": State.ON_TRACK,
        "author_name": "Socialforvaltningen",
    }
    defaults[f"{type(about).__name__.lower()}_id"] = about.id
    about.status_updates += 1
    return kept(session, StatusUpdate(**defaults | fields))


def make_person(session: Session, username: str, *, password: str | None = None) -> Person:
    person = kept(session, Person(username=username, full_name=f"Prøve {username.title()}"))
    if password:
        kept(session, Password(person_id=person.id, hash=hash_password(password)))
    return person


def make_complaint(session: Session, unit: Unit, **fields: Any) -> Complaint:
    """Make the bare row of a complaint: procedural, by phone, a week before the day of tests."""
    number = f"K2017-{session.scalar(NUMBERS.next_value()):05d}"
    defaults: dict[str, Any] = {
        "number": number,
        "received_on": date(2017, 9, 20),
        "channel": ComplaintChannel.PHONE,
        "kind": ComplaintKind.PROCEDURAL,
        "text": "Jeg har fået tre sagsbehandlere på et år.",
    }
    return kept(session, Complaint(unit_id=unit.id, **defaults | fields))


def make_cause(session: Session, code: str = "SKIFT", **fields: Any) -> ComplaintCause:
    """Make a cause in the group of service, which is made if it is not there."""
    group = fields.get("group_id") or cause_group(session).id
    defaults: dict[str, Any] = {"name_da": code.capitalize(), "name_en": code.capitalize()}
    return kept(session, ComplaintCause(code=code, **defaults | fields | {"group_id": group}))


def cause_group(session: Session, code: str = "service") -> ComplaintCause:
    statement = select(ComplaintCause).where(ComplaintCause.code == code)
    found = session.exec(statement).one_or_none()
    return found or kept(
        session, ComplaintCause(code=code, name_da=code.capitalize(), name_en=code.capitalize())
    )


def make_point(
    session: Session, complaint: Complaint, cause: ComplaintCause, **fields: Any
) -> ComplaintPoint:
    return kept(session, ComplaintPoint(complaint_id=complaint.id, cause_id=cause.id, **fields))


class Actors:
    """Signs people and clients in, and returns the headers that say so."""

    def __init__(self, session: Session, today: date) -> None:
        self.session = session
        self.today = today

    def headers(
        self, role: Role, unit: Unit | None = None, *, person: Person | None = None
    ) -> Headers:
        """Sign in somebody with one role, in a unit or everywhere."""
        somebody = person or make_person(self.session, f"{role}-{new_secret()[:6]}")
        self.grant(somebody, role, unit)
        return self.sign_in(somebody)

    def grant(self, person: Person, role: Role, unit: Unit | None = None) -> RoleGrant:
        since = self.today - timedelta(days=1)
        unit_id = unit.id if unit else None
        grant = RoleGrant(person_id=person.id, role=role, unit_id=unit_id, valid_from=since)
        return kept(self.session, grant)

    def sign_in(self, person: Person) -> Headers:
        token = new_secret()
        over = now() + timedelta(hours=1)
        session = SignInSession(token_hash=secret_hash(token), person_id=person.id, expires_at=over)
        kept(self.session, session)
        return {"Authorization": f"Bearer {token}"}

    def client(self, *scopes: Scope, unit_id: UUID | None = None) -> Headers:
        """Give a machine client a token with these scopes."""
        names = [scope.value for scope in scopes]
        name = f"system-{new_secret()[:6]}"
        client = Client(name=name, purpose="Prøver", scopes=names, unit_id=unit_id)
        kept(self.session, client)
        token, over = new_secret(), now() + timedelta(hours=1)
        kept(
            self.session,
            AccessToken(
                token_hash=secret_hash(token), client_id=client.id, scopes=names, expires_at=over
            ),
        )
        return {"Authorization": f"Bearer {token}"}
