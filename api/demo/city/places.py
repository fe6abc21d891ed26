"""The made-up departments and their caseworkers, beside the sample ones of the two plans."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final
from uuid import UUID

from sqlmodel import Session

from api.demo.city.habits import Office, office
from api.demo.records import id_of
from api.organisation.rules import UnitKind
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person, RoleGrant

CASES_A_DEPARTMENT: Final = 7_000
CASEWORKERS: Final = 9
SINCE: Final = date(2011, 1, 1)
NOTE: Final = "Syntetisk: opfundet til prøvebrug"
AREAS: Final = {"boern": "Børnefamilier", "voksne": "Voksne"}
FIRST_NAMES: Final = (
    "Aisha", "Anders", "Birgit", "Camilla", "Dorthe", "Emil", "Fatima", "Grethe", "Hassan", "Ida",
    "Jens", "Karen", "Lars", "Mette", "Nikolaj", "Oda", "Peter", "Rikke", "Søren", "Yasmin",
)  # fmt: skip
LAST_NAMES: Final = (
    "Andersen", "Bak", "Christensen", "Dahl", "Eskildsen", "Friis", "Gram", "Holst", "Iversen",
    "Juhl", "Krogh", "Lund", "Møller", "Nygaard", "Olsen", "Poulsen", "Riis", "Skov", "Toft",
)  # fmt: skip


@dataclass
class Department:
    """A department, its area, its ways and its people.

    `unanswered` is the share of those with an open case in the last full quarter who complain
    that nobody replied.
    """

    id: UUID
    area: str
    office: Office
    caseworkers: list[UUID] = field(default_factory=list)
    unanswered: float = 0


def departments(session: Session, rng: Random, cases: int) -> list[Department]:
    """Return the sample departments and as many made-up ones as a number of cases fills."""
    found = [
        Department(id_of("U-boern-1"), "boern", office(rng)),
        Department(id_of("U-boern-2"), "boern", office(rng)),
        Department(id_of("U-voksne-1"), "voksne", office(rng)),
    ]
    for number in range(len(found), max(len(found), cases // CASES_A_DEPARTMENT)):
        area = "boern" if rng.random() < 0.4 else "voksne"  # noqa: PLR2004 - fewer children's
        found.append(Department(id_of(f"city-unit-{number}"), area, office(rng)))
        keep(session, made_up_unit(number, found[-1]))
    for number, department in enumerate(found):
        staff(session, rng, number, department)
    if session.get(Person, sample := id_of("P-sagsbehandler")):
        found[0].caseworkers.append(sample)
    session.flush()
    return found


def keep(session: Session, row: Unit | Person | RoleGrant) -> None:
    """Add a row unless an earlier run left it there."""
    if session.get(type(row), row.id) is None:
        session.add(row)
        session.flush()


def made_up_unit(number: int, department: Department) -> Unit:
    return Unit(
        id=department.id,
        name=f"{AREAS[department.area]}, syntetisk afdeling {number + 1}",
        kind=UnitKind.DEPARTMENT,
        parent_id=id_of(f"U-{department.area}"),
        note=NOTE,
    )


def staff(session: Session, rng: Random, number: int, department: Department) -> None:
    for place in range(CASEWORKERS):
        key = f"city-person-{number}-{place}"
        person = Person(
            id=id_of(key),
            username=f"syntetisk-{number:02d}-{place:02d}",
            full_name=f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}",
            title="Sagsbehandler (syntetisk)",
        )
        keep(session, person)
        grant = RoleGrant(
            id=id_of(f"{key}-grant"),
            person_id=person.id,
            role=Role.CASEWORKER,
            unit_id=department.id,
            valid_from=SINCE,
        )
        keep(session, grant)
        department.caseworkers.append(person.id)
