"""What the database writes as bytes is what the document of the interface says, to the letter."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.deadlines.rules import AsOf
from api.deadlines.schemas import DeadlineOut, Order
from api.people.rules import Role
from tests.api.deadlines.documents.asking import LIST, cells_of, lines_of, pages_of
from tests.api.deadlines.documents.contents import STARTED, ByRules, Odd
from tests.api.deadlines.makers import Asked
from tests.conftest import TODAY
from tests.factories import Actors

DAYS = (STARTED + timedelta(days=8), TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=20))


@pytest.fixture(params=[1, 2])
def admin(
    request: pytest.FixtureRequest, session: Session, api: TestClient, actors: Actors
) -> Asked:
    """Return somebody who sees all of a collection of odd deadlines."""
    Odd(session, Random(request.param)).make(12)  # noqa: S311 - the same rows each time
    return Asked(api, actors.headers(Role.ADMIN))


def test_pages_lines_and_the_rules_say_the_same(session: Session, admin: Asked) -> None:
    for day in DAYS:
        expected = {
            key: DeadlineOut.model_validate(said)
            for key, said in ByRules(session, AsOf(day, TODAY)).all().items()
        }
        lines = lines_of(admin, as_of=str(day))

        assert {line["id"]: DeadlineOut.model_validate(line) for line in lines} == expected
        assert pages_of(admin, as_of=str(day), limit=5) == sorted(
            lines, key=lambda line: (line["due_on"], line["id"])
        )


def test_each_line_is_the_documented_model_and_nothing_more(admin: Asked) -> None:
    for line in lines_of(admin):
        assert DeadlineOut.model_validate(line).model_dump(mode="json", by_alias=True) == line


def test_each_line_is_what_is_answered_of_that_deadline_alone(admin: Asked) -> None:
    for day in DAYS[::2]:
        for line in lines_of(admin, as_of=str(day))[:4]:
            assert admin.get(f"{LIST}/{line['id']}", as_of=str(day)) == line


def test_records_hold_the_facts_of_the_lines(admin: Asked) -> None:
    for day, separator in ((DAYS[0], "comma"), (TODAY, "comma"), (TODAY, "semicolon")):
        lines = {line["id"]: line for line in lines_of(admin, as_of=str(day))}
        records = cells_of(admin, as_of=str(day), separator=separator)

        assert len(records) == len(lines)
        for record in records:
            assert record == as_cells(lines[record["id"]])


def as_cells(line: dict[str, Any]) -> dict[str, str]:
    """Return a deadline as the fields of a CSV line: flat, and harmless to a spreadsheet."""
    term, flat = line["term"], dict(line)
    for name in ("term", "may"):
        del flat[name]
    flat |= {f"term_{name}": term[name] for name in ("amount", "at_least", "unit")}
    flat["legal_basis"] = harmless(term["legal_basis"])
    flat["case_number"] = harmless(line["case_number"])
    flat["waiting"] = harmless(
        "; ".join(f"{each['for']}: {each['what']} ({each['since_on']})" for each in line["waiting"])
    )
    for name in ("unit", "case_type", "caseworker"):
        named = line[name] or {"id": None, "name": None}
        flat |= {name: harmless(named["name"]), f"{name}_id": named["id"]}
    return {name: cell(value) for name, value in flat.items()}


def harmless(text: str | None) -> str | None:
    """Return a text that no spreadsheet computes; U+001F, which no sheet holds, is a space."""
    text = text and text.replace("\x1f", " ")
    return f"'{text}" if text and text[0] in "=+-@\t\r" else text


def cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_lines_come_in_the_order_that_is_asked_for(admin: Asked) -> None:
    for order in Order:
        lines = lines_of(admin, order=order.value)

        keys = [(line[order.column], line["id"]) for line in lines]
        assert keys == sorted(keys, reverse=order.descending)
        assert lines == pages_of(admin, order=order.value)
