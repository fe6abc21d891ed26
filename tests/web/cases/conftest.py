"""A unit that answers within twelve weeks, its leader, and the pages over one of its cases."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from httpx2 import Response
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.conftest import case_type, catalogue, terms, unit
from tests.factories import Actors, Headers, make_unit
from tests.web.page import HTMX, page_of, part_of
from tests.web.papers import value_of

__all__ = ["case_type", "catalogue", "terms", "unit"]
CPR = "0101851234"
BEFORE_A_MARK = re.compile(r" ([.,;:)])")


@dataclass
class Place:
    """The pages of a unit's cases as one of its people, and the api beside them."""

    web: TestClient
    api: TestClient
    headers: Headers
    unit: Unit
    case_type: CaseType

    def as_person(self, headers: Headers) -> "Place":
        self.web.cookies.set("session", headers["Authorization"].removeprefix("Bearer "))
        return self

    def case(self, **fields: Any) -> str:
        """Open a case over the api; return the address of its page."""
        return f"/cases/{self.made(**fields)['number']}"

    def made(self, **fields: Any) -> Any:
        body = {
            "unit_id": str(self.unit.id),
            "case_type_id": str(self.case_type.id),
            "received_on": "2017-08-16",
        }
        return self.post("/v1/cases", **body | fields)

    def post(self, path: str, **body: Any) -> Any:
        answer = self.api.post(path, json=body, headers=self.headers)
        assert answer.is_success, answer.text
        return answer.json()

    def open(self, path: str, status: int = 200) -> BeautifulSoup:
        return page_of(self.web.get(path), status)

    def part(self, path: str) -> BeautifulSoup:
        return part_of(self.web.get(path, headers=HTMX))

    def filled(self, path: str) -> dict[str, Any]:
        """Return what a form holds when it is opened, as the browser would send it."""
        [form] = self.open(path).select("main form.form")
        fields = form.select("input[name], textarea[name], select[name]")
        values = {str(field["name"]): value_of(field) for field in fields}
        return {name: value for name, value in values.items() if value is not None}

    def send(self, path: str, **changed: Any) -> Response:
        """Open a form, change some fields (None: leave it out), and send it."""
        form = self.filled(path) | changed
        kept = {name: value for name, value in form.items() if value is not None}
        return self.web.post(path, data=kept)

    def sent(self, path: str, **changed: Any) -> BeautifulSoup:
        """Send a form that must be saved, and return the page it leads to."""
        answer = self.send(path, **changed)
        assert answer.status_code == 303, text(page_of(answer, answer.status_code).main)
        return self.open(answer.headers["Location"].partition("#")[0])

    def refused(self, path: str, status: int = 422, **changed: Any) -> str:
        """Send a form that must be refused, and return what stands at its top."""
        page = page_of(self.send(path, **changed), status)
        return text(page.select_one(".error-summary"))


@pytest.fixture
def place(
    web: TestClient,
    api: TestClient,
    actors: Actors,
    unit: Unit,
    case_type: CaseType,
    terms: None,
) -> Place:
    """A leader's pages. A term is published for each kind of deadline."""
    headers = actors.headers(Role.DEPARTMENT_LEADER, unit)
    return Place(web, api, headers, unit, case_type).as_person(headers)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden afdeling"))


def one(page: BeautifulSoup, selector: str) -> Tag:
    """Return the one part of a page that answers to a selector."""
    [found] = page.select(selector)
    return found


def text(tag: Tag | None) -> str:
    """Return the words of a part of a page as they are read, with single spaces."""
    assert tag is not None
    return BEFORE_A_MARK.sub(r"\1", " ".join(tag.get_text(" ").split()))


def links(page: BeautifulSoup | Tag) -> set[str]:
    return {str(link["href"]) for link in page.select("a[href]")}
