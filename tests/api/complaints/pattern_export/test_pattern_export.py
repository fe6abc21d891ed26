"""A pattern as a file holds what the pattern answers, and no number that it hides."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.complaints.patterns.population import make_population
from tests.api.complaints.patterns.test_protected_patterns import house, outsider
from tests.factories import Actors, Headers, make_complaint, make_unit

__all__ = ("house", "outsider")
PATTERNS = "/v1/complaints/patterns"
PATH = f"{PATTERNS}/export"


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def lines(api: TestClient, headers: Headers, **query: Any) -> list[list[str]]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_each_cell_is_a_row_with_its_figure_and_what_it_means(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 1)
    query: dict[str, Any] = {"by": ["unit", "kind"], "measure": ["complaints", "upheld_share"]}
    answer = api.get(PATTERNS, params=query, headers=advisor).json()

    headings, *rows = lines(api, advisor, **query)

    assert headings[:5] == ["enhed", "klagetype", "Mål", "Enhed for tallet", "Værdi"]
    assert len(rows) == 2 * len(answer["cells"])
    for number, cell in enumerate(answer["cells"]):
        of_count, of_share = rows[2 * number : 2 * number + 2]
        names = [
            axis["values"][at]["name"] for axis, at in zip(answer["by"], cell["at"], strict=True)
        ]
        assert of_count[:2] == of_share[:2] == names
        assert of_count[4] == str(cell["complaints"]["value"])
        assert of_share[7] == str(cell["upheld_share"]["denominator"])
        assert of_share[-3:] == [answer["measures"][1]["definition"], "1", answer["data"]["at"]]


def test_figures_are_written_as_spreadsheets_of_the_language_read_them(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 2)
    query = {"by": "year", "measure": "contacted_share"}

    danish = lines(api, advisor, **query)[1]
    english = lines(api, advisor | {"Accept-Language": "en"}, **query)[1]

    assert "," in danish[3]
    assert english[3] == danish[3].replace(",", ".")


def test_a_comparison_stands_beside(api: TestClient, session: Session, advisor: Headers) -> None:
    make_population(session, 3)

    headings, *rows = lines(
        api, advisor, by="channel", period="2017-Q1", compare="previous_period", bom=False
    )

    assert headings[9:13] == ["Før: værdi", "Før: antal bag", "Før: 95 % fra", "Før: 95 % til"]
    assert all(len(row) == len(headings) for row in rows)


def test_a_workbook_tells_the_definitions_and_the_permanent_link(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 4)
    query = {"by": "unit", "measure": "complaints"}
    answer = api.get(PATTERNS, params=query, headers=advisor).json()

    response = api.get(PATH, params=query | {"format": "xlsx"}, headers=advisor)

    figures, about = load_workbook(BytesIO(response.content)).worksheets
    assert [figures.cell(2, 1).value, figures.cell(2, 4).value] == [
        answer["by"][0]["values"][answer["cells"][0]["at"][0]]["name"],
        answer["cells"][0]["complaints"]["value"],
    ]
    told = {row[0]: row[1] for row in about.iter_rows(min_row=2, max_col=2, values_only=True)}
    assert told["Fast adresse"] == answer["link"]
    assert told["Datanummer"] == answer["data"]["number"]
    assert told[answer["measures"][0]["name"]] == answer["measures"][0]["definition"]
    assert response.headers["content-disposition"].endswith('klagemoenstre-1.xlsx"')


def test_a_name_is_never_computed(api: TestClient, session: Session, advisor: Headers) -> None:
    make_complaint(session, make_unit(session, name="=HYPERLINK(1)"))

    [_, row] = lines(api, advisor, by="unit")

    assert row[0] == "'=HYPERLINK(1)"


def numbers_told(figure: dict[str, Any]) -> set[float]:
    return {float(each) for each in figure.values() if type(each) in {int, float}}


@pytest.mark.parametrize("by", [["unit", "cause"], ["unit", "quarter"]])
def test_a_file_for_the_public_holds_no_number_that_the_pattern_hides(
    by: list[str], api: TestClient, house: dict[str, Any], outsider: Headers
) -> None:
    query: dict[str, Any] = {"by": by, "measure": ["complaints", "per_100_decisions"]}
    if "cause" in by:
        query["measure"] = "complaints"
    answer = api.get(PATTERNS, params=query, headers=outsider).json()

    headings, *rows = lines(api, outsider, **query)

    measures = [each["measure"] for each in answer["measures"]]
    figures = [cell[measure] for cell in answer["cells"] for measure in measures]
    value = headings.index("Værdi")
    assert answer["protected"]
    assert any(figure["hidden"] for figure in figures)
    for row, figure in zip(rows, figures, strict=True):
        texts = row[value : headings.index("Definition")]
        told = {float(text.replace(",", ".")) for text in texts if text[:1].isdigit()}
        assert told <= numbers_told(figure)
        assert (texts[0] == "færre end 5 eller skjult") == figure["hidden"]
