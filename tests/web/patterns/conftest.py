"""Two departments with eleven complaints of 2017, and the pages of who looks for patterns."""

from dataclasses import dataclass
from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.causes.tables import ComplaintCause
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import (
    Actors,
    Headers,
    cause_group,
    make_cause,
    make_complaint,
    make_point,
    make_unit,
)
from tests.web.page import HTMX, page_of, part_of

FEBRUARY, MAY = date(2017, 2, 1), date(2017, 5, 3)


@dataclass
class Town:
    """Six complaints of changed caseworkers and three of tone in A, two of changes in B."""

    web: TestClient
    actors: Actors
    units: list[Unit]
    causes: list[ComplaintCause]

    def as_person(self, headers: Headers) -> "Town":
        self.web.cookies.set("session", headers["Authorization"].removeprefix("Bearer "))
        return self

    def as_role(self, role: Role, unit: Unit | None = None) -> "Town":
        return self.as_person(self.actors.headers(role, unit))

    def open(self, path: str, status: int = 200) -> BeautifulSoup:
        return page_of(self.web.get(path), status)

    def part(self, path: str) -> BeautifulSoup:
        return part_of(self.web.get(path, headers=HTMX))


@pytest.fixture
def town(web: TestClient, session: Session, actors: Actors) -> Town:
    """The pages as the Citizens' Advisor sees them."""
    units = [make_unit(session, name=f"Afdeling {letter}") for letter in "AB"]
    group = cause_group(session, "SERVICE").id
    causes = [make_cause(session, code, group_id=group) for code in ("SKIFT", "TONE")]
    for number, unit, cause, day in (
        (6, units[0], causes[0], MAY),
        (3, units[0], causes[1], FEBRUARY),
        (2, units[1], causes[0], MAY),
    ):
        for _ in range(number):
            made = make_complaint(session, unit, received_on=day)
            make_point(session, made, cause, finding="upheld")
    return Town(web, actors, units, causes).as_role(Role.CITIZENS_ADVISOR)


def look_again(session: Session) -> None:
    """Let the facts be compared with all there is, also with what this transaction wrote.

    A snapshot tells what others committed, so it may count a test's own writes as seen.
    """
    session.flush()
    session.connection().exec_driver_sql("UPDATE pattern_data SET snapshot = '1:1:'")


def rows_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the table of a pattern: its rows by name, each with its cells as they are read."""
    return {
        " ".join(row.th.get_text(" ").split()): [
            " ".join(cell.get_text(" ").split()) for cell in row.select("td")
        ]
        for row in page.select("#pattern tbody tr")
        if row.th
    }
