"""No number and no name stands where it can be read: rows, log lines, change log, kept answers."""

import json
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session
from starlette.testclient import TestClient

from api.citizens.keys import cpr_index
from api.people.rules import Role
from tests.api.citizens.makers import ANDERS, BODIL, make_citizen
from tests.factories import Actors

NAME = "Anders Hemmelig"
# As they are written and as they are kept.
SECRETS = [ANDERS, "0101901234", BODIL, "0202802345", NAME, "Hemmelig"]
REASON = {"purpose": "Ansøgning"}
EVERY_TABLE = text(
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
)


def everything_kept(session: Session) -> str:
    """Return all rows of all tables as text, and bytes by the letters in them."""
    connection = session.connection()
    rows: list[Any] = []
    # Some tables the services themselves can't read.
    connection.execute(text("SET LOCAL ROLE NONE"))
    for (table,) in connection.execute(EVERY_TABLE).all():
        rows += connection.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - our tables
    connection.execute(text("SET LOCAL ROLE rettidig_app"))
    return "\n".join(str(tuple(row)) for row in rows)


def changes_of(session: Session, key: object) -> list[tuple[Any, Any]]:
    statement = text("SELECT before, after FROM changes WHERE entity_id = :key ORDER BY sequence")
    return [
        (before, after) for before, after in session.connection().execute(statement, {"key": key})
    ]


def test_nothing_that_is_kept_or_logged_says_who_it_is(
    api: TestClient, actors: Actors, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    caseworker = actors.headers(Role.CASEWORKER)
    body = {"cpr": ANDERS, "full_name": NAME}

    def send(method: str, path: str, sent: dict[str, Any], **headers: str) -> int:
        key = {"Idempotency-Key": f"{method} {path} {len(json.dumps(sent))}"}
        return api.request(
            method, f"/v1/{path}", json=sent, headers=caseworker | key | headers
        ).status_code

    made = api.post("/v1/citizens", json=body, headers=caseworker | {"Idempotency-Key": "make"})
    one = f"citizens/{made.json()['id']}"
    any_version = {"If-Match": "*"}
    assert send("POST", "citizens", body) == 409
    assert send("POST", "citizens", {"cpr": f"{ANDERS}5"}) == 422
    assert send("POST", "citizen-searches", REASON | {"cpr": ANDERS}) == 200
    assert send("POST", "citizen-searches", {"cpr": ANDERS}) == 422
    assert send("POST", f"{one}/identity-openings", REASON) == 200
    assert send("POST", f"{one}/identity-openings", {"purpose": f"om {ANDERS}"}) == 422
    assert send("PUT", f"{one}/identity", body | {"cpr": BODIL}, **any_version) == 200
    assert send("PUT", f"{one}/identity", {"full_name": NAME}, **any_version) == 200

    said = capsys.readouterr()
    found = [secret for secret in SECRETS if secret in said.out + said.err]
    assert "request" in said.out
    assert found == []
    assert [secret for secret in SECRETS if secret in everything_kept(session)] == []


def test_the_change_log_tells_that_an_identity_changed_and_not_what_it_was(
    api: TestClient, actors: Actors, session: Session
) -> None:
    citizen = make_citizen(session, ANDERS, full_name=NAME)
    admin = actors.headers(Role.ADMIN)
    address = f"/v1/citizens/{citizen.id}/identity"
    api.put(address, json={"cpr": BODIL}, headers=admin | {"If-Match": "*"})

    filters = {"entity": "citizens", "entity_id": str(citizen.id)}
    made, changed = api.get("/v1/change-log", params=filters, headers=admin).json()["items"]

    assert {each["field"]: each["after"] for each in made["changed"]} == {
        "cpr_encrypted": "(hidden)",
        "cpr_index": "(hidden)",
        "name_encrypted": "(hidden)",
        "birth_on": "1990-01-01",
        "address_protected": False,
        "synthetic": False,
    }
    assert changed["act"] == "replace_identity"
    assert {each["field"]: (each["before"], each["after"]) for each in changed["changed"]} == {
        "cpr_encrypted": ("(hidden)", "(changed)"),
        "cpr_index": ("(hidden)", "(changed)"),
        "name_encrypted": ("(hidden)", None),
        "birth_on": ("1990-01-01", "1980-02-02"),
    }


def test_a_column_that_stayed_is_not_said_to_have_changed(
    session: Session,
) -> None:
    citizen = make_citizen(session, ANDERS, full_name=NAME)
    citizen.address_protected = True
    session.flush()
    session.delete(citizen)
    session.flush()

    _, (before, after), (last, nothing) = changes_of(session, citizen.id)

    assert before["cpr_encrypted"] == after["cpr_encrypted"] == "(hidden)"
    assert (before["address_protected"], after["address_protected"]) == (False, True)
    assert (last["name_encrypted"], last["replacement_encrypted"]) == ("(hidden)", None)
    assert nothing is None


def test_statements_beside_the_program_are_hidden_too(session: Session) -> None:
    citizen = make_citizen(session, ANDERS, full_name=NAME)
    index = cpr_index("0202802345")

    session.connection().execute(text("UPDATE citizens SET cpr_index = :index"), {"index": index})

    _, (before, after) = changes_of(session, citizen.id)
    assert (before["cpr_index"], after["cpr_index"]) == ("(hidden)", "(changed)")
    log = str(changes_of(session, citizen.id))
    assert [part for part in (index.hex(), b"gAAAA".hex()) if part in log] == []
