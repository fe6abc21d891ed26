"""The manual for those who connect other systems says what the program does."""

import re

import pytest
from fastapi import FastAPI

from api.people.budgets_rules import Budget
from api.people.oauth import CLIENT_CREDENTIALS
from api.people.rules import Scope
from api.settings import Settings
from tests.database import ROOT

PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
TABLES = [part.split("\n\n")[0] for part in PAGE.split("\n\n| ")[1:]]


def column(heading: str, number: int = 0) -> list[str]:
    """Return a column of the table whose first heading this is, without its code marks."""
    [table] = [each for each in TABLES if each.startswith(f"{heading} |")]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines()[2:]]
    return [row[number].strip("` ") for row in rows]


def test_every_scope_is_told() -> None:
    assert column("scope") == [scope.value for scope in Scope]


@pytest.mark.parametrize("budget", Budget)
def test_every_budget_is_told_with_its_setting(budget: Budget) -> None:
    place = column("budget").index(budget.value)
    name = f"rate_{budget}_per_minute"

    assert column("budget", 3)[place] == f"RETTIDIG_{name.upper()}"
    assert column("budget", 2)[place] == str(Settings.model_fields[name].default)


def test_every_error_of_oauth_is_told() -> None:
    sources = [
        (ROOT / "api" / "people" / f"{name}.py").read_text(encoding="utf-8")
        for name in ("oauth", "services", "token_routes")
    ]
    raised = {
        code
        for source in sources
        for code in re.findall(r'(?:OAuthRefused\(|request, 401, )\s*"(\w+)"', source)
    }

    assert len(raised) >= 5
    assert set(column("`error`")) == raised
    assert f"grant_type={CLIENT_CREDENTIALS}" in PAGE


def test_every_address_is_one(application: FastAPI) -> None:
    named = set(re.findall(r"/v1/[a-z_/{}-]+[a-z}]", PAGE))

    assert len(named) >= 8
    assert named <= set(application.openapi()["paths"])
