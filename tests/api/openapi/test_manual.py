"""The page of conventions tells of every header and every refusal that the document has."""

import re
from pathlib import Path

import pytest

from api.openapi.headers import HEADERS
from api.openapi.refusals import REFUSALS

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "api.md").read_text(encoding="utf-8")


def test_it_tells_of_every_header(page: str) -> None:
    # A Location is what everybody knows of a 201.
    names = {header.name for header in HEADERS} - {"Location"}

    assert {name for name in names if name not in page} == set()


def test_it_tells_of_every_refusal(page: str) -> None:
    statuses = {str(refusal.status) for refusal in REFUSALS}

    assert statuses <= set(re.findall(r"\b[45]\d\d\b", page))


def test_its_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page):
        assert (DOCS / target).exists(), target
