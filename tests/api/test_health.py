"""Whether the service lives and can work, and that its figures hold no personal data."""

from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import Session
from starlette.testclient import TestClient

from api.db import get_session, make_engine


def test_lives_and_is_ready(api: TestClient) -> None:
    assert api.get("/health/live").json() == {"status": "ok"}
    assert api.get("/health/ready").json() == {"status": "ok"}


def test_is_not_ready_without_its_migrations(engine: object, api_app: FastAPI) -> None:
    def old_database() -> object:
        with Session(engine) as session, session.begin() as transaction:  # type: ignore[arg-type]
            session.connection().execute(text("SET ROLE NONE"))
            session.connection().execute(text("UPDATE alembic_version SET version_num = 'old'"))
            yield session
            transaction.rollback()

    api_app.dependency_overrides[get_session] = old_database
    with TestClient(api_app) as client:
        answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["code"]) == (503, "migrations_missing")


def test_is_not_ready_without_its_database(api_app: FastAPI) -> None:
    nowhere = make_engine("postgresql://nobody@127.0.0.1:1/none")

    def no_database() -> object:
        with Session(nowhere) as session, session.begin():
            yield session

    api_app.dependency_overrides[get_session] = no_database
    with TestClient(api_app, raise_server_exceptions=False) as client:
        answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert answer.headers["Retry-After"] == "5"


def test_figures_are_by_route_and_not_by_path(api: TestClient) -> None:
    api.get("/v1/tracks/01a2012e-8143-7592-bf2b-7faa524f683a")

    figures = api.get("/metrics").text

    assert 'route="/v1/tracks/{id}"' in figures
    assert "01a2012e" not in figures


def test_the_request_id_is_taken_over_or_made(api: TestClient) -> None:
    given = api.get("/health/live", headers={"X-Request-Id": "from-the-proxy-1"})
    forged = api.get("/health/live", headers={"X-Request-Id": "x\ty; DROP"})

    assert given.headers["X-Request-Id"] == "from-the-proxy-1"
    assert len(forged.headers["X-Request-Id"]) == 32
