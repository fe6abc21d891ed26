"""What docs/patterns.md shows works."""

import json
import re
from pathlib import Path

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.factories import Actors, make_cause, make_complaint, make_point, make_unit

PAGE = (Path(__file__).parents[4] / "docs" / "patterns.md").read_text(encoding="utf-8")
ASKED = re.findall(r"^GET (\S+\?\S+)$", PAGE, re.MULTILINE)
MADE = re.search(r"^POST (\S+)\n(\{.*?\})\n```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("address", ASKED)
def test_what_is_asked_in_the_manual_is_answered(
    address: str, api: TestClient, session: Session, actors: Actors
) -> None:
    unit, cause = make_unit(session), make_cause(session)
    make_point(session, make_complaint(session, unit), cause)
    filled = address.format(cause=cause.id, unit=unit.id)

    answer = api.get(filled, headers=actors.headers(Role.CITIZENS_ADVISOR))

    assert answer.status_code == 200, answer.text


def test_the_manual_shows_every_kind_of_question() -> None:
    assert len(ASKED) == 5


def test_what_is_made_in_the_manual_is_made(api: TestClient, actors: Actors) -> None:
    assert MADE
    path, body = MADE.groups()

    answer = api.post(path, json=json.loads(body), headers=actors.headers(Role.CITIZENS_ADVISOR))

    assert answer.status_code == 201, answer.text
