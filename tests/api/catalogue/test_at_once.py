"""Entries of the catalogue that come at the same time: one is kept, the other is refused."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api import embedded_postgres
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.terms.tables import TermCatalogue
from api.db import make_engine
from api.main import create_app
from api.people.rules import Role
from tests import database
from tests.api.casework.makers import make_own_catalogue
from tests.api.catalogue.makers import make_legal_basis
from tests.conftest import TODAY
from tests.factories import Actors, Headers, kept

Ask = Callable[[], Any]
ANY = {"If-Match": "*"}


@pytest.fixture(scope="module")
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database whose transactions are real: they wait for each other."""
    with database.cloned(server, f"catalogue_{threading.get_ident()}") as url:
        engine = make_engine(url, pool=12)
        yield engine
        engine.dispose()


@pytest.fixture
def own_session(own_engine: Engine) -> Iterator[Session]:
    with Session(own_engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def own_api(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("api.db.get_engine", lambda: own_engine)
    with TestClient(create_app()) as client:
        yield client


@pytest.fixture
def keeper(own_session: Session) -> Headers:
    headers = Actors(own_session, TODAY).headers(Role.ADMIN)
    own_session.commit()
    return headers


def at_once(*asks: Ask) -> list[str]:
    """Return the code of each refusal, and "done" for what was not refused, in order."""
    start = threading.Barrier(len(asks))

    def ask(question: Ask) -> str:
        start.wait()
        answer = question()
        return "done" if answer.is_success else str(answer.json()["code"])

    with ThreadPoolExecutor(len(asks)) as pool:
        return sorted(pool.map(ask, asks))


def test_of_two_terms_for_the_same_one_is_kept(
    own_api: TestClient, own_session: Session, keeper: Headers
) -> None:
    catalogue = kept(own_session, TermCatalogue(name="Greve Kommune"))
    own_session.commit()
    body = {
        "catalogue_id": str(catalogue.id),
        "kind": "decision",
        "start_event": "application_received",
        "as_published": "10 uger",
        "amount": 10,
        "unit": "weeks",
        "valid_from": "2018-01-01",
    }

    for variant in "abcd":
        own = body | {"variant": variant}
        publish = partial(own_api.post, "/v1/published-terms", json=own, headers=keeper)
        assert at_once(publish, publish) == ["done", "term_overlaps"]


def test_of_two_rules_for_a_channel_one_is_kept(own_api: TestClient, keeper: Headers) -> None:
    for year in range(2010, 2014):
        body = {
            "channel": "letter",
            "amount": 6,
            "unit": "working_days",
            "valid_from": f"{year}-01-01",
            "valid_until": f"{year + 1}-01-01",
            "source": "Vejledning",
        }

        add = partial(own_api.post, "/v1/arrival-rules", json=body, headers=keeper)
        assert at_once(add, add) == ["arrival_rule_overlaps", "done"]


def test_two_sections_do_not_come_to_follow_each_other(
    own_api: TestClient, own_session: Session, keeper: Headers
) -> None:
    def follow(basis: LegalBasis, other: LegalBasis) -> Ask:
        body = {
            "act": basis.act,
            "act_short": basis.act_short,
            "section": basis.section,
            "subject_da": "Prøve",
            "subject_en": "Test",
            "successor_id": str(other.id),
        }
        address = f"/v1/legal-bases/{basis.id}"
        return partial(own_api.put, address, json=body, headers=keeper | ANY)

    for number in range(1, 5):
        one, other = (make_legal_basis(own_session, f"§ {number} {letter}") for letter in "ab")
        own_session.commit()

        results = at_once(follow(one, other), follow(other, one))

        assert results == ["done", "legal_basis_follows_itself"]


def test_of_two_catalogues_one_becomes_our_own(
    own_api: TestClient, own_session: Session, keeper: Headers
) -> None:
    make_own_catalogue(own_session)
    pair = [kept(own_session, TermCatalogue(name=name)) for name in ("Køge", "Skive")]
    own_session.commit()

    def take(catalogue: TermCatalogue) -> Ask:
        address, body = f"/v1/term-catalogues/{catalogue.id}", {"name": catalogue.name, "own": True}
        return partial(own_api.put, address, json=body, headers=keeper | ANY)

    results = at_once(*map(take, pair))
    own = own_api.get("/v1/term-catalogues?own=true", headers=keeper).json()["items"]

    assert "done" in results
    assert [item["name"] for item in own] in (["Køge"], ["Skive"])
