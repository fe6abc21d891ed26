"""The pages as the sample people see them, with both papers loaded and some made-up cases."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup, Tag
from httpx2 import Response
from sqlalchemy import Connection, Engine
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.changes.context import act_as
from api.demo.city.generate import City
from api.demo.load import load
from api.demo.records import id_of
from api.people.tables import Person
from tests.conftest import TODAY
from tests.factories import Actors
from tests.web.page import SAME_ORIGIN, page_of

CASES = 30


class Pages:
    """Opens and sends pages as one of the sample people."""

    def __init__(self, web: TestClient, session: Session, actors: Actors) -> None:
        self.web = web
        self.session = session
        self.actors = actors

    def sign_in(self, username: str) -> "Pages":
        person = self.session.exec(select(Person).where(Person.username == username)).one()
        token = self.actors.sign_in(person)["Authorization"].removeprefix("Bearer ")
        self.web.cookies.set("session", token)
        return self

    def open(self, path: str, status: int = 200) -> BeautifulSoup:
        return page_of(self.web.get(path), status)

    def filled(self, path: str) -> dict[str, Any]:
        """Return what a form holds when it is opened, as the browser would send it."""
        [form] = self.open(path).select("main form.form")
        values: dict[str, Any] = {}
        for field in form.select("input[name], textarea[name], select[name]"):
            if (value := value_of(field)) is not None:
                values[str(field["name"])] = value
        return values

    def send(self, path: str, **changed: Any) -> Response:
        """Open a form, change some fields, and send it."""
        return self.post(path, self.filled(path) | changed)

    def post(self, path: str, form: dict[str, Any]) -> Response:
        return self.web.post(path, data=form, headers=SAME_ORIGIN)

    def sent(self, path: str, **changed: Any) -> BeautifulSoup:
        """Send a form that must be saved, and return the page it leads to."""
        answer = self.send(path, **changed)
        assert answer.status_code == 303, page_of(answer, answer.status_code).main
        return self.open(answer.headers["Location"].partition("#")[0])


def value_of(field: Tag) -> str | None:
    if field.name == "textarea":
        return field.text.lstrip("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]")
        return str(chosen["value"]) if chosen else ""
    if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
        return None
    return str(field.get("value", ""))


def key(name: str) -> UUID:
    """Return the id of a thing in the papers: `BL11-4` is the pile of cars."""
    return id_of(name)


def text(tag: Tag | None) -> str:
    """Return the words of a part of a page, with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def make_cases(session: Session) -> None:
    """Make up cases until our fixed day."""
    City(session, seed=1, cases=CASES, today=TODAY).make(lambda _: None)


@pytest.fixture(scope="module")
def papers(engine: Engine) -> Iterator[Connection]:
    """Both papers and the cases of a small municipality, loaded once for a module."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load(session)
            make_cases(session)
            session.commit()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(papers: Connection) -> Iterator[Session]:
    """A session over the papers whose work is undone after the test."""
    kept = papers.begin_nested()
    with Session(papers, join_transaction_mode="create_savepoint") as session:
        act_as(session, kind="program", name="test", act="arrange")
        yield session
    kept.rollback()


@pytest.fixture
def pages(web: TestClient, session: Session, actors: Actors) -> Pages:
    return Pages(web, session, actors).sign_in("admin")
